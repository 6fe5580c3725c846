//! The number of statements and cache round trips of an operation depends on its depth, never on its rows. Printed by `cargo test
//! --test it statements -- --nocapture`.
#![expect(clippy::print_stdout, reason = "the table is there to be read")]

mod files;
mod operations;
mod requests;

use careergraph::{
    features::{
        jobs::source::{Place, PostingRecord},
        writing::letters::State,
    },
    platform::cache::PUBLIC_DATA,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use self::operations::OPERATIONS;
use crate::{
    connections::{import_people, row},
    jobs::{record, store},
    kit::{Setup, TestApp, TestUser},
};

/// An app where every list has this number of rows.
struct Bench {
    app: TestApp,
    user: TestUser,
    ids: Vec<Value>,
    /// An import.
    plan: Value,
}

/// Statements and cache round trips of an operation with the current cache, and of its repetition.
#[derive(Debug, PartialEq, Eq)]
struct Cost {
    statements: u64,
    trips: u64,
    statements_again: u64,
    trips_again: u64,
}

impl Bench {
    async fn start(rows: usize) -> Self {
        let app = Setup::new().workers(0).start().await;
        let user = app.sign_up("ada").await;
        for number in 0..rows {
            let place = |city: &str| Place {
                raw: city.to_owned(),
                city: Some(city.to_owned()),
                country: Some("PT".to_owned()),
                ..Place::default()
            };
            let text = format!(
                "You write Rust and SQL on PostgreSQL for number {number}.\n\n## Nice to have\n- Kubernetes\n- Python"
            );
            let posting = PostingRecord {
                locations: vec![place("Lisbon"), place("Porto")],
                ..record(&format!("Engineer {number}"), &text)
            };
            store(&app, &format!("Company {number}"), &[posting]).await;
        }
        let mut bench = Self {
            app,
            user,
            ids: Vec::new(),
            plan: Value::Null,
        };
        bench.apply(rows).await;
        bench.describe(rows).await;
        bench.write_resumes(rows).await;
        bench.answer().await;
        bench.import(rows).await;
        let people: Vec<_> = (0..rows)
            .map(|n| {
                row([
                    "Bo Lind",
                    &format!("bo-{n}"),
                    &format!("Company {n}"),
                    "",
                    "",
                ])
            })
            .collect();
        import_people(&bench.app, &bench.user, &people).await;
        // Without the public rows that the preparation has read.
        bench.app.platform.bus.signal(PUBLIC_DATA).await;
        bench
    }

    async fn gql(&self, query: &str, variables: Value) -> Value {
        let answer = self.user.client.gql(query, variables).await;
        assert!(
            answer.json.get("errors").is_none() && !answer.text.contains("\"message\""),
            "{query}: {}",
            answer.text
        );
        answer.json["data"].clone()
    }

    /// An application for each posting, two events for each, and a notification.
    async fn apply(&mut self, rows: usize) {
        let found = self
            .gql(
                "{ jobs(first: 100) { nodes { id company { id } } } }",
                json!({}),
            )
            .await;
        let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id version } userErrors { message } } }";
        let step = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { message } } }";
        for posting in found["jobs"]["nodes"].as_array().unwrap() {
            let created = self
                .gql(create, json!({ "input": { "postingId": posting["id"] } }))
                .await;
            let application = created["createApplication"]["application"].clone();
            self.gql(step, json!({ "input": { "id": application["id"], "expectedVersion": application["version"], "to": "APPLIED" } }))
                .await;
            let number = self.ids.len().to_string();
            let document = self.user.document("a.txt", number.as_bytes()).await;
            self.ids.extend([
                document["id"].clone(),
                posting["id"].clone(),
                posting["company"]["id"].clone(),
                application["id"].clone(),
            ]);
        }
        self.app.run_tasks().await;
        let inbox = self
            .gql(
                "{ viewer { notifications(first: 100) { nodes { id } } } }",
                json!({}),
            )
            .await;
        let inbox = inbox["viewer"]["notifications"]["nodes"]
            .as_array()
            .unwrap();
        self.ids.extend(inbox.iter().map(|node| node["id"].clone()));
        assert_eq!((self.ids.len(), inbox.len()), (rows * 5, rows));
    }

    /// A profile with this number of entries in each section.
    async fn describe(&self, rows: usize) {
        for (version, (section, input, entry)) in (0..).zip([
            (
                "Employments",
                "employments",
                json!({ "company": "C", "title": "T", "description": "- Led.\n- Built it." }),
            ),
            ("Educations", "educations", json!({ "school": "S" })),
            (
                "Skills",
                "skills",
                json!({ "name": "N", "level": "EXPERT" }),
            ),
            (
                "Languages",
                "languages",
                json!({ "name": "N", "proficiency": "NATIVE" }),
            ),
        ]) {
            let entries: Vec<Value> = (0..rows)
                .map(|number| {
                    let mut entry = entry.clone();
                    if entry["name"].is_string() {
                        entry["name"] = json!(format!("N{number}"));
                    }
                    entry
                })
                .collect();
            let set = format!(
                "mutation($input: Set{section}Input!) {{ set{section}(input: $input) {{ userErrors {{ message }} }} }}"
            );
            self.gql(
                &set,
                json!({ "input": { "expectedVersion": version, input: entries } }),
            )
            .await;
        }
        self.state().await;
    }

    /// Résumés that cite all facts, each with a second revision, and a copy of each.
    async fn write_resumes(&self, rows: usize) {
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        for number in 0..rows {
            let resume = crate::writing::resumes::master(&self.user, &number.to_string()).await;
            let rename = "mutation($id: ID!) { updateResume(input: { id: $id, expectedVersion: 1, language: DE }) { userErrors { message } } }";
            self.gql(rename, json!({ "id": resume["id"] })).await;
            let copy = crate::writing::resumes::tailored(&self.user, &resume, &posting).await;
            let proposed = (Some(posting.as_str()), "Tailoring");
            let tailoring =
                crate::writing::tailoring::planted(&self.app, &self.user, &copy, proposed).await;
            let letter = (State::Completed, "Letter");
            let posting = Some(posting.as_str());
            let letter =
                crate::writing::letters::planted(&self.app, &self.user, posting, letter).await;
            let (letter, tailoring) = (&letter["id"], &tailoring["id"]);
            crate::writing::models::planted(&self.app, &self.user, letter, tailoring).await;
        }
    }

    /// An answer in two versions for each application, which was given to it, and a proposal about it.
    async fn answer(&self) {
        let query = "{ viewer { applications(first: 100) { nodes { id } } } }";
        let found = self.gql(query, json!({})).await;
        for application in found["viewer"]["applications"]["nodes"].as_array().unwrap() {
            let id = application["id"].as_str().unwrap();
            let question = format!("Notice of {id}?");
            let answer = crate::writing::answers::saved(
                &self.user.client,
                &question,
                json!({ "text": "T" }),
            )
            .await;
            crate::writing::answers::recorded(&self.user, id, &answer).await;
            crate::proposals::planted(&self.app, &self.user, id, "Note").await;
            let input = json!({ "id": answer["id"], "expectedVersion": 1, "question": "Notice period?", "value": { "text": "T" } });
            crate::writing::answers::write(&self.user.client, "saveAnswer", &input).await;
        }
    }

    /// Makes facts of the descriptions of all employments.
    async fn state(&self) {
        let read = "{ viewer { profile { version employments { id } } } }";
        let profile = self.gql(read, json!({})).await["viewer"]["profile"].clone();
        let first = profile["version"].as_i64().unwrap();
        let split = "mutation($input: SplitDescriptionInput!) { splitDescription(input: $input) { profile { version } } }";
        for (version, item) in (first..).zip(profile["employments"].as_array().unwrap()) {
            let input = json!({ "expectedVersion": version, "itemId": item["id"] });
            let done = self.gql(split, json!({ "input": input })).await;
            assert_eq!(done["splitDescription"]["profile"]["version"], version + 1);
        }
    }

    /// The statements of an operation, and the number of objects in its response.
    async fn cost(&self, query: &str) -> (Cost, usize) {
        let variables = if query.contains("$ids") {
            json!({ "ids": self.ids })
        } else if query.contains("$after") {
            json!({ "after": crate::changes::cursor_at(self.user.user_id, 0) })
        } else if query.contains("$plan") {
            json!({ "plan": self.plan })
        } else {
            json!({})
        };
        let (statements, trips) = self.counted();
        let first = self.gql(query, variables.clone()).await;
        let (statements_then, trips_then) = self.counted();
        assert_eq!(self.gql(query, variables).await, first, "{query}");
        let (statements_now, trips_now) = self.counted();
        let cost = Cost {
            statements: statements_then - statements,
            trips: trips_then - trips,
            statements_again: statements_now - statements_then,
            trips_again: trips_now - trips_then,
        };
        (cost, first.to_string().matches('{').count())
    }

    fn counted(&self) -> (u64, u64) {
        (
            self.app.platform.db.statement_counter().count(),
            self.app.platform.cache.round_trips(),
        )
    }
}

