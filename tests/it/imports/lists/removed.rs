//! Applications that were removed by hand after an import.

use serde_json::json;

use super::{
    applications, apply, apply_with, by_hand, entries, import, note, of_company, plan_of, shown,
};
use crate::kit::{TestApp, TestUser};

fn list(day: &str) -> String {
    format!("Company,Role,Status,Applied\nAlder,Baker,Applied,{day}\n")
}

async fn remove(user: &TestUser, company: &str) {
    let application = of_company(user, company).await;
    by_hand(user, "deleteApplication", &application, json!({})).await;
}

#[tokio::test]
async fn a_removed_application_with_another_day_stays_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("2026-01-04")).await;
    remove(&ada, "Alder").await;
    for day in ["2026-01-04", "2026-03-05", ""] {
        let plan = plan_of(&ada, &list(day)).await;
        assert_eq!(shown(&plan), ["Alder CONFLICT KEEP_MINE"], "{day}");
        assert!(note(&plan, "Alder").contains("removed"), "{day}");
    }
    let plan = plan_of(&ada, &list("2026-03-05")).await;
    let done = apply(&ada, &plan).await;
    let message = entries(&done, "APPLICATIONS")[0]["message"].clone();
    assert!(message.as_str().unwrap().contains("stays removed"));
    assert!(applications(&ada).await.is_empty());
    // It was decided; the note does not speak of a version that is there.
    let again = plan_of(&ada, &list("2026-03-05")).await;
    assert_eq!(shown(&again), ["Alder KEEP KEEP_MINE"]);
    assert!(note(&again, "Alder").contains("left this item removed"));
    let entry = &entries(&again, "APPLICATIONS")[0]["id"];
    let choices = json!({ "choices": [{ "entryId": entry, "choice": "USE_IMPORT" }] });
    apply_with(&ada, &again, choices).await;
    assert_eq!(of_company(&ada, "Alder").await["appliedOn"], "2026-03-05");
}

#[tokio::test]
async fn one_more_for_the_role_of_removed_ones_is_asked() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let two = list("2026-01-04") + "Alder,Baker,Applied,2026-02-05\n";
    import(&ada, &two).await;
    for application in applications(&ada).await {
        by_hand(&ada, "deleteApplication", &application, json!({})).await;
    }
    // Which of the two it is, nothing says.
    let plan = plan_of(&ada, &list("2026-03-06")).await;
    assert_eq!(shown(&plan), ["Alder ADD KEEP_MINE"]);
    assert!(note(&plan, "Alder").contains("You removed an application"));
}

#[tokio::test]
async fn beside_one_that_stays_the_removed_one_is_known() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let two = |day: &str| list("2026-01-04") + &format!("Alder,Baker,Applied,{day}\n");
    import(&ada, &two("2026-02-05")).await;
    let second = applications(&ada).await[1].clone();
    by_hand(&ada, "deleteApplication", &second, json!({})).await;
    let plan = plan_of(&ada, &two("2026-03-06")).await;
    assert_eq!(
        shown(&plan),
        ["Alder KEEP KEEP_MINE", "Alder CONFLICT KEEP_MINE"]
    );
}

#[tokio::test]
async fn another_posting_of_the_role_is_another_application() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = |address: &str, day: &str| {
        format!("Company,Role,Status,Applied,Link\nAlder,Baker,Applied,{day},{address}\n")
    };
    import(&ada, &list("https://jobs.example/alder-1", "2026-01-04")).await;
    remove(&ada, "Alder").await;
    let same = plan_of(&ada, &list("https://jobs.example/alder-1", "2026-03-05")).await;
    assert_eq!(shown(&same), ["Alder CONFLICT KEEP_MINE"]);
    let other = plan_of(&ada, &list("https://jobs.example/alder-2", "2026-03-05")).await;
    assert_eq!(shown(&other), ["Alder ADD KEEP_MINE"], "it is asked");
}

#[tokio::test]
async fn beside_the_row_of_a_removed_application_another_one_is_asked() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("2026-01-04")).await;
    remove(&ada, "Alder").await;
    let two = list("2026-01-04") + "Alder,Baker,Applied,2026-02-05\n";
    let plan = plan_of(&ada, &two).await;
    assert_eq!(
        shown(&plan),
        ["Alder CONFLICT KEEP_MINE", "Alder ADD KEEP_MINE"]
    );
}

#[tokio::test]
async fn a_row_that_may_be_the_removed_one_or_the_other_is_asked() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let two = list("2026-01-04") + "Alder,Baker,Applied,2026-02-05\n";
    import(&ada, &two).await;
    let second = applications(&ada).await[1].clone();
    by_hand(&ada, "deleteApplication", &second, json!({})).await;
    let plan = plan_of(
        &ada,
        "Company,Role,Status,Notes\nAlder,Baker,Rejected,Too far\n",
    )
    .await;
    assert_eq!(shown(&plan), ["Alder ADD KEEP_MINE"]);
    for why in ["You have ", "You removed an application"] {
        assert!(note(&plan, "Alder").contains(why), "{why}");
    }
    // A day says which one it is.
    let plan = plan_of(&ada, &list("2026-01-04")).await;
    assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"]);
}

#[tokio::test]
async fn the_note_of_a_removed_application_has_the_day_that_it_had() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("2026-01-04")).await;
    remove(&ada, "Alder").await;
    let later = plan_of(&ada, &list("2026-03-05")).await;
    apply(&ada, &later).await;
    let two = list("2026-03-06") + "Alder,Baker,Applied,2026-03-07\n";
    let plan = plan_of(&ada, &two).await;
    let text = note(&plan, "Alder").to_owned();
    assert!(text.contains("2026-01-04"), "{text}");
    assert!(!text.contains("2026-03-05"), "{text}");
}
