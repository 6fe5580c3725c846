//! One admin who can sign in always remains, whatever admins do to each other concurrently.

use serde_json::json;

use super::{act, change_role, is_in, suspend};
use crate::kit::{TestApp, TestUser};

async fn active_admins(app: &TestApp) -> i64 {
    app.count_rows("users WHERE role = 'ADMIN' AND status = 'ACTIVE'")
        .await
}

#[tokio::test]
async fn nobody_changes_their_own_account_here_and_is_told_so() {
    let app = TestApp::start().await;
    let (admin, _other) = (app.admin("root").await, app.admin("other").await);
    for (mutation, rest) in [
        ("suspendUser", json!({ "reason": "x" })),
        ("changeRole", json!({ "role": "USER" })),
        ("revokeUserSessions", json!({})),
        ("reinstateUser", json!({})),
    ] {
        let mut input = rest;
        input["id"] = json!(admin.user_id.to_string());
        let answer = act(&admin, mutation, input).await;
        assert_eq!(answer.refusal(mutation), "InvalidInputError input.id");
        assert!(
            answer
                .text
                .contains("You cannot change your own account here"),
            "{}",
            answer.text
        );
    }
    assert!(is_in(&admin).await && active_admins(&app).await == 2);
}

/// Two admins demote each other at the same time: the first succeeds, the other is no admin any more.
#[tokio::test]
async fn of_two_admins_who_take_each_other_away_one_stays() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    for round in 0..8 {
        let (one, two) = (
            app.admin(&format!("one{round}")).await,
            app.admin(&format!("two{round}")).await,
        );
        let two_there = TestUser {
            client: twin.anonymous().with_token(&two.access_token),
            ..two.clone()
        };
        let (first, second) = if round % 2 == 0 {
            tokio::join!(
                change_role(&one, &two, "USER"),
                change_role(&two_there, &one, "USER")
            )
        } else {
            tokio::join!(suspend(&one, &two), suspend(&two_there, &one))
        };
        assert_eq!(
            active_admins(&app).await,
            1,
            "round {round}: {} {}",
            first.text,
            second.text
        );
        let refused = [&first, &second]
            .into_iter()
            .filter(|answer| answer.json.get("errors").is_some())
            .count();
        assert_eq!(refused, 1, "{} {}", first.text, second.text);
        // For the next round, only its two users are admins. Sessions do not show who remains: a revocation takes effect a moment
        // later.
        app.execute("UPDATE users SET role = 'USER'").await;
    }
}

/// Many admins demote each other in a ring: whatever the order, one remains.
#[tokio::test]
async fn a_ring_of_admins_leaves_one() {
    let app = TestApp::start().await;
    let mut ring = Vec::new();
    for number in 0..5 {
        ring.push(app.admin(&format!("admin{number}")).await);
    }
    let all = ring
        .iter()
        .enumerate()
        .map(|(place, admin)| suspend(admin, &ring[(place + 1) % ring.len()]));
    futures_util::future::join_all(all).await;
    assert!(active_admins(&app).await >= 1);
}
