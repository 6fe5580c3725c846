//! Changing a password: with the old one, and by mail.

use chrono::TimeDelta;
use serde_json::json;

use super::{change, outcome, request, reset, sign_in, verified, verifying, whose};
use crate::kit::{PASSWORD, TestApp};

const OTHER: &str = "seven purple tractors dancing";

#[tokio::test]
async fn a_reset_ends_every_session_and_is_good_once() {
    let (app, clock) = verifying().await;
    let (first, anonymous) = (verified(&app, "ada@example.org").await, app.anonymous());
    let second = sign_in(&anonymous, "ada@example.org", PASSWORD)
        .await
        .text_at("signIn.session.accessToken");
    request(&anonymous, "requestPasswordReset", "ada@example.org").await;
    let token = app.mails_after(1).await[0].token();
    assert_eq!(
        reset(&anonymous, &token, "password12")
            .await
            .refusal("resetPassword"),
        "InvalidInputError input.newPassword"
    );
    assert_eq!(
        reset(&anonymous, &token, OTHER)
            .await
            .data("resetPassword.reset"),
        &json!(true),
        "a bad password did not use it up"
    );
    for session in [&first, &second] {
        assert_eq!(outcome(&whose(&app, session).await), "UNAUTHENTICATED");
    }
    assert_eq!(
        outcome(&sign_in(&anonymous, "ada@example.org", PASSWORD).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        outcome(&sign_in(&anonymous, "ada@example.org", OTHER).await),
        "data"
    );
    assert_eq!(
        reset(&anonymous, &token, PASSWORD)
            .await
            .refusal("resetPassword"),
        "InvalidInputError input.token"
    );
    let told = app.mails_after(2).await;
    assert_eq!(
        (told.len(), told[0].header("Subject")),
        (1, "Your password was changed")
    );
    clock.advance(TimeDelta::minutes(6));
    request(&anonymous, "requestPasswordReset", "ada@example.org").await;
    let late = app.mails_after(3).await[0].token();
    clock.advance(TimeDelta::minutes(30));
    assert_eq!(
        reset(&anonymous, &late, PASSWORD)
            .await
            .refusal("resetPassword"),
        "InvalidInputError input.token",
        "30 minutes"
    );
    assert_eq!(
        app.count_rows("audit_entries WHERE action = 'account.reset_password'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_change_needs_the_old_password_and_ends_other_sessions() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    assert_eq!(
        change(&ada.client, "wrong horse battery staple", OTHER)
            .await
            .refusal("changePassword"),
        "InvalidInputError input.currentPassword"
    );
    assert_eq!(
        change(&ada.client, PASSWORD, "ada@example.org")
            .await
            .refusal("changePassword"),
        "InvalidInputError input.newPassword"
    );
    assert_eq!(outcome(&whose(&app, &other.access_token).await), "data");
    assert_eq!(
        change(&ada.client, PASSWORD, OTHER)
            .await
            .data("changePassword.changed"),
        &json!(true)
    );
    assert_eq!(outcome(&whose(&app, &ada.access_token).await), "data");
    assert_eq!(
        outcome(&whose(&app, &other.access_token).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), &ada.email, OTHER).await),
        "data"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), &ada.email, PASSWORD).await),
        "UNAUTHENTICATED"
    );
    for (outcome, count) in [("DONE", 1), ("REFUSED", 1)] {
        let rows = format!(
            "audit_entries WHERE action = 'account.change_password' AND outcome = '{outcome}'"
        );
        assert_eq!(app.count_rows(&rows).await, count, "{outcome}");
    }
}
