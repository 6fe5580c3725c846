//! Step-up: operations that need a recent proof of identity.

use careergraph::{error::Kind, platform::clock::Clock};
use chrono::TimeDelta;
use serde_json::json;

use crate::kit::{PASSWORD, Setup, TestUser};

async fn confirm(user: &TestUser, password: &str) -> crate::kit::Answer {
    let query = "mutation($password: String!) { reauthenticate(input: { password: $password }) { reauthenticated userErrors { __typename path } } }";
    user.client
        .gql(query, json!({ "password": password }))
        .await
}

#[tokio::test]
async fn a_proof_is_good_for_some_minutes_in_its_session() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .clock(clock.clone())
        .config(|config| config.auth.step_up_minutes = 10)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    let person = |user: &TestUser| {
        let token = user.access_token.clone();
        let auth = app.auth.clone();
        async move {
            auth.authenticate(&token)
                .await
                .unwrap()
                .actor
                .person()
                .unwrap()
        }
    };
    let (here, there) = (person(&ada).await, person(&other).await);
    assert!(
        app.auth.step_up.require_recent(&here).await.is_ok(),
        "signing in was a proof"
    );
    clock.advance(TimeDelta::minutes(10));
    assert_eq!(
        app.auth
            .step_up
            .require_recent(&here)
            .await
            .unwrap_err()
            .kind(),
        &Kind::ReauthenticationRequired
    );
    assert_eq!(
        confirm(&ada, "wrong password")
            .await
            .refusal("reauthenticate"),
        "InvalidInputError input.password"
    );
    assert_eq!(
        app.auth
            .step_up
            .require_recent(&here)
            .await
            .unwrap_err()
            .kind(),
        &Kind::ReauthenticationRequired
    );
    assert_eq!(
        confirm(&ada, PASSWORD)
            .await
            .data("reauthenticate.reauthenticated"),
        &json!(true)
    );
    assert!(app.auth.step_up.require_recent(&here).await.is_ok());
    assert_eq!(
        app.auth
            .step_up
            .require_recent(&there)
            .await
            .unwrap_err()
            .kind(),
        &Kind::ReauthenticationRequired,
        "another session proved nothing"
    );
}
