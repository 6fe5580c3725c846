//! Canaries in every table that may name somebody, the list read from the live schema: the archive holds each that is its owner's, and
//! after the erasure none is left, in no table, file or Redis.

use careergraph::{
    features::audit::Verdict,
    platform::{hashing::content_hash, queue::Owner},
};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::{
    DELETE, ask, export,
    planted::{PASSING, id_in},
    taking::{archive_of, documents_in, wrong_in},
    traces,
};
use crate::kit::{Answer, Client, PASSWORD, Setup, TestApp, TestUser};

/// What was typed by its owner or is known of them, and must be in their archive; each behind the tag of the canary.
const OWN: [&str; 18] = [
    "name",
    "device",
    "headline",
    "target",
    "employment",
    "education",
    "skill",
    "language",
    "company",
    "note",
    "reason",
    "token",
    "provider",
    "subject",
    "passkey",
    "report",
    "finding",
    "suspension",
];

/// Tables that may keep a name of somebody who is gone. An entry of the audit keeps the id, which names nobody any more: the chain of
/// hashes must still be verified.
const KEPT: [&str; 1] = ["audit_entries"];

/// Somebody who has something everywhere.
pub(super) struct Canary<'a> {
    pub(super) app: &'a TestApp,
    pub(super) user: TestUser,
    /// What all its words begin with.
    pub(super) tag: &'static str,
    /// Where its requests come from.
    ip: &'static str,
}

/// An app for canaries.
pub(super) async fn cage() -> TestApp {
    let setup = Setup::new().workers(0).config(|config| {
        config.auth.deletion_days = 0;
        config.http.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    });
    let app = setup.start().await;
    app.import_postings().await;
    app
}

impl<'a> Canary<'a> {
    /// Puts it everywhere, with so many applications, and runs what waits in the queue.
    pub(super) async fn plant(
        app: &'a TestApp,
        (name, tag, ip): (&str, &'static str, &'static str),
        applications: usize,
    ) -> Self {
        let user = app.sign_up(name).await;
        let canary = Self { app, user, tag, ip };
        canary.sign_in().await;
        canary.fill_profile().await;
        canary.apply(applications).await;
        canary.ask_for_mails().await;
        canary.refuse_mails().await;
        canary.plant_rows().await;
        let token = format!("name: \"{tag}-token\", scopes: [{{ area: JOBS, verb: READ }}]");
        canary
            .ask(
                &format!("mutation {{ createApiToken(input: {{ {token} }}) {{ secret }} }}"),
                json!({}),
            )
            .await;
        app.run_tasks().await;
        canary
    }

    /// One of its words.
    pub(super) fn word(&self, what: &str) -> String {
        format!("{}-{what}", self.tag)
    }

    /// What only the house may read: no archive has it.
    pub(super) fn secret(&self) -> String {
        self.word("secret")
    }

    /// The address that a provider told.
    pub(super) fn identity(&self) -> String {
        self.word("identity@example.org")
    }

    /// What must be in its archive.
    fn own(&self) -> Vec<String> {
        let words = OWN.iter().map(|what| self.word(what));
        words
            .chain([
                self.user.email.clone(),
                self.ip.to_owned(),
                self.identity(),
                "Pacific/Honolulu".to_owned(),
            ])
            .collect()
    }

    async fn post(&self, client: &Client, query: &str, variables: Value) -> Value {
        let answer = self.send(client, query, variables).await;
        assert!(
            answer.json.get("errors").is_none(),
            "{query}: {}",
            answer.text
        );
        answer.json["data"].clone()
    }

    async fn send(&self, client: &Client, query: &str, variables: Value) -> Answer {
        let device = self.word("device");
        let headers = [
            ("content-type", "application/json"),
            ("user-agent", device.as_str()),
            ("x-forwarded-for", self.ip),
        ];
        client
            .post(
                json!({ "query": query, "variables": variables }).to_string(),
                &headers,
            )
            .await
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        self.post(&self.user.client, query, variables).await
    }

