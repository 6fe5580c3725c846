//! Nothing that the user did is lost by a newer file, and nothing that the plan says is untrue.

use serde_json::{Value, json};

use super::{
    Archive, apply, apply_with, each, edit, entries, filled, plan_of, profile, side, try_apply,
};
use crate::kit::{TestApp, TestUser};

const POSITIONS: &str = "Company Name,Title,Description,Location,Started On,Finished On\n";

fn positions(rows: &str) -> Archive {
    Archive::new().with("Positions.csv", &format!("{POSITIONS}{rows}"))
}

/// The facts below the first employment.
async fn facts(user: &TestUser) -> Vec<Value> {
    let facts = profile(user).await["employments"][0]["evidence"].clone();
    facts.as_array().unwrap().clone()
}

fn texts(facts: &[Value]) -> Vec<&str> {
    facts
        .iter()
        .map(|fact| fact["text"].as_str().unwrap())
        .collect()
}

async fn edit_fact(user: &TestUser, fact: &Value, change: Value) {
    let mut input = change;
    input["id"] = fact["id"].clone();
    edit(user, "updateEvidence", input).await;
}

#[tokio::test]
async fn what_a_newer_file_does_not_say_stays() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let before = profile(&ada).await;
    for newer in [
        positions("Kestrel & Loam,Dock Planner,,,Feb 2021,\n"),
        positions("Kestrel & Loam,Dock Planner,,,Foo 2021,Bar 2022\n"),
        Archive::new()
            .with(
                "Positions.csv",
                "Company Name,Title,Started On\nKestrel & Loam,Dock Planner,Feb 2021\n",
            )
            .with("Languages.csv", "Name\nDutch\n"),
    ] {
        let plan = plan_of(&ada, &newer).await;
        assert_eq!(entries(&plan, "EMPLOYMENTS")[0]["action"], "KEEP");
        apply(&ada, &plan).await;
        let now = profile(&ada).await;
        assert_eq!(now["employments"], before["employments"]);
        assert_eq!(now["languages"], before["languages"]);
    }
}

#[tokio::test]
async fn a_fact_that_the_user_linked_a_skill_to_goes_by_choice_only() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let first = facts(&ada).await[0].clone();
    edit_fact(&ada, &first, json!({ "linkedSkills": ["Excel"] })).await;
    let newer = Archive::new().edited(
        "Positions.csv",
        "Planned 40 berths a day",
        "Planned 50 berths a day",
    );
    let plan = plan_of(&ada, &newer).await;
    let job = entries(&plan, "EMPLOYMENTS")[0];
    assert_eq!(job["action"], "CONFLICT");
    apply(&ada, &plan).await;
    assert_eq!(
        texts(&facts(&ada).await),
        ["Planned 40 berths a day", "Cut waiting by 30 %"]
    );

    let newer = newer.edited("Positions.csv", "Planned 50", "Planned 60");
    let plan = plan_of(&ada, &newer).await;
    let job = entries(&plan, "EMPLOYMENTS")[0];
    let merge = json!({ "choices": [{ "entryId": job["id"], "choice": "MERGE" }] });
    apply_with(&ada, &plan, merge).await;
    let merged = facts(&ada).await;
    assert!(
        texts(&merged).contains(&"Planned 40 berths a day"),
        "{merged:?}"
    );
    assert!(
        texts(&merged).contains(&"Planned 60 berths a day"),
        "{merged:?}"
    );
}

