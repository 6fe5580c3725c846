//! Edits, restorations and differences.

use serde_json::{Value, json};

use super::{describe, done, edit_of, edited, master, write};
use crate::kit::{Client, TestApp, TestUser};

/// The differences of a revision to another, each in one line.
async fn changes(client: &Client, resume: &Value, number: i32, since: Option<i32>) -> Vec<String> {
    let query = "query($id: ID!, $number: Int!, $since: Int) { viewer { resume(id: $id) { revision(number: $number) { \
                 changes(since: $since) { kind place before after } } } } }";
    let variables = json!({ "id": resume["id"], "number": number, "since": since });
    let answer = client.gql(query, variables).await;
    let changes = answer.data("viewer.resume.revision.changes");
    let changes = changes.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    changes
        .map(|change| {
            let [kind, place, before, after] =
                ["kind", "place", "before", "after"].map(|field| text(&change[field]));
            format!("{kind} {place}: {before} | {after}")
        })
        .collect()
}

/// The text of the first citation of the first job, and whether it is current.
async fn cited(user: &TestUser, resume: &Value) -> (Value, Value) {
    let query = "query($id: ID!) { viewer { resume(id: $id) { content { sections { items { statements { text \
                 citations { version text isCurrent } } } } } } } }";
    let answer = user.client.gql(query, json!({ "id": resume["id"] })).await;
    let citation = answer.data("viewer.resume.content.sections.0.items.0.statements.0.citations.0");
    (citation["text"].clone(), citation["isCurrent"].clone())
}

async fn change_fact(user: &TestUser, mutation: &str, fact: &str, change: &str) {
    let read = "{ viewer { profile { version } } }";
    let profile = user.client.gql(read, json!({})).await;
    let query = format!(
        "mutation {{ {mutation}(input: {{ id: \"{fact}\", expectedVersion: {}{change} }}) {{ profile {{ version }} }} }}",
        profile.data("viewer.profile.version")
    );
    let done = user.client.gql(&query, json!({})).await;
    assert!(done.data(mutation)["profile"].is_object(), "{}", done.text);
}

#[tokio::test]
async fn a_revision_keeps_what_a_fact_said_when_it_was_cited() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let facts = describe(&ada).await;
    let resume = master(&ada, "All").await;
    assert_eq!(
        cited(&ada, &resume).await,
        (json!("Led two people."), json!(true))
    );
    change_fact(
        &ada,
        "updateEvidence",
        &facts[0],
        ", text: \"Led nine people.\"",
    )
    .await;
    assert_eq!(
        cited(&ada, &resume).await,
        (json!("Led two people."), json!(false))
    );
    let newer = json!([{ "evidence": facts[0], "version": 2 }]);
    let resume = edited(&ada.client, &resume, |content| {
        let statement = &mut content["sections"][0]["items"][0]["statements"][0];
        statement["text"] = json!("Led nine people.");
        statement["citations"] = newer;
    })
    .await;
    assert_eq!(
        cited(&ada, &resume).await,
        (json!("Led nine people."), json!(true))
    );
    change_fact(&ada, "removeEvidence", &facts[0], "").await;
    assert_eq!(
        cited(&ada, &resume).await,
        (json!("Led nine people."), json!(false))
    );
    // What was cited can be cited again.
    let resume = edited(&ada.client, &resume, |content| {
        content["phone"] = json!("+351 1");
    })
    .await;
    assert_eq!(resume["newestRevision"], 3);
}

#[tokio::test]
async fn facts_that_the_profile_never_had_are_not_cited() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (facts, of_bob) = (describe(&ada).await, describe(&bob).await);
    let resume = master(&ada, "All").await;
    for citation in [
        json!({ "evidence": of_bob[0], "version": 1 }),
        json!({ "evidence": facts[0], "version": 2 }),
        json!({ "evidence": facts[0], "version": 0 }),
        json!({ "evidence": "evid_0192f00000007000800000000000beef", "version": 1 }),
    ] {
        let input = edit_of(&resume, |content| {
            let statement = &mut content["sections"][0]["items"][0]["statements"][1];
            statement["citations"]
                .as_array_mut()
                .unwrap()
                .push(citation.clone());
        });
        let refused = write(&ada.client, "editResume", &input).await;
        assert_eq!(
            refused.refusal("editResume"),
            "InvalidInputError input.content.sections.0.items.0.statements.1.citations.1",
            "{citation}"
        );
    }
}

