//! What one request of each kind costs: statements, messages to PostgreSQL and commands to Redis, in a table. It is printed by `cargo
//! test --test it statements::requests -- --nocapture`.

use careergraph::platform::cache::PUBLIC_DATA;
use serde_json::{Value, json};

use crate::{
    jobs::{record, store},
    kit::{Card, Proxy, Setup, TestApp, TestUser, Wire, new_card, server_address},
};

/// What a request may cost at most.
#[derive(Clone, Copy, Debug)]
struct Most {
    statements: u64,
    /// Each statement is one message; a transaction adds its begin and its end.
    messages: u64,
    /// Usually none: the reports of two budgets in the background, which may fall into any request.
    redis: u64,
}

const fn most(statements: u64, messages: u64, redis: u64) -> Most {
    Most {
        statements,
        messages,
        redis,
    }
}

/// Each with its maximum when none of its public rows is in memory, and when all are. Lower them when they fall.
const QUERIES: &[(&str, &str, Most, Most)] = &[
    (
        "the viewer and the profile",
        "{ viewer { user { id email name role } profile { id headline summary location version updatedAt } } }",
        most(2, 2, 2),
        most(2, 2, 2),
    ),
    (
        "applications with postings, companies and skills",
        "{ viewer { user { id } applications(first: 20) { nodes { id stage source appliedOn updatedAt posting { id title location remoteMode company { id name industry } skills { skill { id label } } } } } } }",
        most(5, 5, 2),
        most(2, 2, 2),
    ),
    (
        "a search with filters and its total",
        "{ jobs(query: \"rust\", filter: { postedSince: \"2020-01-01T00:00:00Z\" }, first: 20) { totalCount nodes { id title location remoteMode seniority employmentType pay { min max currency } postedAt company { id name } } } }",
        // SQLite lists the matches and their levels before it reads the page.
        most(4, 2, 2),
        most(3, 1, 2),
    ),
    (
        "the funnel",
        "{ viewer { analytics { funnel { total steps { stage reached share } accepted } } } }",
        most(1, 1, 2),
        most(1, 1, 2),
    ),
    (
        "a posting by its id",
        "query($id: ID!) { node(id: $id) { ... on Posting { id title description location remoteMode seniority pay { min max } postedAt company { id name industry domain } skills { skill { id label } } } } }",
        most(4, 4, 2),
        most(0, 0, 2),
    ),
];

/// A move of an application; and with the tasks that follow from it, which take 9 statements on PostgreSQL and 12 on SQLite. One
/// statement and one signal of the move are for the change feed.
const MOVE: (Most, Most) = (most(6, 8, 4), most(12, 11, 5));

/// An app whose traffic to PostgreSQL and Redis is counted, if there are any.
struct Bench {
    app: TestApp,
    user: TestUser,
    posting: Value,
    card: Card,
    postgres: Option<Proxy>,
    redis: Option<Proxy>,
}

/// A proxy that counts, before the server that a variable of the environment names.
async fn counted(variable: &str, wire: Wire) -> Option<Proxy> {
    let url = std::env::var(variable).ok().filter(|url| !url.is_empty())?;
    Some(Proxy::counting(server_address(&url), Some(wire)).await)
}

impl Bench {
    async fn start() -> Self {
        let postgres = counted("CAREERGRAPH_TEST_DATABASE_URL", Wire::Postgres).await;
        let redis = counted("CAREERGRAPH_TEST_REDIS_URL", Wire::Redis).await;
        let mut setup = Setup::new().workers(0).config(|config| {
            // One connection, so that a statement is prepared once; and nothing is read besides requests.
            config.database.max_connections = 1;
            config.auth.watch_secs = 60;
        });
        if let Some(proxy) = &postgres {
            setup = setup.reach(proxy.way());
        }
        if let Some(proxy) = &redis {
            setup = setup.config(|config| {
                config.redis.url = format!("redis://{}", proxy.address).into();
            });
        }
        let app = setup.start().await;
        let user = app.sign_up("ada").await;
        for number in 0..3 {
            let posting = record(&format!("Engineer {number}"), "You write Rust and SQL.");
            store(&app, &format!("Company {number}"), &[posting]).await;
        }
        let found = user
            .client
            .gql("{ jobs { nodes { id } } }", json!({}))
            .await;
        for node in found.data("jobs.nodes").as_array().expect("postings") {
            user.done("create", json!({ "postingId": node["id"] }))
                .await;
        }
        let card = new_card(&user.client, "Acme").await;
        app.run_tasks().await;
        Self {
            posting: found.data("jobs.nodes.0.id").clone(),
            app,
            user,
            card,
            postgres,
            redis,
        }
    }

    /// Statements, messages and commands so far.
    fn so_far(&self) -> [u64; 3] {
        let requests = |proxy: &Option<Proxy>| proxy.as_ref().map_or(0, Proxy::requests);
        [
            self.app.platform.db.statement_counter().count(),
            requests(&self.postgres),
            requests(&self.redis),
        ]
    }

    /// Makes the public rows in memory out of date.
    async fn forget(&self) {
        self.app.platform.bus.signal(PUBLIC_DATA).await;
    }

    async fn ask(&self, query: &str) {
        let variables = if query.contains("$id") {
            json!({ "id": self.posting })
        } else {
            json!({})
        };
        let answer = self.user.client.gql(query, variables).await;
        assert!(answer.json.get("errors").is_none(), "{}", answer.text);
    }

    /// Compares what was counted since, prints it, and fails if it is more than planned.
    fn note(&self, name: &str, before: [u64; 3], most: Most) {
        let now = self.so_far();
        let [statements, messages, redis] = [0, 1, 2].map(|place| now[place] - before[place]);
        println!("{name:<70} {statements:>10} {messages:>8} {redis:>5}");
        assert!(
            statements <= most.statements && messages <= most.messages && redis <= most.redis,
            "{name}: {statements} statements, {messages} messages, {redis} commands; at most {most:?}"
        );
    }
}

#[tokio::test]
async fn a_request_costs_what_is_planned() {
    let mut bench = Bench::start().await;
    println!(
        "{:<70} {:>10} {:>8} {:>5}",
        "request", "statements", "messages", "redis"
    );
    for (name, query, cold, warm) in QUERIES {
        // Prepares the statements.
        bench.forget().await;
        bench.ask(query).await;
        bench.forget().await;
        for (memory, most) in [("cold", cold), ("warm", warm)] {
            let before = bench.so_far();
            bench.ask(query).await;
            bench.note(&format!("{name}, {memory}"), before, *most);
        }
    }
    let mut before = bench.so_far();
    // The first two prepare the statements.
    for time in 0..3 {
        before = bench.so_far();
        let client = bench.user.client.clone();
        bench.card.move_on(&client, "INTERVIEWING").await;
        if time == 2 {
            bench.note("a move", before, MOVE.0);
        }
        bench.app.run_tasks().await;
    }
    bench.note("a move, with its tasks", before, MOVE.1);
}
