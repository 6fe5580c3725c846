//! What the user decided at an earlier import is not asked again, until a file says something new.

use serde_json::{Value, json};

use super::{
    Archive, actions, apply, apply_with, each, edit, entries, filled, plan_of, profile, side,
};
use crate::kit::TestApp;

const KEPT: &str = "kept your version";
const LEFT_REMOVED: &str = "left this item removed";

fn note(entry: &Value) -> &str {
    entry["note"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_skill_in_another_letter_case_is_the_same_skill() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let skill = json!({ "skill": { "name": "berth planning", "level": "EXPERT" } });
    edit(&ada, "addSkill", skill).await;
    for _ in 0..2 {
        let plan = plan_of(&ada, &Archive::new()).await;
        let skill = entries(&plan, "SKILLS")[0];
        assert_eq!(skill["action"], "KEEP");
        assert_eq!(side(skill, "name", "existing"), ["berth planning"]);
        apply(&ada, &plan).await;
        assert_eq!(
            each(&profile(&ada).await, "skills", "name"),
            ["berth planning", "C++", "C#"]
        );
    }
}

#[tokio::test]
async fn a_conflict_that_was_decided_is_kept_until_the_file_says_something_new() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    edit(&ada, "updateProfile", json!({ "headline": "Harbour hand" })).await;
    let school = profile(&ada).await["educations"][0]["id"].clone();
    let edited = json!({ "education": { "id": school, "school": "Sea School", "degree": "MSc Tides", "startedOn": "2014", "endedOn": "2017" } });
    edit(&ada, "updateEducation", edited).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["CONFLICT", "KEEP"]);
    // Nobody decided, if the plan is not applied.
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["CONFLICT", "KEEP"]);
    apply(&ada, &plan).await;
    let before = profile(&ada).await;

    // Twice, because a kept item is not forgotten either.
    for _ in 0..2 {
        let plan = plan_of(&ada, &Archive::new()).await;
        assert_eq!(actions(&plan), ["KEEP"]);
        assert!(note(entries(&plan, "EDUCATIONS")[0]).contains(KEPT));
        assert!(note(entries(&plan, "PROFILE")[0]).contains(KEPT));
        apply(&ada, &plan).await;
        assert_eq!(profile(&ada).await["educations"], before["educations"]);
    }

    let newer = Archive::new().edited("Education.csv", "2017", "2018");
    let plan = plan_of(&ada, &newer).await;
    let school = entries(&plan, "EDUCATIONS")[0];
    assert_eq!(school["action"], "CONFLICT");
    let choices = json!({ "choices": [{ "entryId": school["id"], "choice": "MERGE" }] });
    apply_with(&ada, &plan, choices).await;
    let merged = profile(&ada).await["educations"][0].clone();
    assert_eq!(
        (&merged["degree"], &merged["endedOn"]),
        (&json!("MSc Tides"), &json!("2018"))
    );

    // What a merge left as it was is decided as well, and can be decided anew.
    let plan = plan_of(&ada, &newer).await;
    let school = entries(&plan, "EDUCATIONS")[0];
    assert_eq!(school["action"], "KEEP");
    assert!(note(school).contains(KEPT));
    let choices = json!({ "choices": [{ "entryId": school["id"], "choice": "USE_IMPORT" }] });
    let done = apply_with(&ada, &plan, choices).await;
    assert_eq!(entries(&done, "EDUCATIONS")[0]["result"], "CHANGED");
    assert_eq!(profile(&ada).await["educations"][0]["degree"], "BSc Tides");
    let plan = plan_of(&ada, &newer).await;
    assert!(note(entries(&plan, "EDUCATIONS")[0]).is_empty());
}

#[tokio::test]
async fn an_item_that_stays_typed_or_removed_is_asked_for_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let typed = json!({ "employment": { "company": "kestrel & loam", "title": "Dock planner", "location": "At home", "startedOn": "2021-02" } });
    edit(&ada, "addEmployment", typed).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(entries(&plan, "EMPLOYMENTS")[0]["action"], "CONFLICT");
    apply(&ada, &plan).await;
    let skill = profile(&ada).await["skills"][1]["id"].clone();
    edit(&ada, "removeSkill", json!({ "id": skill })).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert!(note(entries(&plan, "EMPLOYMENTS")[0]).contains(KEPT));
    assert_eq!(entries(&plan, "SKILLS")[1]["action"], "CONFLICT");
    apply(&ada, &plan).await;

    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["KEEP"]);
    let skill = entries(&plan, "SKILLS")[1];
    assert!(note(skill).contains(LEFT_REMOVED));
    let choices = json!({ "choices": [{ "entryId": skill["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choices).await;
    assert_eq!(
        each(&profile(&ada).await, "skills", "name"),
        ["Berth planning", "C++", "C#"]
    );
    let plan = plan_of(&ada, &Archive::new()).await;
    assert!(note(entries(&plan, "SKILLS")[1]).is_empty());
}
