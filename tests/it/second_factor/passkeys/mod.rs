//! Registering and using passkeys, with a browser and an authenticator in software.

mod managing;

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    ENTERED, Owner, audited, challenge, complete, factors, outcome, reauthenticate, sign_in,
    subjects, turn_off,
};
use crate::kit::{Answer, Client, Device, ORIGIN, PASSWORD, RP_ID, Setup, TestApp, TestUser};

/// An app with a held clock whose pages may use passkeys.
pub(super) async fn setup() -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    (
        Setup::new()
            .clock(clock.clone())
            .workers(0)
            .passkeys()
            .start()
            .await,
        clock,
    )
}

fn options(answer: &Answer, mutation: &str) -> Value {
    serde_json::from_str(&answer.text_at(&format!("{mutation}.options"))).expect("JSON")
}

/// The options to create a passkey.
pub async fn asked_for_new(client: &Client) -> Value {
    let query =
        "mutation { beginPasskeyRegistration(input: {}) { options userErrors { message } } }";
    options(
        &client.gql(query, json!({})).await,
        "beginPasskeyRegistration",
    )
}

/// The options to use a passkey.
pub(super) async fn asked(client: &Client) -> Value {
    let query = "mutation { beginPasskeySignIn(input: {}) { options userErrors { message } } }";
    options(&client.gql(query, json!({})).await, "beginPasskeySignIn")
}

pub async fn register(client: &Client, name: &str, credential: &Value) -> Answer {
    let query = "mutation($input: RegisterPasskeyInput!) { registerPasskey(input: $input) { passkey { id name } userErrors { __typename path } } }";
    client
        .gql(
            query,
            json!({ "input": { "name": name, "credential": credential.to_string() } }),
        )
        .await
}

/// An authenticator with a passkey of the user.
pub(super) async fn device_of(user: &TestUser, name: &str) -> Device {
    let device = Device::new();
    let made = device
        .make(&asked_for_new(&user.client).await, ORIGIN)
        .await
        .expect("a passkey");
    register(&user.client, name, &made)
        .await
        .text_at("registerPasskey.passkey.id");
    device
}

pub async fn enter(client: &Client, credential: &Value, mode: &str) -> Answer {
    let query = format!(
        "mutation($input: SignInWithPasskeyInput!) {{ signInWithPasskey(input: $input) {{ {ENTERED} }} }}"
    );
    client
        .gql(
            &query,
            json!({ "input": { "credential": credential.to_string(), "mode": mode } }),
        )
        .await
}

/// A new assertion of a passkey.
pub async fn signed(app: &TestApp, device: &Device) -> Value {
    device
        .sign(&asked(&app.anonymous()).await, ORIGIN)
        .await
        .expect("a signature")
}

pub async fn rename(client: &Client, id: &Value, name: &str) -> Answer {
    let query = "mutation($input: RenamePasskeyInput!) { renamePasskey(input: $input) { passkey { name } userErrors { __typename path } } }";
    client
        .gql(query, json!({ "input": { "id": id, "name": name } }))
        .await
}

pub async fn remove(client: &Client, id: &Value) -> Answer {
    let query = "mutation($id: ID!) { removePasskey(input: { id: $id }) { removed userErrors { __typename path } } }";
    client.gql(query, json!({ "id": id })).await
}

#[tokio::test]
async fn it_is_made_and_opens_the_account() {
    let (app, _) = setup().await;
    let ada = app.sign_up("ada").await;
    let asked_for = asked_for_new(&ada.client).await;
    assert_eq!(
        (
            &asked_for["rp"]["id"],
            &asked_for["user"]["name"],
            &asked_for["attestation"]
        ),
        (&json!(RP_ID), &json!(ada.email), &json!("none"))
    );
    assert_eq!(
        asked_for["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(
        asked_for["authenticatorSelection"]["residentKey"],
        "required"
    );
    let device = Device::new();
    let made = device.make(&asked_for, ORIGIN).await.unwrap();
    assert_eq!(
        register(&ada.client, " My phone ", &made)
            .await
            .text_at("registerPasskey.passkey.name"),
        "My phone"
    );
    let passkey = factors(&ada.client).await["passkeys"][0].clone();
    assert_eq!(
        (&passkey["name"], &passkey["lastUsedAt"]),
        (&json!("My phone"), &Value::Null)
    );

    let done = enter(&app.anonymous(), &signed(&app, &device).await, "TOKEN").await;
    let client = app
        .anonymous()
        .with_token(&done.text_at("signInWithPasskey.session.accessToken"));
    assert_eq!(
        client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .text_at("viewer.user.email"),
        ada.email
    );
    assert!(
        done.data("signInWithPasskey.session.deviceToken")
            .is_string()
    );
    assert!(factors(&client).await["passkeys"][0]["lastUsedAt"].is_string());
    assert_eq!(app.count_rows("sessions WHERE method = 'PASSKEY'").await, 1);
    assert_eq!(
        (
            audited(&app, "passkey.add").await,
            audited(&app, "session.sign_in").await
        ),
        ((1, 0), (2, 0))
    );
    assert_eq!(
        app.count_rows("passkey_ceremonies").await,
        0,
        "both were used up"
    );
    assert_eq!(subjects(&app, 0).await, ["A passkey was added"]);
}

#[tokio::test]
async fn a_browser_keeps_the_session_by_a_cookie() {
    let (app, _) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    let done = enter(&app.anonymous(), &signed(&app, &device).await, "COOKIE").await;
    assert!(done.data("signInWithPasskey.session.accessToken").is_null());
    let me = app
        .anonymous()
        .with_cookie(&done)
        .gql("{ viewer { user { email } } }", json!({}))
        .await;
    assert_eq!(me.text_at("viewer.user.email"), "ada@example.org");
}

#[tokio::test]
async fn it_is_both_proofs_at_once() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let device = device_of(&ada.user, "phone").await;
    assert_eq!(
        outcome(
            &enter(&app.anonymous(), &signed(&app, &device).await, "TOKEN").await,
            "signInWithPasskey"
        ),
        "in"
    );
    // After a password it is the second factor.
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": ada.user.email, "password": PASSWORD }),
    )
    .await;
    assert_eq!(
        answer.data("signIn.challenge.accepts"),
        &json!(["CODE", "RECOVERY_CODE", "PASSKEY"])
    );
    let token = answer.text_at("signIn.challenge.token");
    let credential = signed(&app, &device).await;
    let done = complete(
        &app.anonymous(),
        &token,
        json!({ "passkey": credential.to_string() }),
    )
    .await;
    assert_eq!(outcome(&done, "completeSignIn"), "in");
    let token = challenge(&app, &ada.user.email).await;
    let again = complete(
        &app.anonymous(),
        &token,
        json!({ "passkey": credential.to_string() }),
    )
    .await;
    assert_eq!(
        outcome(&again, "completeSignIn"),
        "InvalidInputError input.passkey",
        "a signature is valid once"
    );
    // It is sufficient for re-authentication.
    clock.advance(TimeDelta::minutes(10));
    let proofs = json!({ "passkey": signed(&app, &device).await.to_string() });
    assert_eq!(
        reauthenticate(&ada.user.client, proofs)
            .await
            .data("reauthenticate.reauthenticated"),
        &json!(true)
    );
    assert_eq!(
        turn_off(&ada.user.client)
            .await
            .data("disableTotp.disabled"),
        &json!(true)
    );
}

