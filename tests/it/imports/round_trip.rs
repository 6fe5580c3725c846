//! JSON Resume: what is written can be read again, and gives the same profile.

use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::{actions, apply, edit, entries, profile, upload};
use crate::kit::{TestApp, TestUser};

const SCHEMA: &str = include_str!("../../../crates/importing/src/json_resume/schema.json");

async fn document(user: &TestUser) -> Value {
    let answer = user
        .client
        .gql("{ viewer { profile { jsonResume } } }", json!({}))
        .await;
    let document = answer.data("viewer.profile.jsonResume").clone();
    assert_valid(&document);
    document
}

/// The official schema accepts the document.
fn assert_valid(document: &Value) {
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    let schema = serde_json::from_str(SCHEMA).unwrap();
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    let valid = schemas.validate(document, index);
    assert!(valid.is_ok(), "{}\n{document}", valid.unwrap_err());
}

/// A profile without what differs by its account: ids, versions, sources and dates of confirmation.
fn said(profile: &Value) -> Value {
    match profile {
        Value::Object(members) => {
            let own = [
                "id",
                "version",
                "source",
                "origin",
                "confirmedAt",
                "targets",
            ];
            let said = members
                .iter()
                .filter(|(name, _)| !own.contains(&name.as_str()));
            said.map(|(name, value)| (name.clone(), said_of(value)))
                .collect()
        }
        other => other.clone(),
    }
}

fn said_of(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(said_of).collect(),
        Value::Object(_) => said(value),
        other => other.clone(),
    }
}

#[tokio::test]
async fn an_exported_profile_gives_the_same_profile_again() {
    let app = TestApp::start().await;
    let ada = super::filled(&app, "ada").await;
    let skill = profile(&ada).await["skills"][0].clone();
    let rated = json!({ "skill": { "id": skill["id"], "name": skill["name"], "level": "EXPERT", "years": 9 } });
    edit(&ada, "updateSkill", rated).await;
    let exported = document(&ada).await;
    let bob = app.sign_up("bob").await;
    let plan = upload(&bob, "resume.json", exported.to_string().as_bytes()).await;
    assert_eq!(plan["source"], "JSON_RESUME");
    apply(&bob, &plan).await;
    assert_eq!(said(&profile(&bob).await), said(&profile(&ada).await));
    assert_eq!(profile(&bob).await["skills"][0]["source"], "JSON_RESUME");
    assert_eq!(document(&bob).await, exported);
    let again = upload(&bob, "resume.json", exported.to_string().as_bytes()).await;
    assert_eq!(actions(&again), ["KEEP"], "{again}");
}

#[tokio::test]
async fn keys_without_a_place_in_the_profile_come_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let given = json!({
        "basics": { "label": "Planner", "pronouns": "she", "image": "https://oduya.example/i.png", "location": { "city": "Ghent", "countryCode": "BE" } },
        "work": [{ "name": "Kestrel & Loam", "position": "Dock Planner", "startDate": "2021-02", "remote": true, "highlights": ["Berths."] }],
        "skills": [{ "name": "Docks", "level": "Harbour pilot", "keywords": ["Berths", "Cranes"] }],
        "languages": [{ "language": "Dutch", "fluency": "Native speaker", "stars": 5 }],
        "interests": [{ "name": "Sailing" }], "meta": { "theme": "plain" }, "hobbies": ["tides"],
    });
    let plan = upload(&ada, "r.json", given.to_string().as_bytes()).await;
    apply(&ada, &plan).await;
    let out = document(&ada).await;
    for path in [
        "/basics/pronouns",
        "/basics/image",
        "/basics/location",
        "/work/0/remote",
        "/work/0/highlights",
        "/languages/0/stars",
        "/interests",
        "/meta",
        "/hobbies",
    ] {
        assert_eq!(out.pointer(path), given.pointer(path), "{path}: {out}");
    }
    assert!(out.to_string().contains("Harbour pilot"), "{out}");
    let read = profile(&ada).await;
    assert_eq!(
        read["skills"][0]["level"],
        Value::Null,
        "a word that is no level of ours"
    );
    assert_eq!(
        read["employments"][0]["evidence"][0]["origin"],
        "IMPORT_FILE"
    );
    let again = upload(&ada, "r.json", out.to_string().as_bytes()).await;
    assert_eq!(actions(&again), ["KEEP"]);
}