#[tokio::test]
async fn statements_depend_on_depth_and_never_on_rows() {
    let (one, twenty) = (Bench::start(1).await, Bench::start(20).await);
    println!(
        "{:<60} {:>10} {:>6} {:>12} {:>6}",
        "operation", "statements", "trips", "again", "trips"
    );
    for (name, query, most) in OPERATIONS {
        let ((of_one, few), (of_twenty, many)) = (one.cost(query).await, twenty.cost(query).await);
        println!(
            "{name:<60} {:>10} {:>6} {:>12} {:>6}",
            of_twenty.statements,
            of_twenty.trips,
            of_twenty.statements_again,
            of_twenty.trips_again
        );
        assert_eq!(of_one, of_twenty, "{name} costs more with more rows");
        assert!(
            of_twenty.statements <= *most,
            "{name} costs {of_twenty:?}, at most {most} statements are planned"
        );
        assert!(
            many >= few + 19 || !query.contains("nodes"),
            "{name}: {few} and {many} objects"
        );
    }
}

/// Each with its maximum number of statements.
const OF_ADMINS: &[(&str, u64)] = &[
    (
        "{ admin { users(first: 100) { totalCount nodes { email suspension { reason } sessions { id } hasTotp passkeyCount providers } } } }",
        7,
    ),
    (
        "{ admin { auditEntries(first: 100) { totalCount nodes { action ipAddress } } } }",
        3,
    ),
    (
        "{ viewer { audit(first: 100) { totalCount nodes { action ipAddress } } } }",
        3,
    ),
    (
        "{ moderation { reports(first: 100) { totalCount nodes { text posting { title } } } } }",
        3,
    ),
];

