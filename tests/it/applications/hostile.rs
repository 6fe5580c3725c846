//! Hostile texts: a clear refusal, and no row.

use serde_json::json;

use crate::kit::{Setup, TestApp, input_of};

fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("a megabyte, nearly", "x".repeat(900_000)),
        ("one too long in any field", "x".repeat(10_001)),
        ("NUL", "a\0b".to_owned()),
        ("text that is shown backwards", "a\u{202e}b".to_owned()),
        ("isolates", "\u{2066}a\u{2069}".to_owned()),
        ("a control character", "a\u{7}b".to_owned()),
    ]
}

#[tokio::test]
async fn hostile_texts_begin_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = app.row_counts().await;
    for (what, text) in hostile() {
        for field in [
            "company",
            "role",
            "source",
            "referrer",
            "note",
            "idempotencyKey",
        ] {
            let mut input = json!({ "company": "Fernhill", "role": "Cook" });
            input[field] = json!(text);
            let refusal = ada.refused("create", input, "InvalidInputError").await;
            assert_eq!(refusal["path"], json!(["input", field]), "{what}");
        }
    }
    assert_eq!(app.row_counts().await, before);
}

#[tokio::test]
async fn hostile_texts_change_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let before = app.row_counts().await;
    for (what, text) in hostile() {
        for (verb, field) in [
            ("update", "source"),
            ("update", "referrer"),
            ("update", "nextAction"),
            ("update", "note"),
            ("move", "reason"),
            ("move", "idempotencyKey"),
        ] {
            let input = input_of(
                &card,
                &if verb == "move" {
                    json!({ "to": "OFFER", field: text })
                } else {
                    json!({ field: text })
                },
            );
            assert_eq!(
                ada.refused(verb, input, "InvalidInputError").await["path"],
                json!(["input", field]),
                "{what}"
            );
        }
    }
    assert_eq!(
        (app.row_counts().await, ada.card(&card["id"]).await),
        (before, card)
    );
}

#[tokio::test]
async fn the_longest_texts_that_fit_are_kept_whole() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (line, prose) = ("\u{1f980}".repeat(300), "\u{e9}".repeat(10_000));
    let input =
        json!({ "company": line, "role": line, "source": line, "referrer": line, "note": prose });
    let card = ada.done("create", input).await;
    for field in ["companyName", "role", "source", "referrer"] {
        assert_eq!(card[field], json!(line), "{field}");
    }
    assert_eq!(card["note"], json!(prose));
    let long = json!({ "company": "\u{1f980}".repeat(301), "role": "Cook" });
    ada.refused("create", long, "InvalidInputError").await;
}
