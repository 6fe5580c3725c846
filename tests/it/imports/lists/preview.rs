//! What a list has, before it is imported.

use serde_json::{Value, json};

use super::send;
use crate::kit::{Answer, TestApp, TestUser};

const PREVIEW: &str = "preview { rowCount columns { name samples filled meaning dates { order proof proofRow doubtful dayNumbers } }
    stages { word rows stage candidates } }";

async fn try_preview(user: &TestUser, content: &[u8], more: Value) -> Answer {
    send(user, "previewApplicationList", PREVIEW, content, more).await
}

async fn preview(user: &TestUser, content: &[u8]) -> Value {
    let answer = try_preview(user, content, json!({})).await;
    assert_eq!(answer.data("previewApplicationList.userErrors"), &json!([]));
    answer.data("previewApplicationList.preview").clone()
}

#[tokio::test]
async fn a_preview_shows_columns_dates_and_words_and_keeps_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Position,State,Applied,Mood\nAlder,Baker,Applied,03/04/2026,4\n\
        Birch,Cook,Humming,05/06/2026,\nCedar,Driver,Applied,07/08/2026,\nElder,Editor,,,\n";
    let seen = preview(&ada, list.as_bytes()).await;
    assert_eq!(seen["rowCount"], 4);
    let meanings: Vec<&Value> = seen["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| &column["meaning"])
        .collect();
    assert_eq!(
        meanings,
        ["COMPANY", "ROLE", "STAGE", "APPLIED_ON", "IGNORED"]
    );
    assert_eq!(
        seen["columns"][0]["samples"],
        json!(["Alder", "Birch", "Cedar"])
    );
    assert_eq!(seen["columns"][0]["dates"], Value::Null);
    let dates = &seen["columns"][3]["dates"];
    assert_eq!(
        (&dates["order"], &dates["doubtful"]),
        (&Value::Null, &json!(3)),
        "the order is to be chosen"
    );
    assert_eq!(
        seen["stages"],
        json!([
            { "word": "Applied", "rows": 2, "stage": "APPLIED", "candidates": [] },
            { "word": "Humming", "rows": 1, "stage": null, "candidates": [] },
            { "word": "", "rows": 1, "stage": null, "candidates": [] },
        ])
    );
    for table in ["import_jobs", "import_entries", "idempotency_keys"] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_row_proves_the_order_of_day_and_month() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = "sep=;\r\nFirma;Stelle;Status;Beworben am\r\nM\u{fc}hle;B\u{e4}cker;Zusage;03/04/2026\r\nHafen;Koch;Absage;13/04/2026\r\n";
    let bytes: Vec<u8> = list
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let seen = preview(&ada, &bytes).await;
    let dates = &seen["columns"][3]["dates"];
    assert_eq!(
        (&dates["order"], &dates["proof"], &dates["proofRow"]),
        (&json!("DAY_FIRST"), &json!("13/04/2026"), &json!(2))
    );
    assert_eq!(seen["columns"][0]["samples"], json!(["Mühle", "Hafen"]));
    assert_eq!(
        seen["stages"][0],
        json!({ "word": "Zusage", "rows": 1, "stage": null, "candidates": ["OFFER", "ACCEPTED"] })
    );
}

#[tokio::test]
async fn a_preview_follows_the_columns_that_are_chosen() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let list = b"Who,What,How\nAlder,Baker,Sent\n";
    let columns = json!({ "columns": ["COMPANY", "ROLE", "STAGE"] });
    let seen = try_preview(&ada, list, columns).await;
    assert_eq!(
        seen.data("previewApplicationList.preview.stages.0.stage"),
        "APPLIED"
    );
    let few = try_preview(&ada, list, json!({ "columns": ["COMPANY"] })).await;
    assert_eq!(
        few.refusal("previewApplicationList"),
        "InvalidInputError input.columns"
    );
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_what_to_do() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (content, words) in [
        (&b""[..], "empty"),
        (b"PK\x03\x04 a spreadsheet", "Save it as CSV"),
        (b"Company,Role\n", "no rows"),
        (b"\x00\x01\x02\x03\x00\xff\x00", "CSV"),
    ] {
        let refused = try_preview(&ada, content, json!({})).await;
        assert_eq!(
            refused.refusal("previewApplicationList"),
            "InvalidInputError input.file"
        );
        let message = refused.text_at("previewApplicationList.userErrors.0.message");
        assert!(message.contains(words), "{message}");
    }
}
