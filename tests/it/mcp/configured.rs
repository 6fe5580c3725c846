//! The operator's own tools, and a server without any.

use serde_json::json;

use super::{ACCEPT, Assistant, JSON, listing, post};
use crate::kit::{Place, TestApp};

const MINE: &str = "# Who I am.\n# @scopes users:read\nquery who_am_i { viewer { user { name } } }";
const COUNT: &str = "query count_postings { jobs { totalCount } }";

#[tokio::test]
async fn a_folder_of_documents_replaces_the_built_in_tools() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("a.graphql", MINE),
        ("b.graphql", COUNT),
        ("README.md", "no document"),
    ] {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let path = folder.path().to_owned();
    let app = TestApp::with(|config| config.mcp.tools = path).await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, &["users:read"]).await;
    assert_eq!(
        assistant.names().await,
        ["count_postings", "who_am_i", "search_schema"]
    );
    let me = assistant.call("who_am_i", json!({})).await;
    assert_eq!(me.text_at("viewer.user.name"), "ann");
    let other = Assistant::of(&ann, &["jobs:read"]).await;
    assert_eq!(other.names().await, ["count_postings", "search_schema"]);
}

#[tokio::test]
async fn a_manifest_of_trusted_documents_is_a_list_of_tools() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tools.json");
    let manifest = json!({ "format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{ "id": "1f", "body": COUNT, "name": "count_postings", "type": "query" }] });
    std::fs::write(&path, manifest.to_string()).expect("a file");
    let app = TestApp::with(|config| config.mcp.tools = path).await;
    let assistant = Assistant::of(&app.sign_up("ann").await, &["jobs:read"]).await;
    let tools = assistant.tools().await;
    assert_eq!(tools[0]["name"], "count_postings");
    assert_eq!(
        tools[0]["description"], "Open postings. Public.",
        "the contract describes it"
    );
    let counted = assistant.call("count_postings", json!({})).await;
    assert_eq!(counted.data("jobs.totalCount"), 0);
}

#[tokio::test]
async fn tools_run_where_clients_may_send_trusted_documents_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("documents.json");
    std::fs::write(&path, json!({ "known": "{ __typename }" }).to_string()).expect("a file");
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, &["applications:read"]).await;
    let trusting = app
        .beside(crate::kit::Setup::new().config(|config| {
            config.graphql.documents = path;
            config.graphql.only_documents = true;
        }))
        .await;
    let assistant = Assistant {
        client: assistant.client.at(&trusting.base_url),
        ..assistant
    };
    let board = assistant.call("get_board", json!({})).await;
    assert!(board.data("viewer.board").is_array());
}

#[tokio::test]
async fn a_server_may_have_no_assistants() {
    let app = TestApp::with(|config| config.mcp.enabled = false).await;
    let answer = post(&app.anonymous(), listing(), &[JSON, ACCEPT]).await;
    assert_eq!(answer.status, 404);
}

#[test]
fn tools_that_cannot_be_served_are_refused_at_start() {
    let place = Place::new();
    for (content, named) in [
        ("nonsense", "must be a JSON object"),
        (
            r#"{"broken-one": "query a {"}"#,
            "the tool \"broken-one\" is not valid",
        ),
        (
            r#"{"odd-one": "query a { nothing }"}"#,
            "the tool \"odd-one\" is not valid: Unknown field",
        ),
        (
            r#"{"no-name": "{ __typename }"}"#,
            "a tool is one operation with a name",
        ),
        (
            r#"{"a": "query a { __typename }", "b": "query a { __typename }"}"#,
            "there are two tools \"a\"",
        ),
        (
            r#"{"a": "query search_schema { __typename }"}"#,
            "there are two tools \"search_schema\"",
        ),
    ] {
        place.write("tools.json", content);
        let ended = place.run(&["doctor"], &[("CAREERGRAPH__MCP__TOOLS", "tools.json")]);
        assert_eq!(ended.code, 2, "{content}: {ended:?}");
        assert!(
            ended.stderr.contains("mcp.tools") && ended.stderr.contains(named),
            "{content}: {}",
            ended.stderr
        );
    }
    let ended = place.run(&["doctor"], &[("CAREERGRAPH__MCP__TOOLS", "nowhere")]);
    assert!(
        ended.code == 2 && ended.stderr.contains("mcp.tools: nowhere cannot be read"),
        "{ended:?}"
    );
}
