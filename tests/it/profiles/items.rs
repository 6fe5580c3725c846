//! Changes of single items, the same in all sections.

use serde_json::{Value, json};

use super::{change, done, each, job, profile};
use crate::kit::{TestApp, TestUser, capital};

/// A section, its item in mutations, and an item that is complete.
fn sections() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    vec![
        ("employments", "employment", "title", job("Fernhill")),
        (
            "educations",
            "education",
            "school",
            json!({ "school": "Sea School", "degree": "BSc", "startedOn": "2014", "endedOn": "2017" }),
        ),
        (
            "skills",
            "skill",
            "name",
            json!({ "name": "Berth planning" }),
        ),
        (
            "languages",
            "language",
            "name",
            json!({ "name": "Wolof", "stated": "Conversational" }),
        ),
        (
            "projects",
            "project",
            "name",
            json!({ "name": "Tide clock", "url": "https://oduya.example/tide", "startedOn": "2021" }),
        ),
        (
            "certifications",
            "certification",
            "name",
            json!({ "name": "Crane Ticket", "authority": "Harbour Board", "licenseNumber": "HB-7", "issuedOn": "2024-05", "expiresOn": "2027-05" }),
        ),
        (
            "volunteerings",
            "volunteering",
            "organization",
            json!({ "organization": "Lifeboat", "role": "Crew", "cause": "Rescue" }),
        ),
        (
            "publications",
            "publication",
            "title",
            json!({ "title": "On tides", "publisher": "Quay Press", "publishedOn": "2020" }),
        ),
        (
            "awards",
            "award",
            "title",
            json!({ "title": "Planner of the year", "issuer": "Harbour Board", "awardedOn": "2022-06-01" }),
        ),
    ]
}

/// The values of the section's main field, in order.
async fn names(user: &TestUser, section: &str, field: &str) -> Vec<String> {
    let profile = profile(user).await;
    each(&profile, section, field)
        .into_iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

async fn id_of(user: &TestUser, section: &str, at: usize) -> Value {
    profile(user).await[section][at]["id"].clone()
}

async fn version(user: &TestUser) -> Value {
    profile(user).await["version"].clone()
}

fn with(item: &Value, field: &str, value: Value) -> Value {
    let mut item = item.clone();
    item[field] = value;
    item
}

#[tokio::test]
async fn an_item_of_each_section_is_added_updated_moved_and_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (section, item, field, value) in sections() {
        let verb = |verb: &str| format!("{verb}{}", capital(item));
        for (name, position) in [("one", None), ("two", None), ("three", Some(0))] {
            let input = json!({ "expectedVersion": version(&ada).await, item: with(&value, field, json!(name)), "position": position });
            done(&ada, &verb("add"), input).await;
        }
        assert_eq!(names(&ada, section, field).await, ["three", "one", "two"]);

        let one = id_of(&ada, section, 1).await;
        let renamed = with(&with(&value, field, json!("uno")), "id", one.clone());
        let input = json!({ "expectedVersion": version(&ada).await, item: renamed });
        done(&ada, &verb("update"), input).await;
        assert_eq!(names(&ada, section, field).await, ["three", "uno", "two"]);

        let input = json!({ "expectedVersion": version(&ada).await, "id": one, "position": 99 });
        done(&ada, &verb("move"), input).await;
        assert_eq!(names(&ada, section, field).await, ["three", "two", "uno"]);
        assert_eq!(id_of(&ada, section, 2).await, one);

        let input = json!({ "expectedVersion": version(&ada).await, "id": one });
        done(&ada, &verb("remove"), input).await;
        assert_eq!(names(&ada, section, field).await, ["three", "two"]);
        let read = profile(&ada).await;
        for (name, said) in value.as_object().unwrap() {
            if name != field {
                assert_eq!(&read[section][0][name], said, "{section}.{name}");
            }
        }
    }
}

#[tokio::test]
async fn what_nobody_said_stays_unsaid() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let skill = json!({ "expectedVersion": 0, "skill": { "name": "Knots" } });
    let language = json!({ "expectedVersion": 1, "language": { "name": "French" } });
    done(&ada, "addSkill", skill).await;
    let read = done(&ada, "addLanguage", language).await;
    assert_eq!(read["skills"][0]["level"], Value::Null);
    assert_eq!(read["skills"][0]["source"], Value::Null);
    assert_eq!(read["languages"][0]["proficiency"], Value::Null);
    assert_eq!(read["languages"][0]["stated"], "");
}

