//! Signing in with a second factor: once, in time, and with limited attempts.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{Owner, audited, challenge, complete, outcome, setup, sign_in};
use crate::kit::{Answer, PASSWORD, Setup, TestApp};

const WRONG: &str = "InvalidInputError input.code";

fn completed(answer: &Answer) -> String {
    outcome(answer, "completeSignIn")
}

async fn whose(app: &TestApp, token: &str) -> String {
    app.anonymous()
        .with_token(token)
        .gql("{ viewer { user { email } } }", json!({}))
        .await
        .text_at("viewer.user.email")
}

#[tokio::test]
async fn a_right_password_gets_a_challenge_and_a_right_code_a_session() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let (sessions, devices) = (
        app.count_rows("sessions").await,
        app.count_rows("devices").await,
    );
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": ada.user.email, "password": PASSWORD }),
    )
    .await;
    assert_eq!(
        answer.data("signIn.challenge.accepts"),
        &json!(["CODE", "RECOVERY_CODE"])
    );
    assert!(
        answer.data("signIn.session").is_null()
            && answer.data("signIn.challenge.expiresAt").is_string()
    );
    assert_eq!(
        (
            app.count_rows("sessions").await,
            app.count_rows("devices").await
        ),
        (sessions, devices),
        "no device is met by a password"
    );
    let token = answer.text_at("signIn.challenge.token");
    let done = complete(&app.anonymous(), &token, ada.code(&clock)).await;
    assert_eq!(
        whose(&app, &done.text_at("completeSignIn.session.accessToken")).await,
        ada.user.email
    );
    assert!(
        done.data("completeSignIn.session.deviceToken").is_string(),
        "the device is met now"
    );
    let twice = complete(&app.anonymous(), &token, ada.code(&clock)).await;
    assert_eq!(
        completed(&twice),
        "UNAUTHENTICATED",
        "a challenge is valid once"
    );
    assert_eq!(
        app.count_rows("sessions WHERE method = 'PASSWORD'").await,
        sessions + 1
    );
    assert_eq!(
        (
            audited(&app, "session.sign_in").await,
            audited(&app, "session.second_proof").await
        ),
        ((2, 0), (0, 0))
    );
    assert_eq!(
        app.count_rows("sign_in_challenges WHERE tries > 5").await,
        0
    );
}

#[tokio::test]
async fn a_wrong_password_gets_no_challenge() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": ada.user.email, "password": "wrong horse battery staple" }),
    )
    .await;
    assert_eq!(outcome(&answer, "signIn"), "UNAUTHENTICATED");
    assert_eq!(app.count_rows("sign_in_challenges").await, 0);
}

#[tokio::test]
async fn a_code_is_good_once_whatever_it_was_used_for() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let (first, second) = (
        challenge(&app, &ada.user.email).await,
        challenge(&app, &ada.user.email).await,
    );
    let code = ada.code(&clock);
    assert_eq!(
        completed(&complete(&app.anonymous(), &first, code.clone()).await),
        "in"
    );
    assert_eq!(
        completed(&complete(&app.anonymous(), &second, code.clone()).await),
        WRONG
    );
    let proofs = json!({ "password": PASSWORD, "code": code["code"] });
    assert_eq!(
        super::reauthenticate(&ada.user.client, proofs)
            .await
            .refusal("reauthenticate"),
        WRONG
    );
    clock.advance(TimeDelta::seconds(30));
    assert_eq!(
        completed(&complete(&app.anonymous(), &second, ada.code(&clock)).await),
        "in"
    );
}

#[tokio::test]
async fn a_code_counts_a_step_early_and_a_step_late() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    for (seconds, expected) in [
        (0, "in"),
        (30, "in"),
        (60, WRONG),
        (-30, "in"),
        (-60, WRONG),
    ] {
        clock.advance(TimeDelta::minutes(3));
        let token = challenge(&app, &ada.user.email).await;
        clock.advance(TimeDelta::seconds(-seconds));
        let code = ada.code(&clock);
        clock.advance(TimeDelta::seconds(seconds));
        assert_eq!(
            completed(&complete(&app.anonymous(), &token, code).await),
            expected,
            "{seconds} s late"
        );
    }
}

