//! Two instances: signals reach both, migrations run once, and can be reverted and applied again.

use std::collections::BTreeMap;

use careergraph::platform::db::Db;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};

use crate::kit::{FOLLOW, Home, PATIENCE, Setup, Socket, TestApp, from_the_start, inbox, new_card};

/// The notifications of one subscription: (cursor, title).
async fn hear(socket: &mut Socket, count: usize) -> Vec<(String, String)> {
    let mut heard = Vec::new();
    while heard.len() < count {
        let data = socket.next_data("1").await;
        let received = &data["notificationReceived"];
        let text = |value: &Value| {
            value
                .as_str()
                .unwrap_or_else(|| panic!("no text: {data}"))
                .to_owned()
        };
        heard.push((
            text(&received["cursor"]),
            text(&received["notification"]["id"]),
        ));
    }
    heard
}

async fn follow(app: &TestApp, token: &str, after: Value) -> Socket {
    let mut socket = Socket::connect(app, Some(token)).await;
    socket.subscribe("1", FOLLOW, after).await;
    socket
}

#[tokio::test]
async fn moves_at_either_instance_are_heard_at_both_each_once_and_in_order() {
    let one = Setup::new()
        .config(|config| config.changes.follow_poll_secs = 1)
        .start()
        .await;
    let two = one.twin().await;
    let ada = one.sign_up("ada").await;
    let at_two = two.anonymous().with_token(&ada.access_token);
    let mut followers = Vec::new();
    for app in [&one, &one, &two, &two] {
        followers.push(follow(app, &ada.access_token, from_the_start()).await);
    }
    let mut cards = [
        new_card(&ada.client, "Acme").await,
        new_card(&at_two, "Umbrella").await,
    ];
    for round in 0..10 {
        let [acme, umbrella] = &mut cards;
        let (left, right) = if round % 2 == 0 {
            (&ada.client, &at_two)
        } else {
            (&at_two, &ada.client)
        };
        tokio::join!(
            acme.move_on(left, "INTERVIEWING"),
            umbrella.move_on(right, "INTERVIEWING")
        );
    }
    let mut all = Vec::new();
    for follower in &mut followers {
        all.push(hear(follower, 20).await);
    }
    let mut distinct: Vec<_> = all[0].iter().map(|(_, id)| id.clone()).collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 20, "each once");
    assert!(
        all.iter().all(|heard| *heard == all[0]),
        "all hear the same, in the same order"
    );
    assert_eq!(inbox(&ada.client).await.len(), 20);
}

#[tokio::test]
async fn a_signal_crosses_over_long_before_the_next_look() {
    let one = Setup::new()
        .config(|config| config.changes.follow_poll_secs = 300)
        .start()
        .await;
    if !one.with_redis() {
        return println!("not run: without Redis instances do not hear of each other, but look");
    }
    let two = one.twin().await;
    let ada = one.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let mut follower = follow(&two, &ada.access_token, from_the_start()).await;
    card.move_on(&ada.client, "SCREENING").await;
    assert_eq!(follower.next_title("1").await, "Acme: screening");
    let mut waits = Vec::new();
    for _ in 0..10 {
        let began = std::time::Instant::now();
        card.move_on(&ada.client, "INTERVIEWING").await;
        drop(follower.next_title("1").await);
        waits.push(began.elapsed());
    }
    waits.sort();
    println!(
        "a move at one instance is received at the other after {:?} (median), {:?} (slowest)",
        waits[5], waits[9]
    );
    assert!(waits[9] < PATIENCE / 2, "{waits:?}");
}

#[tokio::test]
async fn a_follower_of_an_instance_that_stops_goes_on_at_the_other_and_misses_nothing() {
    let one = Setup::new()
        .config(|config| config.changes.follow_poll_secs = 1)
        .start()
        .await;
    let two = one.twin().await;
    let ada = one.sign_up("ada").await;
    let at_two = two.anonymous().with_token(&ada.access_token);
    let mut card = new_card(&at_two, "Acme").await;
    let (mut at_one_follower, mut at_two_follower) = (
        follow(&one, &ada.access_token, from_the_start()).await,
        follow(&two, &ada.access_token, from_the_start()).await,
    );
    for _ in 0..3 {
        card.move_on(&ada.client, "INTERVIEWING").await;
    }
    let mut heard = hear(&mut at_one_follower, 3).await;
    one.platform.background.stop();
    drop(at_one_follower.expect_close(1012).await);
    for _ in 0..4 {
        card.move_on(&at_two, "INTERVIEWING").await;
    }
    let after = json!({ "after": heard[2].0 });
    let mut moved_over = follow(&two, &ada.access_token, after).await;
    heard.extend(hear(&mut moved_over, 4).await);
    assert_eq!(
        heard,
        hear(&mut at_two_follower, 7).await,
        "both clients received the same"
    );
}

#[tokio::test]
async fn instances_that_open_a_new_database_at_once_wait_for_each_other() {
    let mut config = careergraph::config::Config::load(None)
        .expect("the defaults")
        .database;
    config.acquire_timeout_ms = 60_000;
    for _ in 0..10 {
        let home = Home::empty().await;
        config.url = home.url.clone().into();
        for opened in futures_util::future::join_all((0..8).map(|_| Db::connect(&config))).await {
            opened
                .expect("it opens")
                .conn()
                .clone()
                .close()
                .await
                .expect("it closes");
        }
    }
}

