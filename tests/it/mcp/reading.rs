//! Tools that read: what a token is shown, and what the calls return.

use serde_json::{Value, json};

use super::{Assistant, refused};
use crate::kit::TestApp;

#[tokio::test]
async fn a_token_is_shown_the_tools_that_it_may_use() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    for (scopes, expected) in [
        (
            &["jobs:read"][..],
            &["list_proposals", "search_postings", "search_schema"][..],
        ),
        (
            &["applications:read"],
            &[
                "get_application",
                "get_board",
                "get_skill_demand",
                "list_applications",
                "list_proposals",
                "search_postings",
                "search_schema",
            ],
        ),
        (
            &["applications:write", "analytics:read"],
            &[
                "close_application",
                "create_application",
                "get_funnel",
                "list_proposals",
                "move_application",
                "search_postings",
                "update_application",
                "search_schema",
            ],
        ),
    ] {
        let assistant = Assistant::of(&ann, scopes).await;
        assert_eq!(assistant.names().await, expected, "{scopes:?}");
    }
    let session = Assistant {
        client: ann.client.clone(),
        version: super::STATELESS,
    };
    assert!(session.names().await.len() > 15, "a session may use all");
}

#[tokio::test]
async fn a_tool_says_what_it_takes_and_does() {
    let app = TestApp::start().await;
    let assistant = Assistant::of(
        &app.sign_up("ann").await,
        &["applications:read", "applications:write"],
    )
    .await;
    let tools = assistant.tools().await;
    let tool = |name: &str| {
        tools
            .iter()
            .find(|tool| tool["name"] == name)
            .expect("the tool")
    };
    let board = tool("get_board");
    assert_eq!(board["title"], "My board of applications");
    assert_eq!(
        board["inputSchema"],
        json!({ "type": "object", "additionalProperties": false, "properties": { "first": {
            "type": ["integer", "null"], "description": "Cards of each column, 1 to 100; 20 by default." } } })
    );
    assert_eq!(
        board["annotations"],
        json!({ "title": "My board of applications", "readOnlyHint": true, "destructiveHint": false,
            "idempotentHint": true, "openWorldHint": false })
    );
    let moving = tool("move_application");
    assert_eq!(moving["annotations"]["readOnlyHint"], false);
    assert_eq!(
        moving["inputSchema"]["required"],
        json!(["id", "expectedVersion", "to"])
    );
    let stages = &moving["inputSchema"]["properties"]["to"];
    assert!(
        stages["enum"]
            .as_array()
            .expect("stages")
            .contains(&json!("SCREENING")),
        "{stages}"
    );
    assert!(
        stages["description"]
            .as_str()
            .expect("a text")
            .starts_with("The next stage;"),
        "{stages}"
    );
    assert_eq!(
        tool("update_application")["annotations"]["destructiveHint"],
        true
    );
}

#[tokio::test]
async fn postings_are_searched_read_and_matched() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, &["jobs:read", "profiles:read"]).await;
    let all = assistant.call("search_postings", json!({})).await;
    assert_eq!(all.data("jobs.totalCount"), 1, "{all:?}");
    let after = json!({ "after": all.data("jobs.pageInfo.endCursor") });
    let next = assistant.call("search_postings", after).await;
    assert_eq!(next.data("jobs.nodes"), &json!([]));
    let nowhere = json!({ "cities": ["Atlantis"] });
    let none = assistant.call("search_postings", nowhere).await;
    assert_eq!(
        none.data("jobs.nodes"),
        &json!([]),
        "a filter that is given narrows"
    );
    let id = all.text_at("jobs.nodes.0.id");
    let read = assistant.call("get_posting", json!({ "id": id })).await;
    assert!(!read.text_at("node.description").is_empty());
    assert_eq!(read.data("node.title"), all.data("jobs.nodes.0.title"));
    let text = read.0["content"][0]["text"].as_str().expect("a text");
    let text: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(
        text, read.0["structuredContent"],
        "the text is the structure"
    );
    let matches = assistant.call("list_matches", json!({})).await;
    assert!(matches.data("viewer.matches.nodes").is_array());
}

