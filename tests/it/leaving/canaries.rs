//! Canaries in every table that may name somebody, the list read from the live schema: the archive holds each that is its owner's, and
//! after the erasure none is left, in no table, file or Redis.

use careergraph::{features::audit::Verdict, platform::vault::content_hash};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::{
    DELETE, ask, export,
    planted::{IDENTITY, PASSING, SECRET, id_in},
    taking::{account_of, archive_of, wrong_in},
    traces,
};
use crate::kit::{Client, PASSWORD, Setup, TestApp, TestUser};

const EMAIL: &str = "canary-mail@example.org";
const ADDRESS: &str = "203.0.113.77";
const DEVICE: &str = "canary-device/1.0";
const HEADERS: [(&str, &str); 3] = [("content-type", "application/json"), ("user-agent", DEVICE), ("x-forwarded-for", ADDRESS)];

/// What was typed by its owner or is known of them, and must be in their archive.
const OWN: [&str; 22] = [
    EMAIL,
    "canary-name",
    ADDRESS,
    DEVICE,
    "canary-headline",
    "canary-target",
    "canary-employment",
    "canary-education",
    "canary-skill",
    "canary-language",
    "canary-company",
    "canary-note",
    "canary-reason",
    "canary-token",
    IDENTITY,
    "canary-provider",
    "canary-subject",
    "canary-passkey",
    "canary-report",
    "canary-finding",
    "canary-suspension",
    "Pacific/Honolulu",
];

/// Tables that may keep a name of somebody who is gone. An entry of the audit keeps the id, which names nobody any more: the chain of
/// hashes must still be verified.
const KEPT: [&str; 1] = ["audit_entries"];

/// Somebody who has something everywhere.
pub(super) struct Canary {
    pub(super) app: TestApp,
    pub(super) user: TestUser,
}

impl Canary {
    async fn plant() -> Self {
        let setup = Setup::new().workers(0).config(|config| {
            config.auth.deletion_days = 0;
            config.http.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        });
        let app = setup.start().await;
        app.import_postings().await;
        let user = app.sign_up("canary-mail").await;
        let canary = Self { app, user };
        canary.sign_in().await;
        canary.fill_profile().await;
        canary.apply().await;
        canary.ask_for_mails().await;
        canary.plant_rows().await;
        // What has been done by the queue, and what waits in it.
        canary.app.run_tasks().await;
        canary.move_on("SCREENING").await;
        canary
            .ask(
                "mutation { createApiToken(input: { name: \"canary-token\", scopes: [{ area: JOBS, verb: READ }] }) { secret } }",
                json!({}),
            )
            .await;
        canary
    }

    async fn post(client: &Client, query: &str, variables: Value) -> Value {
        let answer = client.post(json!({ "query": query, "variables": variables }).to_string(), &HEADERS).await;
        assert!(answer.json.get("errors").is_none(), "{query}: {}", answer.text);
        answer.json["data"].clone()
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        Self::post(&self.user.client, query, variables).await
    }

