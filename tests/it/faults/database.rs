//! PostgreSQL behind a broken network: closed, silent, restored.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use super::{assert_failed, assert_no_internals, histories, timed, watch, who_am_i};
use crate::kit::{
    FOLLOW, Proxy, Setup, Socket, TestApp, eventually, from_the_start, inbox, new_card,
    server_address,
};

/// Timeout for a connection in these tests.
const WAIT: Duration = Duration::from_secs(1);
/// Tolerance for a slow machine.
const GRACE: Duration = Duration::from_secs(3);

/// An app behind a proxy to PostgreSQL that can be broken; `None` on SQLite.
async fn behind_proxy(setup: Setup) -> Option<(TestApp, Proxy)> {
    let Some(server) = std::env::var("CAREERGRAPH_TEST_DATABASE_URL")
        .ok()
        .filter(|url| !url.is_empty())
    else {
        println!("not run: SQLite is not behind a network");
        return None;
    };
    let proxy = Proxy::before(server_address(&server)).await;
    let setup = setup.reach(proxy.way()).config(|config| {
        config.database.acquire_timeout_ms = u64::try_from(WAIT.as_millis()).expect("short");
        config.database.statement_timeout_ms = 2 * config.database.acquire_timeout_ms;
        config.limits.operation_secs = 5;
        (config.queue.lease_secs, config.queue.task_secs) = (1, 10);
    });
    Some((setup.start().await, proxy))
}

#[tokio::test]
async fn a_database_that_is_gone_is_unavailable_at_once_and_used_again_when_it_is_back() {
    let Some((app, proxy)) = behind_proxy(Setup::new()).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let breaks: [(&str, fn(&Proxy)); 2] =
        [("refused", Proxy::refuse), ("swallowed", Proxy::swallow)];
    for (name, break_it) in breaks {
        break_it(&proxy);
        for _ in 0..2 {
            let (read, took) = timed(who_am_i(&ada.client)).await;
            assert_failed(&read, "UNAVAILABLE");
            assert!(took < WAIT + GRACE, "{name}: a query took {took:?}");
            let (moved, took) = timed(card.try_move(&ada.client, "SCREENING")).await;
            assert_failed(&moved, "UNAVAILABLE");
            assert!(took < WAIT + GRACE, "{name}: a mutation took {took:?}");
        }
        let ((status, body), took) = timed(watch(&app.anonymous(), "/readyz")).await;
        assert_eq!(
            (status, body.as_str()),
            (503, "not ready: the database does not answer\n"),
            "{name}"
        );
        assert!(took < WAIT + GRACE, "{name}: /readyz took {took:?}");
        assert_eq!(watch(&app.anonymous(), "/livez").await.0, 200, "{name}");
        proxy.pass();
        let back = eventually("the database is used again", || async {
            let answer = who_am_i(&ada.client).await;
            answer.json.get("errors").is_none().then_some(answer)
        });
        let (_, took) = timed(back).await;
        println!("{name}: back after {took:?}");
        assert_eq!(watch(&app.anonymous(), "/readyz").await.0, 200, "{name}");
        card.move_on(&ada.client, "SCREENING").await;
    }
    assert_eq!(
        histories(&ada.client, &[card]).await,
        [(3, 3)],
        "the refused ones left nothing"
    );
}

#[tokio::test]
async fn readiness_does_not_wait_as_long_as_a_request() {
    let Some((app, proxy)) = behind_proxy(Setup::new()).await else {
        return;
    };
    let patient = app
        .beside(
            Setup::new()
                .reach(proxy.way())
                .config(|config| config.database.acquire_timeout_ms = 5_000),
        )
        .await;
    assert_eq!(watch(&patient.anonymous(), "/readyz").await.0, 200);
    proxy.swallow();
    let ((status, _), took) = timed(watch(&patient.anonymous(), "/readyz")).await;
    assert_eq!(status, 503);
    assert!(took < Duration::from_millis(3_500), "/readyz took {took:?}");
}

#[tokio::test]
async fn broken_connections_are_replaced_without_a_failed_request() {
    let Some((app, proxy)) = behind_proxy(Setup::new()).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    for _ in 0..3 {
        proxy.cut();
        card.move_on(&ada.client, "INTERVIEWING").await;
    }
}

