//! The answer bank: typed values, versions, what was given to applications, and the answers that fit a form.

mod finding;
mod personal;
mod recording;
mod saving;
mod tokens;

use serde_json::{Value, json};

use crate::kit::{Answer, Client, TestUser, capital};

/// What an answer says.
const VALUE: &str = "kind value { __typename ... on TextAnswer { text } ... on ChoiceAnswer { choice } ... on NumberAnswer { number } \
    ... on DateAnswer { date } ... on PayAnswer { amount currency period } ... on AuthorizationAnswer { country needsSponsorship } }";

/// The fields of an answer.
fn fields() -> String {
    format!(
        "id question version {VALUE} versions {{ totalCount nodes {{ number question value {{ ... on TextAnswer {{ text }} }} }} }}"
    )
}

/// The fields of what was given to an application.
fn recorded_fields() -> String {
    format!("id question version {VALUE} answer {{ id version }}")
}

/// Runs a mutation of answers.
pub async fn write(client: &Client, mutation: &str, input: &Value) -> Answer {
    let payload = match mutation {
        "saveAnswer" => format!("answer {{ {} }}", fields()),
        "recordAnswer" => format!("recordedAnswer {{ {} }}", recorded_fields()),
        "removeAnswer" => "removedAnswerId".to_owned(),
        _ => "removedRecordedAnswerId".to_owned(),
    };
    let query = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ {payload} userErrors {{ __typename code path message }} }} }}",
        capital(mutation)
    );
    client.gql(&query, json!({ "input": input })).await
}

/// Saves an answer.
pub async fn saved(client: &Client, question: &str, value: Value) -> Value {
    let input = json!({ "question": question, "value": value });
    let answer = write(client, "saveAnswer", &input).await;
    let row = answer.data("saveAnswer.answer").clone();
    assert!(row.is_object(), "{}", answer.text);
    row
}

/// Saves the next version of an answer.
pub async fn edited(client: &Client, answer: &Value, question: &str, value: Value) -> Value {
    let input = json!({ "id": answer["id"], "expectedVersion": answer["version"], "question": question, "value": value });
    let answer = write(client, "saveAnswer", &input).await;
    let row = answer.data("saveAnswer.answer").clone();
    assert!(row.is_object(), "{}", answer.text);
    row
}

/// Records an answer with an application.
pub async fn recorded(user: &TestUser, application: &str, answer: &Value) -> Value {
    let input = json!({ "applicationId": application, "answerId": answer["id"] });
    let done = write(&user.client, "recordAnswer", &input).await;
    let row = done.data("recordAnswer.recordedAnswer").clone();
    assert!(row.is_object(), "{}", done.text);
    row
}

/// What was given to an application.
async fn given(client: &Client, application: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Application {{ answers {{ {} }} }} }} }}",
        recorded_fields()
    );
    let answer = client.gql(&query, json!({ "id": application })).await;
    answer.data("node.answers").clone()
}