    /// From an address and a device of their own, and once with a wrong password.
    async fn sign_in(&self) {
        let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { refreshToken } } }";
        let client = self.app.anonymous();
        let wrong = json!({ "query": query, "variables": { "input": { "email": EMAIL, "password": "not this one" } } });
        client.post(wrong.to_string(), &HEADERS).await.errors();
        let right = Self::post(&client, query, json!({ "input": { "email": EMAIL, "password": PASSWORD } })).await;
        let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { expiresAt } } }";
        Self::post(&client, refresh, json!({ "input": { "refreshToken": right["signIn"]["session"]["refreshToken"] } })).await;
        let zone = "mutation { updateAccount(input: { timeZone: \"Pacific/Honolulu\" }) { user { timeZone } } }";
        self.ask(zone, json!({})).await;
        let name = "UPDATE users SET name = 'canary-name' WHERE email = 'canary-mail@example.org'";
        self.app.platform.db.conn().execute_unprepared(name).await.expect("a name");
    }

    async fn fill_profile(&self) {
        let version = |answer: &Value, mutation: &str| answer[mutation]["profile"]["version"].clone();
        let update =
            "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { version } userErrors { message } } }";
        let input = json!({ "expectedVersion": 0, "headline": "canary-headline", "targets": { "titles": ["canary-target"] } });
        let mut at = version(&self.ask(update, json!({ "input": input })).await, "updateProfile");
        for (mutation, kind, list, item) in [
            ("setEmployments", "SetEmploymentsInput", "employments", json!({ "company": "canary-employment", "title": "x" })),
            ("setEducations", "SetEducationsInput", "educations", json!({ "school": "canary-education" })),
            ("setSkills", "SetSkillsInput", "skills", json!({ "name": "canary-skill", "level": "EXPERT" })),
            ("setLanguages", "SetLanguagesInput", "languages", json!({ "name": "canary-language", "proficiency": "NATIVE" })),
        ] {
            let query =
                format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ profile {{ version }} userErrors {{ message }} }} }}");
            let mut input = json!({ "expectedVersion": at });
            input[list] = json!([item]);
            at = version(&self.ask(&query, json!({ "input": input })).await, mutation);
            assert!(at.is_number(), "{mutation}");
        }
    }

    /// One application by hand, and one for a posting, of which a copy is kept.
    async fn apply(&self) {
        let query =
            "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { message } } }";
        // Enough that pages of the file split and are moved: what is moved must not stay where it was.
        for number in 0..120 {
            let note = format!("canary-note {}", "canary-note ".repeat(number % 60));
            self.ask(query, json!({ "input": { "company": "canary-role", "role": "canary-role", "note": note } })).await;
        }
        let input = json!({ "company": "canary-company", "role": "canary-role", "note": "canary-note", "stage": "APPLIED" });
        let made = self.ask(query, json!({ "input": input })).await;
        let id = made["createApplication"]["application"]["id"].clone();
        let close =
            "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let reopen =
            "mutation($input: ReopenApplicationInput!) { reopenApplication(input: $input) { application { id } userErrors { message } } }";
        self.ask(close, json!({ "input": { "id": id, "expectedVersion": 1, "outcome": "REJECTED" } })).await;
        let input = json!({ "id": id, "expectedVersion": 2, "to": "APPLIED", "reason": "canary-reason" });
        assert!(self.ask(reopen, json!({ "input": input })).await["reopenApplication"]["application"].is_object());
        // One that was a mistake: the key outlives it.
        let input = json!({ "company": "canary-role", "role": "canary-role", "idempotencyKey": "canary-key" });
        let mistake = self.ask(query, json!({ "input": input })).await["createApplication"]["application"]["id"].clone();
        let delete = "mutation($id: ID!) { deleteApplication(input: { id: $id, expectedVersion: 1 }) { deletedApplicationId } }";
        assert_eq!(self.ask(delete, json!({ "id": mistake })).await["deleteApplication"]["deletedApplicationId"], mistake);
        let postings = ask(&self.app.anonymous(), "{ jobs(first: 1) { nodes { id } } }").await;
        self.ask(query, json!({ "input": { "postingId": postings.text_at("jobs.nodes.0.id") } })).await;
    }

    async fn move_on(&self, to: &str) {
        let found = self.ask("{ viewer { applications(first: 5) { nodes { id version companyName } } } }", json!({})).await;
        let nodes = found["viewer"]["applications"]["nodes"].as_array().expect("nodes").clone();
        let own = nodes.iter().find(|node| node["companyName"] == "canary-company").expect("the canary's");
        let query =
            "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": own["id"], "expectedVersion": own["version"], "to": to });
        assert!(self.ask(query, json!({ "input": input })).await["moveApplication"]["application"].is_object());
    }

    async fn ask_for_mails(&self) {
        for mutation in ["requestPasswordReset", "requestEmailVerification"] {
            Self::post(
                &self.app.anonymous(),
                &format!("mutation {{ {mutation}(input: {{ email: \"{EMAIL}\" }}) {{ requested }} }}"),
                json!({}),
            )
            .await;
        }
        self.app.run_tasks().await;
        // What a mail server would have said.
        let until = match self.app.platform.db.backend() {
            DbBackend::Postgres => "now() + interval '1 day'",
            _ => "'2099-01-01T00:00:00.000000+00:00'",
        };
        let refusal = format!("INSERT INTO mail_refusals (email, until) VALUES ('{EMAIL}', {until})");
        self.app.platform.db.conn().execute_unprepared(&refusal).await.expect("a refusal");
    }

    /// How many rows of a table name the canary in this column.
    async fn named_in(&self, table: &str, column: &str) -> i64 {
        let is_text = matches!(column, "email" | "address");
        let value = if is_text {
            format!("IN ('{EMAIL}', '{IDENTITY}', '{ADDRESS}')")
        } else {
            format!("= {}", id_in(&self.app, self.user.user_id.0))
        };
        let sql = format!("SELECT CAST(count(*) AS text) AS text FROM \"{table}\" WHERE \"{column}\" {value}");
        traces::texts(&self.app, &sql).await[0].parse().expect("a number")
    }

    /// Whatever must not be found any more.
    fn words(&self) -> Vec<String> {
        let id = self.user.user_id;
        let mut words: Vec<String> = OWN.iter().chain(&PASSING).map(|word| (*word).to_owned()).collect();
        // In a file as it is, in a row as both databases write bytes.
        words.extend([SECRET.to_owned(), traces::hex(SECRET.as_bytes())]);
        words.extend(["canary-role".to_owned(), id.to_string(), id.0.to_string(), id.0.simple().to_string()]);
        // By what the queue and Redis know them.
        words.extend([content_hash(EMAIL.as_bytes()), content_hash(id.to_string().as_bytes())]);
        words
    }
}

