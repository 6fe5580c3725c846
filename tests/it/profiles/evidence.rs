//! Evidence: facts below items, their versions, and the skills that they show.

use serde_json::{Value, json};

use super::{change, done, job, profile};
use crate::kit::{TestApp, TestUser};

const FACTS: &str = "employments { id evidence { id text version origin source confirmedAt skills linkedSkills
    numbers { text value unit } formerVersions { version text } } }
    skills { name hasEvidence evidence { text } } completeness { percent gaps { kind advice items } }";

async fn facts(user: &TestUser) -> Value {
    let query = format!("{{ viewer {{ profile {{ version {FACTS} }} }} }}");
    user.client
        .gql(&query, json!({}))
        .await
        .data("viewer.profile")
        .clone()
}

/// A user with one employment, at version 1, and the id of the employment.
async fn employed(app: &TestApp) -> (TestUser, Value) {
    let ada = app.sign_up("ada").await;
    let input = json!({ "expectedVersion": 0, "employment": job("Fernhill") });
    let id = done(&ada, "addEmployment", input).await["employments"][0]["id"].clone();
    (ada, id)
}

async fn add(user: &TestUser, item: &Value, text: &str) -> Value {
    let version = profile(user).await["version"].clone();
    let input = json!({ "expectedVersion": version, "itemId": item, "text": text });
    done(user, "addEvidence", input).await
}

fn texts(profile: &Value) -> Vec<&str> {
    profile["employments"][0]["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["text"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn an_edited_fact_keeps_its_id_and_shows_what_it_said_before() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    add(&ada, &job, "Cut waiting by 30 % with Rust.").await;
    let fact = facts(&ada).await["employments"][0]["evidence"][0].clone();
    assert_eq!(
        (&fact["version"], &fact["origin"]),
        (&json!(1), &json!("USER"))
    );
    assert_eq!(fact["source"], Value::Null);
    assert_ne!(fact["confirmedAt"], Value::Null);
    assert_eq!(
        fact["numbers"],
        json!([{ "text": "30 %", "value": 30.0, "unit": "%" }])
    );
    assert_eq!(fact["skills"], json!(["Rust"]));

    let edit = json!({ "expectedVersion": 2, "id": fact["id"], "text": "Cut waiting by 40 %.", "linkedSkills": ["Berth planning", "berth Planning", "Berth planning"] });
    done(&ada, "updateEvidence", edit).await;
    let same = json!({ "expectedVersion": 3, "id": fact["id"], "text": "Cut waiting by 40 %." });
    done(&ada, "updateEvidence", same).await;
    let edited = facts(&ada).await["employments"][0]["evidence"][0].clone();
    assert_eq!(
        (&edited["id"], &edited["version"]),
        (&fact["id"], &json!(2))
    );
    assert_eq!(edited["skills"], json!(["Berth planning"]));
    assert_eq!(edited["linkedSkills"], json!(["Berth planning"]));
    assert_eq!(
        edited["formerVersions"],
        json!([{ "version": 1, "text": "Cut waiting by 30 % with Rust." }])
    );
}

#[tokio::test]
async fn facts_are_ordered_moved_and_removed_with_their_item() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    for text in ["one", "two", "three"] {
        add(&ada, &job, text).await;
    }
    let read = facts(&ada).await;
    assert_eq!(texts(&read), ["one", "two", "three"]);
    let ids: Vec<Value> = read["employments"][0]["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["id"].clone())
        .collect();
    done(
        &ada,
        "moveEvidence",
        json!({ "expectedVersion": 4, "id": ids[2], "position": 0 }),
    )
    .await;
    assert_eq!(texts(&facts(&ada).await), ["three", "one", "two"]);
    done(
        &ada,
        "removeEvidence",
        json!({ "expectedVersion": 5, "id": ids[0] }),
    )
    .await;
    assert_eq!(texts(&facts(&ada).await), ["three", "two"]);

    // An item that leaves the list takes its facts with it; one that stays keeps them.
    let kept = json!({ "expectedVersion": 6, "employments": [{ "id": job, "company": "Fernhill", "title": "Lead" }] });
    done(&ada, "setEmployments", kept).await;
    assert_eq!(texts(&facts(&ada).await), ["three", "two"]);
    done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 7, "employments": [] }),
    )
    .await;
    let answer = change(
        &ada,
        "updateEvidence",
        json!({ "expectedVersion": 8, "id": ids[1], "text": "late" }),
    )
    .await;
    assert_eq!(answer.code(), "NOT_FOUND");
}

