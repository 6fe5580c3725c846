//! The tools of the documents that are compiled in, and what makes a document none.

use serde_json::Value;

use super::{Tool, documents};
use crate::{
    config::Config,
    graphql::schema,
    http::documents::check_document,
    mcp::{contract::Contract, tools::Tools},
    types::actor::Viewer,
};

fn config() -> Config {
    Config::load(None).expect("the defaults")
}

fn contract() -> Contract {
    Contract::of(&schema::sdl(&config().limits)).expect("the contract")
}

/// The tool of a document, or what is wrong with it.
async fn tool(text: &str) -> Result<Tool, String> {
    let limits = config().limits;
    let document = check_document(text, &limits, &schema::explaining(&limits)).await?;
    Tool::of(text, &document, &contract())
}

#[tokio::test]
async fn our_tools_are_valid_and_complete() {
    let (limits, contract) = (config().limits, contract());
    let validating = schema::explaining(&limits);
    for source in documents::built_in() {
        let name = &source.name;
        let document = check_document(&source.text, &limits, &validating)
            .await
            .unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let tool = Tool::of(&source.text, &document, &contract)
            .unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(format!("{}.graphql", tool.name()), *name);
        let listed = serde_json::to_value(&tool.listed).expect("JSON");
        assert!(
            listed["description"].as_str().expect("a description").len() > 20,
            "{name} has no description"
        );
        assert!(listed["title"].is_string(), "{name} has no title");
        let properties = listed["inputSchema"]["properties"]
            .as_object()
            .expect("properties");
        for (argument, schema) in properties {
            assert!(
                schema["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{name}: ${argument} has no description"
            );
        }
        // What is public, and what a token reads of itself, needs no scope.
        let needs_none = ["list_proposals.graphql", "search_postings.graphql"];
        assert_eq!(
            tool.check(&Viewer::Anonymous).is_ok(),
            needs_none.contains(&name.as_str()),
            "{name} states its scopes"
        );
    }
}

#[tokio::test]
async fn all_of_our_tools_are_loaded_by_name() {
    let tools = Tools::load(&config()).await.expect("tools");
    for source in documents::built_in() {
        let name = source.name.trim_end_matches(".graphql");
        assert!(tools.find(name).is_some(), "{name}");
    }
}

#[tokio::test]
async fn hints_follow_from_the_kind_and_the_tags() {
    let list = |listed: &Value| {
        [
            "readOnlyHint",
            "destructiveHint",
            "idempotentHint",
            "openWorldHint",
        ]
        .map(|hint| listed["annotations"][hint].as_bool().expect("a hint"))
    };
    let mutation = "mutation t($ids: [ID!]) { markRead(input: { ids: $ids }) { marked } }";
    for (text, expected) in [
        (
            "query t { viewer { user { name } } }".to_owned(),
            [true, false, true, false],
        ),
        (mutation.to_owned(), [false, true, false, false]),
        (
            format!("# @additive\n{mutation}"),
            [false, false, false, false],
        ),
        (
            format!("# @additive\n# @idempotent\n{mutation}"),
            [false, false, true, false],
        ),
    ] {
        let tool = tool(&text).await.expect("a tool");
        let listed = serde_json::to_value(&tool.listed).expect("JSON");
        assert_eq!(list(&listed), expected, "{text}");
    }
}

#[tokio::test]
async fn without_a_comment_the_contract_describes_a_tool() {
    for (text, expected) in [
        (
            "query t { viewer { board { stage } } }",
            "The application board: one column for each stage, in the order of the stages; without archived applications.",
        ),
        (
            "mutation t { markRead(input: {}) { marked } }",
            "Marks notifications as read. Idempotent.",
        ),
    ] {
        let tool = tool(text).await.expect("a tool");
        assert_eq!(tool.listed.description.as_deref(), Some(expected));
    }
}

#[tokio::test]
async fn documents_that_are_no_tools_are_refused() {
    let subscription = "subscription t { notificationReceived { cursor } }";
    let named = format!("query {} {{ __typename }}", "t".repeat(65));
    for (text, expected) in [
        ("{ __typename }", "a tool is one operation with a name"),
        (
            "query a { __typename } query b { __typename }",
            "a tool is one operation with a name",
        ),
        (subscription, "a tool is a query or a mutation"),
        (&named, "the name of a tool has at most 64 characters"),
        (
            "# @scopes all\nquery a { __typename }",
            "there is no scope \"all\"",
        ),
        (
            "mutation a($file: Upload!) { uploadDocument(input: { file: $file, kind: OTHER }) { clientMutationId } }",
            "$file: tools take no files",
        ),
    ] {
        assert_eq!(tool(text).await.expect_err("no tool"), expected, "{text}");
    }
    let unknown = tool("query a { nothing }").await.expect_err("no tool");
    assert!(
        unknown.starts_with("Unknown field \"nothing\""),
        "{unknown}"
    );
}
