//! An account belongs to the person who verifies its address, whoever created it.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{outcome, request, reset, sign_in, sign_up, verified, verify, verifying, whose};
use crate::kit::{PASSWORD, Setup};

const OTHER: &str = "seven purple tractors dancing";

#[tokio::test]
async fn an_account_begins_with_the_proof_of_its_address() {
    let (app, _) = verifying().await;
    let answer = sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    assert_eq!(
        answer.data("signUp"),
        &json!({ "session": null, "challenge": null, "verificationSent": true, "userErrors": [] })
    );
    assert_eq!(
        app.count_rows("users").await,
        0,
        "a claim alone reserves nothing"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), "ada@example.org", PASSWORD).await),
        "UNAUTHENTICATED"
    );
    let mails = app.mails_after(0).await;
    assert_eq!(
        (
            mails.len(),
            mails[0].header("To"),
            mails[0].header("Subject")
        ),
        (1, "ada@example.org", "Confirm your address")
    );
    let token = verify(&app.anonymous(), &mails[0].token())
        .await
        .text_at("verifyEmail.session.accessToken");
    assert_eq!(
        whose(&app, &token).await.text_at("viewer.user.email"),
        "ada@example.org"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), "ada@example.org", PASSWORD).await),
        "data"
    );
    let again = verify(&app.anonymous(), &mails[0].token()).await;
    assert_eq!(
        again.refusal("verifyEmail"),
        "InvalidInputError input.token",
        "it is valid once"
    );
}

#[tokio::test]
async fn a_link_ends_in_time_and_knows_its_purpose() {
    let (app, clock) = verifying().await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    let token = app.mails_after(0).await[0].token();
    assert_eq!(
        reset(&app.anonymous(), &token, OTHER)
            .await
            .refusal("resetPassword"),
        "InvalidInputError input.token"
    );
    clock.advance(TimeDelta::hours(24));
    assert_eq!(
        verify(&app.anonymous(), &token)
            .await
            .refusal("verifyEmail"),
        "InvalidInputError input.token"
    );
    assert_eq!(
        verify(&app.anonymous(), "nonsense")
            .await
            .refusal("verifyEmail"),
        "InvalidInputError input.token"
    );
    assert_eq!(app.count_rows("users").await, 0);
}

#[tokio::test]
async fn only_hashes_of_tokens_are_kept_and_tasks_name_nobody() {
    let (app, _) = verifying().await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    assert_eq!(
        app.count_rows("tasks WHERE CAST(payload AS text) LIKE '%example.org%'")
            .await,
        0
    );
    assert_eq!(
        (
            app.count_rows("tasks").await,
            app.count_rows("mail_links").await
        ),
        (1, 0),
        "the token is made when it is sent"
    );
    app.run_tasks().await;
    assert_eq!(app.count_rows("mail_links").await, 1);
}

#[tokio::test]
async fn of_several_claims_the_first_proved_wins_and_the_others_lose() {
    let (app, _) = verifying().await;
    sign_up(&app.anonymous(), "ada@example.org", OTHER).await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    let mails = app.mails_after(0).await;
    assert_eq!(mails.len(), 2);
    assert_eq!(
        outcome(&verify(&app.anonymous(), &mails[1].token()).await),
        "data"
    );
    assert_eq!(
        verify(&app.anonymous(), &mails[0].token())
            .await
            .refusal("verifyEmail"),
        "InvalidInputError input.token"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), "ada@example.org", OTHER).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), "ada@example.org", PASSWORD).await),
        "data"
    );
}

#[tokio::test]
async fn an_account_that_a_stranger_began_becomes_its_owners() {
    for way in ["signUp", "requestEmailVerification", "requestPasswordReset"] {
        let app = Setup::new().workers(0).start().await;
        // From a time when addresses were not verified.
        let mallory = app.sign_up("ada").await;
        let app = app
            .beside(
                Setup::new()
                    .workers(0)
                    .config(|config| config.auth.verify_email = true),
            )
            .await;
        let ada = app.anonymous();
        if way == "signUp" {
            sign_up(&ada, "ada@example.org", OTHER).await;
        } else {
            request(&ada, way, "ada@example.org").await;
        }
        assert_eq!(
            outcome(&whose(&app, &mallory.access_token).await),
            "data",
            "{way}: nothing is done before the proof"
        );
        let token = app.mails_after(0).await[0].token();
        if way == "requestPasswordReset" {
            assert_eq!(
                reset(&ada, &token, OTHER).await.data("resetPassword.reset"),
                &json!(true)
            );
        } else {
            assert_eq!(outcome(&verify(&ada, &token).await), "data");
        }
        assert_eq!(
            outcome(&whose(&app, &mallory.access_token).await),
            "UNAUTHENTICATED",
            "{way}: the session of before is over"
        );
        assert_eq!(
            outcome(&sign_in(&ada, "ada@example.org", PASSWORD).await),
            "UNAUTHENTICATED",
            "{way}: and so is its password"
        );
        let known = if way == "requestEmailVerification" {
            "UNAUTHENTICATED"
        } else {
            "data"
        };
        assert_eq!(
            outcome(&sign_in(&ada, "ada@example.org", OTHER).await),
            known,
            "{way}"
        );
        assert_eq!(
            app.count_rows("users WHERE email_verified_at IS NOT NULL")
                .await,
            1,
            "{way}"
        );
    }
}

#[tokio::test]
async fn whoever_is_signed_in_keeps_the_password_when_they_verify() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    request(&ada.client, "requestEmailVerification", &ada.email).await;
    let token = app.mails_after(0).await[0].token();
    assert_eq!(outcome(&verify(&ada.client, &token).await), "data");
    assert_eq!(outcome(&whose(&app, &ada.access_token).await), "data");
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), &ada.email, PASSWORD).await),
        "data"
    );
}

#[tokio::test]
async fn a_mail_that_was_lost_is_sent_again() {
    let (app, _) = verifying().await;
    sign_up(&app.anonymous(), "ada@example.org", PASSWORD).await;
    app.run_tasks().await;
    request(
        &app.anonymous(),
        "requestEmailVerification",
        "ada@example.org",
    )
    .await;
    let mails = app.mails_after(1).await;
    assert_eq!(
        outcome(&verify(&app.anonymous(), &mails[0].token()).await),
        "data"
    );
}

#[tokio::test]
async fn an_owner_who_signs_up_again_is_told_so_and_nothing_changes() {
    let (app, _) = verifying().await;
    let token = verified(&app, "ada@example.org").await;
    sign_up(&app.anonymous(), "ada@example.org", OTHER).await;
    let mails = app.mails_after(1).await;
    assert_eq!(
        (mails.len(), mails[0].header("Subject")),
        (1, "You already have an account")
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), "ada@example.org", OTHER).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(outcome(&whose(&app, &token).await), "data");
}

#[tokio::test]
async fn one_reset_mail_goes_to_an_address_in_five_minutes() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).workers(0).start().await;
    app.sign_up("ada").await;
    for (wait, mails) in [(0, 1), (299, 1), (2, 2), (1, 2)] {
        clock.advance(TimeDelta::seconds(wait));
        for _ in 0..3 {
            assert_eq!(
                request(&app.anonymous(), "requestPasswordReset", "ada@example.org")
                    .await
                    .data("requestPasswordReset.requested"),
                &json!(true)
            );
        }
        app.run_tasks().await;
        assert_eq!(app.mails().len(), mails);
    }
}
