//! What the results of an import say of each row, so that a person understands why nothing was written.

use serde_json::{Value, json};

use super::{
    TRACKER, apply, by_hand, entries, import, of_company, plan, plan_of, shown, try_apply,
};
use crate::kit::{Setup, TestApp, TestUser};

/// The result and message of each row.
fn results(done: &Value) -> Vec<(&str, &str)> {
    let entries = entries(done, "APPLICATIONS").into_iter();
    entries
        .map(|entry| {
            let text = |field: &str| entry[field].as_str().unwrap_or_default();
            (text("result"), text("message"))
        })
        .collect()
}

async fn csv(user: &TestUser, id: &Value) -> String {
    let query = "query($id: ID!) { viewer { importPlan(id: $id) { resultsCsv } } }";
    let answer = user.client.gql(query, json!({ "id": id })).await;
    answer.text_at("viewer.importPlan.resultsCsv")
}

#[tokio::test]
async fn of_two_plans_that_are_applied_together_the_second_says_that_nothing_was_left() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let two = [plan_of(&ada, TRACKER).await, plan_of(&ada, TRACKER).await];
    for one in &two {
        try_apply(&ada, one, json!({})).await;
    }
    app.run_tasks().await;
    let done = [
        plan(&ada, &two[0]["id"]).await,
        plan(&ada, &two[1]["id"]).await,
    ];
    let (first, second) = (results(&done[0]), results(&done[1]));
    assert_eq!(first.len(), 8);
    for (one, other) in first.iter().zip(&second) {
        let (added, kept) = if one.0 == "ADDED" {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!((added.0, added.1), ("ADDED", ""));
        assert_eq!(kept.0, "KEPT");
        assert!(kept.1.contains("says the same by now"), "{}", kept.1);
    }
}

#[tokio::test]
async fn the_note_of_a_conflict_does_not_outlive_the_application() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let first = plan_of(&ada, TRACKER).await;
    try_apply(&ada, &first, json!({})).await;
    app.run_tasks().await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(
        &ada,
        "moveApplication",
        &alder,
        json!({ "to": "SCREENING" }),
    )
    .await;
    let newer = TRACKER.replace("Alder,Baker,Applied", "Alder,Baker,Rejected");
    let conflict = plan_of(&ada, &newer).await;
    assert_eq!(shown(&conflict)[0], "Alder CONFLICT KEEP_MINE");
    try_apply(&ada, &conflict, json!({})).await;
    let alder = of_company(&ada, "Alder").await;
    by_hand(&ada, "deleteApplication", &alder, json!({})).await;
    app.run_tasks().await;
    let done = plan(&ada, &conflict["id"]).await;
    let (result, message) = results(&done)[0];
    assert_eq!(result, "KEPT");
    assert!(message.contains("stays removed"), "{message}");
    let csv = csv(&ada, &conflict["id"]).await;
    let row = csv.lines().find(|line| line.contains("Alder")).unwrap();
    assert!(
        row.contains("stays removed") && !row.contains("You changed"),
        "{row}"
    );
}

#[tokio::test]
async fn what_was_asked_and_not_chosen_says_so() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status\nAlder,Baker,Wishlist\nBirch,Cook,Applied\n";
    let done = import(&ada, list).await;
    let results = results(&done);
    assert_eq!((results[0].0, results[1]), ("KEPT", ("ADDED", "")));
    assert!(results[0].1.contains("KEEP_MINE"), "{}", results[0].1);
    let plan = plan_of(&ada, list).await;
    let again = apply(&ada, &plan).await;
    assert_eq!(self::results(&again)[1], ("KEPT", ""), "nothing differs");
}

#[tokio::test]
async fn the_results_do_not_ask_for_a_choice_that_was_made() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let done = import(
        &ada,
        "Company,Role,Status\nAlder,Baker,Wishlist\nBirch,Cook,Applied\n",
    )
    .await;
    assert_eq!(results(&done)[0].0, "KEPT");
    let birch = of_company(&ada, "Birch").await;
    by_hand(
        &ada,
        "moveApplication",
        &birch,
        json!({ "to": "SCREENING" }),
    )
    .await;
    let list = "Company,Role,Status\nAlder,Baker,Wishlist\nBirch,Cook,Rejected\n";
    let plan = plan_of(&ada, list).await;
    let chosen = entries(&plan, "APPLICATIONS").into_iter();
    let chosen = chosen.map(|entry| json!({ "entryId": entry["id"], "choice": "USE_IMPORT" }));
    let choices = json!({ "choices": chosen.collect::<Vec<_>>() });
    let done = super::apply_with(&ada, &plan, choices).await;
    let outcomes: Vec<&str> = results(&done).iter().map(|(outcome, _)| *outcome).collect();
    assert_eq!(outcomes, ["ADDED", "CHANGED"]);
    let csv = csv(&ada, &done["id"]).await;
    assert!(!csv.contains("Choose"), "{csv}");
}

#[tokio::test]
async fn a_choice_for_a_refused_row_is_named() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let rows = "Company,Role,Status\nAlder,Baker,Applied\nBirch,Cook,Humming\n";
    let plan = plan_of(&ada, rows).await;
    let choices = entries(&plan, "APPLICATIONS").into_iter();
    let choices = choices.map(|entry| json!({ "entryId": entry["id"], "choice": "USE_IMPORT" }));
    let all = json!({ "choices": choices.collect::<Vec<_>>() });
    let answer = try_apply(&ada, &plan, all).await;
    assert_eq!(
        answer.refusal("applyImport"),
        "InvalidInputError input.choices.1.entryId"
    );
    let errors = answer.data("applyImport.userErrors").to_string();
    assert!(
        errors.contains("Birch") && errors.contains("row 2"),
        "{errors}"
    );
}

#[tokio::test]
async fn the_message_of_an_entry_and_of_the_table_of_results_are_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |stage: &str| format!("Company,Role,Status\nAlder,Baker,{stage}\n");
    import(&ada, &list("Rejected")).await;
    let plan = plan_of(&ada, &list("Applied")).await;
    assert!(entries(&plan, "APPLICATIONS")[0]["message"].is_null());
    let done = apply(&ada, &plan).await;
    let message = entries(&done, "APPLICATIONS")[0]["message"]
        .as_str()
        .unwrap();
    assert!(message.contains("has ended"), "{message}");
    let table = csv(&ada, &done["id"]).await;
    assert!(table.contains(message), "{table}");
}

#[tokio::test]
async fn a_change_beside_a_stage_that_stays_says_so() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |stage: &str, note: &str| {
        format!("Company,Role,Status,Notes\nAlder,Baker,{stage},{note}\n")
    };
    import(&ada, &list("Interview", "Ask Bo")).await;
    let plan = plan_of(&ada, &list("Applied", "Ask Eve")).await;
    assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"]);
    let note = super::note(&plan, "Alder");
    assert_eq!(note.matches("earlier stage").count(), 1, "{note}");
    let done = apply(&ada, &plan).await;
    let (result, message) = results(&done)[0];
    assert_eq!(result, "CHANGED");
    assert!(message.contains("earlier stage"), "{message}");
    let table = csv(&ada, &done["id"]).await;
    assert!(table.contains(message), "{table}");
}

#[tokio::test]
async fn a_less_precise_day_of_a_later_list_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |day: &str| format!("Company,Role,Status,Applied\nAlder,Baker,Applied,{day}\n");
    import(&ada, &list("2026-03-05")).await;
    for day in ["2026-03", "2026", "2026-03-05"] {
        let plan = plan_of(&ada, &list(day)).await;
        assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"], "{day}");
        apply(&ada, &plan).await;
    }
}