#[tokio::test]
async fn of_fifty_uses_of_one_code_at_once_one_begins_a_session() {
    let (app, clock) = setup().await;
    let twin = app.twin().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let before = app.count_rows("sessions").await;
    let mut challenges = Vec::new();
    for _ in 0..50 {
        challenges.push(challenge(&app, &ada.user.email).await);
    }
    let code = ada.code(&clock);
    let tries = challenges.iter().enumerate().map(|(number, token)| {
        let client = if number % 2 == 0 {
            app.anonymous()
        } else {
            twin.anonymous()
        };
        let (token, code) = (token.clone(), code.clone());
        async move { complete(&client, &token, code).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    let entered = answers
        .iter()
        .filter(|answer| completed(answer) == "in")
        .count();
    assert!(
        answers
            .iter()
            .all(|answer| ["in", WRONG].contains(&completed(answer).as_str())),
        "nothing else happens"
    );
    assert_eq!((entered, app.count_rows("sessions").await - before), (1, 1));
}

#[tokio::test]
async fn of_fifty_uses_of_one_challenge_at_once_one_begins_a_session() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let before = app.count_rows("sessions").await;
    let token = challenge(&app, &ada.user.email).await;
    // Each with a different valid code.
    let proofs = std::iter::once(ada.code(&clock)).chain(
        ada.recovery_codes
            .iter()
            .map(|code| json!({ "recoveryCode": code })),
    );
    let tries = proofs.cycle().take(50).map(|proof| {
        let (client, token) = (app.anonymous(), token.clone());
        async move { complete(&client, &token, proof).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(
        answers
            .iter()
            .filter(|answer| completed(answer) == "in")
            .count(),
        1
    );
    assert_eq!(app.count_rows("sessions").await - before, 1);
    let left = app.count_rows("recovery_codes").await;
    assert!(
        left >= 9,
        "codes that created no session are unused: {left}"
    );
}

#[tokio::test]
async fn a_challenge_ends_after_five_wrong_codes_and_after_five_minutes() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = challenge(&app, &ada.user.email).await;
    for _ in 0..5 {
        assert_eq!(
            completed(&complete(&app.anonymous(), &token, json!({ "code": "000000x" })).await),
            WRONG
        );
    }
    assert_eq!(
        completed(&complete(&app.anonymous(), &token, ada.code(&clock)).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        audited(&app, "session.second_proof").await,
        (0, 5),
        "each is written down once"
    );

    let late = challenge(&app, &ada.user.email).await;
    clock.advance(TimeDelta::minutes(5));
    assert_eq!(
        completed(&complete(&app.anonymous(), &late, ada.code(&clock)).await),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        completed(&complete(&app.anonymous(), "nonsense", ada.code(&clock)).await),
        "UNAUTHENTICATED"
    );
    clock.advance(TimeDelta::seconds(1));
    app.auth.sweep().await.unwrap();
    assert_eq!(app.count_rows("sign_in_challenges").await, 0);
}

#[tokio::test]
async fn an_input_has_exactly_one_proof() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = challenge(&app, &ada.user.email).await;
    let two = json!({ "code": ada.code(&clock)["code"], "recoveryCode": ada.recovery_codes[0] });
    for proof in [json!({}), two] {
        assert_eq!(
            completed(&complete(&app.anonymous(), &token, proof).await),
            "BAD_USER_INPUT"
        );
    }
    assert_eq!(
        completed(&complete(&app.anonymous(), &token, ada.code(&clock)).await),
        "in",
        "that was no try"
    );
}

#[tokio::test]
async fn strangers_with_the_password_guess_ten_codes_in_a_quarter_of_an_hour_and_lock_nobody_out() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .clock(clock.clone())
        .workers(0)
        .config(|config| config.auth.failed_sign_ins_per_account = 10)
        .start()
        .await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = challenge(&app, &ada.user.email).await;
    let known = complete(&app.anonymous(), &token, ada.code(&clock))
        .await
        .text_at("completeSignIn.session.deviceToken");
    let mut checked = 0;
    for second in 0..900 {
        if second % 15 == 0 {
            let token = challenge(&app, &ada.user.email).await;
            match completed(&complete(&app.anonymous(), &token, json!({ "code": "" })).await)
                .as_str()
            {
                WRONG => checked += 1,
                other => assert_eq!(other, "RATE_LIMITED"),
            }
        }
        clock.advance(TimeDelta::seconds(1));
    }
    assert!((5..=10).contains(&checked), "{checked}");
    let here = json!({ "email": ada.user.email, "password": PASSWORD, "deviceToken": known });
    let token = sign_in(&app.anonymous(), here)
        .await
        .text_at("signIn.challenge.token");
    let done = complete(&app.anonymous(), &token, ada.code(&clock)).await;
    assert_eq!(
        completed(&done),
        "in",
        "the owner's device has a budget of its own"
    );
    assert!(
        done.data("completeSignIn.session.deviceToken").is_null(),
        "and is still known"
    );
}

#[tokio::test]
async fn a_browser_gets_its_cookie_after_the_second_proof() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let credentials = json!({ "email": ada.user.email, "password": PASSWORD, "mode": "COOKIE" });
    let answer = sign_in(&app.anonymous(), credentials).await;
    assert_eq!(answer.header("set-cookie"), "", "half a sign-in is none");
    let token = answer.text_at("signIn.challenge.token");
    let query = "mutation($t: String!, $c: String!) { completeSignIn(input: { challengeToken: $t, code: $c }) { session { accessToken } } }";
    let mut socket = crate::kit::Socket::connect(&app, None).await;
    socket
        .subscribe(
            "1",
            query,
            json!({ "t": token, "c": ada.code(&clock)["code"] }),
        )
        .await;
    assert!(
        socket.next().await.to_string().contains("BAD_USER_INPUT"),
        "a socket cannot carry a cookie, and nothing is used up"
    );
    let done = complete(&app.anonymous(), &token, ada.code(&clock)).await;
    assert!(done.data("completeSignIn.session.accessToken").is_null());
    let me = app
        .anonymous()
        .with_cookie(&done)
        .gql("{ viewer { user { email } } }", json!({}))
        .await;
    assert_eq!(me.text_at("viewer.user.email"), ada.user.email);
    assert!(
        done.cookie("__Host-careergraph-device")
            .contains("HttpOnly"),
        "the device is met with the cookie"
    );
}

#[tokio::test]
async fn what_ends_sessions_ends_sign_ins_that_are_half_done() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = challenge(&app, &ada.user.email).await;
    ada.user
        .client
        .gql(
            "mutation { revokeOtherSessions(input: {}) { revoked } }",
            json!({}),
        )
        .await
        .data("revokeOtherSessions");
    assert_eq!(
        completed(&complete(&app.anonymous(), &token, ada.code(&clock)).await),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn a_suspended_user_is_refused_at_every_door() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = challenge(&app, &ada.user.email).await;
    app.execute("UPDATE users SET status = 'SUSPENDED'").await;
    assert_eq!(
        completed(&complete(&app.anonymous(), &token, ada.code(&clock)).await),
        "FORBIDDEN"
    );
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": ada.user.email, "password": PASSWORD }),
    )
    .await;
    assert_eq!(
        outcome(&answer, "signIn"),
        "FORBIDDEN",
        "not even a challenge"
    );
}
