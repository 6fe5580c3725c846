//! The answers that fit a question of a form.

use serde_json::{Value, json};

use super::saved;
use crate::kit::{Client, TestApp};

async fn found(client: &Client, question: Value) -> Vec<Value> {
    let query = "query($question: FormQuestionInput!) { viewer { findAnswers(question: $question) { answer { question } similarity sharedWords \
        value { ... on TextAnswer { text } ... on ChoiceAnswer { choice } ... on PayAnswer { amount } ... on NumberAnswer { number } } \
        problem isContradicted isCertain } } }";
    let answer = client.gql(query, json!({ "question": question })).await;
    let found = answer.data("viewer.findAnswers");
    found.as_array().expect("a list").clone()
}

#[tokio::test]
async fn the_same_question_in_other_words_is_found_in_english_and_german() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let text = |text: &str| json!({ "text": text });
    for (question, value) in [
        ("What is your notice period?", text("1 month")),
        (
            "Wie hoch ist Ihre Gehaltsvorstellung?",
            json!({ "pay": { "amount": 60000, "currency": "EUR", "period": "YEAR" } }),
        ),
        (
            "How many years of experience do you have with Python?",
            json!({ "number": 7 }),
        ),
        ("Wie ist Ihre Kündigungsfrist?", text("Drei Monate")),
    ] {
        saved(&ada.client, question, value).await;
    }
    for (question, kind, expected) in [
        (
            "Please state your notice period",
            "TEXT",
            Some(json!({ "text": "1 month" })),
        ),
        ("Gehaltswunsch", "PAY", Some(json!({ "amount": 60000 }))),
        (
            "Years of experience with Python",
            "NUMBER",
            Some(json!({ "number": 7.0 })),
        ),
        (
            "Bitte geben Sie Ihre Kündigungsfrist an",
            "TEXT",
            Some(json!({ "text": "Drei Monate" })),
        ),
        (
            "How many years of experience do you have with Java?",
            "NUMBER",
            None,
        ),
        ("Why do you want to work here?", "TEXT", None),
    ] {
        let found = found(&ada.client, json!({ "text": question, "kind": kind })).await;
        let certain = found.iter().find(|one| one["isCertain"] == true);
        assert_eq!(
            certain.map(|one| one["value"].clone()),
            expected,
            "{question}: {found:?}"
        );
    }
}

#[tokio::test]
async fn a_match_says_why_it_fits_or_not() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    saved(
        &ada.client,
        "Are you willing to travel?",
        json!({ "choice": ["Yes"] }),
    )
    .await;
    let ask = |choices: Value| json!({ "text": "Willing to travel?", "kind": "CHOICE", "choices": choices });
    let fits = found(&ada.client, ask(json!(["Nein", "Ja"]))).await;
    assert_eq!(fits[0]["value"]["choice"], json!(["Ja"]));
    assert_eq!(fits[0]["sharedWords"], json!(["Willing", "travel"]));
    assert_eq!(fits[0]["similarity"], 1.0);
    let other = found(&ada.client, ask(json!(["Up to 20%", "Never"]))).await;
    assert_eq!(
        (&other[0]["value"], &other[0]["problem"]),
        (&json!(null), &json!("CHOICE"))
    );
    assert_eq!(other[0]["isCertain"], false);
    let text = found(&ada.client, json!({ "text": "Willing to travel?" })).await;
    assert_eq!(text[0]["problem"], "KIND");
    let opposite =
        json!({ "text": "Are you not willing to travel?", "kind": "CHOICE", "choices": ["Yes"] });
    assert_eq!(found(&ada.client, opposite).await, Vec::<Value>::new());
}

#[tokio::test]
async fn answers_that_contradict_each_other_are_not_certain() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    saved(
        &ada.client,
        "What is your notice period?",
        json!({ "text": "1 month" }),
    )
    .await;
    saved(
        &ada.client,
        "Your notice period",
        json!({ "text": "3 months" }),
    )
    .await;
    let both = found(&ada.client, json!({ "text": "Notice period" })).await;
    assert_eq!(both.len(), 2);
    for one in both {
        assert_eq!(
            (&one["isContradicted"], &one["isCertain"]),
            (&json!(true), &json!(false))
        );
    }
}

#[tokio::test]
async fn a_wrong_question_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (place, question) in [
        ("text", json!({ "text": " " })),
        ("text", json!({ "text": "x".repeat(1_001) })),
        ("choices", json!({ "text": "Q?", "kind": "CHOICE" })),
        (
            "choices",
            json!({ "text": "Q?", "choices": vec!["a"; 301] }),
        ),
        (
            "choices",
            json!({ "text": "Q?", "choices": ["x".repeat(201)] }),
        ),
        (
            "maxCharacters",
            json!({ "text": "Q?", "maxCharacters": -1 }),
        ),
        ("min", json!({ "text": "Q?", "min": 2, "max": 1 })),
        ("currency", json!({ "text": "Q?", "currency": "euro" })),
    ] {
        let query = "query($question: FormQuestionInput!) { viewer { findAnswers(question: $question) { problem } } }";
        let answer = ada.client.gql(query, json!({ "question": question })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{question}");
        let at = &answer.errors()[0]["extensions"]["inputPath"];
        assert_eq!(at, &json!(["question", place]), "{}", answer.text);
    }
}
