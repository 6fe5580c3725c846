//! The disk: locked by another process, read-only, full.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::time::Duration;

use super::{assert_failed, histories, timed, watch, who_am_i};
use crate::kit::{Setup, TestApp, create, new_card};

/// A separate connection to the database of an app.
async fn beside(app: &TestApp) -> DatabaseConnection {
    let mut options = ConnectOptions::new(app.database_url().to_owned());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("a connection")
}

async fn run(connection: &impl ConnectionTrait, statement: &str) {
    connection
        .execute_unprepared(statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn number(connection: &impl ConnectionTrait, query: &str) -> i64 {
    let statement = Statement::from_string(connection.get_database_backend(), query);
    let row = connection
        .query_one_raw(statement)
        .await
        .expect("an answer")
        .expect("a row");
    row.try_get_by_index::<i64>(0)
        .or_else(|_| row.try_get_by_index::<i32>(0).map(i64::from))
        .expect("a number")
}

#[tokio::test]
async fn a_locked_sqlite_file_is_unavailable_for_writers_and_open_for_readers() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.database.acquire_timeout_ms = 1_500)
        .start()
        .await;
    if !app.on_sqlite() {
        return println!("not run: only SQLite locks the complete database");
    }
    let ada = app.sign_up("ada").await;
    let card = new_card(&ada.client, "Acme").await;
    let other = beside(&app).await;
    for lock in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        run(&other, lock).await;
        let (moved, took) = timed(card.try_move(&ada.client, "SCREENING")).await;
        assert_failed(&moved, "UNAVAILABLE");
        assert!(
            took.as_millis() >= 1_400,
            "{lock}: it waits for the lock first, but gave up after {took:?}"
        );
        let (begun, _) = timed(create(&ada.client, "Other")).await;
        assert_failed(&begun, "UNAVAILABLE");
        assert_eq!(
            histories(&ada.client, std::slice::from_ref(&card)).await,
            [(1, 1)],
            "reads go on and see nothing half written"
        );
        assert_eq!(
            watch(&app.anonymous(), "/readyz").await.0,
            200,
            "a lock is no reason to send readers away"
        );
        run(&other, "ROLLBACK").await;
    }
    assert_eq!(number(&other, "SELECT count(*) FROM applications").await, 1);
    assert_eq!(
        number(&other, "SELECT count(*) FROM tasks").await,
        1,
        "the fact of the beginning, and no other"
    );
    let mut card = card;
    card.move_on(&ada.client, "SCREENING").await;
    assert_eq!(histories(&ada.client, &[card]).await, [(2, 2)]);
}

#[tokio::test]
async fn a_writer_waits_for_a_short_lock() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.database.acquire_timeout_ms = 5_000)
        .start()
        .await;
    if !app.on_sqlite() {
        return println!("not run: only SQLite locks the complete database");
    }
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let other = beside(&app).await;
    run(&other, "BEGIN IMMEDIATE").await;
    let release = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        run(&other, "COMMIT").await;
    };
    tokio::join!(card.move_on(&ada.client, "SCREENING"), release);
}

#[tokio::test]
async fn a_read_only_sqlite_file_is_read_and_not_written() {
    let app = TestApp::start().await;
    if !app.on_sqlite() {
        return println!("not run: PostgreSQL has a test of its own");
    }
    let ada = app.sign_up("ada").await;
    let card = new_card(&ada.client, "Acme").await;
    let reader = app
        .beside(Setup::new().reach(|url| url.replace("mode=rwc", "mode=ro")))
        .await;
    let of_reader = reader.anonymous().with_token(&ada.access_token);
    assert_failed(
        &card.try_move(&of_reader, "SCREENING").await,
        "STORAGE_FULL",
    );
    assert_failed(&create(&of_reader, "Other").await, "STORAGE_FULL");
    assert_eq!(histories(&of_reader, &[card]).await, [(1, 1)]);
    assert_eq!(
        watch(&reader.anonymous(), "/readyz").await.0,
        200,
        "readers are served"
    );
}

#[tokio::test]
async fn a_read_only_postgres_is_read_and_not_written() {
    let app = Setup::new().workers(0).start().await;
    if app.on_sqlite() {
        return println!("not run: SQLite has a test of its own");
    }
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let other = beside(&app).await;
    let name = app
        .database_url()
        .rsplit('/')
        .next()
        .expect("a name")
        .to_owned();
    let end_sessions = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    run(
        &other,
        &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"),
    )
    .await;
    run(&other, end_sessions).await;
    assert_failed(
        &card.try_move(&ada.client, "SCREENING").await,
        "STORAGE_FULL",
    );
    assert_failed(&create(&ada.client, "Other").await, "STORAGE_FULL");
    assert_eq!(
        histories(&ada.client, std::slice::from_ref(&card)).await,
        [(1, 1)]
    );
    assert_eq!(
        watch(&app.anonymous(), "/readyz").await,
        (200, "ready\n".to_owned()),
        "readers are served"
    );
    run(
        &other,
        &format!("ALTER DATABASE {name} RESET default_transaction_read_only"),
    )
    .await;
    run(&other, end_sessions).await;
    card.move_on(&ada.client, "SCREENING").await;
}

#[tokio::test]
async fn a_full_disk_refuses_writes_harms_nothing_and_recovers() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.database.max_connections = 1)
        .start()
        .await;
    if !app.on_sqlite() {
        return println!("not run: only SQLite lets a test fill its disk");
    }
    let ada = app.sign_up("ada").await;
    let conn = app.platform.db.conn();
    // Some pages of slack, so that some writes succeed first.
    let pages = number(conn, "PRAGMA page_count").await + 5;
    run(conn, &format!("PRAGMA max_page_count = {pages}")).await;
    let mut written = 0;
    let full = loop {
        let answer = create(&ada.client, &format!("Company {written}")).await;
        if answer.json.get("errors").is_some() {
            break answer;
        }
        written += 1;
        assert!(written < 1_000, "the disk never filled");
    };
    assert_failed(&full, "STORAGE_FULL");
    assert!(
        !who_am_i(&ada.client)
            .await
            .text_at("viewer.user.id")
            .is_empty()
    );
    for table in ["applications", "application_events", "tasks"] {
        assert_eq!(
            number(conn, &format!("SELECT count(*) FROM {table}")).await,
            written,
            "what was acknowledged is in {table}"
        );
    }
    let sound = Statement::from_string(conn.get_database_backend(), "PRAGMA integrity_check");
    let sound = conn
        .query_one_raw(sound)
        .await
        .expect("an answer")
        .expect("a row");
    assert_eq!(sound.try_get_by_index::<String>(0).expect("a word"), "ok");
    run(conn, "PRAGMA max_page_count = 1000000").await;
    new_card(&ada.client, "Another").await;
}
