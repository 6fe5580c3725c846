//! `audit verify` finds every kind of damage that a writer of the database can do, and where it begins.

use careergraph::features::audit::{Anchor, Verdict};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::kit::TestApp;

async fn run(app: &TestApp, sql: &str) {
    let statement = Statement::from_string(app.platform.db.backend(), sql);
    assert!(
        app.platform
            .db
            .conn()
            .execute_raw(statement)
            .await
            .unwrap()
            .rows_affected()
            > 0,
        "{sql}"
    );
}

const TABLES: [&str; 3] = ["audit_entries", "audit_origins", "audit_head"];

/// Copies the audit's tables, so that [`mend`] can undo what happens next.
async fn keep(app: &TestApp) {
    for table in TABLES {
        app.execute(&format!(
            "CREATE TABLE kept_{table} AS SELECT * FROM {table}"
        ))
        .await;
    }
}

async fn mend(app: &TestApp) {
    for table in TABLES {
        app.execute(&format!("DELETE FROM {table}")).await;
        app.execute(&format!("INSERT INTO {table} SELECT * FROM kept_{table}"))
            .await;
    }
}

/// An app with ten entries.
async fn with_entries() -> TestApp {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for _ in 0..8 {
        ada.sign_in_again(&app).await;
    }
    assert_eq!(app.audit.anchor().await.unwrap().seq, 10);
    app
}

fn broken_at(verdict: &Verdict) -> Option<i64> {
    match verdict {
        Verdict::Broken { seq, .. } => Some(*seq),
        Verdict::Intact(_) => None,
    }
}

#[tokio::test]
async fn a_chain_that_nobody_touched_is_whole_while_it_grows() {
    let app = with_entries().await;
    let anchor = app.audit.anchor().await.unwrap();
    assert_eq!(
        app.audit.verify(None).await.unwrap(),
        Verdict::Intact(anchor.clone())
    );
    assert_eq!(anchor.to_string().parse::<Anchor>(), Ok(anchor.clone()));
    let ada = app.sign_up("bea").await;
    let signing_in = async {
        for _ in 0..5 {
            ada.sign_in_again(&app).await;
        }
    };
    let walking = async {
        for _ in 0..20 {
            assert_eq!(
                broken_at(&app.audit.verify(Some(&anchor)).await.unwrap()),
                None
            );
        }
    };
    tokio::join!(signing_in, walking);
    for nonsense in ["", "12", "x abc", "3 -", &format!("3 {}", "g".repeat(64))] {
        assert!(nonsense.parse::<Anchor>().is_err(), "{nonsense}");
    }
}

