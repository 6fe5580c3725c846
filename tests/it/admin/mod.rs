//! Operations of admins and moderators, and their audit entries.

mod accounts;
mod audit;
mod canaries;
mod chain;
mod command;
mod last;
mod moderation;
mod settings;

use serde_json::{Value, json};

use crate::kit::{Answer, TestUser};

/// Runs one of the mutations that return an account.
async fn act(by: &TestUser, mutation: &str, input: Value) -> Answer {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ account {{ id role status suspension {{ reason byId }} }} \
         userErrors {{ __typename path message }} }} }}"
    );
    by.client.gql(&query, json!({ "input": input })).await
}

async fn suspend(by: &TestUser, whom: &TestUser) -> Answer {
    act(
        by,
        "suspendUser",
        json!({ "id": whom.user_id.to_string(), "reason": "They send spam." }),
    )
    .await
}

async fn change_role(by: &TestUser, whom: &TestUser, role: &str) -> Answer {
    act(
        by,
        "changeRole",
        json!({ "id": whom.user_id.to_string(), "role": role }),
    )
    .await
}

async fn is_in(user: &TestUser) -> bool {
    user.client
        .gql("{ viewer { user { id } } }", json!({}))
        .await
        .json
        .get("errors")
        .is_none()
}