#[tokio::test]
async fn the_side_of_the_file_replaces_the_edited_fact() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let first = facts(&ada).await[0].clone();
    edit_fact(&ada, &first, json!({ "text": "Planned berths, my words" })).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let job = entries(&plan, "EMPLOYMENTS")[0];
    assert_eq!(job["action"], "CONFLICT");
    let take = json!({ "choices": [{ "entryId": job["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, take).await;
    let now = facts(&ada).await;
    let mut now = texts(&now);
    now.sort_unstable();
    assert_eq!(now, ["Cut waiting by 30 %", "Planned 40 berths a day"]);
}

#[tokio::test]
async fn an_item_that_was_typed_again_is_no_removed_one() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let skills =
        json!({ "skills": [{ "name": "Berth planning" }, { "name": "C++" }, { "name": "C#" }] });
    edit(&ada, "setSkills", skills).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let skills = entries(&plan, "SKILLS");
    assert!(
        skills.iter().all(|entry| entry["action"] == "KEEP"),
        "{skills:?}"
    );
}

#[tokio::test]
async fn a_new_job_comes_where_the_file_has_it() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let newer = positions(
        "Newport,Head of Docks,,,Mar 2026,\n\
         Kestrel & Loam,Dock Planner,\"• Planned 40 berths a day\n• Cut waiting by 30 %\",Ghent,Feb 2021,\n\
         Midway,Deputy,,,Jan 2021,\n\
         Pallas Quay,Yard Clerk,Kept the yard.,,Jun 2018,Jan 2021\n\
         Oldport,Boy,,,Jan 2001,\n",
    );
    apply(&ada, &plan_of(&ada, &newer).await).await;
    assert_eq!(
        each(&profile(&ada).await, "employments", "company"),
        [
            "Newport",
            "Kestrel & Loam",
            "Midway",
            "Pallas Quay",
            "Oldport"
        ]
    );
}

#[tokio::test]
async fn what_has_no_room_is_refused_by_the_plan() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let rows: Vec<String> = (0..105).map(|n| format!("Firm {n},Hand,,,,\n")).collect();
    let plan = plan_of(&ada, &positions(&rows.concat())).await;
    let counts = plan["counts"].as_array().unwrap();
    let jobs = counts.iter().find(|of| of["section"] == "EMPLOYMENTS");
    let jobs = jobs.unwrap();
    assert_eq!((&jobs["add"], &jobs["refuse"]), (&json!(100), &json!(5)));
    let done = apply(&ada, &plan).await;
    let counts = done["counts"].as_array().unwrap();
    let jobs = counts.iter().find(|of| of["section"] == "EMPLOYMENTS");
    assert_eq!(jobs.unwrap()["added"], 100);
}

#[tokio::test]
async fn a_token_without_the_scope_sees_and_writes_no_people() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let people = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAmara,Quayle,,,Marl,Lead,05 Jan 2025\n,Secretive,,,Marl,Lead,Foo\n";
    let plan = plan_of(&ada, &Archive::new().with("Connections.csv", people)).await;
    assert!(!entries(&plan, "CONNECTIONS").is_empty());
    let create = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: PROFILES, verb: READ }, { area: PROFILES, verb: WRITE }] }) { secret } }";
    let answer = ada.client.gql(create, json!({})).await;
    let token = answer.text_at("createApiToken.secret");
    let mut program = ada;
    program.client = app.anonymous().with_token(&token);
    let query = "query($id: ID!) { viewer { importPlan(id: $id) { resultsCsv counts { section } findings { nodes { message } } entries(first: 100) { totalCount nodes { section } } } } }";
    let seen = program.client.gql(query, json!({ "id": plan["id"] })).await;
    for hidden in ["CONNECTIONS", "Secretive"] {
        assert!(!seen.text.contains(hidden), "{}", seen.text);
    }
    let refused = try_apply(&program, &plan, json!({})).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let without = json!({ "sections": [{ "section": "CONNECTIONS", "choice": "KEEP_MINE" }] });
    apply_with(&program, &plan, without).await;
    assert_eq!(app.count_rows("people").await, 0);
}

#[tokio::test]
async fn a_removed_person_and_an_edited_one_are_decided_by_their_entries() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let file = |company: &str| {
        let rows = format!(
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
            Amara,Quayle,https://www.linkedin.com/in/amara-q,,{company},Lead,05 Jan 2025\n"
        );
        Archive::new().with("Connections.csv", &rows)
    };
    apply(&ada, &plan_of(&ada, &file("Marl")).await).await;
    let people = async || {
        let query = "{ viewer { connections { nodes { id version companyName } } } }";
        let answer = ada.client.gql(query, json!({})).await;
        answer.data("viewer.connections.nodes").clone()
    };
    let decide = async |company: &str, action: &str, choice: &str| {
        let plan = plan_of(&ada, &file(company)).await;
        let person = entries(&plan, "CONNECTIONS")[0].clone();
        assert_eq!(person["action"], action);
        let choices = json!({ "choices": [{ "entryId": person["id"], "choice": choice }] });
        let done = apply_with(&ada, &plan, choices).await;
        entries(&done, "CONNECTIONS")[0]["result"].clone()
    };
    let mine = people().await[0].clone();
    let update = format!(
        "mutation {{ updatePerson(input: {{ id: {}, expectedVersion: {}, company: \"Mine\" }}) {{ person {{ id }} userErrors {{ message }} }} }}",
        mine["id"], mine["version"]
    );
    ada.client.gql(&update, json!({})).await;
    let plan = plan_of(&ada, &file("Marl")).await;
    let kept = entries(&plan, "CONNECTIONS")[0];
    assert_eq!(kept["action"], "KEEP");
    assert_eq!(side(kept, "company", "existing"), ["Mine"]);
    assert_eq!(decide("Peel", "CONFLICT", "KEEP_MINE").await, "KEPT");
    assert_eq!(decide("Peel", "KEEP", "KEEP_MINE").await, "KEPT");
    assert_eq!(people().await[0]["companyName"], "Mine");
    assert_eq!(decide("Tarn", "CONFLICT", "USE_IMPORT").await, "CHANGED");
    let taken = people().await[0].clone();
    assert_eq!(taken["companyName"], "Tarn");

    let remove = format!(
        "mutation {{ removePerson(input: {{ id: {}, expectedVersion: {} }}) {{ removedPersonId userErrors {{ message }} }} }}",
        taken["id"], taken["version"]
    );
    ada.client.gql(&remove, json!({})).await;
    assert_eq!(decide("Tarn", "KEEP", "KEEP_MINE").await, "KEPT");
    assert_eq!(people().await, json!([]));
    assert_eq!(decide("Tarn", "KEEP", "USE_IMPORT").await, "ADDED");
    assert_eq!(people().await[0]["companyName"], "Tarn");
}
