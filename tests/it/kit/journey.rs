//! Applications over HTTP, postings to apply to, and rows counted in the database.

use std::collections::BTreeMap;

use careergraph::types::{
    actor::{Actor, Role},
    id::SessionId,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::{Answer, TestApp, TestUser};

/// All fields of an application and its history.
const CARD: &str = "id version stage outcome appliedOn companyName role source referrer priority deadline nextAction note archived
    allowedTransitions { verb stage outcomes }
    events { id seq kind fromStage toStage outcome occurredOn reason retractsEventId effective }";

/// All fields of a refusal.
pub const REFUSAL: &str =
    "userErrors { __typename message path code ... on VersionConflictError { current }
    ... on InvalidTransitionError { allowed } ... on DuplicateError { existing }
    ... on DateOutOfOrderError { comparedWith eventId } }";

impl TestUser {
    /// The user as an actor.
    pub fn actor(&self, app: &TestApp) -> Actor {
        Actor::of_session(
            self.user_id,
            SessionId(app.platform.clock.new_id()),
            Role::User,
        )
    }

    /// Runs one of the mutations that return an application, `{mutation}Application`, or `correctDate`.
    pub async fn drive(&self, mutation: &str, input: Value) -> Answer {
        let field = field_of(mutation);
        let query = format!(
            "mutation($input: {}Input!) {{ {field}(input: $input) {{ application {{ {CARD} }} {REFUSAL} }} }}",
            capital(&field)
        );
        self.client.gql(&query, json!({ "input": input })).await
    }

    /// The same; it must succeed. Returns the application.
    pub async fn done(&self, mutation: &str, input: Value) -> Value {
        let answer = self.drive(mutation, input).await;
        let field = field_of(mutation);
        assert_eq!(
            answer.data(&format!("{field}.userErrors")),
            &json!([]),
            "{mutation} was refused"
        );
        answer.data(&format!("{field}.application")).clone()
    }

    /// The same; it must be refused with this type. Returns the refusal.
    pub async fn refused(&self, mutation: &str, input: Value, with: &str) -> Value {
        let answer = self.drive(mutation, input).await;
        let field = field_of(mutation);
        assert_eq!(
            answer.data(&format!("{field}.application")),
            &Value::Null,
            "{mutation} was not refused"
        );
        let refusals = answer
            .data(&format!("{field}.userErrors"))
            .as_array()
            .unwrap()
            .clone();
        assert!(
            refusals.len() == 1 && refusals[0]["__typename"] == with,
            "not a single {with}: {}",
            answer.text
        );
        assert!(
            refusals[0]["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty()),
            "no message: {}",
            answer.text
        );
        refusals[0].clone()
    }

    /// Creates an application without a posting.
    pub async fn begin(&self, company: &str, stage: &str) -> Value {
        self.done(
            "create",
            json!({ "company": company, "role": "Engineer", "stage": stage }),
        )
        .await
    }

    /// Runs a mutation with the version of `card`; `change` has the other input fields.
    pub async fn step(&self, mutation: &str, card: &Value, change: &Value) -> Value {
        self.done(mutation, input_of(card, change)).await
    }

    /// The current application.
    pub async fn card(&self, id: &Value) -> Value {
        let query = format!("query($id: ID!) {{ viewer {{ application(id: $id) {{ {CARD} }} }} }}");
        self.client
            .gql(&query, json!({ "id": id }))
            .await
            .data("viewer.application")
            .clone()
    }
}

fn field_of(mutation: &str) -> String {
    if mutation == "correctDate" {
        "correctApplicationDate".to_owned()
    } else {
        format!("{mutation}Application")
    }
}

/// The name with an initial capital, as in input types.
pub fn capital(name: &str) -> String {
    name.chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .chain(name.chars().skip(1))
        .collect()
}

/// The input of a mutation: id and version of the application, and the other fields.
pub fn input_of(card: &Value, change: &Value) -> Value {
    let mut input = json!({ "id": card["id"], "expectedVersion": card["version"] });
    input
        .as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    input
}

/// Tables that scheduled work for matches writes.
const OF_MATCHING: [&str; 3] = [
    "matching_states",
    "posting_readings",
    "posting_reading_backlog",
];

impl TestApp {
    /// Imports the postings of a fixture, and returns the ids of all open postings, newest first.
    pub async fn import_board(&self, fixture: &str) -> Vec<String> {
        let path = format!(
            "{}/tests/fixtures/boards/{fixture}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        self.import(&std::fs::read(path).unwrap()).await
    }

    /// The same with a payload.
    pub async fn import(&self, payload: &[u8]) -> Vec<String> {
        self.jobs
            .import_file(payload, None, None, None)
            .await
            .expect("the board is stored");
        let found = self
            .anonymous()
            .gql("{ jobs(first: 100) { nodes { id } } }", json!({}))
            .await;
        found
            .data("jobs.nodes")
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The number of rows of each table; refusals may be recorded in those of the audit, which are left out. So are the rows of background work for matches,
    /// which workers may do meanwhile.
    pub async fn row_counts(&self) -> BTreeMap<String, i64> {
        let names = self.tables().await;
        let counts: Vec<String> = names
            .iter()
            .map(|name| match name.as_str() {
                "tasks" => "(SELECT count(*) FROM tasks WHERE kind <> 'profile.changed') AS tasks"
                    .to_owned(),
                _ => format!("(SELECT count(*) FROM {name}) AS {name}"),
            })
            .collect();
        let row = self
            .rows(&format!("SELECT {}", counts.join(", ")))
            .await
            .remove(0);
        names
            .iter()
            .map(|name| (name.clone(), row.try_get("", name).unwrap()))
            .collect()
    }

    /// The tables except those of the audit: the same in every database of this process.
    async fn tables(&self) -> &'static [String] {
        static TABLES: OnceCell<Vec<String>> = OnceCell::const_new();
        let query = match self.platform.db.backend() {
            DbBackend::Postgres => {
                "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
            }
            _ => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'posting_search%'"
            }
        };
        let read = async || {
            let rows = self.rows(query).await;
            let names = rows.iter().map(|row| row.try_get("", "name").unwrap());
            names
                .filter(|name: &String| {
                    !name.starts_with("audit_") && !OF_MATCHING.contains(&name.as_str())
                })
                .collect::<Vec<_>>()
        };
        TABLES.get_or_init(read).await
    }

    /// The number of rows of a table.
    pub async fn count_rows(&self, table: &str) -> i64 {
        self.rows(&format!("SELECT count(*) AS n FROM {table}"))
            .await[0]
            .try_get("", "n")
            .unwrap()
    }

    /// Changes rows by SQL, past the app.
    pub async fn execute(&self, sql: &str) {
        self.platform
            .db
            .conn()
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The rows of a query, past the app.
    pub async fn rows(&self, sql: &str) -> Vec<sea_orm::QueryResult> {
        let statement = Statement::from_string(self.platform.db.backend(), sql);
        self.platform
            .db
            .conn()
            .query_all_raw(statement)
            .await
            .expect("the rows are read")
    }

    /// The database without the migration with this name and those after it.
    pub async fn below(&self, migration: &str) -> DatabaseConnection {
        let conn = Database::connect(self.database_url()).await.unwrap();
        let all = Migrator::migrations();
        let ours = all.iter().position(|one| one.name().ends_with(migration));
        let steps = u32::try_from(all.len() - ours.unwrap()).unwrap();
        Migrator::down(&conn, Some(steps)).await.unwrap();
        conn
    }
}
