//! Choices: newer archives, conflicts, removed items, two tabs, cancelling, progress and results.

use serde_json::{Value, json};

use super::{
    Archive, apply, apply_with, each, edit, entries, filled, plan, plan_of, profile, side,
    try_apply,
};
use crate::kit::{Setup, Socket, TestApp};

/// A newer archive: a job ended, a claim changed, a skill is new, another one is missing.
fn newer() -> Archive {
    Archive::new()
        .edited(
            "Positions.csv",
            "Ghent,Feb 2021,",
            "Antwerp,Feb 2021,Mar 2026",
        )
        .edited(
            "Positions.csv",
            "Cut waiting by 30 %",
            "Cut waiting by 35 %",
        )
        .with("Skills.csv", "Name\nBerth planning\nC#\nKnots\n")
}

#[tokio::test]
async fn a_newer_archive_changes_what_the_user_did_not_touch() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let before = profile(&ada).await;
    let plan = plan_of(&ada, &newer()).await;
    let jobs = entries(&plan, "EMPLOYMENTS");
    assert_eq!(
        (&jobs[0]["action"], &jobs[1]["action"]),
        (&json!("CHANGE"), &json!("KEEP"))
    );
    assert_eq!(side(jobs[0], "location", "existing"), ["Ghent"]);
    assert_eq!(side(jobs[0], "location", "imported"), ["Antwerp"]);
    apply(&ada, &plan).await;
    let after = profile(&ada).await;
    assert_eq!(
        after["employments"][0]["id"],
        before["employments"][0]["id"]
    );
    assert_eq!(after["employments"][0]["endedOn"], "2026-03");
    let facts: Vec<&Value> = each(&after["employments"][0], "evidence", "text");
    assert_eq!(facts, ["Planned 40 berths a day", "Cut waiting by 35 %"]);
    assert_eq!(
        after["employments"][0]["evidence"][0]["id"], before["employments"][0]["evidence"][0]["id"],
        "what says the same stays the same fact"
    );
    // What a newer archive does not have is not removed.
    assert_eq!(
        each(&after, "skills", "name"),
        ["Berth planning", "C++", "C#", "Knots"]
    );
}

