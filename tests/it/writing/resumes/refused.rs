//! What a résumé may not say: each refusal names the place in the input.

use serde_json::{Value, json};

use super::{describe, edit_of, master, write};
use crate::kit::TestApp;

#[tokio::test]
async fn a_refused_value_is_named_by_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let facts = describe(&ada).await;
    let resume = master(&ada, "All").await;
    let job = |field: &'static str, value: Value| -> Box<dyn FnOnce(&mut Value)> {
        Box::new(move |content| content["sections"][0]["items"][0][field] = value)
    };
    let top = |field: &'static str, value: Value| -> Box<dyn FnOnce(&mut Value)> {
        Box::new(move |content| content[field] = value)
    };
    let statement = |value: Value| job("statements", json!([value]));
    let twice =
        json!([{ "evidence": facts[0], "version": 1 }, { "evidence": facts[0], "version": 1 }]);
    let many = |count: usize| vec![json!({ "text": "x" }); count];
    let cases: Vec<(Box<dyn FnOnce(&mut Value)>, &str)> = vec![
        (top("name", json!("a\nb")), "name"),
        (top("headline", json!("x".repeat(221))), "headline"),
        (top("email", json!("nobody")), "email"),
        (top("phone", json!("1".repeat(51))), "phone"),
        (
            top("links", json!([{ "url": "ftp://x.example/" }])),
            "links.0.url",
        ),
        (
            top(
                "links",
                json!(vec![json!({ "url": "https://x.example/" }); 21]),
            ),
            "links",
        ),
        (top("summary", json!([{ "text": " " }])), "summary.0.text"),
        (top("summary", json!(many(501))), "summary"),
        (top("summary", json!(many(500))), ""),
        (
            top(
                "summary",
                json!(vec![json!({ "text": "x".repeat(5_000) }); 21]),
            ),
            "",
        ),
        (
            top("sections", json!([{ "kind": "WORK" }, { "kind": "WORK" }])),
            "sections.1.kind",
        ),
        (
            top(
                "sections",
                json!([{ "kind": "WORK", "items": vec![json!({ "title": "x" }); 201] }]),
            ),
            "sections.0.items",
        ),
        (
            job("title", json!("a\u{202e}b")),
            "sections.0.items.0.title",
        ),
        (
            job("detail", json!("x".repeat(221))),
            "sections.0.items.0.detail",
        ),
        (
            job("url", json!("javascript:alert(1)")),
            "sections.0.items.0.url",
        ),
        (job("endedOn", json!("2019")), "sections.0.items.0.endedOn"),
        (job("key", json!("i99")), "sections.0.items.0.key"),
        (job("key", json!("i01")), "sections.0.items.0.key"),
        (job("key", json!("i2")), "sections.0.items.1.key"),
        (
            statement(json!({ "text": "x".repeat(5_001) })),
            "sections.0.items.0.statements.0.text",
        ),
        (
            statement(json!({ "text": "x", "citations": twice })),
            "sections.0.items.0.statements.0.citations.1",
        ),
        (
            Box::new(|content| content["sections"][1]["items"] = json!([{ "detail": "x" }])),
            "sections.1.items.0.title",
        ),
    ];
    for (change, place) in cases {
        let input = edit_of(&resume, change);
        let refused = write(&ada.client, "editResume", &input).await;
        let path = if place.is_empty() {
            "InvalidInputError input.content".to_owned()
        } else {
            format!("InvalidInputError input.content.{place}")
        };
        assert_eq!(refused.refusal("editResume"), path);
    }
    let input = edit_of(&resume, |content| {
        content["sections"][0]["items"][0]["source"] =
            json!("user_0192f00000007000800000000000beef");
    });
    let refused = write(&ada.client, "editResume", &input).await;
    assert!(!refused.errors().is_empty(), "{}", refused.text);
    let now = master(&ada, "Again").await;
    assert_eq!(now["content"], resume["content"], "and nothing was changed");
}
