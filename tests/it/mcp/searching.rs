//! `search_schema`, the only tool that is no operation.

use serde_json::json;

use super::{Assistant, refused};
use crate::kit::TestApp;

#[tokio::test]
async fn the_schema_is_found_by_words() {
    let app = TestApp::start().await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    let outcome = assistant
        .call(
            "search_schema",
            json!({ "words": "move an application", "first": 2 }),
        )
        .await;
    let structure = &outcome.0["structuredContent"];
    assert_eq!(
        structure["found"][0], "Mutation.moveApplication",
        "{structure}"
    );
    let text = outcome.0["content"][0]["text"].as_str().expect("a text");
    assert_eq!(structure["sdl"], text);
    assert!(text.contains("input MoveApplicationInput {"), "{text}");
}

#[tokio::test]
async fn invalid_searches_say_what_is_wrong() {
    let app = TestApp::start().await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    for (arguments, expected) in [
        (
            json!({}),
            "BAD_USER_INPUT: \"words\" is a text of at most 200 characters.",
        ),
        (
            json!({ "words": 7 }),
            "BAD_USER_INPUT: \"words\" is a text of at most 200 characters.",
        ),
        (
            json!({ "words": "x".repeat(201) }),
            "BAD_USER_INPUT: \"words\" is a text of at most 200 characters.",
        ),
        (
            json!({ "words": "job", "n": 1 }),
            "BAD_USER_INPUT: There is no argument \"n\"; this tool takes: first, words.",
        ),
        (
            json!({ "words": "job", "first": 0 }),
            "BAD_USER_INPUT: \"first\" is a whole number from 1 to 20.",
        ),
        (
            json!({ "words": "job", "first": 21 }),
            "BAD_USER_INPUT: \"first\" is a whole number from 1 to 20.",
        ),
        (
            json!({ "words": "job", "first": 1.5 }),
            "BAD_USER_INPUT: \"first\" is a whole number from 1 to 20.",
        ),
        (
            json!({ "words": "xyzzy" }),
            "NOT_FOUND: Nothing in the schema has these words; try others, or fewer.",
        ),
    ] {
        let outcome = assistant.call("search_schema", arguments.clone()).await;
        assert!(
            outcome.problem().starts_with(expected),
            "{arguments}: {}",
            outcome.problem()
        );
    }
}

#[tokio::test]
async fn a_schema_that_is_not_shown_is_not_searched() {
    let app = TestApp::with(|config| config.limits.introspection = false).await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    assert_eq!(
        assistant.names().await,
        ["list_proposals", "search_postings"]
    );
    let params = json!({ "name": "search_schema", "arguments": { "words": "job" } });
    let answer = assistant.request("tools/call", params).await;
    assert_eq!(refused(&answer).1["code"], -32_602);
}
