//! Canaries in every table with personal data, listed from the live database schema: the archive has each that belongs to its owner,
//! and after the erasure none is left in a table, file or Redis.

mod acts;
mod found;
mod imported;

use careergraph::{
    features::audit::Verdict,
    platform::{hashing::content_hash, queue::Owner},
};
use serde_json::{Value, json};

use super::{
    DELETE, ask, export,
    planted::{PASSING, id_in},
    taking::{archive_of, documents_in},
    traces, wrong_in,
};
use crate::kit::{Answer, Client, Setup, TestApp, TestUser};

/// Texts that the owner entered or that are stored about them, which must be in their archive; each after the canary's tag.
const OWN: [&str; 50] = [
    "name",
    "device",
    "headline",
    "target",
    "employment",
    "education",
    "skill",
    "language",
    "project",
    "certification",
    "volunteering",
    "publication",
    "award",
    "fact",
    "edited-fact",
    "removed-fact",
    "company",
    "note",
    "reason",
    "token",
    "provider",
    "subject",
    "claim",
    "passkey",
    "agent",
    "report",
    "finding",
    "suspension",
    "person",
    "person-company",
    "person-note",
    "person-tag",
    "document",
    "file",
    "import",
    "linkedin",
    "resume",
    "resume-text",
    "resume-note",
    "letter",
    "tailoring",
    "question",
    "answer",
    "proposal",
    "proposal-reason",
    "model",
    "model-sent",
    "model-line",
    "former-note",
    "former-headline",
];

/// Tables that may keep the id of an erased account: the audit, whose chain of hashes must still be verified.
const KEPT: [&str; 1] = ["audit_entries"];

/// A user with data in every table.
pub(super) struct Canary<'a> {
    pub(super) app: &'a TestApp,
    pub(super) user: TestUser,
    /// The prefix of all its texts.
    pub(super) tag: &'static str,
    /// The IP address of its requests.
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
    /// Writes its data everywhere, with this number of applications, and runs the queue.
    pub(super) async fn plant(
        app: &'a TestApp,
        (name, tag, ip): (&str, &'static str, &'static str),
        applications: usize,
    ) -> Self {
        let user = app.sign_up(name).await;
        let canary = Self { app, user, tag, ip };
        canary.sign_in().await;
        canary.fill_profile().await;
        canary.import().await;
        canary.apply(applications).await;
        canary.know().await;
        canary.be_matched().await;
        canary.upload().await;
        canary.write_resumes().await;
        canary.have_letters().await;
        canary.answer().await;
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

    /// One of its texts.
    pub(super) fn word(&self, what: &str) -> String {
        format!("{}-{what}", self.tag)
    }

    /// Texts that no archive may contain.
    pub(super) fn secret(&self) -> String {
        self.word("secret")
    }

    /// The e-mail address from a provider.
    pub(super) fn identity(&self) -> String {
        self.word("identity@example.org")
    }

    /// The expected texts of its archive.
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

    /// The number of rows of a table with the canary in this column.
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

    /// All byte strings that must not be found any more.
    fn words(&self) -> Vec<String> {
        let id = self.user.user_id;
        let mut words = self.own();
        words.extend(PASSING.iter().map(|what| self.word(what)));
        // Raw in a file, in a row as both databases write bytes.
        words.extend([self.secret(), traces::hex(self.secret().as_bytes())]);
        words.extend([
            self.word("role"),
            id.to_string(),
            id.0.to_string(),
            id.0.simple().to_string(),
        ]);
        // Keys in the queue and Redis.
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
    // Enough applications that pages of the file are split and moved: moved data must not remain in the old place.
    let canary = Canary::plant(app, ("canary-mail", "canary", "203.0.113.77"), 120).await;
    // Completed and waiting tasks.
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
        "the chain is unchanged"
    );
    for action in ["account.export", "account.delete", "account.erase"] {
        assert_eq!(
            kept.iter().filter(|entry| entry.contains(action)).count(),
            1,
            "{action}"
        );
    }
    let whole = app.audit.verify(None).await.unwrap();
    assert!(matches!(whole, Verdict::Intact(_)), "{whole:?}");
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

/// Tables with data of a canary but without a column that refers to it.
pub(super) const NAMELESS: [&str; 7] = [
    "tasks",
    "mail_links",
    "refresh_tokens",
    "export_pieces",
    "posting_snapshots",
    "guesses",
    "provider_sessions",
];