#[tokio::test]
async fn one_of_somebody_else_proves_nothing() {
    let (app, clock) = setup().await;
    let (ada, bob) = (
        Owner::enrol(&app, &clock, "ada").await,
        app.sign_up("bob").await,
    );
    let device = device_of(&bob, "phone").await;
    let token = challenge(&app, &ada.user.email).await;
    let proof = json!({ "passkey": signed(&app, &device).await.to_string() });
    assert_eq!(
        outcome(
            &complete(&app.anonymous(), &token, proof).await,
            "completeSignIn"
        ),
        "InvalidInputError input.passkey"
    );
    let proof = json!({ "passkey": signed(&app, &device).await.to_string() });
    assert_eq!(
        reauthenticate(&ada.user.client, proof)
            .await
            .refusal("reauthenticate"),
        "InvalidInputError input.passkey"
    );
    assert_eq!(
        (
            audited(&app, "session.second_proof").await,
            audited(&app, "session.confirm").await
        ),
        ((0, 1), (0, 1))
    );
}

#[tokio::test]
async fn an_account_without_a_password_proves_itself_by_one() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    let device = device_of(&ada, "phone").await;
    app.execute("UPDATE users SET password_hash = NULL").await;
    clock.advance(TimeDelta::minutes(10));
    let proof = json!({ "passkey": signed(&app, &device).await.to_string() });
    assert_eq!(
        reauthenticate(&ada.client, json!({}))
            .await
            .refusal("reauthenticate"),
        "InvalidInputError input.password"
    );
    assert_eq!(
        reauthenticate(&ada.client, proof)
            .await
            .data("reauthenticate.reauthenticated"),
        &json!(true)
    );
}

#[tokio::test]
async fn a_suspended_user_is_refused_with_it_too() {
    let (app, _) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    app.execute("UPDATE users SET status = 'SUSPENDED'").await;
    assert_eq!(
        outcome(
            &enter(&app.anonymous(), &signed(&app, &device).await, "TOKEN").await,
            "signInWithPasskey"
        ),
        "FORBIDDEN"
    );
}

#[tokio::test]
async fn an_address_gets_no_more_than_its_budget() {
    let (app, _) = setup().await;
    let tight = app
        .beside(
            Setup::new()
                .workers(0)
                .config(|config| config.limits.sign_in_per_minute = 4),
        )
        .await;
    let mut answered = 0;
    let query = "mutation { beginPasskeySignIn(input: {}) { options } }";
    while tight
        .anonymous()
        .gql(query, json!({}))
        .await
        .json
        .get("errors")
        .is_none()
    {
        answered += 1;
    }
    assert_eq!(answered, 4);
    assert_eq!(
        outcome(
            &enter(&tight.anonymous(), &json!({}), "TOKEN").await,
            "signInWithPasskey"
        ),
        "RATE_LIMITED"
    );
}

#[tokio::test]
async fn a_server_without_a_name_says_that_it_has_none() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    // Such a server has no sign-ups without mails, so another instance creates the account.
    let nameless = app
        .beside(
            Setup::new()
                .workers(0)
                .config(|config| config.http.public_url = "http://192.0.2.1".to_owned()),
        )
        .await;
    let client = nameless.anonymous().with_token(&ada.access_token);
    for query in [
        "mutation { beginPasskeySignIn(input: {}) { options } }",
        "mutation { beginPasskeyRegistration(input: {}) { options } }",
    ] {
        assert_eq!(client.gql(query, json!({})).await.code(), "BAD_USER_INPUT");
    }
}
