//! The personal data that features register, and what is derived from it.

use serde_json::Value;

use super::compiled;
use crate::kit::Setup;

/// Exported parts, by feature.
const PARTS: [&str; 22] = [
    "account",
    "agentProposals",
    "answers",
    "applications",
    "audit",
    "auth",
    "changes",
    "connections",
    "documents",
    "exports",
    "imports",
    "languageModels",
    "letters",
    "linkedIn",
    "mail",
    "matching",
    "notifications",
    "profile",
    "reports",
    "resumes",
    "suspension",
    "tailorings",
];

#[tokio::test]
async fn every_part_has_its_piece_of_the_schema_and_the_audit_is_erased_last() {
    let app = Setup::new().workers(0).start().await;
    let names = app.personal_data.part_names();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, PARTS);
    assert_eq!(names[names.len() - 2..], ["account", "audit"]);

    let schema = app.personal_data.schema().unwrap();
    compiled(&schema);
    let required: Vec<&Value> = schema["required"].as_array().unwrap().iter().collect();
    for name in names {
        assert!(
            schema["properties"][name]["description"].is_string(),
            "{name}"
        );
        assert!(required.iter().any(|other| *other == name), "{name}");
    }
}

#[tokio::test]
async fn what_stays_after_an_erasure_is_what_the_documentation_says() {
    let app = Setup::new().workers(0).start().await;
    let (_, rest) = include_str!("../../../docs/AUTH.md")
        .split_once("What stays:\n\n| what | why |\n|---|---|\n")
        .expect("the table");
    let (table, _) = rest.split_once("\n\n").expect("its end");
    let mut documented: Vec<&str> = table.lines().collect();
    let stated = app.personal_data.retained();
    let mut stated: Vec<String> = stated
        .iter()
        .map(|kept| format!("| {} | {} |", kept.what, kept.why))
        .collect();
    documented.sort_unstable();
    stated.sort_unstable();
    assert_eq!(documented, stated);
}
