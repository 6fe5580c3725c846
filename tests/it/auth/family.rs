//! Families of refresh tokens: one chain of successors, a retry after a lost response, detection of copies (RFC 9700, 4.14).

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use super::{code, refresh};
use crate::kit::{Answer, Client, Setup, TestApp, TestUser};

/// Repetitions of a race; `CAREERGRAPH_TEST_RACES` sets more.
fn races(usual: usize) -> usize {
    std::env::var("CAREERGRAPH_TEST_RACES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(usual)
}

fn next_of(answer: &Answer) -> String {
    answer.text_at("refreshSession.session.refreshToken")
}

async fn is_refused(client: &Client, token: &str) -> bool {
    let answer = refresh(client, token).await;
    answer.json.get("errors").is_some() && code(&answer) == "UNAUTHENTICATED"
}

async fn held(grace_secs: i64) -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new()
        .clock(clock.clone())
        .config(|config| config.auth.refresh_grace_secs = grace_secs);
    (setup.start().await, clock)
}

#[tokio::test]
async fn a_client_that_lost_the_answer_gets_the_same_successor() {
    let (app, clock) = held(10).await;
    let ada = app.sign_up("ada").await;
    let client = app.anonymous();
    let next = next_of(&refresh(&client, &ada.refresh_token).await);
    for _ in 0..3 {
        clock.advance(TimeDelta::seconds(3));
        assert_eq!(next_of(&refresh(&client, &ada.refresh_token).await), next);
    }
    assert_ne!(
        next_of(&refresh(&client, &next).await),
        next,
        "and continues with it"
    );
}

#[tokio::test]
async fn a_token_that_comes_back_after_the_grace_ends_the_session() {
    let (app, clock) = held(10).await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    let client = app.anonymous();
    let next = next_of(&refresh(&client, &ada.refresh_token).await);
    clock.advance(TimeDelta::seconds(10));
    assert!(is_refused(&client, &ada.refresh_token).await);
    assert!(
        is_refused(&client, &next).await,
        "the thief and the owner are out"
    );
    assert_eq!(
        ada.client
            .gql("{ viewer { user { id } } }", json!({}))
            .await
            .code(),
        "UNAUTHENTICATED",
        "the access token, too"
    );
    assert!(
        !is_refused(&client, &other.refresh_token).await,
        "another device is still in"
    );
}

#[tokio::test]
async fn a_token_whose_successor_was_used_ends_the_session_at_once() {
    for generation in [0, 1] {
        let (app, _) = held(60).await;
        let ada = app.sign_up("ada").await;
        let client = app.anonymous();
        let mut line = vec![ada.refresh_token.clone()];
        for _ in 0..3 {
            line.push(next_of(&refresh(&client, line.last().unwrap()).await));
        }
        assert!(
            is_refused(&client, &line[generation]).await,
            "generation {generation}"
        );
        assert!(
            is_refused(&client, line.last().unwrap()).await,
            "nothing of the line is left"
        );
    }
}

#[tokio::test]
async fn without_grace_each_token_is_good_once() {
    let (app, _) = held(0).await;
    let ada = app.sign_up("ada").await;
    let next = next_of(&refresh(&app.anonymous(), &ada.refresh_token).await);
    assert!(is_refused(&app.anonymous(), &ada.refresh_token).await);
    assert!(is_refused(&app.anonymous(), &next).await);
}

/// Fifty concurrent uses of one token: the first creates the successor, the others get the same one.
#[tokio::test]
async fn of_many_refreshes_at_once_one_line_lives() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let mut user = app.sign_up("ada").await;
    for race in 0..races(4) {
        let answers = join_all((0..50).map(|_| refresh(&client, &user.refresh_token))).await;
        let successors: std::collections::BTreeSet<String> = answers.iter().map(next_of).collect();
        assert_eq!(successors.len(), 1, "race {race}");
        user = TestUser {
            refresh_token: successors.into_iter().next().unwrap(),
            ..user
        };
    }
    assert!(
        !is_refused(&client, &user.refresh_token).await,
        "the family continues"
    );
}

/// A thief replays the parent while the owner uses the child: whatever the order, either both requests count as the owner's retry, or
/// the family is revoked.
#[tokio::test]
async fn a_replay_that_races_a_descendant_leaves_no_second_line() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for race in 0..races(30) {
        let user = app.sign_up(&format!("user{race}")).await;
        let child = next_of(&refresh(&client, &user.refresh_token).await);
        let (replayed, renewed) = tokio::join!(
            refresh(&client, &user.refresh_token),
            refresh(&client, &child)
        );
        let lines = [&replayed, &renewed]
            .into_iter()
            .filter(|answer| answer.json.get("errors").is_none())
            .map(next_of);
        let mut alive = 0;
        for token in lines.collect::<Vec<_>>() {
            alive += usize::from(token != child && !is_refused(&client, &token).await);
        }
        assert!(
            alive <= 1,
            "race {race}: {} {}",
            replayed.text,
            renewed.text
        );
        let replay_won = replayed.json.get("errors").is_none();
        assert!(
            replay_won || alive == 0,
            "race {race}: the replay was found out, and a descendant lives"
        );
    }
}