#[tokio::test]
async fn what_a_document_cites_is_shown_after_an_edit_and_a_removal() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    add(&ada, &job, "Led a desk.").await;
    let id = facts(&ada).await["employments"][0]["evidence"][0]["id"].clone();
    let edit = json!({ "expectedVersion": 2, "id": id, "text": "Led two desks." });
    done(&ada, "updateEvidence", edit).await;
    let remove = json!({ "expectedVersion": 3, "id": id });
    done(&ada, "removeEvidence", remove).await;
    let query = "query($id: ID!) { viewer { profile {
        one: citedEvidence(id: $id, version: 1) { text } two: citedEvidence(id: $id, version: 2) { text }
        three: citedEvidence(id: $id, version: 3) { text } } } }";
    let cited = ada.client.gql(query, json!({ "id": id })).await;
    assert_eq!(
        cited.data("viewer.profile"),
        &json!({ "one": { "text": "Led a desk." }, "two": { "text": "Led two desks." }, "three": null })
    );
}

#[tokio::test]
async fn a_retry_of_a_change_of_an_item_changes_nothing() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    let skill =
        json!({ "expectedVersion": 1, "skill": { "name": "Knots" }, "idempotencyKey": "skill" });
    let fact =
        json!({ "expectedVersion": 2, "itemId": job, "text": "Led.", "idempotencyKey": "fact" });
    for _ in 0..2 {
        assert_eq!(done(&ada, "addSkill", skill.clone()).await["version"], 2);
        assert_eq!(done(&ada, "addEvidence", fact.clone()).await["version"], 3);
    }
    let read = facts(&ada).await;
    assert_eq!((texts(&read), &read["version"]), (vec!["Led."], &json!(3)));
    assert_eq!(read["skills"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_skill_without_a_fact_is_marked() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    let skills = json!([{ "name": "Rust" }, { "name": "Berth planning" }, { "name": "Knots" }]);
    done(
        &ada,
        "setSkills",
        json!({ "expectedVersion": 1, "skills": skills }),
    )
    .await;
    add(&ada, &job, "Moved the berth planning of two quays to Rust.").await;
    let read = facts(&ada).await;
    let marks: Vec<&Value> = read["skills"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skill| &skill["hasEvidence"])
        .collect();
    assert_eq!(marks, [&json!(true), &json!(true), &json!(false)]);
    assert_eq!(read["skills"][2]["evidence"], json!([]));
}

#[tokio::test]
async fn completeness_names_what_is_missing_and_where() {
    let app = TestApp::start().await;
    let eve = app.sign_up("eve").await;
    assert_eq!(facts(&eve).await["completeness"]["percent"], json!(0));
    let (ada, job) = employed(&app).await;
    let first = facts(&ada).await["completeness"].clone();
    let gap = |completeness: &Value, kind: &str| {
        let gaps = completeness["gaps"].as_array().unwrap();
        gaps.iter().find(|gap| gap["kind"] == kind).cloned()
    };
    assert_eq!(gap(&first, "EVIDENCE").unwrap()["items"], json!([job]));
    assert_eq!(gap(&first, "HEADLINE").unwrap()["items"], json!([]));
    assert_eq!(gap(&first, "EXPERIENCE"), None);
    add(&ada, &job, "Led the night desk.").await;
    let second = facts(&ada).await["completeness"].clone();
    assert_eq!(gap(&second, "EVIDENCE"), None);
    assert!(second["percent"].as_i64() > first["percent"].as_i64());
}

#[tokio::test]
async fn a_dry_run_shows_the_facts_and_stores_nothing() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    add(&ada, &job, "Led a team with Rust.").await;
    let skills = json!({ "expectedVersion": 2, "skills": [{ "name": "Rust" }] });
    done(&ada, "setSkills", skills).await;
    let before = facts(&ada).await;
    let fact = &before["employments"][0]["evidence"][0]["id"];
    let query = format!(
        "mutation($input: UpdateEvidenceInput!) {{ updateEvidence(input: $input) {{ profile {{ version {FACTS} }} }} }}"
    );
    let mut input = json!({ "expectedVersion": 3, "id": fact, "text": "Led two teams." });
    let is = async |input: &Value| {
        let answer = ada.client.gql(&query, json!({ "input": input })).await;
        answer.data("updateEvidence.profile").clone()
    };
    input["dryRun"] = json!(true);
    let mut would_be = is(&input).await;
    assert_eq!(facts(&ada).await, before);
    assert_eq!(texts(&would_be), ["Led two teams."]);
    assert_eq!(would_be["skills"][0]["hasEvidence"], false);
    input["dryRun"] = json!(false);
    let mut written = is(&input).await;
    for read in [&mut would_be, &mut written] {
        read["employments"][0]["evidence"][0]["confirmedAt"] = Value::Null;
    }
    assert_eq!(would_be, written);
}