#[tokio::test]
async fn changes_of_an_item_are_refused_with_the_path_of_the_field() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let theirs = done(
        &bob,
        "addEmployment",
        json!({ "expectedVersion": 0, "employment": job("Fernhill") }),
    )
    .await["employments"][0]["id"]
        .clone();
    done(
        &ada,
        "addSkill",
        json!({ "expectedVersion": 0, "skill": { "name": "Knots" } }),
    )
    .await;
    let mine = id_of(&ada, "skills", 0).await;
    let late = json!({ "name": "Tide clock", "startedOn": "2022", "endedOn": "2021" });
    let cases = [
        (
            "addSkill",
            json!({ "skill": { "name": "KNOTS" } }),
            "input.skill.name",
        ),
        (
            "addSkill",
            json!({ "skill": { "name": " " } }),
            "input.skill.name",
        ),
        (
            "addSkill",
            json!({ "skill": { "name": "Tar", "years": 61 } }),
            "input.skill.years",
        ),
        (
            "addSkill",
            json!({ "skill": { "name": "Tar" }, "position": -1 }),
            "input.position",
        ),
        (
            "addSkill",
            json!({ "skill": { "name": "Tar", "id": mine } }),
            "input.skill.id",
        ),
        (
            "updateSkill",
            json!({ "skill": { "name": "Tar" } }),
            "input.skill.id",
        ),
        (
            "moveSkill",
            json!({ "id": mine, "position": -2 }),
            "input.position",
        ),
        (
            "addProject",
            json!({ "project": late }),
            "input.project.endedOn",
        ),
    ];
    for (mutation, mut input, path) in cases {
        input["expectedVersion"] = json!(1);
        let answer = change(&ada, mutation, input).await;
        let refusal = answer.refusal("done");
        assert_eq!(
            refusal.split_once(' ').unwrap().1,
            path,
            "{mutation}: {refusal}"
        );
    }
    nothing_is_at_ids_of_others(&ada, &theirs).await;
    assert_eq!(version(&ada).await, 1);
    assert_eq!(
        each(&profile(&bob).await, "employments", "company"),
        ["Fernhill"]
    );
}

/// An id of another user does not exist, in whatever section it is used, and the error says where it is.
async fn nothing_is_at_ids_of_others(ada: &TestUser, theirs: &Value) {
    let (own, fact) = (
        json!(["input", "id"]),
        "evid_00000000000000000000000000000000",
    );
    for (mutation, input, place) in [
        (
            "updateEmployment",
            json!({ "employment": { "id": theirs, "company": "X", "title": "Y" } }),
            json!(["input", "employment", "id"]),
        ),
        (
            "moveEmployment",
            json!({ "id": theirs, "position": 0 }),
            own.clone(),
        ),
        ("removeEmployment", json!({ "id": theirs }), own.clone()),
        (
            "addEvidence",
            json!({ "itemId": theirs, "text": "Led." }),
            json!(["input", "itemId"]),
        ),
        ("removeEvidence", json!({ "id": fact }), own.clone()),
        ("moveEvidence", json!({ "id": fact, "position": 0 }), own),
        (
            "confirmEvidence",
            json!({ "ids": [fact] }),
            json!(["input", "ids", "0"]),
        ),
    ] {
        let mut input = input;
        input["expectedVersion"] = json!(1);
        let answer = change(ada, mutation, input).await;
        assert_eq!(answer.code(), "NOT_FOUND", "{mutation}");
        let errors = &answer.json["errors"];
        assert_eq!(errors[0]["extensions"]["inputPath"], place, "{mutation}");
    }
}

#[tokio::test]
async fn of_two_tabs_that_add_at_the_same_version_one_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let add = |name: &str| json!({ "expectedVersion": 0, "skill": { "name": name } });
    let (one, two) = tokio::join!(
        change(&ada, "addSkill", add("Knots")),
        change(&ada, "addSkill", add("Splicing"))
    );
    let refused = [one, two]
        .iter()
        .filter(|answer| answer.data("done.userErrors") != &json!([]))
        .count();
    assert_eq!(refused, 1);
    assert_eq!(profile(&ada).await["skills"].as_array().unwrap().len(), 1);
}