    /// From an address and a device of their own, and once with a wrong password.
    async fn sign_in(&self) {
        let query =
            "mutation($input: SignInInput!) { signIn(input: $input) { session { refreshToken } } }";
        let client = self.app.anonymous();
        let email = &self.user.email;
        self.send(
            &client,
            query,
            json!({ "input": { "email": email, "password": "not this one" } }),
        )
        .await
        .errors();
        let right = self
            .post(
                &client,
                query,
                json!({ "input": { "email": email, "password": PASSWORD } }),
            )
            .await;
        let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { expiresAt } } }";
        self.post(
            &client,
            refresh,
            json!({ "input": { "refreshToken": right["signIn"]["session"]["refreshToken"] } }),
        )
        .await;
        let zone = "mutation { updateAccount(input: { timeZone: \"Pacific/Honolulu\" }) { user { timeZone } } }";
        self.ask(zone, json!({})).await;
        let name = format!(
            "UPDATE users SET name = '{}' WHERE email = '{email}'",
            self.word("name")
        );
        self.app
            .platform
            .db
            .conn()
            .execute_unprepared(&name)
            .await
            .expect("a name");
    }

    async fn fill_profile(&self) {
        let version =
            |answer: &Value, mutation: &str| answer[mutation]["profile"]["version"].clone();
        let update = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { version } userErrors { message } } }";
        let input = json!({ "expectedVersion": 0, "headline": self.word("headline"), "targets": { "titles": [self.word("target")] } });
        let mut at = version(
            &self.ask(update, json!({ "input": input })).await,
            "updateProfile",
        );
        for (mutation, kind, list, item) in [
            (
                "setEmployments",
                "SetEmploymentsInput",
                "employments",
                json!({ "company": self.word("employment"), "title": "x" }),
            ),
            (
                "setEducations",
                "SetEducationsInput",
                "educations",
                json!({ "school": self.word("education") }),
            ),
            (
                "setSkills",
                "SetSkillsInput",
                "skills",
                json!({ "name": self.word("skill"), "level": "EXPERT" }),
            ),
            (
                "setLanguages",
                "SetLanguagesInput",
                "languages",
                json!({ "name": self.word("language"), "proficiency": "NATIVE" }),
            ),
        ] {
            let query = format!(
                "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ profile {{ version }} userErrors {{ message }} }} }}"
            );
            let mut input = json!({ "expectedVersion": at });
            input[list] = json!([item]);
            at = version(&self.ask(&query, json!({ "input": input })).await, mutation);
            assert!(at.is_number(), "{mutation}");
        }
    }

    /// One application by hand, and one for a posting, of which a copy is kept.
    async fn apply(&self, applications: usize) {
        let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { message } } }";
        let (company, role, note) = (self.word("company"), self.word("role"), self.word("note "));
        for number in 0..applications {
            self.ask(query, json!({ "input": { "company": role, "role": role, "note": note.repeat(number % 60 + 1) } })).await;
        }
        let input = json!({ "company": company, "role": role, "note": note, "stage": "APPLIED" });
        let made = self.ask(query, json!({ "input": input })).await;
        let id = made["createApplication"]["application"]["id"].clone();
        let close = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let reopen = "mutation($input: ReopenApplicationInput!) { reopenApplication(input: $input) { application { id } userErrors { message } } }";
        self.ask(
            close,
            json!({ "input": { "id": id, "expectedVersion": 1, "outcome": "REJECTED" } }),
        )
        .await;
        let input = json!({ "id": id, "expectedVersion": 2, "to": "APPLIED", "reason": self.word("reason") });
        assert!(
            self.ask(reopen, json!({ "input": input })).await["reopenApplication"]["application"]
                .is_object()
        );
        // One that was a mistake: the key outlives it.
        let input = json!({ "company": self.word("mistake"), "role": self.word("mistake"), "idempotencyKey": self.word("key") });
        let mistake = self.ask(query, json!({ "input": input })).await["createApplication"]["application"]["id"].clone();
        let delete = "mutation($id: ID!) { deleteApplication(input: { id: $id, expectedVersion: 1 }) { deletedApplicationId } }";
        assert_eq!(
            self.ask(delete, json!({ "id": mistake })).await["deleteApplication"]["deletedApplicationId"],
            mistake
        );
        let postings = ask(&self.app.anonymous(), "{ jobs(first: 1) { nodes { id } } }").await;
        self.ask(
            query,
            json!({ "input": { "postingId": postings.text_at("jobs.nodes.0.id") } }),
        )
        .await;
    }

    /// Leaves a task behind that waits in the queue.
    pub(super) async fn move_on(&self, to: &str) {
        let found = self
            .ask(
                "{ viewer { applications(first: 5) { nodes { id version companyName } } } }",
                json!({}),
            )
            .await;
        let nodes = found["viewer"]["applications"]["nodes"]
            .as_array()
            .expect("nodes")
            .clone();
        let own = nodes
            .iter()
            .find(|node| node["companyName"] == self.word("company"))
            .expect("the canary's");
        let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": own["id"], "expectedVersion": own["version"], "to": to });
        assert!(
            self.ask(query, json!({ "input": input })).await["moveApplication"]["application"]
                .is_object()
        );
    }

    /// Leaves mails behind that wait in the queue.
    pub(super) async fn ask_for_mails(&self) {
        for mutation in ["requestPasswordReset", "requestEmailVerification"] {
            let query = format!(
                "mutation($input: String!) {{ {mutation}(input: {{ email: $input }}) {{ requested }} }}"
            );
            self.post(
                &self.app.anonymous(),
                &query,
                json!({ "input": self.user.email }),
            )
            .await;
        }
    }

    /// What a mail server would have said; only after the mails were sent.
    async fn refuse_mails(&self) {
        self.app.run_tasks().await;
        let until = match self.app.platform.db.backend() {
            DbBackend::Postgres => "now() + interval '1 day'",
            _ => "'2099-01-01T00:00:00.000000+00:00'",
        };
        let refusal = format!(
            "INSERT INTO mail_refusals (email, until) VALUES ('{}', {until})",
            self.user.email
        );
        self.app
            .platform
            .db
            .conn()
            .execute_unprepared(&refusal)
            .await
            .expect("a refusal");
    }

    /// How many rows of a table name the canary in this column.
    pub(super) async fn named_in(&self, table: &str, column: &str) -> i64 {
        let (id, email) = (self.user.user_id, &self.user.email);
        let value = match column {
            "email" | "address" => format!("IN ('{email}', '{}', '{}')", self.identity(), self.ip),
            "owner" => format!("IN ('{id}', '{}')", Owner::address_key(email)),
            _ => format!("= {}", id_in(self.app, id.0)),
        };
        let sql = format!(
            "SELECT CAST(count(*) AS text) AS text FROM \"{table}\" WHERE \"{column}\" {value}"
        );
        traces::texts(self.app, &sql).await[0]
            .parse()
            .expect("a number")
    }

    /// Whatever must not be found any more.
    fn words(&self) -> Vec<String> {
        let id = self.user.user_id;
        let mut words = self.own();
        words.extend(PASSING.iter().map(|what| self.word(what)));
        // In a file as it is, in a row as both databases write bytes.
        words.extend([self.secret(), traces::hex(self.secret().as_bytes())]);
        words.extend([
            self.word("role"),
            id.to_string(),
            id.0.to_string(),
            id.0.simple().to_string(),
        ]);
        // By what the queue and Redis know them.
        words.extend([
            content_hash(self.user.email.as_bytes()),
            content_hash(id.to_string().as_bytes()),
        ]);
        words
    }
}

