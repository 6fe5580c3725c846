//! The grace period between `deleteAccount` and the erasure.

use careergraph::platform::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{CANCEL, DELETE, ask, sign_in};
use crate::kit::{PASSWORD, Setup, TestApp, eventually};

const DELETION_AT: &str = "{ viewer { user { deletionAt } } }";

async fn app() -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    (
        Setup::new().clock(clock.clone()).workers(0).start().await,
        clock,
    )
}

#[tokio::test]
async fn it_ends_every_session_at_once_tells_the_owner_and_can_be_taken_back() {
    let (app, clock) = app().await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    let token = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: USERS, verb: READ }] }) { secret } }";
    let program = app.anonymous().with_token(
        &ask(&ada.client, token)
            .await
            .text_at("createApiToken.secret"),
    );
    assert!(
        ask(&ada.client, DELETION_AT)
            .await
            .data("viewer.user.deletionAt")
            .is_null()
    );

    let at = ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    let wanted = clock.now() + TimeDelta::days(14);
    assert_eq!(at.parse::<DateTime<Utc>>().unwrap(), wanted);
    for client in [&ada.client, &other.client, &program] {
        assert_eq!(
            ask(client, DELETION_AT).await.code(),
            "UNAUTHENTICATED",
            "every session and token is over"
        );
    }
    let mails = app.mails_after(0).await;
    assert_eq!(
        (
            mails.len(),
            mails[0].header("To"),
            mails[0].header("Subject")
        ),
        (1, "ada@example.org", "Your account will be erased")
    );
    assert!(
        mails[0]
            .text
            .contains(&wanted.format("%Y-%m-%d").to_string()),
        "{}",
        mails[0].text
    );

    // A user who signs in again sees it, and a second request changes nothing.
    clock.advance(TimeDelta::days(13));
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 0);
    let back = ada.sign_in_again(&app).await;
    assert_eq!(
        ask(&back.client, DELETION_AT)
            .await
            .text_at("viewer.user.deletionAt"),
        at
    );
    assert_eq!(
        ask(&back.client, DELETE)
            .await
            .text_at("deleteAccount.deletionAt"),
        at
    );
    let back = ada.sign_in_again(&app).await;
    for _ in 0..2 {
        assert_eq!(
            ask(&back.client, CANCEL)
                .await
                .data("cancelDeletion.canceled"),
            true
        );
    }
    assert!(
        ask(&back.client, DELETION_AT)
            .await
            .data("viewer.user.deletionAt")
            .is_null()
    );
    let told = app.mails_after(1).await;
    assert_eq!(
        told.last().unwrap().header("Subject"),
        "Your account will not be erased"
    );
    clock.advance(TimeDelta::days(2));
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 0);
    ada.sign_in_again(&app).await;
}

#[tokio::test]
async fn it_asks_for_a_recent_proof() {
    let (app, clock) = app().await;
    let ada = app.sign_up("ada").await;
    clock.advance(TimeDelta::minutes(11));
    assert_eq!(
        ask(&ada.client, DELETE).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    assert_eq!(
        ask(&ada.client, super::EXPORT).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    let confirm =
        "mutation($p: String!) { reauthenticate(input: { password: $p }) { reauthenticated } }";
    assert_eq!(
        ada.client
            .gql(confirm, json!({ "p": PASSWORD }))
            .await
            .data("reauthenticate.reauthenticated"),
        true
    );
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
}

#[tokio::test]
async fn the_last_admin_stays() {
    let (app, _) = app().await;
    let (eve, mallory) = (app.admin("eve").await, app.admin("mallory").await);
    let (one, two) = tokio::join!(ask(&eve.client, DELETE), ask(&mallory.client, DELETE));
    let gone = [&one, &two].map(|answer| !answer.data("deleteAccount.deletionAt").is_null());
    assert_eq!(
        gone.iter().filter(|gone| **gone).count(),
        1,
        "{} {}",
        one.text,
        two.text
    );
    let kept = if gone[0] { &two } else { &one };
    assert_eq!(kept.refusal("deleteAccount"), "InvalidInputError input");
}

#[tokio::test]
async fn when_it_is_due_the_account_is_gone_by_itself() {
    let app = Setup::new()
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    ada.apply("Fernhill").await;
    bob.apply("Fernhill").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    let began = std::time::Instant::now();
    eventually("the account is erased", || async {
        app.users
            .find_by_id(app.platform.db.conn(), ada.user_id)
            .await
            .unwrap()
            .is_none()
            .then_some(())
    })
    .await;
    assert!(began.elapsed().as_secs() < 60);
    assert_eq!(sign_in(&app, &ada.email).await.code(), "UNAUTHENTICATED");
    assert_eq!(
        ask(&ada.client, DELETION_AT).await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        ask(&bob.client, "{ viewer { applications { totalCount } } }")
            .await
            .data("viewer.applications.totalCount"),
        1
    );
    // The address is free again, and a new account has nothing of the old one.
    let anew = app.sign_up("ada").await;
    assert_ne!(anew.user_id, ada.user_id);
    assert_eq!(
        ask(&anew.client, "{ viewer { applications { totalCount } } }")
            .await
            .data("viewer.applications.totalCount"),
        0
    );
}

/// A user may have a session when the grace period ends, on an instance that notices it only by polling.
#[tokio::test]
async fn sessions_that_are_open_at_the_end_are_refused_on_every_instance() {
    let (app, clock) = app().await;
    let twin = app
        .beside(Setup::new().clock(clock.clone()).workers(0))
        .await;
    let ada = app.sign_up("ada").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    clock.advance(TimeDelta::days(14) - TimeDelta::minutes(1));
    let back = ada.sign_in_again(&twin).await;
    clock.advance(TimeDelta::minutes(2));
    assert_eq!(
        sign_in(&app, &ada.email).await.code(),
        "UNAUTHENTICATED",
        "sessions are refused when it is due"
    );
    assert_eq!(
        ask(&back.client, CANCEL).await.code(),
        "UNAUTHENTICATED",
        "nor stays"
    );
    assert_eq!(app.personal_data.erase_due().await.unwrap(), 1);
    // A search is public: only a refused token gets an error.
    for instance in [&app, &twin] {
        let answer = instance.anonymous().with_token(&back.access_token);
        assert_eq!(
            ask(&answer, "{ jobs(first: 1) { totalCount } }")
                .await
                .code(),
            "UNAUTHENTICATED"
        );
    }
}