#[tokio::test]
async fn nothing_of_somebody_is_left_anywhere() {
    let canary = Canary::plant().await;
    let app = &canary.app;
    let bob = app.sign_up("bob").await;
    bob.apply("Fernhill").await;

    let path = export(app, &canary.user).await;
    let account = account_of(&archive_of(&canary.user.client, &path).await);
    assert_eq!(wrong_in(&account), Vec::<String>::new());
    let account = account.to_string();
    let missing: Vec<_> = OWN.iter().filter(|word| !account.contains(*word)).collect();
    assert!(missing.is_empty(), "the archive lacks {missing:?}");
    assert!(!account.contains(SECRET) && !account.contains(&traces::hex(SECRET.as_bytes())), "secrets are no use to their owner");
    canary.move_on("INTERVIEWING").await;

    canary.is_everywhere().await;
    let found = traces::files(&canary.folder()).iter().any(|(_, bytes)| traces::occurrences(bytes, EMAIL.as_bytes()) > 0);
    assert_eq!(found, app.on_sqlite(), "what is there is found");

    ask(&canary.user.client, DELETE).await.text_at("deleteAccount.deletionAt");
    let written = traces::rows(app, "audit_entries").await;
    assert_eq!(app.leaving.erase_due().await.unwrap(), 1);
    let kept = traces::rows(app, "audit_entries").await;
    assert!(written.iter().all(|entry| kept.contains(entry)) && kept.len() == written.len() + 1, "the chain goes on as it was");
    for action in ["account.export", "account.delete", "account.erase"] {
        assert_eq!(kept.iter().filter(|entry| entry.contains(action)).count(), 1, "{action}");
    }
    let whole = app.audit.verify(None).await.unwrap();
    assert!(matches!(whole, Verdict::Whole(_)), "{whole:?}");
    canary.is_gone_from_tables().await;
    canary.others_acts_stay().await;
    canary.is_gone_from_files().await;
    for word in canary.words() {
        let found: Vec<_> =
            traces::redis(app).await.into_iter().filter(|text| text.to_lowercase().contains(&word.to_lowercase())).collect();
        assert!(found.is_empty(), "{word} is in Redis: {found:?}");
    }
    for table in ["tasks", "mail_links", "export_pieces", "posting_snapshots"] {
        let left = traces::rows(app, table).await;
        assert!(left.iter().all(|row| table == "tasks" && row.contains(&bob.user_id.to_string())), "{table}: {left:?}");
    }
    assert_eq!(ask(&bob.client, "{ viewer { applications { totalCount } } }").await.data("viewer.applications.totalCount"), 1);
}

impl Canary {
    /// Where the app keeps its files.
    fn folder(&self) -> std::path::PathBuf {
        self.app.platform.config.mail.folder.parent().expect("a folder").to_owned()
    }

    /// Each column that may name somebody names the canary.
    async fn is_everywhere(&self) {
        let columns = traces::user_columns(&self.app).await;
        assert!(columns.len() >= 34, "{columns:?}");
        let mut bare = Vec::new();
        for (table, column) in &columns {
            if self.named_in(table, column).await == 0 {
                bare.push(format!("{table}.{column}"));
            }
        }
        assert!(bare.is_empty(), "plant canaries in {bare:?}: tests/it/leaving/planted.rs");
        for table in ["tasks", "mail_links", "refresh_tokens", "export_pieces", "posting_snapshots", "guesses", "provider_sessions"] {
            assert!(traces::count(&self.app, table).await > 0, "plant a canary in {table}");
        }
    }

    async fn is_gone_from_tables(&self) {
        for (table, column) in traces::user_columns(&self.app).await {
            let may_stay = KEPT.contains(&table.as_str());
            assert!(may_stay || self.named_in(&table, &column).await == 0, "{table}.{column} still names them");
        }
        for table in traces::tables(&self.app).await {
            let rows = traces::rows(&self.app, &table).await;
            for word in self.words() {
                let is_id = word.contains(&self.user.user_id.0.simple().to_string()) || word == self.user.user_id.0.to_string();
                if KEPT.contains(&table.as_str()) && is_id {
                    continue;
                }
                let word = word.to_lowercase();
                let found: Vec<_> = rows.iter().filter(|row| row.to_lowercase().contains(&word)).collect();
                assert!(found.is_empty(), "{word} is in {table}: {found:?}");
            }
        }
    }

    /// The database's own file and its log among them.
    async fn is_gone_from_files(&self) {
        let folder = self.folder();
        let files = traces::files(&folder);
        assert!(!self.app.on_sqlite() || files.iter().any(|(name, _)| name.contains("test.db")), "{}", folder.display());
        for (name, bytes) in &files {
            for word in self.words() {
                assert_eq!(traces::occurrences(bytes, word.as_bytes()), 0, "{word} is in {name}");
            }
        }
        // The bytes of the id are where the audit keeps them, in its rows and its two indexes, and nowhere else.
        let mut kept = 0;
        for column in ["actor_id", "subject_id"] {
            kept += usize::try_from(self.named_in("audit_entries", column).await).expect("a number");
        }
        let id = self.user.user_id.0.into_bytes();
        let found: usize = files.iter().map(|(_, bytes)| bytes.windows(16).filter(|window| **window == id).count()).sum();
        assert!(!self.app.on_sqlite() || found == 2 * kept, "the id stands {found} times in files, {kept} entries of the audit name it");
    }
}
