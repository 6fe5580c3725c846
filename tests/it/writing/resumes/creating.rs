//! Résumés from the profile, and copies for a posting.

use serde_json::{Value, json};

use super::{describe, done, edited, master, names, posting, tailored, write};
use crate::kit::TestApp;

#[tokio::test]
async fn a_master_has_the_profile_as_it_is_and_cites_each_fact() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let facts = describe(&ada).await;
    let resume = master(&ada, " All ").await;
    assert_eq!(
        [
            &resume["kind"],
            &resume["name"],
            &resume["language"],
            &resume["template"],
            &resume["paper"]
        ],
        ["MASTER", "All", "EN", "PLAIN", "A4"]
    );
    assert_eq!(
        (&resume["newestRevision"], &resume["version"]),
        (&json!(1), &json!(1))
    );
    let content = &resume["content"];
    assert_eq!(
        [
            &content["name"],
            &content["headline"],
            &content["location"],
            &content["email"]
        ],
        ["ada", "Head baker", "Porto", "ada@example.org"]
    );
    assert_eq!(
        content["links"],
        json!([{ "label": "Shop", "url": "https://bakery.example/" }])
    );
    let said = |statements: &Value| -> Vec<String> {
        let statements = statements.as_array().unwrap().iter();
        statements
            .map(|statement| statement["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(said(&content["summary"]), ["Bakes.", "Leads."]);
    let kinds: Vec<&Value> = content["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| &section["kind"])
        .collect();
    assert_eq!(kinds, ["WORK", "SKILLS", "LANGUAGES"]);
    let jobs = &content["sections"][0]["items"];
    assert_eq!(
        [
            &jobs[0]["key"],
            &jobs[0]["title"],
            &jobs[0]["organization"],
            &jobs[0]["startedOn"],
            &jobs[1]["endedOn"]
        ],
        ["i1", "Baker", "Fernhill", "2020-03", "2019"]
    );
    let statements = &jobs[0]["statements"];
    assert_eq!(
        said(statements),
        ["Led two people.", "Baked 300 loaves a day."]
    );
    for (statement, fact) in statements.as_array().unwrap().iter().zip(&facts) {
        assert_eq!(
            statement["citations"],
            json!([{ "evidence": fact, "version": 1 }])
        );
        assert_eq!(
            (&statement["isSupported"], &statement["hidden"]),
            (&json!(true), &json!(false))
        );
    }
    // Without facts, the description is what is said, and rests on nothing.
    let statements = &jobs[1]["statements"];
    assert_eq!(said(statements), ["Cooked.", "Cleaned."]);
    assert_eq!(statements[0]["isSupported"], false);
    let language = &content["sections"][2]["items"][0];
    assert_eq!(
        [&language["title"], &language["detail"]],
        ["German", "Native speaker"]
    );
}

#[tokio::test]
async fn code_of_a_language_is_printed_as_its_name() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    for (language, expected) in [("EN", "German"), ("DE", "Deutsch")] {
        for code in ["de", "DE", "de-AT"] {
            app.execute(&format!("UPDATE languages SET name = '{code}'"))
                .await;
            let input = json!({"kind": "MASTER", "name": format!("{code} {language}"), "language": language});
            let resume = done(&ada.client, "createResume", &input).await;
            let found = &resume["content"]["sections"][2]["items"][0]["title"];
            assert_eq!(found, expected, "{code}");
        }
    }
}

#[tokio::test]
async fn facts_that_are_not_confirmed_are_hidden() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    app.execute("UPDATE evidence SET confirmed_at = NULL WHERE text LIKE 'Led%'")
        .await;
    let resume = master(&ada, "All").await;
    let statements = &resume["content"]["sections"][0]["items"][0]["statements"];
    assert_eq!(
        [&statements[0]["hidden"], &statements[1]["hidden"]],
        [true, false]
    );
}

#[tokio::test]
async fn a_profile_that_was_never_saved_makes_an_almost_empty_resume() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "kind": "MASTER", "name": "Leer", "language": "DE", "template": "CLASSIC", "paper": "LETTER", "note": "Begin." });
    let resume = done(&ada.client, "createResume", &input).await;
    assert_eq!(
        [&resume["language"], &resume["template"], &resume["paper"]],
        ["DE", "CLASSIC", "LETTER"]
    );
    assert_eq!(resume["content"]["sections"], json!([]));
    let query = "query($id: ID!) { viewer { resume(id: $id) { revisions { nodes { number reason note changes { place } } } } } }";
    let read = ada.client.gql(query, json!({ "id": resume["id"] })).await;
    assert_eq!(
        read.data("viewer.resume.revisions.nodes"),
        &json!([{ "number": 1, "reason": "CREATED", "note": "Begin.", "changes": [] }])
    );
}