#[tokio::test]
async fn an_item_of_the_archive_and_of_a_json_resume_is_one() {
    let app = TestApp::start().await;
    let ada = super::filled(&app, "ada").await;
    let given = json!({ "work": [{ "name": "Kestrel & Loam", "position": "Dock Planner", "startDate": "2021-02", "location": "Ghent" }] });
    let plan = upload(&ada, "r.json", given.to_string().as_bytes()).await;
    assert_eq!(entries(&plan, "EMPLOYMENTS")[0]["action"], "KEEP");
    let other = json!({ "work": [{ "name": "Kestrel & Loam", "position": "Dock Planner", "startDate": "2021-02", "location": "Bruges" }] });
    let plan = upload(&ada, "r.json", other.to_string().as_bytes()).await;
    assert_eq!(
        entries(&plan, "EMPLOYMENTS")[0]["action"],
        "CONFLICT",
        "two sources disagree"
    );
}

fn text() -> impl Strategy<Value = String> {
    // Lines of a document have single blanks between their words.
    "[A-Za-zéß&<>\"#*.,+%-][A-Za-z0-9éß &<>\"#*.,+%-]{0,30}[A-Za-z0-9é]"
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn date() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None::<String>),
        (1990..2020_i32).prop_map(|year| Some(year.to_string())),
        (1990..2020_i32, 1..13_i32).prop_map(|(year, month)| Some(format!("{year}-{month:02}"))),
        (1990..2020_i32, 1..13_i32, 1..29_i32)
            .prop_map(|(year, month, day)| Some(format!("{year}-{month:02}-{day:02}"))),
    ]
}

/// Sections of a profile, as the mutations take them.
fn sections() -> impl Strategy<Value = Vec<(&'static str, &'static str, Value)>> {
    let job = (text(), text(), text(), date()).prop_map(|(company, title, description, started)| {
        json!({ "company": company, "title": title, "description": description, "startedOn": started })
    });
    let skill = (
        text(),
        prop_oneof![Just(None::<&str>), Just(Some("EXPERT"))],
        prop_oneof![Just(None::<i32>), Just(Some(7))],
    )
        .prop_map(|(name, level, years)| json!({ "name": name, "level": level, "years": years }));
    let language = (
        text(),
        prop_oneof![
            Just(None::<&str>),
            Just(Some("NATIVE")),
            Just(Some("ELEMENTARY"))
        ],
    )
        .prop_map(|(name, proficiency)| json!({ "name": name, "proficiency": proficiency }));
    let award = (text(), text(), date())
        .prop_map(|(title, issuer, awarded)| json!({ "title": title, "issuer": issuer, "awardedOn": awarded }));
    let distinct = |field: &'static str| {
        move |items: Vec<Value>| {
            let mut seen = std::collections::HashSet::new();
            let fresh = items
                .into_iter()
                .filter(|item| seen.insert(item[field].as_str().unwrap().to_lowercase()));
            Value::Array(fresh.collect())
        }
    };
    let many = |item: BoxedStrategy<Value>, field| {
        proptest::collection::vec(item, 0..4).prop_map(distinct(field))
    };
    (
        many(job.boxed(), "company"),
        many(skill.boxed(), "name"),
        many(language.boxed(), "name"),
        many(award.boxed(), "title"),
    )
        .prop_map(|(jobs, skills, languages, awards)| {
            vec![
                ("setEmployments", "employments", jobs),
                ("setSkills", "skills", skills),
                ("setLanguages", "languages", languages),
                ("setAwards", "awards", awards),
            ]
        })
}

#[tokio::test]
async fn every_profile_survives_the_way_out_and_in() {
    let app = TestApp::start().await;
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    for case in 0..12 {
        let profile_of = sections().new_tree(&mut runner).unwrap().current();
        let ada = app.sign_up(&format!("ada{case}")).await;
        for (mutation, section, items) in &profile_of {
            edit(&ada, mutation, json!({ *section: items })).await;
        }
        let exported = document(&ada).await;
        let bob = app.sign_up(&format!("bob{case}")).await;
        let plan = upload(&bob, "r.json", exported.to_string().as_bytes()).await;
        apply(&bob, &plan).await;
        assert_eq!(
            said(&profile(&bob).await),
            said(&profile(&ada).await),
            "{exported}"
        );
    }
}