#[tokio::test]
async fn every_kind_of_damage_is_found_where_it_begins() {
    let damages: &[(&str, &[&str], i64)] = &[
        ("another action", &["UPDATE audit_entries SET action = 'session.sign_out' WHERE seq = 4"], 4),
        ("another outcome", &["UPDATE audit_entries SET outcome = 'REFUSED' WHERE seq = 5"], 5),
        ("another target", &["UPDATE audit_entries SET target = NULL WHERE seq = 6"], 6),
        ("without an actor", &["UPDATE audit_entries SET actor_id = NULL WHERE seq = 3"], 3),
        ("another account", &["UPDATE audit_entries SET subject_id = NULL WHERE seq = 3"], 3),
        ("another time", &["UPDATE audit_entries SET at = (SELECT at FROM audit_entries WHERE seq = 1) WHERE seq = 9"], 9),
        (
            "another origin's hash",
            &["UPDATE audit_entries SET origin_hash = (SELECT origin_hash FROM audit_entries WHERE seq = 1) WHERE seq = 7"],
            7,
        ),
        ("another address", &["UPDATE audit_origins SET address = '192.0.2.1' WHERE seq = 8"], 8),
        ("another hash", &["UPDATE audit_entries SET hash = (SELECT hash FROM audit_entries WHERE seq = 1) WHERE seq = 2"], 2),
        ("one is gone", &["DELETE FROM audit_entries WHERE seq = 5"], 5),
        ("the first is missing", &["DELETE FROM audit_entries WHERE seq = 1"], 1),
        (
            "one is missing and the others moved up",
            &[
                "DELETE FROM audit_entries WHERE seq = 5",
                "UPDATE audit_entries SET seq = -seq WHERE seq > 5",
                "UPDATE audit_entries SET seq = -seq - 1 WHERE seq < 0",
                "UPDATE audit_head SET seq = 9",
            ],
            5,
        ),
        (
            "two changed places",
            &[
                "UPDATE audit_entries SET seq = -3 WHERE seq = 3",
                "UPDATE audit_entries SET seq = 3 WHERE seq = 4",
                "UPDATE audit_entries SET seq = 4 WHERE seq = -3",
            ],
            3,
        ),
        (
            "one was slipped in",
            &[
                "UPDATE audit_entries SET seq = -seq WHERE seq > 6",
                "UPDATE audit_entries SET seq = -seq + 1 WHERE seq < 0",
                "INSERT INTO audit_entries (seq, at, action, outcome, actor_id, subject_id, target, origin_hash, hash)
                SELECT 7, at, action, outcome, actor_id, subject_id, target, origin_hash, hash FROM audit_entries WHERE seq = 6",
                "UPDATE audit_head SET seq = 11",
            ],
            7,
        ),
        (
            "one was put behind the end",
            &["INSERT INTO audit_entries (seq, at, action, outcome, actor_id, subject_id, target, origin_hash, hash)
                SELECT 11, at, action, outcome, actor_id, subject_id, target, origin_hash, hash FROM audit_entries WHERE seq = 10"],
            11,
        ),
        ("the end was cut off", &["DELETE FROM audit_entries WHERE seq > 7"], 8),
    ];
    let app = with_entries().await;
    keep(&app).await;
    for (what, statements, first) in damages {
        for sql in *statements {
            run(&app, sql).await;
        }
        assert_eq!(
            broken_at(&app.audit.verify(None).await.unwrap()),
            Some(*first),
            "{what}"
        );
        mend(&app).await;
        assert_eq!(broken_at(&app.audit.verify(None).await.unwrap()), None);
    }
}

/// An anchor reveals a chain whose end was cut off together with its head, and one that was rewritten.
#[tokio::test]
async fn an_anchor_shows_what_the_chain_alone_cannot() {
    let app = with_entries().await;
    let anchor = app.audit.anchor().await.unwrap();
    run(&app, "DELETE FROM audit_entries WHERE seq > 7").await;
    run(&app, "DELETE FROM audit_origins WHERE seq > 7").await;
    run(
        &app,
        "UPDATE audit_head SET seq = 7, hash = (SELECT hash FROM audit_entries WHERE seq = 7)",
    )
    .await;
    assert_eq!(
        broken_at(&app.audit.verify(None).await.unwrap()),
        None,
        "the chain alone cannot know"
    );
    assert_eq!(
        broken_at(&app.audit.verify(Some(&anchor)).await.unwrap()),
        Some(8)
    );
    // New entries take the numbers of those that were cut off.
    let bea = app.sign_up("bea").await;
    bea.sign_in_again(&app).await;
    assert_eq!(app.audit.anchor().await.unwrap().seq, 10);
    assert_eq!(broken_at(&app.audit.verify(None).await.unwrap()), None);
    assert_eq!(
        broken_at(&app.audit.verify(Some(&anchor)).await.unwrap()),
        Some(10)
    );
}

/// Personal data can be erased, and the chain can still be verified.
#[tokio::test]
async fn an_origin_that_was_erased_breaks_nothing() {
    let app = with_entries().await;
    run(&app, "DELETE FROM audit_origins WHERE seq IN (2, 5)").await;
    assert_eq!(broken_at(&app.audit.verify(None).await.unwrap()), None);
    let ada = app.anonymous();
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let input =
        json!({ "input": { "email": "ada@example.org", "password": crate::kit::PASSWORD } });
    let ada = ada.with_token(
        &ada.gql(query, input)
            .await
            .text_at("signIn.session.accessToken"),
    );
    let seen = ada
        .gql(
            "{ viewer { audit { nodes { seq ipAddress } } } }",
            json!({}),
        )
        .await;
    let nodes = seen.data("viewer.audit.nodes").as_array().unwrap();
    assert_eq!(
        nodes
            .iter()
            .filter(|node| node["ipAddress"].is_null())
            .count(),
        2
    );
}