#[tokio::test]
async fn a_tailored_resume_says_what_its_parent_says_now() {
    let app = TestApp::start().await;
    let posting = posting(&app).await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let parent = master(&ada, "All").await;
    let parent = edited(&ada.client, &parent, |content| {
        content["headline"] = json!("Baker of bread");
    })
    .await;
    let copy = tailored(&ada, &parent, &posting).await;
    assert_eq!(copy["content"], parent["content"]);
    assert_eq!(
        [&copy["kind"], &copy["parent"]["id"], &copy["posting"]["id"]],
        ["TAILORED", parent["id"].as_str().unwrap(), &posting]
    );
    let edited = edited(&ada.client, &copy, |content| {
        content["headline"] = json!("Baker for you");
    })
    .await;
    assert_eq!(edited["newestRevision"], 2);
    let query = "query($id: ID!) { node(id: $id) { id ... on Resume { content { headline } newestRevision \
                 revision(number: 1) { reason content { headline } } other: revision(number: 9) { number } } } }";
    let read = ada.client.gql(query, json!({ "id": copy["id"] })).await;
    assert_eq!(read.data("node.content.headline"), "Baker for you");
    assert_eq!(
        read.data("node.revision.content.headline"),
        "Baker of bread"
    );
    assert_eq!(read.data("node.revision.reason"), "TAILORED");
    assert_eq!(read.data("node.other"), &Value::Null);
    let read = ada.client.gql(query, json!({ "id": parent["id"] })).await;
    assert_eq!(read.data("node.content.headline"), "Baker of bread");
    assert_eq!(names(&ada.client, ", kind: TAILORED").await, ["For them"]);
    assert_eq!(names(&ada.client, "").await, ["For them", "All"]);
}

#[tokio::test]
async fn a_copy_has_a_parent_and_a_posting_and_a_master_has_none() {
    let app = TestApp::start().await;
    let posting = posting(&app).await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (of_ada, of_bob) = (master(&ada, "All").await, master(&bob, "Bob's").await);
    for (input, refusal) in [
        (json!({ "kind": "MASTER", "name": "" }), "input.name"),
        (
            json!({ "kind": "MASTER", "name": "M", "parentId": of_ada["id"] }),
            "input.parentId",
        ),
        (
            json!({ "kind": "MASTER", "name": "M", "postingId": posting }),
            "input.postingId",
        ),
        (
            json!({ "kind": "TAILORED", "name": "T", "postingId": posting }),
            "input.parentId",
        ),
        (
            json!({ "kind": "TAILORED", "name": "T", "parentId": of_ada["id"] }),
            "input.postingId",
        ),
        (
            json!({ "kind": "MASTER", "name": "M", "note": "x".repeat(501) }),
            "input.note",
        ),
    ] {
        let refused = write(&ada.client, "createResume", &input).await;
        let expected = format!("InvalidInputError {refusal}");
        assert_eq!(refused.refusal("createResume"), expected, "{input}");
    }
    let nobodys = "post_0192f00000007000800000000000beef";
    for (parent, posting) in [(&of_bob["id"], posting.as_str()), (&of_ada["id"], nobodys)] {
        let input =
            json!({ "kind": "TAILORED", "name": "T", "parentId": parent, "postingId": posting });
        let refused = write(&ada.client, "createResume", &input).await;
        assert_eq!(refused.code(), "NOT_FOUND", "{}", refused.text);
    }
    assert_eq!(names(&ada.client, "").await, ["All"]);
}