#[tokio::test]
async fn an_edit_adds_a_revision_and_the_same_again_adds_none() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let first = master(&ada, "All").await;
    let same = edited(&ada.client, &first, |_| ()).await;
    assert_eq!(same, first);
    let mut input = edit_of(&first, |content| {
        content["headline"] = json!(" Baker ");
        let items = content["sections"][0]["items"].as_array_mut().unwrap();
        items.remove(1);
        items.push(json!({ "title": "Miller", "statements": [{ "text": "Milled." }] }));
    });
    input["note"] = json!("For spring.");
    let second = done(&ada.client, "editResume", &input).await;
    assert_eq!(
        (&second["newestRevision"], &second["version"]),
        (&json!(2), &json!(2))
    );
    let items = &second["content"]["sections"][0]["items"];
    assert_eq!(
        [&items[0]["key"], &items[1]["key"]],
        ["i1", "i5"],
        "the key of the removed item is not given again"
    );
    assert_eq!(
        changes(&ada.client, &first, 2, None).await,
        [
            "CHANGED headline: Head baker | Baker",
            "REMOVED sections.WORK.items.i2: Cook, Mill, 2017, 2019 | ",
            "REMOVED sections.WORK.items.i2.statements.0: Cooked. | ",
            "REMOVED sections.WORK.items.i2.statements.1: Cleaned. | ",
            "ADDED sections.WORK.items.i5:  | Miller",
            "ADDED sections.WORK.items.i5.statements.0:  | Milled.",
        ]
    );
    assert_eq!(
        changes(&ada.client, &first, 1, Some(2))
            .await
            .first()
            .unwrap(),
        "CHANGED headline: Baker | Head baker"
    );
    assert!(changes(&ada.client, &first, 2, Some(2)).await.is_empty());
}

#[tokio::test]
async fn the_second_of_two_tabs_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let seen = master(&ada, "All").await;
    let (one, other) = (
        edit_of(&seen, |content| content["phone"] = json!("1")),
        edit_of(&seen, |content| content["phone"] = json!("2")),
    );
    let answers = futures_util::future::join(
        write(&ada.client, "editResume", &one),
        write(&ada.client, "editResume", &other),
    )
    .await;
    let answers = [answers.0, answers.1];
    let conflict = "VersionConflictError input.expectedVersion";
    let lost = answers.iter().filter(|answer| {
        answer.data("editResume.resume").is_null() && answer.refusal("editResume") == conflict
    });
    assert_eq!(lost.count(), 1, "{} {}", answers[0].text, answers[1].text);
    assert_eq!(app.count_rows("resume_revisions").await, 2);
}

#[tokio::test]
async fn an_earlier_revision_is_restored_as_a_new_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let first = master(&ada, "All").await;
    let second = edited(&ada.client, &first, |content| {
        content["sections"].as_array_mut().unwrap().clear();
        content["language"] = json!("DE");
    })
    .await;
    assert_eq!(second["language"], "DE");
    let restore = |resume: &Value, number: i32| json!({ "id": resume["id"], "expectedVersion": resume["version"], "revision": number, "note": "Back." });
    let third = done(&ada.client, "restoreResume", &restore(&second, 1)).await;
    assert_eq!(third["newestRevision"], 3);
    assert_eq!(
        (&third["content"], &third["language"]),
        (&first["content"], &json!("EN"))
    );
    assert!(changes(&ada.client, &first, 3, Some(1)).await.is_empty());
    let same = done(&ada.client, "restoreResume", &restore(&third, 3)).await;
    assert_eq!(same, third, "it says so already");
    for number in [0, 4, -1] {
        let refused = write(&ada.client, "restoreResume", &restore(&third, number)).await;
        assert_eq!(refused.code(), "NOT_FOUND", "{number}");
    }
    let stale = write(&ada.client, "restoreResume", &restore(&first, 1)).await;
    assert_eq!(
        stale.refusal("restoreResume"),
        "VersionConflictError input.expectedVersion"
    );
    let query = "query($id: ID!) { viewer { resume(id: $id) { revisions(first: 2) { totalCount pageInfo { endCursor hasNextPage } \
                 nodes { number reason note createdAt content { language } } } } } }";
    let page = ada.client.gql(query, json!({ "id": first["id"] })).await;
    let nodes = page.data("viewer.resume.revisions.nodes");
    assert_eq!(
        [
            &nodes[0]["reason"],
            &nodes[0]["note"],
            &nodes[1]["reason"],
            &nodes[1]["content"]["language"]
        ],
        ["RESTORED", "Back.", "EDITED", "DE"]
    );
    assert_eq!(page.data("viewer.resume.revisions.totalCount"), 3);
    let cursor = page.text_at("viewer.resume.revisions.pageInfo.endCursor");
    let query = query.replace("first: 2", &format!("first: 2, after: \"{cursor}\""));
    let page = ada.client.gql(&query, json!({ "id": first["id"] })).await;
    assert_eq!(page.data("viewer.resume.revisions.nodes.0.number"), 1);
    assert_eq!(
        page.data("viewer.resume.revisions.pageInfo.hasNextPage"),
        false
    );
}