#[tokio::test]
async fn what_admins_look_through_costs_no_more_with_more_rows() {
    let mut costs = Vec::new();
    for rows in [2, 15] {
        let app = Setup::new().workers(0).start().await;
        let mut admin = app.admin("root").await;
        store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
        let posting = app
            .anonymous()
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await
            .text_at("jobs.nodes.0.id");
        for number in 0..rows {
            let user = app.sign_up(&format!("user{number}")).await;
            let report = "mutation($id: ID!) { reportPosting(input: { postingId: $id, reason: SPAM }) { reported } }";
            user.client
                .gql(report, json!({ "id": posting }))
                .await
                .data("reportPosting.reported");
            let suspend = "mutation($id: ID!) { suspendUser(input: { id: $id, reason: \"x\" }) { account { id } } }";
            admin
                .client
                .gql(suspend, json!({ "id": user.user_id.to_string() }))
                .await
                .text_at("suspendUser.account.id");
            admin = admin.sign_in_again(&app).await;
        }
        let mut of_each = Vec::new();
        for (query, most) in OF_ADMINS {
            let before = app.platform.db.statement_counter().count();
            let answer = admin.client.gql(query, json!({})).await;
            assert!(
                answer.json.get("errors").is_none(),
                "{query}: {}",
                answer.text
            );
            let cost = app.platform.db.statement_counter().count() - before;
            assert!(cost <= *most, "{query} costs {cost}");
            of_each.push(cost);
        }
        costs.push(of_each);
    }
    assert_eq!(costs[0], costs[1]);
}

#[tokio::test]
async fn sqlite_plans_a_statement_once_for_all_values() {
    let app = Setup::new().workers(0).start().await;
    if !app.on_sqlite() {
        return;
    }
    let conn = app.platform.db.conn();
    let options = conn
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "PRAGMA compile_options",
        ))
        .await
        .unwrap();
    let options: Vec<String> = options
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
    // Flags of .cargo/config.toml, which are lost if another file replaces it.
    for option in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0"] {
        assert!(options.iter().any(|built| built == option), "{options:?}");
    }
}