#[tokio::test]
async fn nothing_of_somebody_is_left_anywhere() {
    let app = &cage().await;
    // Enough applications that pages of the file split and are moved: what is moved must not stay where it was.
    let canary = Canary::plant(app, ("canary-mail", "canary", "203.0.113.77"), 120).await;
    // What has been done by the queue, and what waits in it.
    canary.move_on("SCREENING").await;
    canary.ask_for_mails().await;
    let bob = app.sign_up("bob").await;
    bob.apply("Fernhill").await;

    let path = export(app, &canary.user).await;
    let (schema, account) = documents_in(&archive_of(&canary.user.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let account = account.to_string();
    let missing: Vec<_> = canary
        .own()
        .into_iter()
        .filter(|word| !account.contains(word))
        .collect();
    assert!(missing.is_empty(), "the archive lacks {missing:?}");
    let secret = canary.secret();
    assert!(
        !account.contains(&secret) && !account.contains(&traces::hex(secret.as_bytes())),
        "secrets are no use to their owner"
    );
    canary.move_on("INTERVIEWING").await;
    canary.ask_for_mails().await;

    canary.is_everywhere().await;
    let found = traces::files(&canary.folder())
        .iter()
        .any(|(_, bytes)| traces::occurrences(bytes, canary.user.email.as_bytes()) > 0);
    assert_eq!(found, app.on_sqlite(), "what is there is found");

    ask(&canary.user.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    let written = traces::rows(app, "audit_entries").await;
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    let kept = traces::rows(app, "audit_entries").await;
    assert!(
        written.iter().all(|entry| kept.contains(entry)) && kept.len() == written.len() + 1,
        "the chain goes on as it was"
    );
    for action in ["account.export", "account.delete", "account.erase"] {
        assert_eq!(
            kept.iter().filter(|entry| entry.contains(action)).count(),
            1,
            "{action}"
        );
    }
    let whole = app.audit.verify(None).await.unwrap();
    assert!(matches!(whole, Verdict::Whole(_)), "{whole:?}");
    canary.is_gone_from_tables().await;
    canary.others_acts_stay().await;
    canary.is_gone_from_files().await;
    for word in canary.words() {
        let found: Vec<_> = traces::redis(app)
            .await
            .into_iter()
            .filter(|text| text.to_lowercase().contains(&word.to_lowercase()))
            .collect();
        assert!(found.is_empty(), "{word} is in Redis: {found:?}");
    }
    for table in ["tasks", "mail_links", "export_pieces", "posting_snapshots"] {
        let left = traces::rows(app, table).await;
        assert!(
            left.iter()
                .all(|row| table == "tasks" && row.contains(&bob.user_id.to_string())),
            "{table}: {left:?}"
        );
    }
    assert_eq!(
        ask(&bob.client, "{ viewer { applications { totalCount } } }")
            .await
            .data("viewer.applications.totalCount"),
        1
    );
}

/// Tables that hold something of a canary without a column that names it.
pub(super) const NAMELESS: [&str; 7] = [
    "tasks",
    "mail_links",
    "refresh_tokens",
    "export_pieces",
    "posting_snapshots",
    "guesses",
    "provider_sessions",
];

impl Canary<'_> {
    /// Where the app keeps its files.
    fn folder(&self) -> std::path::PathBuf {
        self.app
            .platform
            .config
            .mail
            .folder
            .parent()
            .expect("a folder")
            .to_owned()
    }

    /// Each column that may name somebody names the canary.
    pub(super) async fn is_everywhere(&self) {
        let columns = traces::user_columns(self.app).await;
        assert!(columns.len() >= 35, "{columns:?}");
        let mut bare = Vec::new();
        for (table, column) in &columns {
            if self.named_in(table, column).await == 0 {
                bare.push(format!("{table}.{column}"));
            }
        }
        assert!(
            bare.is_empty(),
            "plant canaries in {bare:?}: tests/it/leaving/planted.rs"
        );
        for table in NAMELESS {
            assert!(
                traces::count(self.app, table).await > 0,
                "plant a canary in {table}"
            );
        }
    }

    async fn is_gone_from_tables(&self) {
        for (table, column) in traces::user_columns(self.app).await {
            let may_stay = KEPT.contains(&table.as_str());
            assert!(
                may_stay || self.named_in(&table, &column).await == 0,
                "{table}.{column} still names them"
            );
        }
        for table in traces::tables(self.app).await {
            let rows = traces::rows(self.app, &table).await;
            for word in self.words() {
                let is_id = word.contains(&self.user.user_id.0.simple().to_string())
                    || word == self.user.user_id.0.to_string();
                if KEPT.contains(&table.as_str()) && is_id {
                    continue;
                }
                let word = word.to_lowercase();
                let found: Vec<_> = rows
                    .iter()
                    .filter(|row| row.to_lowercase().contains(&word))
                    .collect();
                assert!(found.is_empty(), "{word} is in {table}: {found:?}");
            }
        }
    }

    /// The database's own file and its log among them.
    async fn is_gone_from_files(&self) {
        let folder = self.folder();
        let files = traces::files(&folder);
        assert!(
            !self.app.on_sqlite() || files.iter().any(|(name, _)| name.contains("test.db")),
            "{}",
            folder.display()
        );
        for (name, bytes) in &files {
            for word in self.words() {
                assert_eq!(
                    traces::occurrences(bytes, word.as_bytes()),
                    0,
                    "{word} is in {name}"
                );
            }
        }
        // The bytes of the id are where the audit keeps them, in its rows and its two indexes, and nowhere else.
        let mut kept = 0;
        for column in ["actor_id", "subject_id"] {
            kept +=
                usize::try_from(self.named_in("audit_entries", column).await).expect("a number");
        }
        let id = self.user.user_id.0.into_bytes();
        let found: usize = files
            .iter()
            .map(|(_, bytes)| bytes.windows(16).filter(|window| **window == id).count())
            .sum();
        assert!(
            !self.app.on_sqlite() || found == 2 * kept,
            "the id stands {found} times in files, {kept} entries of the audit name it"
        );
    }
}