#[tokio::test]
async fn what_a_call_may_not_do_is_an_error_that_says_so() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, &["jobs:read"]).await;
    for (tool, arguments, expected) in [
        (
            "get_board",
            json!({}),
            "FORBIDDEN: This API token lacks the scope \"applications:read\".",
        ),
        (
            "create_application",
            json!({ "company": "Acme", "role": "Engineer" }),
            "FORBIDDEN: This API token lacks the scope \"applications:write\".",
        ),
        (
            "search_postings",
            json!({ "town": "Lisbon", "first": 1 }),
            "BAD_USER_INPUT: There is no argument \"town\"; this tool takes: ",
        ),
        (
            "search_postings",
            json!({ "first": 1_000 }),
            "BAD_USER_INPUT: ",
        ),
        (
            "search_postings",
            json!({ "first": "many" }),
            "GRAPHQL_VALIDATION_FAILED: Invalid value for argument \"first\"",
        ),
        (
            "search_postings",
            json!({ "remoteModes": ["SOMETIMES"] }),
            "BAD_USER_INPUT: Failed to parse \"RemoteMode\"",
        ),
    ] {
        let outcome = assistant.call(tool, arguments.clone()).await;
        assert!(
            outcome.problem().starts_with(expected),
            "{tool} {arguments}: {}",
            outcome.problem()
        );
        let error = &outcome.0["structuredContent"]["errors"][0];
        assert!(
            error["extensions"]["code"].is_string() && error["extensions"]["requestId"].is_string(),
            "{error}"
        );
    }
    let count = ann
        .client
        .gql("{ viewer { applications { totalCount } } }", json!({}))
        .await;
    assert_eq!(count.data("viewer.applications.totalCount"), 0);
    let params = json!({ "name": "delete_everything", "arguments": {} });
    let answer = assistant.request("tools/call", params).await;
    let (_, error) = refused(&answer);
    assert_eq!(
        (&error["code"], &error["message"]),
        (
            &json!(-32_602),
            &json!("There is no tool of this name; see tools/list.")
        )
    );
}

#[tokio::test]
async fn another_users_application_does_not_exist() {
    let app = TestApp::start().await;
    let (ann, bo) = (app.sign_up("ann").await, app.sign_up("bo").await);
    let application = ann.apply("Acme").await;
    let assistant = Assistant::of(&bo, &["applications:read"]).await;
    let outcome = assistant
        .call("get_application", json!({ "id": application.id }))
        .await;
    assert!(
        outcome.problem().starts_with("NOT_FOUND: "),
        "{}",
        outcome.problem()
    );
}

#[tokio::test]
async fn a_long_answer_is_replaced_by_an_error() {
    let app = TestApp::with(|config| config.mcp.answer_bytes = 1_000).await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    let words = json!({ "words": "application", "first": 20 });
    let outcome = assistant.call("search_schema", words).await;
    assert!(
        outcome.problem().starts_with("PAYLOAD_TOO_LARGE: "),
        "{}",
        outcome.problem()
    );
    assert!(
        outcome
            .problem()
            .ends_with("ask for less, such as a smaller \"first\".")
    );
}

#[tokio::test]
async fn arguments_that_are_no_object_are_invalid() {
    let app = TestApp::start().await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    for params in [
        json!({ "name": "search_postings", "arguments": "x" }),
        json!({ "name": "search_postings", "arguments": [] }),
        json!({ "arguments": {} }),
    ] {
        let answer = assistant.request("tools/call", params.clone()).await;
        let (_, error) = refused(&answer);
        assert_eq!(error["code"], -32_602, "{params}: {}", answer.text);
    }
}

#[tokio::test]
async fn an_id_of_another_kind_is_told_by_its_type() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let application = ann.apply("Acme").await;
    let assistant = Assistant::of(&ann, &["applications:read", "profiles:read"]).await;
    let outcome = assistant
        .call("get_posting", json!({ "id": application.id }))
        .await;
    assert_eq!(
        outcome.data("node"),
        &json!({ "__typename": "Application" })
    );
}
