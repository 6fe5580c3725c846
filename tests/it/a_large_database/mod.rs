//! Query plans of PostgreSQL with 100 000 postings: no plan scans a large table. Printed by `cargo test --test it a_large_database --
//! --nocapture`; needs PostgreSQL.
#![expect(clippy::print_stdout, reason = "the plans are there to be read")]

mod changes;
mod connections;
mod documents;
mod fill;
mod imports;
mod keys;
mod operations;
mod proposals;
mod writing;

use std::{collections::BTreeSet, time::Instant};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use crate::kit::{Setup, TestApp, TestUser};

/// Tables with more rows must not be scanned.
const SMALL: i64 = 1_000;

/// The app, the viewer, and the findings.
struct Bench {
    app: TestApp,
    user: TestUser,
    large: BTreeSet<String>,
    seen: BTreeSet<String>,
    breaches: Vec<String>,
}

impl Bench {
    async fn start() -> Self {
        let app = Setup::new()
            .workers(0)
            .config(|config| {
                config.documents.per_user = 10_000;
                config.writing.resumes_per_user = 10_000;
                config.writing.letters_per_user = 10_000;
                config.writing.tailorings_per_user = 10_000;
                config.writing.answers_per_user = 10_000;
                config.imports.plans_per_user = 10_000;
            })
            .start()
            .await;
        let user = app.admin("ada").await;
        fill::fill(&app, &user).await;
        let mut bench = Self {
            app,
            user,
            large: BTreeSet::new(),
            seen: BTreeSet::new(),
            breaches: Vec::new(),
        };
        let tables = bench
            .rows(&format!(
                "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND reltuples > {SMALL}"
            ))
            .await;
        bench.large = tables.into_iter().collect();
        bench
    }

    async fn rows(&self, sql: &str) -> Vec<String> {
        let rows = self
            .app
            .platform
            .db
            .conn()
            .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
            .await;
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }

    /// Runs an operation and checks the plan of each of its statements.
    async fn gql(&mut self, query: &str, variables: Value) -> Value {
        self.app.platform.db.statement_counter().listen();
        let started = Instant::now();
        let answer = self.user.client.gql(query, variables).await;
        let took = started.elapsed();
        assert!(
            answer.json.get("errors").is_none(),
            "{query}: {}",
            answer.text
        );
        self.look(&format!("{query} ({} ms)", took.as_millis()))
            .await;
        answer.json["data"].clone()
    }

    async fn look(&mut self, title: &str) {
        let statements = self.app.platform.db.statement_counter().take();
        println!("\n# {title}");
        for statement in statements {
            let explained = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"]
                .iter()
                .any(|verb| statement.starts_with(verb));
            if explained && self.seen.insert(statement.clone()) {
                let plan = self.rows(&format!("EXPLAIN {statement}")).await;
                println!(
                    "-- {}\n{}",
                    statement.chars().take(3_000).collect::<String>(),
                    plan.join("\n")
                );
                self.judge(title, &statement, &plan);
            }
        }
    }

    fn judge(&mut self, title: &str, statement: &str, plan: &[String]) {
        for line in plan {
            let table = line
                .split_once("Seq Scan on ")
                .map(|(_, rest)| rest.split(' ').next().unwrap());
            if table.is_some_and(|table| self.large.contains(table)) {
                self.breaches.push(format!(
                    "{title}\n  {}\n  {}",
                    statement.chars().take(600).collect::<String>(),
                    plan.join("\n  ")
                ));
            }
        }
    }
}

#[tokio::test]
async fn no_query_of_the_api_reads_a_large_table_from_end_to_end() {
    if std::env::var("CAREERGRAPH_TEST_DATABASE_URL")
        .unwrap_or_default()
        .is_empty()
    {
        println!(
            "plans: PostgreSQL is not set (CAREERGRAPH_TEST_DATABASE_URL); nothing was looked at"
        );
        return;
    }
    let mut bench = Bench::start().await;
    bench.searches().await;
    bench.filters().await;
    bench.applications().await;
    bench.documents().await;
    bench.writing().await;
    bench.letters().await;
    bench.tailorings().await;
    bench.answers().await;
    bench.imports().await;
    bench.inbox().await;
    bench.changes().await;
    bench.proposals().await;
    bench.administration().await;
    bench.connections().await;
    bench.rest().await;
    println!(
        "\n{} different statements were explained, {} breaches",
        bench.seen.len(),
        bench.breaches.len()
    );
    assert!(
        bench.seen.len() > 150 && bench.large.contains("postings"),
        "{:?}",
        bench.large
    );
    assert!(
        bench.breaches.is_empty(),
        "{} plans read a large table from end to end:\n{}",
        bench.breaches.len(),
        bench.breaches.join("\n")
    );
}
