//! The scopes that a tool states are those that its operation needs: with them it succeeds, and without one of them GraphQL refuses it, too.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::{Assistant, token};
use crate::kit::{TestApp, TestUser};

/// Arguments with which a tool succeeds, for the tools that need some.
fn arguments(tool: &str, application: &str, posting: &str) -> Value {
    match tool {
        "get_posting" => json!({ "id": posting }),
        "get_interview_questions" => json!({ "postingId": posting }),
        "get_application" => json!({ "id": application }),
        "find_answers" => json!({ "question": { "text": "Notice period?" } }),
        "create_application" => json!({ "company": "Acme", "role": "Engineer", "dryRun": true }),
        "move_application" => {
            json!({ "id": application, "expectedVersion": 1, "to": "SCREENING", "dryRun": true })
        }
        "close_application" => {
            json!({ "id": application, "expectedVersion": 1, "outcome": "WITHDRAWN", "dryRun": true })
        }
        "update_application" => {
            json!({ "id": application, "expectedVersion": 1, "note": "A note", "dryRun": true })
        }
        "mark_notifications_read" => {
            json!({ "ids": ["noti_00000000000000000000000000000000"] })
        }
        _ => json!({}),
    }
}

/// The text of a tool, and the scopes that it states.
fn stated(tool: &str) -> (String, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mcp/tool/documents/operations");
    let text = fs::read_to_string(folder.join(format!("{tool}.graphql"))).expect("the document");
    let scopes = text
        .lines()
        .find_map(|line| line.strip_prefix("# @scopes "));
    let scopes = scopes
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    (text, scopes)
}

/// True if GraphQL refuses the document of the tool to a token with these scopes.
async fn is_forbidden(user: &TestUser, text: &str, arguments: &Value, scopes: &[&str]) -> bool {
    // A token has at least one scope; this one is of no use to any tool.
    let scopes = [scopes, &["documents:write"]].concat();
    let answer = token(user, &scopes)
        .await
        .gql(text, arguments.clone())
        .await;
    let errors = answer.json["errors"].as_array().into_iter().flatten();
    errors
        .into_iter()
        .any(|error| error["extensions"]["code"] == "FORBIDDEN")
}

#[tokio::test]
async fn tools_state_the_scopes_that_they_need() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let ann = app.sign_up("ann").await;
    let application = ann.apply("Acme").await.id;
    let postings = app
        .anonymous()
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await;
    let posting = postings.text_at("jobs.nodes.0.id");
    let everything = Assistant {
        client: ann.client.clone(),
        version: super::STATELESS,
    };
    let mut tools = everything.names().await;
    tools.retain(|tool| tool != "search_schema");
    assert!(tools.len() >= 19, "{tools:?}");
    for tool in tools {
        let (text, scopes) = stated(&tool);
        let arguments = arguments(&tool, &application, &posting);
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        let exactly = [&scopes[..], &["documents:write"]].concat();
        let outcome = Assistant::of(&ann, &exactly)
            .await
            .call(&tool, arguments.clone())
            .await;
        assert!(outcome.0["isError"] != true, "{tool}: {outcome:?}");
        for scope in &scopes {
            let others: Vec<&str> = scopes
                .iter()
                .copied()
                .filter(|other| other != scope)
                .collect();
            assert!(
                is_forbidden(&ann, &text, &arguments, &others).await,
                "{tool} does not need {scope}"
            );
        }
    }
}
