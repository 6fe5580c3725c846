//! Signing up, in and out; refreshing; and the tokens.

mod api_tokens;
mod cookies;
mod ends;
mod family;
mod keys;
mod proof;
mod sessions;
mod sign_up;
mod suspended;
mod tokens;

use serde_json::json;

use crate::kit::{Answer, Client};

const SESSION: &str = "session { accessToken refreshToken expiresAt } userErrors { __typename message path code } clientMutationId";

async fn sign_up(client: &Client, email: &str, password: &str, name: &str) -> Answer {
    let query =
        format!("mutation($input: SignUpInput!) {{ signUp(input: $input) {{ {SESSION} }} }}");
    client.gql(&query, json!({ "input": { "email": email, "password": password, "name": name, "clientMutationId": "up" } })).await
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    let query =
        format!("mutation($input: SignInInput!) {{ signIn(input: $input) {{ {SESSION} }} }}");
    client
        .gql(
            &query,
            json!({ "input": { "email": email, "password": password, "clientMutationId": "in" } }),
        )
        .await
}

async fn refresh(client: &Client, token: &str) -> Answer {
    let query = format!(
        "mutation($input: RefreshSessionInput!) {{ refreshSession(input: $input) {{ {SESSION} }} }}"
    );
    client
        .gql(
            &query,
            json!({ "input": { "refreshToken": token, "clientMutationId": "again" } }),
        )
        .await
}

/// The code of a response without data.
fn code(answer: &Answer) -> &str {
    assert!(answer.json["data"].is_null(), "{}", answer.text);
    answer.code()
}
