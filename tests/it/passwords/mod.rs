//! Passwords, and e-mail verification: no account enumeration, no takeover, no unlimited guessing.

mod changes;
mod forms;
mod guesses;
mod same;
mod sending;
mod strength;
mod takeover;

use careergraph::platform::clock::Clock;
use serde_json::{Value, json};

use crate::kit::{Answer, Client, PASSWORD, Setup, TestApp};

/// An app that verifies addresses, with a held clock and without workers.
async fn verifying() -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .clock(clock.clone())
        .workers(0)
        .config(|config| config.auth.verify_email = true)
        .start()
        .await;
    (app, clock)
}

async fn sign_up(client: &Client, email: &str, password: &str) -> Answer {
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } challenge { token } verificationSent
        userErrors { __typename path message } } }";
    client
        .gql(
            query,
            json!({ "input": { "email": email, "password": password, "name": "Ada" } }),
        )
        .await
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    sign_in_on(client, email, password, None).await
}

async fn sign_in_on(client: &Client, email: &str, password: &str, device: Option<&str>) -> Answer {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken deviceToken } userErrors { message } } }";
    client
        .gql(
            query,
            json!({ "input": { "email": email, "password": password, "deviceToken": device } }),
        )
        .await
}

async fn verify(client: &Client, token: &str) -> Answer {
    let query = "mutation($token: String!) { verifyEmail(input: { token: $token }) { session { accessToken deviceToken }
        userErrors { __typename path } } }";
    client.gql(query, json!({ "token": token })).await
}

/// `requestPasswordReset` or `requestEmailVerification`.
async fn request(client: &Client, mutation: &str, email: &str) -> Answer {
    let query = format!(
        "mutation($email: String!) {{ {mutation}(input: {{ email: $email }}) {{ requested userErrors {{ message }} }} }}"
    );
    client.gql(&query, json!({ "email": email })).await
}

async fn reset(client: &Client, token: &str, password: &str) -> Answer {
    let query = "mutation($token: String!, $password: String!) { resetPassword(input: { token: $token, newPassword: $password }) {
        reset userErrors { __typename path } } }";
    client
        .gql(query, json!({ "token": token, "password": password }))
        .await
}

async fn change(client: &Client, current: &str, new: &str) -> Answer {
    let query = "mutation($current: String!, $new: String!) { changePassword(input: { currentPassword: $current, newPassword: $new }) {
        changed userErrors { __typename path } } }";
    client
        .gql(query, json!({ "current": current, "new": new }))
        .await
}

/// An account with a verified address.
async fn verified(app: &TestApp, email: &str) -> String {
    let before = app.mails().len();
    assert_eq!(
        sign_up(&app.anonymous(), email, PASSWORD)
            .await
            .data("signUp.verificationSent"),
        &json!(true)
    );
    let mails = app.mails_after(before).await;
    verify(&app.anonymous(), &mails[0].token())
        .await
        .text_at("verifyEmail.session.accessToken")
}

/// The code of a response, or that it has data.
fn outcome(answer: &Answer) -> String {
    match answer.json.get("errors") {
        Some(_) => answer.code().to_owned(),
        None => "data".to_owned(),
    }
}

/// The viewer's address by an access token.
async fn whose(app: &TestApp, token: &str) -> Answer {
    app.anonymous()
        .with_token(token)
        .gql("{ viewer { user { email } } }", Value::Null)
        .await
}