#[tokio::test]
async fn what_was_edited_by_hand_is_a_conflict_and_stays() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let job = profile(&ada).await["employments"][0].clone();
    let edited = json!({ "employment": { "id": job["id"], "company": "Kestrel & Loam", "title": "Senior Dock Planner",
        "location": "Ghent", "description": job["description"], "startedOn": "2021-02" } });
    edit(&ada, "updateEmployment", edited).await;
    let plan = plan_of(&ada, &newer()).await;
    let entry = entries(&plan, "EMPLOYMENTS")[0];
    assert_eq!(
        (&entry["action"], &entry["choice"]),
        (&json!("CONFLICT"), &json!("KEEP_MINE"))
    );
    assert_eq!(side(entry, "title", "existing"), ["Senior Dock Planner"]);
    assert_eq!(side(entry, "title", "imported"), ["Dock Planner"]);
    let before = profile(&ada).await["employments"][0].clone();
    apply(&ada, &plan).await;
    assert_eq!(profile(&ada).await["employments"][0], before);

    // Merging takes what the user did not edit.
    let plan = plan_of(&ada, &newer()).await;
    let entry = entries(&plan, "EMPLOYMENTS")[0];
    let choices = json!({ "choices": [{ "entryId": entry["id"], "choice": "MERGE" }] });
    apply_with(&ada, &plan, choices).await;
    let merged = profile(&ada).await["employments"][0].clone();
    assert_eq!(
        (&merged["title"], &merged["location"], &merged["endedOn"]),
        (
            &json!("Senior Dock Planner"),
            &json!("Antwerp"),
            &json!("2026-03")
        )
    );

    // The file's side, if the user chooses it.
    let plan = plan_of(&ada, &newer()).await;
    let entry = entries(&plan, "EMPLOYMENTS")[0];
    let choices = json!({ "choices": [{ "entryId": entry["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choices).await;
    assert_eq!(
        profile(&ada).await["employments"][0]["title"],
        "Dock Planner"
    );
}

#[tokio::test]
async fn what_the_user_typed_is_matched_and_never_overwritten() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let typed = json!({ "employment": { "company": "kestrel & loam", "title": "Dock planner", "location": "At home", "startedOn": "2021-02" } });
    edit(&ada, "addEmployment", typed).await;
    let skill = json!({ "skill": { "name": "berth planning", "level": "EXPERT" } });
    edit(&ada, "addSkill", skill).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let jobs = entries(&plan, "EMPLOYMENTS");
    assert_eq!(
        (&jobs[0]["action"], &jobs[1]["action"]),
        (&json!("CONFLICT"), &json!("ADD"))
    );
    apply(&ada, &plan).await;
    let read = profile(&ada).await;
    assert_eq!(
        each(&read, "employments", "company"),
        ["kestrel & loam", "Pallas Quay"]
    );
    assert_eq!(read["employments"][0]["location"], "At home");
    assert_eq!(read["employments"][0]["source"], Value::Null);
    assert_eq!(read["skills"][0]["level"], "EXPERT");
    assert_eq!(read["skills"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn facts_of_the_user_are_no_conflict_and_stay() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let job = profile(&ada).await["employments"][0]["id"].clone();
    let fact = json!({ "itemId": job, "text": "Trained 4 planners." });
    edit(&ada, "addEvidence", fact).await;
    let plan = plan_of(&ada, &newer()).await;
    assert_eq!(entries(&plan, "EMPLOYMENTS")[0]["action"], "CHANGE");
    apply(&ada, &plan).await;
    let read = profile(&ada).await;
    assert_eq!(
        each(&read["employments"][0], "evidence", "text"),
        [
            "Planned 40 berths a day",
            "Trained 4 planners.",
            "Cut waiting by 35 %"
        ]
    );
}

#[tokio::test]
async fn what_the_user_removed_comes_back_only_by_choice() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let skill = profile(&ada).await["skills"][1].clone();
    assert_eq!(skill["name"], "C++");
    edit(&ada, "removeSkill", json!({ "id": skill["id"] })).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let entry = entries(&plan, "SKILLS")[1];
    assert_eq!(
        (&entry["action"], &entry["choice"]),
        (&json!("CONFLICT"), &json!("KEEP_MINE"))
    );
    assert!(entry["note"].as_str().unwrap().contains("removed"));
    apply(&ada, &plan).await;
    assert_eq!(
        each(&profile(&ada).await, "skills", "name"),
        ["Berth planning", "C#"]
    );

    let plan = plan_of(&ada, &Archive::new()).await;
    let entry = entries(&plan, "SKILLS")[1];
    let choices = json!({ "choices": [{ "entryId": entry["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &plan, choices).await;
    assert_eq!(
        each(&profile(&ada).await, "skills", "name"),
        ["Berth planning", "C++", "C#"]
    );
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(entries(&plan, "SKILLS")[1]["action"], "KEEP");
}

#[tokio::test]
async fn sections_are_chosen_as_a_whole_and_entries_after_them() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let one = entries(&plan, "SKILLS")[2];
    let more = json!({ "sections": [{ "choice": "KEEP_MINE" }, { "section": "LANGUAGES", "choice": "USE_IMPORT" }],
        "choices": [{ "entryId": one["id"], "choice": "USE_IMPORT" }] });
    let done = apply_with(&ada, &plan, more).await;
    let read = profile(&ada).await;
    assert_eq!(each(&read, "skills", "name"), ["C#"]);
    assert_eq!(each(&read, "languages", "name"), ["Dutch", "Wolof"]);
    assert_eq!(
        (&read["employments"], &read["headline"]),
        (&json!([]), &json!(""))
    );
    assert_eq!(entries(&done, "EMPLOYMENTS")[0]["result"], "KEPT");
}

#[tokio::test]
async fn of_two_tabs_the_second_gets_a_conflict() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let (one, two) = tokio::join!(
        try_apply(&ada, &plan, json!({})),
        try_apply(&ada, &plan, json!({}))
    );
    let refusals = [one, two].map(|answer| answer.data("applyImport.userErrors").clone());
    let refused: Vec<&Value> = refusals.iter().filter(|list| **list != json!([])).collect();
    assert_eq!(refused.len(), 1, "{refusals:?}");
    assert_eq!(refused[0][0]["__typename"], "VersionConflictError");
    super::applied(&ada, &plan["id"]).await;
    assert_eq!(each(&profile(&ada).await, "skills", "name").len(), 3);
}

#[tokio::test]
async fn two_plans_of_one_archive_add_nothing_twice() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (one, two) = (
        plan_of(&ada, &Archive::new()).await,
        plan_of(&ada, &Archive::new()).await,
    );
    apply(&ada, &one).await;
    let before = profile(&ada).await;
    let done = apply(&ada, &two).await;
    let after = profile(&ada).await;
    for section in ["employments", "skills", "languages", "links"] {
        assert_eq!(after[section], before[section]);
    }
    assert_eq!(entries(&done, "SKILLS")[0]["result"], "KEPT");
}

#[tokio::test]
async fn an_edit_after_the_plan_is_not_overwritten() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let first = plan_of(&ada, &Archive::new()).await;
    try_apply(&ada, &first, json!({})).await;
    app.run_tasks().await;
    let second = plan_of(&ada, &newer()).await;
    let job = profile(&ada).await["employments"][0].clone();
    let edited = json!({ "employment": { "id": job["id"], "company": "Kestrel & Loam", "title": "Mine", "startedOn": "2021-02" } });
    try_apply(&ada, &second, json!({})).await;
    edit(&ada, "updateEmployment", edited).await;
    app.run_tasks().await;
    let done = plan(&ada, &second["id"]).await;
    let entry = entries(&done, "EMPLOYMENTS")[0];
    assert_eq!(entry["result"], "OUTDATED");
    assert!(
        entry["message"]
            .as_str()
            .unwrap()
            .contains("after this plan")
    );
    assert_eq!(profile(&ada).await["employments"][0]["title"], "Mine");
    assert_eq!(
        each(&profile(&ada).await, "skills", "name").len(),
        4,
        "the rest is applied"
    );
}

#[tokio::test]
async fn a_cancelled_plan_is_not_applied_and_a_stopped_import_stays_as_it_is() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let cancel = async |id: &Value| {
        let query = "mutation($id: ID!) { cancelImport(input: { id: $id }) { plan { state } userErrors { __typename path message } } }";
        ada.client.gql(query, json!({ "id": id })).await
    };
    let first = plan_of(&ada, &Archive::new()).await;
    assert_eq!(
        cancel(&first["id"]).await.data("cancelImport.plan.state"),
        "CANCELLED"
    );
    let refused = try_apply(&ada, &first, json!({})).await;
    assert_eq!(
        refused.data("applyImport.userErrors.0.__typename"),
        "VersionConflictError"
    );
    assert_eq!(
        cancel(&first["id"]).await.data("cancelImport.plan.state"),
        "CANCELLED"
    );

    let second = plan_of(&ada, &Archive::new()).await;
    try_apply(&ada, &second, json!({})).await;
    assert_eq!(
        cancel(&second["id"]).await.data("cancelImport.plan.state"),
        "CANCELLED"
    );
    app.run_tasks().await;
    assert_eq!(profile(&ada).await["version"], 0);
    assert_eq!(plan(&ada, &second["id"]).await["done"], 0);
}

#[tokio::test]
async fn an_import_is_followed_until_its_end() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let query = "subscription($id: ID!) { importProgressed(id: $id) { state done total } }";
    socket
        .subscribe("1", query, json!({ "id": plan["id"] }))
        .await;
    let first = socket.next_data("1").await;
    assert_eq!(first["importProgressed"]["state"], "PLANNED");
    try_apply(&ada, &plan, json!({})).await;
    let mut done = 0;
    loop {
        let event = socket.next_data("1").await["importProgressed"].clone();
        let now = event["done"].as_i64().unwrap();
        assert!(now >= done, "{event}");
        done = now;
        if event["state"] == "APPLIED" {
            assert_eq!(event["done"], event["total"]);
            break;
        }
    }
}

#[tokio::test]
async fn results_are_kept_for_each_row_and_are_no_formulas() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let archive = Archive::new().with("Skills.csv", "Name\n=cmd|calc\n\"Word, Excel\"\n");
    let plan = plan_of(&ada, &archive).await;
    apply(&ada, &plan).await;
    let query = "query($id: ID!) { viewer { importPlan(id: $id) { resultsCsv entries(filter: { results: [ADDED], sections: [SKILLS] }) { totalCount } } } }";
    let answer = ada.client.gql(query, json!({ "id": plan["id"] })).await;
    assert_eq!(answer.data("viewer.importPlan.entries.totalCount"), 2);
    let csv = answer.text_at("viewer.importPlan.resultsCsv");
    assert!(csv.starts_with("entry,section,file,row,item,action,choice,result,message\r\n"));
    assert!(
        csv.contains(",SKILLS,Skills.csv,1,'=cmd|calc,ADD,USE_IMPORT,ADDED,"),
        "{csv}"
    );
    assert!(
        csv.contains(",SKILLS,Skills.csv,2,\"Word, Excel\","),
        "{csv}"
    );
}

#[tokio::test]
async fn what_a_section_cannot_hold_is_refused_row_by_row() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let skills: Vec<String> = (0..205).map(|number| format!("Skill {number}")).collect();
    let names = format!("Name\n{}\n", skills.join("\n"));
    let plan = plan_of(&ada, &Archive::new().with("Skills.csv", &names)).await;
    let done = apply(&ada, &plan).await;
    let counts = done["counts"].as_array().unwrap();
    let skills = counts
        .iter()
        .find(|count| count["section"] == "SKILLS")
        .unwrap();
    assert_eq!(
        (&skills["added"], &skills["refused"]),
        (&json!(200), &json!(5))
    );
    assert_eq!(done["state"], "APPLIED");
}

#[tokio::test]
async fn choices_of_other_imports_are_refused() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (mine, theirs) = (
        plan_of(&ada, &Archive::new()).await,
        plan_of(&bob, &Archive::new()).await,
    );
    let entry = &entries(&theirs, "SKILLS")[0]["id"];
    let choices = json!({ "choices": [{ "entryId": entry, "choice": "USE_IMPORT" }] });
    let refused = try_apply(&ada, &mine, choices).await;
    assert_eq!(
        refused.refusal("applyImport"),
        "InvalidInputError input.choices.0.entryId"
    );
    let own = &entries(&mine, "SKILLS")[0]["id"];
    let twice = json!({ "choices": [{ "entryId": own, "choice": "MERGE" }, { "entryId": own, "choice": "KEEP_MINE" }] });
    let both = json!({ "sections": [{ "section": "SKILLS", "choice": "USE_IMPORT" }, { "section": "SKILLS", "choice": "KEEP_MINE" }] });
    for (choices, path) in [(twice, "choices.1.entryId"), (both, "sections.1.section")] {
        let refused = try_apply(&ada, &mine, choices).await;
        let expected = format!("InvalidInputError input.{path}");
        assert_eq!(refused.refusal("applyImport"), expected);
    }
    assert_eq!(plan(&ada, &mine["id"]).await["state"], "PLANNED");
    let stranger = try_apply(&bob, &mine, json!({})).await;
    assert_eq!(stranger.code(), "NOT_FOUND");
}
