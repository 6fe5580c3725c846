//! A refused request changes nothing: valid mutations, each made invalid in one way, and every row compared.

use reqwest::Method;
use serde_json::{Value, json};

use super::target::{Account, Target};
use crate::kit::{Client, PASSWORD};

const JSON: [(&str, &str); 2] = [
    ("content-type", "application/json"),
    ("accept", "application/graphql-response+json"),
];

/// A valid mutation: the field, its input type, and the input.
type Change = (&'static str, &'static str, Value);

/// A way to make a mutation invalid: sends it, and returns the response.
type Spoil = (
    &'static str,
    fn(&Client, &Account, &Change) -> reqwest::RequestBuilder,
);

fn changes() -> Vec<Change> {
    let account = json!({ "email": "new@example.org", "name": "New", "password": PASSWORD });
    vec![
        (
            "updateProfile",
            "UpdateProfileInput",
            json!({ "expectedVersion": 1, "headline": "changed" }),
        ),
        (
            "setSkills",
            "SetSkillsInput",
            json!({ "expectedVersion": 2, "skills": [] }),
        ),
        (
            "createApplication",
            "CreateApplicationInput",
            json!({ "company": "C", "role": "R", "stage": "APPLIED" }),
        ),
        (
            "signIn",
            "SignInInput",
            json!({ "email": "owner@example.org", "password": PASSWORD }),
        ),
        ("signUp", "SignUpInput", account),
        ("signOut", "SignOutInput", json!({})),
    ]
}

const WAYS: &[Spoil] = &[
    ("by GET", |client, _, change| {
        client.request(Method::GET, &format!("/graphql?{}", in_url(change)), &[])
    }),
    ("by PUT", |client, _, change| {
        client
            .request(Method::PUT, "/graphql", &JSON)
            .body(body(&document(change), &change.2))
    }),
    ("as plain text", |client, _, change| {
        typed(client, "text/plain", body(&document(change), &change.2))
    }),
    ("as a form", |client, _, change| {
        typed(client, "application/x-www-form-urlencoded", in_url(change))
    }),
    ("as multipart without a preflight", |client, _, change| {
        let part = format!(
            "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--x\r\ncontent-disposition: form-data; name=\"map\"\r\n\r\n{{}}\r\n--x--\r\n",
            body(&document(change), &change.2)
        );
        typed(client, "multipart/form-data; boundary=x", part)
    }),
    ("as if it were packed", |client, _, change| {
        posted(client, body(&document(change), &change.2)).header("content-encoding", "gzip")
    }),
    ("with a cut document", |client, _, change| {
        let mut whole = document(change);
        whole.pop();
        posted(client, body(&whole, &change.2))
    }),
    ("with a cut body", |client, _, change| {
        let mut whole = body(&document(change), &change.2);
        whole.pop();
        posted(client, whole)
    }),
    ("with an unknown field", |client, _, change| {
        posted(
            client,
            body(
                &document(change).replace("userErrors", "nothing userErrors"),
                &change.2,
            ),
        )
    }),
    ("with an unknown argument", |client, _, change| {
        posted(
            client,
            body(
                &document(change).replace("(input:", "(other: 1 input:"),
                &change.2,
            ),
        )
    }),
    (
        "with a second change that is unknown",
        |client, _, change| {
            posted(
                client,
                body(
                    &document(change).replacen("{ ", "{ nothing(input: {}) { id } ", 1),
                    &change.2,
                ),
            )
        },
    ),
    ("without its variables", |client, _, change| {
        posted(client, json!({ "query": document(change) }).to_string())
    }),
    ("with a variable of another type", |client, _, change| {
        posted(client, body(&document(change), &json!([[]])))
    }),
    ("with an unknown input field", |client, _, change| {
        let mut input = change.2.clone();
        input["nothing"] = json!(1);
        posted(client, body(&document(change), &input))
    }),
    ("without a choice of two operations", |client, _, change| {
        posted(
            client,
            body(
                &format!("{} query B {{ __typename }}", document(change)),
                &change.2,
            ),
        )
    }),
    ("with another operation's name", |client, _, change| {
        posted(client, json!({ "query": document(change), "variables": { "input": change.2 }, "operationName": "Other" }).to_string())
    }),
    ("with a circle of fragments", |client, _, change| {
        posted(
            client,
            body(
                &format!("{} fragment f on Query {{ ...f }}", document(change)),
                &change.2,
            ),
        )
    }),
    ("nested too deep", |client, _, change| {
        posted(
            client,
            body(
                &document(change).replace(
                    "(input:",
                    &format!("(other: {}1{} input:", "[".repeat(100), "]".repeat(100)),
                ),
                &change.2,
            ),
        )
    }),
    ("with a forged token", |client, account, change| {
        let (head, _) = account.token.rsplit_once('.').expect("three parts");
        posted(
            &client.with_token(&format!("{head}.{}", "A".repeat(86))),
            body(&document(change), &change.2),
        )
    }),
];

#[tokio::test]
async fn requests_that_are_refused_change_nothing() {
    let target = Target::start().await;
    let owner = target.account("owner", "owned").await;
    let before = target.rows().await;
    for change in changes() {
        for (way, spoil) in WAYS {
            let answer = owner
                .client
                .send(spoil(&owner.client, &owner, &change))
                .await;
            // Coercion of variables may fail after execution has started: then the status is 200.
            let nothing = answer.json.get("data").is_none_or(Value::is_null)
                && !answer.errors().is_empty()
                && answer.status < 500;
            assert!(
                nothing,
                "{} {way}: {} {}",
                change.0, answer.status, answer.text
            );
        }
    }
    assert_eq!(target.rows().await, before, "something was changed");
    // Unaltered, all of them succeed.
    for change in changes() {
        let earlier = target.rows().await;
        let answer = owner
            .client
            .send(posted(&owner.client, body(&document(&change), &change.2)))
            .await;
        assert!(
            answer.json.get("errors").is_none() && target.rows().await != earlier,
            "{}: {}",
            change.0,
            answer.text
        );
    }
}

fn document((field, input, _): &Change) -> String {
    format!(
        "mutation A($input: {input}!) {{ {field}(input: $input) {{ userErrors {{ message }} }} }}"
    )
}

fn body(document: &str, input: &Value) -> String {
    json!({ "query": document, "variables": { "input": input } }).to_string()
}

fn in_url(change: &Change) -> String {
    let pairs = [
        ("query", document(change)),
        ("variables", json!({ "input": change.2 }).to_string()),
    ];
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn typed(client: &Client, content_type: &str, body: String) -> reqwest::RequestBuilder {
    client
        .request(Method::POST, "/graphql", &[("content-type", content_type)])
        .body(body)
}

fn posted(client: &Client, body: String) -> reqwest::RequestBuilder {
    client.request(Method::POST, "/graphql", &JSON).body(body)
}