#[tokio::test]
async fn an_outage_does_not_end_in_a_storm_of_connections() {
    let Some((app, proxy)) =
        behind_proxy(Setup::new().config(|config| config.database.max_connections = 5)).await
    else {
        return;
    };
    let ada = app.sign_up("ada").await;
    proxy.swallow();
    let before = proxy.accepted();
    let many = futures_util::future::join_all((0..50).map(|_| who_am_i(&ada.client)));
    let (answers, took) = timed(many).await;
    for answer in &answers {
        assert_failed(answer, "UNAVAILABLE");
    }
    assert!(took < WAIT + GRACE * 2, "fifty requests took {took:?}");
    let opened = proxy.accepted() - before;
    println!("{opened} connections were tried during the outage");
    assert!(
        opened <= 50 + 5,
        "at most one for each request, and those of the worker: {opened}"
    );
    proxy.pass();
    eventually("all fifty succeed again", || async {
        let answers = futures_util::future::join_all((0..50).map(|_| who_am_i(&ada.client))).await;
        answers
            .iter()
            .all(|answer| answer.json.get("errors").is_none())
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_follower_outlives_an_outage_and_hears_what_came_after_it() {
    let Some((app, proxy)) = behind_proxy(Setup::new()).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", FOLLOW, from_the_start()).await;
    let beside = app.beside(Setup::new()).await;
    let direct = beside.anonymous().with_token(&ada.access_token);
    card.move_on(&direct, "INTERVIEWING").await;
    assert_eq!(socket.next_title("1").await, "Acme: interviewing");
    let breaks: [(fn(&Proxy), bool); 3] = [
        (Proxy::refuse, true),
        (Proxy::swallow, true),
        (Proxy::forget, false),
    ];
    for (break_it, is_an_outage) in breaks {
        break_it(&proxy);
        assert!(!is_an_outage || who_am_i(&ada.client).await.json.get("errors").is_some());
        card.move_on(&direct, "INTERVIEWING").await;
        proxy.pass();
        assert_eq!(
            socket.next_title("1").await,
            "Acme: another round of interviewing"
        );
    }
    assert_eq!(inbox(&direct).await.len(), 4, "each once");
}

/// Requests in flight on connections that a firewall drops never get a response: none of them may wait for ever.
#[tokio::test]
async fn what_was_in_flight_on_a_forgotten_connection_holds_nobody_up_for_ever() {
    let Some((app, proxy)) = behind_proxy(Setup::new().workers(2)).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", FOLLOW, from_the_start()).await;
    card.move_on(&ada.client, "INTERVIEWING").await;
    assert_eq!(socket.next_title("1").await, "Acme: interviewing");
    let beside = app.beside(Setup::new().workers(0)).await;
    let direct = beside.anonymous().with_token(&ada.access_token);
    // Everything that reads or writes an inbox waits for this lock: the subscription, a worker, requests.
    let lock = beside.platform.db.begin().await.expect("a transaction");
    lock.execute_unprepared("LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE")
        .await
        .expect("the lock");
    card.move_on(&direct, "INTERVIEWING").await;
    app.platform.queue.wake().await;
    let waiting = (0..5).map(|_| {
        ada.client
            .gql("{ viewer { unreadNotificationCount } }", json!({}))
    });
    let waiting = async { timed(futures_util::future::join_all(waiting)).await };
    let forget = async {
        eventually("five connections wait", || async {
            (waiting_for_locks(&lock).await >= 5).then_some(())
        })
        .await;
        proxy.forget();
        lock.rollback().await.expect("the lock is released");
    };
    let ((answers, took), ()) = tokio::join!(waiting, forget);
    println!(
        "{:?} after {took:?}",
        answers
            .iter()
            .map(|answer| answer.code().to_owned())
            .collect::<Vec<_>>()
    );
    for answer in &answers {
        assert_no_internals(&answer.text);
    }
    assert_eq!(
        socket.next_title("1").await,
        "Acme: another round of interviewing"
    );
    let ((), took) = timed(eventually("the pool has recovered", || async {
        let answers = futures_util::future::join_all((0..10).map(|_| who_am_i(&ada.client))).await;
        answers
            .iter()
            .all(|answer| answer.json.get("errors").is_none())
            .then_some(())
    }))
    .await;
    println!("the pool has recovered after {took:?}");
}

/// The traffic to the database is counted in the proxy, so the test does not depend on the load of the machine.
#[tokio::test]
async fn the_database_is_asked_as_often_for_one_row_as_for_twenty() {
    let setup = Setup::new().workers(0).config(|config| {
        config.database.max_connections = 1;
        // The server's own statements would be counted, too.
        config.auth.watch_secs = 60;
    });
    let Some((app, proxy)) = behind_proxy(setup).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    for company in 0..20 {
        new_card(&ada.client, &format!("Company {company}")).await;
    }
    let list = "query($first: Int!) { viewer { user { name } applications(first: $first) { totalCount nodes { stage posting { id } events { seq } } } } }";
    let mut sent = Vec::new();
    // A connection sends a new statement in two steps (prepare, execute).
    for first in [1, 20, 1, 20] {
        let before = proxy.sent();
        let listed = ada.client.gql(list, json!({ "first": first })).await;
        assert_eq!(
            listed
                .data("viewer.applications.nodes")
                .as_array()
                .map(Vec::len),
            Some(first)
        );
        // The only connection is requested again, so the statement that ends the page has been sent.
        drop(who_am_i(&ada.client).await);
        sent.push(proxy.sent() - before);
    }
    println!(
        "a page of 1 sends {} times to the database, a page of 20 {} times",
        sent[2], sent[3]
    );
    assert!(sent[3].abs_diff(sent[2]) <= 4, "{sent:?}");
}

/// A slow connection makes responses slow, and nothing else.
#[tokio::test]
async fn a_slow_way_to_the_database_fails_nobody() {
    let Some((app, proxy)) = behind_proxy(Setup::new()).await else {
        return;
    };
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    proxy.delay(Duration::from_millis(20));
    for _ in 0..2 {
        let ((), took) = timed(card.move_on(&ada.client, "INTERVIEWING")).await;
        println!("a move took {took:?} with 40 ms there and back");
    }
    eventually("both moves are notified", || async {
        (inbox(&ada.client).await.len() == 2).then_some(())
    })
    .await;
}

async fn waiting_for_locks(conn: &impl ConnectionTrait) -> i64 {
    let query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let row = conn
        .query_one_raw(Statement::from_string(conn.get_database_backend(), query))
        .await
        .expect("an answer");
    row.expect("a row").try_get_by_index(0).expect("a number")
}
