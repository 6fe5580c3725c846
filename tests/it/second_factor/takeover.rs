//! Mails and second factors: a reset keeps those of the owner, a first verification removes those of an earlier user.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Owner, challenge, complete, factors, outcome, setup, sign_in};
use crate::kit::{Answer, Client, PASSWORD, Setup, TestApp, TestUser};

const OTHER: &str = "seven purple tractors dancing";

async fn request(app: &TestApp, mutation: &str, email: &str) -> String {
    let before = app.mails_after(0).await.len();
    let query = format!(
        "mutation($email: String!) {{ {mutation}(input: {{ email: $email }}) {{ requested }} }}"
    );
    app.anonymous()
        .gql(&query, json!({ "email": email }))
        .await
        .data(&format!("{mutation}.requested"));
    app.mails_after(before).await[0].token()
}

async fn reset(app: &TestApp, token: &str) {
    let query = "mutation($t: String!, $p: String!) { resetPassword(input: { token: $t, newPassword: $p }) { reset userErrors { message } } }";
    let answer = app
        .anonymous()
        .gql(query, json!({ "t": token, "p": OTHER }))
        .await;
    assert_eq!(
        answer.data("resetPassword.reset"),
        &json!(true),
        "{}",
        answer.text
    );
}

async fn verify(client: &Client, token: &str) -> Answer {
    let query = "mutation($t: String!) { verifyEmail(input: { token: $t }) { session { accessToken } challenge { token } userErrors { __typename path } } }";
    client.gql(query, json!({ "t": token })).await
}

#[tokio::test]
async fn a_reset_password_does_not_switch_the_second_factor_off() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    app.execute("UPDATE users SET email_verified_at = created_at")
        .await;
    let ada = Owner::of(ada, &clock).await;
    let half_done = challenge(&app, &ada.user.email).await;
    let token = request(&app, "requestPasswordReset", &ada.user.email).await;
    reset(&app, &token).await;
    assert_eq!(
        outcome(
            &complete(&app.anonymous(), &half_done, ada.code(&clock)).await,
            "completeSignIn"
        ),
        "UNAUTHENTICATED"
    );
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": ada.user.email, "password": OTHER }),
    )
    .await;
    let token = answer.text_at("signIn.challenge.token");
    let done = complete(&app.anonymous(), &token, ada.code(&clock)).await;
    let client = app
        .anonymous()
        .with_token(&done.text_at("completeSignIn.session.accessToken"));
    assert_eq!(factors(&client).await["recoveryCodesLeft"], 10);
}

#[tokio::test]
async fn the_factors_of_whoever_began_an_account_go_with_the_proof_of_its_address() {
    for way in ["requestEmailVerification", "requestPasswordReset"] {
        let (old, clock) = setup().await;
        // From a time when addresses were not verified.
        let mallory = Owner::enrol(&old, &clock, "ada").await;
        let app = old
            .beside(
                Setup::new()
                    .clock(clock.clone())
                    .workers(0)
                    .config(|config| config.auth.verify_email = true),
            )
            .await;
        let token = request(&app, way, &mallory.user.email).await;
        let client = if way == "requestPasswordReset" {
            reset(&app, &token).await;
            let answer = sign_in(
                &app.anonymous(),
                json!({ "email": mallory.user.email, "password": OTHER }),
            )
            .await;
            app.anonymous()
                .with_token(&answer.text_at("signIn.session.accessToken"))
        } else {
            app.anonymous().with_token(
                &verify(&app.anonymous(), &token)
                    .await
                    .text_at("verifyEmail.session.accessToken"),
            )
        };
        assert_eq!(
            factors(&client).await,
            json!({ "totpSince": null, "recoveryCodesLeft": 0, "passkeys": [] }),
            "{way}"
        );
        assert_eq!(app.count_rows("recovery_codes").await, 0, "{way}");
    }
}

#[tokio::test]
async fn a_mail_is_a_first_proof_and_no_second() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let token = request(&app, "requestEmailVerification", &ada.user.email).await;
    let answer = verify(&ada.user.client, &token).await;
    assert_eq!(outcome(&answer, "verifyEmail"), "no session");
    let challenge = answer.text_at("verifyEmail.challenge.token");
    clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        outcome(
            &complete(&app.anonymous(), &challenge, ada.code(&clock)).await,
            "completeSignIn"
        ),
        "in"
    );
    assert_eq!(
        app.count_rows("sessions WHERE method = 'MAIL'").await,
        1,
        "the first proof is remembered"
    );
    assert_eq!(
        factors(&ada.user.client).await["recoveryCodesLeft"],
        10,
        "who is signed in keeps what they have"
    );
}

#[tokio::test]
async fn programs_have_no_part_in_it() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let TestUser { client, .. } = &ada.user;
    let query = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: USERS, verb: READ }, { area: USERS, verb: WRITE }] }) { secret } }";
    let program = app.anonymous().with_token(
        &client
            .gql(query, json!({}))
            .await
            .text_at("createApiToken.secret"),
    );
    for query in [
        "{ viewer { secondFactors { recoveryCodesLeft } } }",
        "mutation { beginTotp(input: {}) { secret } }",
        "mutation { confirmTotp(input: { code: \"1\" }) { recoveryCodes } }",
        "mutation { disableTotp(input: {}) { disabled } }",
        "mutation { generateRecoveryCodes(input: {}) { recoveryCodes } }",
        "mutation { beginPasskeyRegistration(input: {}) { options } }",
        "mutation { registerPasskey(input: { name: \"x\", credential: \"{}\" }) { passkey { id } } }",
        "mutation { renamePasskey(input: { id: \"pkey_00000000000000000000000000000000\", name: \"x\" }) { passkey { id } } }",
        "mutation { removePasskey(input: { id: \"pkey_00000000000000000000000000000000\" }) { removed } }",
        "mutation { reauthenticate(input: { password: \"x\" }) { reauthenticated } }",
    ] {
        assert_eq!(
            program.gql(query, Value::Null).await.code(),
            "FORBIDDEN",
            "{query}"
        );
    }
    assert_eq!(
        outcome(
            &sign_in(
                &program,
                json!({ "email": ada.user.email, "password": PASSWORD })
            )
            .await,
            "signIn"
        ),
        "no session"
    );
}
