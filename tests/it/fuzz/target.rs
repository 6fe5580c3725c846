//! The program under test in a process of its own, so that a crash, an abort and memory are the server's alone.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};

use crate::kit::{Client, Home, PASSWORD, Place, Running, eventually};

/// Budgets and timeouts that no test reaches: their refusals would hide others.
const LIFTED: [(&str, &str); 14] = [
    ("CAREERGRAPH__LIMITS__USER_PER_MINUTE", "10000000"),
    ("CAREERGRAPH__LIMITS__ADDRESS_PER_MINUTE", "10000000"),
    ("CAREERGRAPH__LIMITS__SIGN_IN_PER_MINUTE", "1000000"),
    ("CAREERGRAPH__AUTH__FAILED_SIGN_INS_PER_ACCOUNT", "1000000"),
    ("CAREERGRAPH__AUTH__FAILED_SIGN_INS_PER_ADDRESS", "1000000"),
    ("CAREERGRAPH__AUTH__FAILED_SIGN_INS_PER_NETWORK", "1000000"),
    ("CAREERGRAPH__AUTH__API_TOKENS_PER_USER", "100000"),
    ("CAREERGRAPH__MODERATION__REPORTS_PER_DAY", "100000"),
    ("CAREERGRAPH__LIMITS__OPERATION_SECS", "120"),
    ("CAREERGRAPH__LIMITS__AREA_SECS", "120"),
    ("CAREERGRAPH__DATABASE__ACQUIRE_TIMEOUT_MS", "60000"),
    ("CAREERGRAPH__AUTH__ACCESS_MINUTES", "600"),
    // No outbound requests.
    ("CAREERGRAPH__SOURCES__REFRESH_MINUTES", "10000"),
    ("CAREERGRAPH__SOURCES__GREENHOUSE_URL", "http://127.0.0.1:9"),
];

/// Complete rows of tables, by name.
pub type Rows = BTreeMap<String, BTreeSet<String>>;

/// The running program.
pub struct Target {
    pub place: Place,
    pub running: Running,
    pub client: Client,
    pub port: u16,
    database: DatabaseConnection,
    _home: Home,
}

/// An account.
pub struct Account {
    pub token: String,
    pub email: String,
    pub client: Client,
}

/// Tables whose rows change on their own.
const OF_THE_SERVER: [&str; 4] = [
    "tasks",
    "audit_head",
    "posting_reading_backlog",
    "matching_states",
];

impl Target {
    /// Starts it with an empty database and some public postings.
    pub async fn start() -> Self {
        let (place, home) = (Place::new(), Home::empty().await);
        let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
        let mut variables = LIFTED.to_vec();
        variables.extend([
            ("DATABASE_URL", home.url.as_str()),
            ("REDIS_URL", redis.as_str()),
        ]);
        let board = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/boards/greenhouse_jobs.json"
        );
        let import = place.run(
            &[
                "sources",
                "import",
                board,
                "--board",
                "fernhill",
                "--company",
                "Fernhill",
            ],
            &variables,
        );
        assert_eq!(import.code, 0, "{}", import.stderr);
        let running = place.start(&[], &variables);
        let url = running
            .said("listens on ")
            .trim()
            .trim_end_matches('/')
            .to_owned();
        let port = url
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .expect("a port");
        let database = Database::connect(&home.url)
            .await
            .expect("the database opens");
        Self {
            place,
            running,
            client: Client::new(&url),
            port,
            database,
            _home: home,
        }
    }

    /// Creates an account with the marker in every text that users enter.
    pub async fn account(&self, name: &str, word: &str) -> Account {
        let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }";
        let email = format!("{name}@example.org");
        let answer = self
            .client
            .gql(
                query,
                json!({ "input": { "email": email, "password": PASSWORD, "name": word } }),
            )
            .await;
        let token = answer.text_at("signUp.session.accessToken");
        let account = Account {
            client: self.client.with_token(&token),
            token,
            email,
        };
        account.fill(word).await;
        account
    }

    /// Every row of every table except those that change on their own: the queue, the head of the audit, and what background work does for matches.
    pub async fn rows(&self) -> Rows {
        let on_server = self.database.get_database_backend() == DbBackend::Postgres;
        let tables = if on_server {
            "SELECT tablename AS text FROM pg_tables WHERE schemaname = 'public'"
        } else {
            "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'posting_search%'"
        };
        let mut rows = Rows::new();
        for table in self
            .texts(tables)
            .await
            .into_iter()
            .filter(|table| !OF_THE_SERVER.contains(&table.as_str()))
        {
            let whole = if on_server {
                format!("\"{table}\"::text")
            } else {
                self.quoted_columns(&table).await
            };
            let found = self
                .texts(&format!("SELECT {whole} AS text FROM \"{table}\""))
                .await;
            rows.insert(table, found.into_iter().collect());
        }
        rows
    }

    /// Resident memory of the process in kilobytes, if available.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.running.id())).ok()?;
        status.lines().find_map(|line| {
            line.strip_prefix("VmRSS:")?
                .trim()
                .strip_suffix(" kB")?
                .parse()
                .ok()
        })
    }

    async fn quoted_columns(&self, table: &str) -> String {
        let names = self
            .texts(&format!(
                "SELECT name AS text FROM pragma_table_info('{table}')"
            ))
            .await;
        names
            .iter()
            .map(|name| format!("quote(\"{name}\")"))
            .collect::<Vec<_>>()
            .join(" || ',' || ")
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(self.database.get_database_backend(), sql);
        let rows = self
            .database
            .query_all_raw(statement)
            .await
            .expect("the rows are read");
        rows.iter()
            .map(|row| row.try_get("", "text").expect("a text"))
            .collect()
    }
}

impl Account {
    async fn fill(&self, word: &str) {
        let profile = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } userErrors { message } } }";
        let answer = self
            .client
            .gql(
                profile,
                json!({ "input": { "expectedVersion": 0, "headline": word, "summary": word } }),
            )
            .await;
        answer.text_at("updateProfile.profile.id");
        let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id version } userErrors { message } } }";
        let input = json!({ "company": word, "role": word, "note": word, "stage": "APPLIED" });
        let id = self
            .client
            .gql(create, json!({ "input": input }))
            .await
            .text_at("createApplication.application.id");
        let step = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": id, "expectedVersion": 1, "to": "SCREENING" });
        self.client
            .gql(step, json!({ "input": input }))
            .await
            .text_at("moveApplication.application.id");
        eventually("the notification is there", || async {
            let answer = self
                .client
                .gql(
                    "{ viewer { notifications(first: 1) { nodes { id } } } }",
                    json!({}),
                )
                .await;
            answer
                .data("viewer.notifications.nodes")
                .as_array()
                .is_some_and(|nodes| !nodes.is_empty())
                .then_some(())
        })
        .await;
    }

    /// Ids, cursors and the e-mail address, which others may know but must not be able to use.
    pub async fn traces(&self) -> Vec<String> {
        let query = "{ viewer { user { id } profile { id } applications { edges { cursor node { id events { id } } } } notifications { edges { cursor node { id } } } }
            jobs { edges { cursor node { id company { id } } } } }";
        let mut found = vec![self.email.clone()];
        gather(
            self.client.gql(query, json!({})).await.data("jobs").clone(),
            &mut found,
        );
        gather(
            self.client
                .gql(query, json!({}))
                .await
                .data("viewer")
                .clone(),
            &mut found,
        );
        found
    }
}

fn gather(value: Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, found)),
        Value::Object(values) => values
            .into_iter()
            .for_each(|(_, value)| gather(value, found)),
        _ => {}
    }
}