#[tokio::test]
async fn instances_that_start_at_once_on_an_empty_database_migrate_it_once() {
    let home = Home::empty().await;
    let mut config = careergraph::config::Config::load(None)
        .expect("the defaults")
        .database;
    config.url = home.url.clone().into();
    let instances = futures_util::future::join_all((0..4).map(|_| Db::connect(&config))).await;
    let instances: Vec<Db> = instances
        .into_iter()
        .map(|db| db.expect("it opens"))
        .collect();
    let ran = futures_util::future::join_all(instances.iter().map(Db::migrate)).await;
    for ran in ran {
        ran.expect("the migrations run");
    }
    let applied = column(
        &instances[0],
        "SELECT version FROM seaql_migrations ORDER BY version",
    )
    .await;
    let expected: Vec<_> = Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    assert_eq!(applied, expected);
    for db in &instances {
        assert_eq!(
            db.pending_migrations().await.expect("an answer"),
            Vec::<String>::new()
        );
        db.conn().clone().close().await.expect("it closes");
    }
}

/// A connection that migrations can run on.
async fn migrator(app: &TestApp) -> DatabaseConnection {
    Database::connect(app.database_url())
        .await
        .expect("the database opens")
}

#[tokio::test]
async fn migrations_that_go_down_and_up_leave_the_same_schema() {
    let app = Setup::new().workers(0).start().await;
    let conn = &migrator(&app).await;
    let fresh = schema(&app.platform.db).await;
    assert!(
        fresh.keys().any(|name| name.contains("applications")),
        "{:?}",
        fresh.keys()
    );
    let count = u32::try_from(Migrator::migrations().len()).expect("few");
    let mut seen = vec![fresh.clone()];
    for _ in 0..count {
        Migrator::down(conn, Some(1)).await.expect("one step down");
        seen.push(schema(&app.platform.db).await);
    }
    let left: Vec<_> = seen
        .pop()
        .expect("the last")
        .into_keys()
        .filter(|name| !name.contains("seaql_migrations"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "nothing is left at the bottom");
    while let Some(expected) = seen.pop() {
        Migrator::up(conn, Some(1)).await.expect("one step up");
        assert_eq!(
            schema(&app.platform.db).await,
            expected,
            "{} steps below the top",
            seen.len()
        );
    }
    Migrator::refresh(conn).await.expect("down and up at once");
    assert_eq!(schema(&app.platform.db).await, fresh);
    new_card(&app.sign_up("ada").await.client, "Acme").await;
}

#[tokio::test]
async fn migrations_that_go_down_keep_the_rows_of_the_tables_that_stay() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let filled = careergraph::demo::fill(&app.app)
        .await
        .expect("the demo fills");
    assert!(filled.is_some());
    let db = &app.platform.db;
    let before = rows(db).await;
    let search = "{ jobs(query: \"engineer\") { totalCount } }";
    let found = ada
        .client
        .gql(search, json!({}))
        .await
        .data("jobs.totalCount")
        .as_i64();
    assert!(found.is_some_and(|found| found > 0));
    // Reverted to the postings without their search index, and applied again.
    let down = u32::try_from(
        Migrator::migrations()
            .iter()
            .rev()
            .take_while(|m| !m.name().ends_with("_jobs"))
            .count(),
    )
    .expect("few");
    let conn = &migrator(&app).await;
    Migrator::down(conn, Some(down)).await.expect("down");
    let below = rows(db).await;
    assert!(
        below.len() < before.len() && below.contains_key("postings"),
        "{:?}",
        below.keys()
    );
    for (table, count) in &below {
        assert!(
            table == "seaql_migrations" || before[table] == *count,
            "{table} has {count} rows, not {}",
            before[table]
        );
    }
    Migrator::up(conn, None).await.expect("up");
    assert_eq!(
        rows(db).await.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    // What runs on schedule indexes the postings that wait for it.
    app.app.jobs.index_waiting().await.expect("indexed");
    let count = ada
        .client
        .gql(search, json!({}))
        .await
        .data("jobs.totalCount")
        .as_i64();
    assert_eq!(count, found, "the search index was made anew");
}

async fn column(db: &Db, query: &str) -> Vec<String> {
    let rows = db
        .conn()
        .query_all_raw(Statement::from_string(db.backend(), query))
        .await
        .unwrap_or_else(|error| panic!("{query}: {error}"));
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect("text"))
        .collect()
}

/// All database objects by name, from the system catalogue.
async fn schema(db: &Db) -> BTreeMap<String, String> {
    let query = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
        }
        _ => {
            "SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, is_nullable, column_default, generation_expression) \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace"
        }
    };
    let rows = db
        .conn()
        .query_all_raw(Statement::from_string(db.backend(), query))
        .await
        .expect("the catalogue");
    rows.iter()
        .map(|row| {
            (
                row.try_get_by_index(0).expect("a name"),
                row.try_get_by_index(1).expect("a text"),
            )
        })
        .collect()
}

/// The number of rows of each table.
async fn rows(db: &Db) -> BTreeMap<String, i64> {
    let tables = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'posting_search%'"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut counted = BTreeMap::new();
    for table in column(db, tables).await {
        let count = column(db, &format!("SELECT CAST(count(*) AS text) FROM {table}")).await;
        counted.insert(table, count[0].parse().expect("a number"));
    }
    counted
}
