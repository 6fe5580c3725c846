//! Answers are typed at the door, and each change is a version.

use serde_json::{Value, json};

use super::{edited, saved, write};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn values_of_each_type_are_stored_as_they_were_given() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let pay = json!({ "amount": "19.50", "currency": "EUR", "period": "HOUR" });
    for (kind, given, said) in [
        (
            "TEXT",
            json!({ "text": "One\nTwo" }),
            json!({ "__typename": "TextAnswer", "text": "One\nTwo" }),
        ),
        (
            "CHOICE",
            json!({ "choice": ["A", "B"] }),
            json!({ "__typename": "ChoiceAnswer", "choice": ["A", "B"] }),
        ),
        (
            "NUMBER",
            json!({ "number": 7.5 }),
            json!({ "__typename": "NumberAnswer", "number": 7.5 }),
        ),
        (
            "DATE",
            json!({ "date": "2027-02-01" }),
            json!({ "__typename": "DateAnswer", "date": "2027-02-01" }),
        ),
        (
            "PAY",
            json!({ "pay": pay }),
            json!({ "__typename": "PayAnswer", "amount": 19.5, "currency": "EUR", "period": "HOUR" }),
        ),
        (
            "AUTHORIZATION",
            json!({ "authorization": { "country": "Germany", "needsSponsorship": false } }),
            json!({ "__typename": "AuthorizationAnswer", "country": "DE", "needsSponsorship": false }),
        ),
    ] {
        let answer = saved(&ada.client, "A question?", given).await;
        assert_eq!((&answer["kind"], &answer["value"]), (&json!(kind), &said));
        assert_eq!(answer["version"], 1);
    }
}

#[tokio::test]
async fn nonsense_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let pay = |amount: Value, currency: &str| json!({ "pay": { "amount": amount, "currency": currency, "period": "YEAR" } });
    let labels: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    for (place, value, says) in [
        ("value", json!({}), "exactly one"),
        ("value", json!({ "text": "a", "number": 1 }), "exactly one"),
        ("value.text", json!({ "text": " \n " }), "must not be empty"),
        (
            "value.text",
            json!({ "text": "x".repeat(10_001) }),
            "10000 characters",
        ),
        (
            "value.text",
            json!({ "text": "a\u{7}b" }),
            "control characters",
        ),
        ("value.choice", json!({ "choice": [] }), "must not be empty"),
        ("value.choice", json!({ "choice": ["A", "A"] }), "once"),
        ("value.choice", json!({ "choice": labels }), "20 labels"),
        (
            "value.choice.1",
            json!({ "choice": ["A", ""] }),
            "must not be empty",
        ),
        ("value.number", json!({ "number": 1e13 }), "1e12"),
        ("value.date", json!({ "date": "2027" }), "YYYY-MM-DD"),
        ("value.date", json!({ "date": "2027-02" }), "YYYY-MM-DD"),
        ("value.pay.amount", pay(json!(0), "EUR"), "more than 0"),
        ("value.pay.amount", pay(json!(-1), "EUR"), "negative"),
        ("value.pay.currency", pay(json!(60_000), "euro"), "ISO 4217"),
        (
            "value.authorization.country",
            json!({ "authorization": { "country": "Narnia", "needsSponsorship": true } }),
            "ISO 3166-1",
        ),
    ] {
        let input = json!({ "question": "Q?", "value": value });
        let refused = write(&ada.client, "saveAnswer", &input).await;
        let expected = format!("InvalidInputError input.{place}");
        assert_eq!(refused.refusal("saveAnswer"), expected);
        assert!(refused.text.contains(says), "{}", refused.text);
    }
    for (question, says) in [("", "must not be empty"), (&*"x".repeat(1_001), "1000")] {
        let input = json!({ "question": question, "value": { "text": "a" } });
        let refused = write(&ada.client, "saveAnswer", &input).await;
        assert_eq!(
            refused.refusal("saveAnswer"),
            "InvalidInputError input.question"
        );
        assert!(refused.text.contains(says), "{}", refused.text);
    }
    for value in [json!({ "date": "2027-02-30" }), json!({ "number": "many" })] {
        let input = json!({ "question": "Q?", "value": value });
        let wrong = write(&ada.client, "saveAnswer", &input).await;
        assert!(!wrong.errors().is_empty());
    }
    assert_eq!(app.count_rows("answers").await, 0);
}

