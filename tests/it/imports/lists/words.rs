//! Words of stages, long texts and long lists.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{apply, findings, of_company, plan_of, plan_with, send, shown, try_list};
use crate::kit::{TestApp, TestUser};

/// The words that the preview of a list shows.
async fn words(user: &TestUser, list: &str) -> Vec<Value> {
    let fields = "preview { stages { word rows } }";
    let answer = send(
        user,
        "previewApplicationList",
        fields,
        list.as_bytes(),
        json!({}),
    )
    .await;
    let stages = answer.data("previewApplicationList.preview.stages");
    stages.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_long_word_of_the_preview_is_one_that_a_mapping_takes() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let long = format!("Humming {}to the end", "a tune that goes on ".repeat(15));
    let list = format!("Company,Role,Status\nAlder,Baker,{long}\nBirch,Cook,-\n");
    let words = words(&ada, &list).await;
    assert_eq!(words.len(), 2);
    let stages: Vec<Value> = words
        .iter()
        .map(|word| json!({ "word": word["word"], "stage": "SCREENING" }))
        .collect();
    let plan = plan_with(&ada, list.as_bytes(), json!({ "stages": stages })).await;
    assert_eq!(
        shown(&plan),
        ["Alder ADD USE_IMPORT", "Birch ADD USE_IMPORT"]
    );
}

#[tokio::test]
async fn a_mapping_takes_as_many_words_as_a_preview_lists() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut list = "Company,Role,Status\n".to_owned();
    for number in 0..501_u32 {
        let letters: String = format!("{number:03}")
            .bytes()
            .map(|digit| char::from(digit + 49))
            .collect();
        writeln!(list, "Company {number},Baker,zz{letters}").unwrap();
    }
    let words = words(&ada, &list).await;
    assert_eq!(words.len(), 500);
    let stages: Vec<Value> = words
        .iter()
        .map(|word| json!({ "word": word["word"], "stage": "APPLIED" }))
        .collect();
    let plan = plan_with(&ada, list.as_bytes(), json!({ "stages": stages })).await;
    assert_eq!(
        (&plan["counts"][0]["add"], &plan["counts"][0]["refuse"]),
        (&json!(500), &json!(1))
    );
}

#[tokio::test]
async fn two_words_that_are_one_are_refused_by_name() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = b"Company,Role,Status\nAlder,Baker,Humming\n";
    let stages = json!([
        { "word": "Humming", "stage": "SCREENING" },
        { "word": "Other", "stage": "OFFER" },
        { "word": "\u{1f3b5} 2. HUMMING!", "stage": "REJECTED" },
    ]);
    let refused = try_list(&ada, list, json!({ "mapping": { "stages": stages } })).await;
    assert_eq!(
        refused.refusal("importApplications"),
        "InvalidInputError input.mapping.stages.2.word"
    );
    let message = refused.text_at("importApplications.userErrors.0.message");
    assert!(
        message.contains("\"Humming\"") && message.contains("2. HUMMING!"),
        "{message}"
    );
}

#[tokio::test]
async fn a_note_is_as_long_as_an_application_takes() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (long, longer) = ("n".repeat(9_000), "m".repeat(12_000));
    let list = format!(
        "Company,Role,Status,Notes,Location\nAlder,Baker,Applied,{long},Ghent\nBirch,Cook,Applied,{longer},Ghent\n{},Driver,Applied,,\n",
        "Cedar".repeat(80)
    );
    let plan = plan_of(&ada, &list).await;
    let all = findings(&plan);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all[0].contains("The note is longer than the 10000 characters that an application takes."),
        "{all:?}"
    );
    assert!(
        all[1].contains("The company is longer than the 300 characters that an application takes."),
        "{all:?}"
    );
    apply(&ada, &plan).await;
    let note_of = async |company| {
        of_company(&ada, company).await["note"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(note_of("Alder").await, format!("{long}\n\nPlace: Ghent"));
    let cut = note_of("Birch").await;
    assert_eq!(cut.chars().count(), 10_000);
    assert!(cut.ends_with("m\n\nPlace: Ghent"), "the lines stay");
    let again = plan_of(&ada, &list).await;
    assert!(
        shown(&again)
            .iter()
            .all(|it| it.ends_with("KEEP KEEP_MINE"))
    );
}
