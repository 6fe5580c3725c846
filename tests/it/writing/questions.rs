//! Questions of interviews: from the posting and the facts of a profile, and what others and tokens may not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::letters::{describe, posting};
use crate::kit::{Client, Setup, TestApp, TestUser};

const FIELDS: &str = "kind text requirements { quote span { part start end } isRequired isShown } \
    outlines { situation { quote evidence version item } action { quote evidence version item } result { quote evidence version item } }";

async fn asked(client: &Client, posting: &str, arguments: &str) -> Vec<Value> {
    let query = format!(
        "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Posting {{ interviewQuestions{arguments} {{ {FIELDS} }} }} }} }}"
    );
    let answer = client.gql(&query, json!({ "ids": [posting] })).await;
    let questions = answer.data("nodes.0.interviewQuestions");
    questions.as_array().expect("questions").clone()
}

fn of<'a>(questions: &'a [Value], kind: &str) -> Vec<&'a Value> {
    questions
        .iter()
        .filter(|question| question["kind"] == kind)
        .collect()
}

fn quotes(questions: &[&Value]) -> BTreeSet<String> {
    let requirements = questions.iter().flat_map(|question| {
        let requirements = question["requirements"].as_array().unwrap();
        requirements.iter()
    });
    requirements
        .map(|requirement| requirement["quote"].as_str().unwrap().to_owned())
        .collect()
}

async fn engineer() -> (TestApp, String, TestUser) {
    let app = Setup::new().workers(0).start().await;
    let posting = posting(&app).await;
    let user = app.sign_up("ada").await;
    describe(&user.client).await;
    (app, posting, user)
}

#[tokio::test]
async fn questions_come_from_the_posting_and_the_facts() {
    let (_app, posting, ada) = engineer().await;
    let questions = asked(&ada.client, &posting, "").await;
    let behavioural = of(&questions, "BEHAVIOURAL");
    assert!(
        quotes(&behavioural).contains("Kubernetes"),
        "{questions:#?}"
    );
    assert!(quotes(&of(&questions, "TECHNICAL")).contains("Terraform"));
    assert!(of(&questions, "FOR_EMPLOYER").len() >= 4);
    let technical = of(&questions, "TECHNICAL");
    let shown = behavioural.iter().chain(&technical);
    for question in shown.copied() {
        for requirement in question["requirements"].as_array().unwrap() {
            assert_eq!(requirement["isShown"], true, "{question}");
        }
    }
    let german = asked(&ada.client, &posting, "(language: DE)").await;
    assert_eq!(quotes(&of(&german, "BEHAVIOURAL")), quotes(&behavioural));
    assert_ne!(german[0]["text"], questions[0]["text"]);
    let again = asked(&ada.client, &posting, "(language: EN)").await;
    assert_eq!(again, questions);
}

#[tokio::test]
async fn outlines_quote_facts_of_the_profile() {
    let (_app, posting, ada) = engineer().await;
    let query =
        "{ viewer { profile { employments { title company evidence { id version text } } } } }";
    let profile = ada.client.gql(query, json!({})).await;
    let profile = profile.data("viewer.profile.employments").clone();
    let questions = asked(&ada.client, &posting, "").await;
    let mut cited = 0;
    for outline in questions
        .iter()
        .flat_map(|question| question["outlines"].as_array().unwrap())
    {
        for part in ["situation", "action", "result"] {
            for quote in outline[part].as_array().unwrap() {
                let job = profile.as_array().unwrap().iter().find(|job| {
                    let facts = job["evidence"].as_array().unwrap();
                    facts.iter().any(|fact| {
                        fact["id"] == quote["evidence"] && fact["version"] == quote["version"]
                    })
                });
                let said = job.expect("the fact is in the profile").to_string();
                let words = quote["quote"].as_str().unwrap();
                assert!(said.contains(words), "{words}: {said}");
                cited += 1;
            }
        }
    }
    assert!(cited >= 6, "{questions:#?}");
}

#[tokio::test]
async fn a_question_claims_no_skill_that_no_fact_shows() {
    let (app, posting, ada) = engineer().await;
    let bob = app.sign_up("bob").await;
    let of_bob = asked(&bob.client, &posting, "").await;
    let kinds: BTreeSet<&str> = of_bob
        .iter()
        .map(|question| question["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        BTreeSet::from(["FOR_EMPLOYER", "GAP"]),
        "{of_bob:#?}"
    );
    for gap in of(&of_bob, "GAP") {
        assert_eq!(gap["requirements"][0]["isShown"], false);
        assert_eq!(gap["outlines"], json!([]));
    }
    let gaps = quotes(&of(&of_bob, "GAP"));
    assert!(gaps.contains("Kubernetes"), "{gaps:?}");
    // A fact that shows it ends the gap; one that was not confirmed is none.
    let of_ada = asked(&ada.client, &posting, "").await;
    assert!(!quotes(&of(&of_ada, "GAP")).contains("Kubernetes"));
    let said = of_ada
        .iter()
        .filter(|question| question["kind"] != "GAP" && question["kind"] != "FOR_EMPLOYER");
    for question in said {
        assert!(!question["text"].as_str().unwrap().contains("COBOL"));
    }
}

#[tokio::test]
async fn questions_need_a_user_who_lets_the_profile_be_read() {
    let (app, posting, ada) = engineer().await;
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Posting { interviewQuestions { text } } } }";
    let ids = json!({ "ids": [posting] });
    let refused = app.anonymous().gql(query, ids.clone()).await;
    assert_eq!(refused.code(), "UNAUTHENTICATED");
    for (scopes, code) in [
        ("[{ area: WRITING, verb: READ }]", Some("FORBIDDEN")),
        ("[{ area: PROFILES, verb: READ }]", Some("FORBIDDEN")),
        (
            "[{ area: PROFILES, verb: READ }, { area: WRITING, verb: READ }]",
            None,
        ),
    ] {
        let make = format!(
            "mutation {{ createApiToken(input: {{ name: \"A\", scopes: {scopes} }}) {{ secret }} }}"
        );
        let secret = ada.client.gql(&make, json!({})).await;
        let secret = secret.text_at("createApiToken.secret");
        let client = app.anonymous().with_token(&secret);
        let answer = client.gql(query, ids.clone()).await;
        match code {
            Some(code) => assert_eq!(answer.code(), code, "{scopes}"),
            None => assert!(answer.data("nodes.0.interviewQuestions").is_array()),
        }
    }
}