#[tokio::test]
async fn a_change_is_a_version_and_versions_never_change() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = saved(&ada.client, "Notice period?", json!({ "text": "1 month" })).await;
    let same = edited(
        &ada.client,
        &first,
        "Notice period?",
        json!({ "text": "1 month" }),
    )
    .await;
    assert_eq!(same, first);
    let next = edited(
        &ada.client,
        &first,
        "Notice period?",
        json!({ "text": "3 months" }),
    )
    .await;
    assert_eq!(next["version"], 2);
    let texts = |answer: &Value| -> Vec<Value> {
        let versions = answer["versions"]["nodes"].as_array().unwrap().iter();
        versions
            .map(|version| version["value"]["text"].clone())
            .collect()
    };
    assert_eq!(texts(&next), ["3 months", "1 month"]);
    let query = "query($id: ID!) { viewer { answer(id: $id) { first: versionAt(number: 1) { value { ... on TextAnswer { text } } } none: versionAt(number: 3) { number } } } }";
    let read = ada.client.gql(query, json!({ "id": first["id"] })).await;
    assert_eq!(read.data("viewer.answer.first.value.text"), "1 month");
    assert!(read.data("viewer.answer.none").is_null());
    let stale = json!({ "id": first["id"], "expectedVersion": 1, "question": "Q?", "value": { "number": 1 } });
    let refused = write(&ada.client, "saveAnswer", &stale).await;
    assert!(
        refused
            .refusal("saveAnswer")
            .starts_with("VersionConflictError")
    );
    for input in [
        json!({ "id": first["id"], "question": "Q?", "value": { "number": 1 } }),
        json!({ "expectedVersion": 1, "question": "Q?", "value": { "number": 1 } }),
    ] {
        let refused = write(&ada.client, "saveAnswer", &input).await;
        assert_eq!(
            refused.refusal("saveAnswer"),
            "InvalidInputError input.expectedVersion"
        );
    }
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_a_retry_saves_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut input = json!({ "question": "Q?", "value": { "text": "a" }, "dryRun": true });
    let dry = write(&ada.client, "saveAnswer", &input).await;
    assert_eq!(
        dry.data("saveAnswer.answer.versions.nodes.0.value.text"),
        "a"
    );
    assert_eq!(app.count_rows("answers").await, 0);
    input["dryRun"] = json!(false);
    input["idempotencyKey"] = json!("once");
    let first = write(&ada.client, "saveAnswer", &input).await;
    let second = write(&ada.client, "saveAnswer", &input).await;
    assert_eq!(first.data("saveAnswer"), second.data("saveAnswer"));
    assert_eq!(app.count_rows("answers").await, 1);
    input["value"] = json!({ "text": "b" });
    let other = write(&ada.client, "saveAnswer", &input).await;
    assert!(
        other.text.contains("IDEMPOTENCY_KEY_REUSED"),
        "{}",
        other.text
    );
}

#[tokio::test]
async fn answers_are_listed_by_their_words() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    saved(
        &ada.client,
        "Kündigungsfrist?",
        json!({ "text": "Drei Monate" }),
    )
    .await;
    saved(
        &ada.client,
        "Work permit?",
        json!({ "authorization": { "country": "PT", "needsSponsorship": true } }),
    )
    .await;
    saved(&bob.client, "Notice?", json!({ "text": "Drei" })).await;
    for (text, expected) in [
        ("", vec!["Work permit?", "Kündigungsfrist?"]),
        ("kundig", vec!["Kündigungsfrist?"]),
        ("DREI monat", vec!["Kündigungsfrist?"]),
        ("portugal", vec!["Work permit?"]),
        ("nothing", vec![]),
        ("%", vec![]),
    ] {
        let query = "query($text: String) { viewer { answers(text: $text, first: 10) { totalCount nodes { question } } } }";
        let found = ada.client.gql(query, json!({ "text": text })).await;
        let nodes = found.data("viewer.answers.nodes").as_array().unwrap();
        let questions: Vec<&Value> = nodes.iter().map(|node| &node["question"]).collect();
        assert_eq!(questions, expected, "{text}");
        assert_eq!(found.data("viewer.answers.totalCount"), expected.len());
    }
    let long = "x".repeat(201);
    let query = format!("{{ viewer {{ answers(text: \"{long}\") {{ totalCount }} }} }}");
    assert_eq!(
        ada.client.gql(&query, json!({})).await.code(),
        "BAD_USER_INPUT"
    );
}

#[tokio::test]
async fn one_answer_or_version_too_many_is_refused() {
    let setup = Setup::new().config(|config| {
        config.writing.answers_per_user = 1;
        config.writing.versions_per_answer = 2;
    });
    let app = setup.start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let first = saved(&ada.client, "Q?", json!({ "number": 1 })).await;
    let input = json!({ "question": "Q?", "value": { "number": 2 } });
    let refused = write(&ada.client, "saveAnswer", &input).await;
    assert_eq!(refused.refusal("saveAnswer"), "InvalidInputError input");
    let second = edited(&ada.client, &first, "Q?", json!({ "number": 2 })).await;
    let input = json!({ "id": second["id"], "expectedVersion": 2, "question": "Q?", "value": { "number": 3 } });
    let refused = write(&ada.client, "saveAnswer", &input).await;
    assert_eq!(refused.refusal("saveAnswer"), "InvalidInputError input");
    assert!(refused.text.contains("2 versions"), "{}", refused.text);
    saved(&bob.client, "Q?", json!({ "number": 1 })).await;
}