#[tokio::test]
async fn facts_are_refused_with_the_path_of_the_field() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    let many = vec!["Rust"; 21];
    for (input, refusal) in [
        (json!({ "text": " " }), "text"),
        (json!({ "text": "x".repeat(5_001) }), "text"),
        (json!({ "text": "a\u{202e}b" }), "text"),
        (json!({ "text": "\u{2800}\u{200b}\n" }), "text"),
        (
            json!({ "text": "Led.", "linkedSkills": ["Rust", ""] }),
            "linkedSkills.1",
        ),
        (
            json!({ "text": "Led.", "linkedSkills": many }),
            "linkedSkills",
        ),
        (json!({ "text": "Led.", "position": -1 }), "position"),
    ] {
        let mut input = input;
        input["expectedVersion"] = json!(1);
        input["itemId"] = job.clone();
        let answer = change(&ada, "addEvidence", input).await;
        let expected = format!("InvalidInputError input.{refusal}");
        assert_eq!(answer.refusal("done"), expected);
    }
    assert_eq!(profile(&ada).await["version"], 1);
}

#[tokio::test]
async fn text_is_kept_as_typed_and_markup_in_it_is_text() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    let text = "Cooked for <40 guests:\n- \"daily\" & fresh\n\n<script>alert(1)</script> 5 < 6";
    add(&ada, &job, text).await;
    let read = facts(&ada).await;
    assert_eq!(texts(&read), [text]);
}

#[tokio::test]
async fn a_description_becomes_one_fact_for_each_bullet_once() {
    let app = TestApp::start().await;
    let (ada, job) = employed(&app).await;
    let description = "Night desk of two quays.\n\n• Cut waiting by 30 %\n• Trained 4 planners,\n  two of them new";
    let described =
        json!({ "id": job, "company": "Fernhill", "title": "Lead", "description": description });
    let input = json!({ "expectedVersion": 1, "employment": described });
    done(&ada, "updateEmployment", input).await;
    add(&ada, &job, "Cut waiting by 30 %").await;
    for version in [3, 4] {
        let input = json!({ "expectedVersion": version, "itemId": job });
        done(&ada, "splitDescription", input).await;
        let read = facts(&ada).await;
        let expected = [
            "Cut waiting by 30 %",
            "Night desk of two quays.",
            "Trained 4 planners, two of them new",
        ];
        assert_eq!(texts(&read), expected);
        assert_ne!(
            read["employments"][0]["evidence"][1]["confirmedAt"],
            Value::Null
        );
    }
}
