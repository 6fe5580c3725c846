//! An imported classification is used in matches, and postings are read again with it.

use careergraph::features::matching::Classification;
use serde_json::json;

use super::{catalogue, engineer, list, matched};
use crate::kit::TestApp;

const SKILLS: &str = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n\
    KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000001,skill/competence,sector-specific,splice quantum ropes,rope splicing quantum,,released,,,,,\n";

#[tokio::test]
async fn skills_of_an_imported_classification_are_found_after_a_second_reading() {
    let app = TestApp::start().await;
    let posting = (
        "Rope Worker",
        "Berlin, Germany",
        "<h3>Requirements</h3><ul><li>Able to splice quantum ropes</li></ul>",
    );
    let ids = catalogue(&app, &[posting]).await;
    let ada = engineer(&app, "ada").await;
    let names = |found: &serde_json::Value| -> Vec<String> {
        let missing = list(&found["match"]["skills"]["missing"]).iter();
        missing
            .map(|one| one["skill"]["label"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(!names(&matched(&ada, &ids[0]).await).contains(&"splice quantum ropes".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skills_en.csv");
    std::fs::write(&file, SKILLS).unwrap();
    let counts = app
        .matching
        .import_taxonomy(Classification::Esco, &[file])
        .await
        .unwrap();
    assert_eq!((counts.skills, counts.titles), (1, 0));
    app.matching.read_waiting().await.unwrap();
    let found = names(&matched(&ada, &ids[0]).await);
    assert!(
        found.contains(&"splice quantum ropes".to_owned()),
        "{found:?}"
    );
    let root = app.admin("root").await;
    let query = "{ matching { postingsWaiting imported { source skills acknowledgement } } }";
    let state = root.client.gql(query, json!({})).await;
    assert_eq!(state.data("matching.imported.0.source"), "esco");
    assert!(
        state
            .text_at("matching.imported.0.acknowledgement")
            .contains("ESCO")
    );
}

#[tokio::test]
async fn labels_come_in_the_language_wanted() {
    let app = TestApp::start().await;
    let posting = (
        "Buchhalterin",
        "Berlin, Germany",
        "<h3>Anforderungen</h3><ul><li>Erfahrung in der Buchhaltung</li></ul>",
    );
    let ids = catalogue(&app, &[posting]).await;
    let ada = engineer(&app, "ada").await;
    let query = r#"query($id: ID!) { node(id: $id) { ... on Posting { match { skills { matched { skill {
        slug label german: label(language: "DE") french: label(language: "fr") italian: label(language: "it") } } } } } } }"#;
    let answer = ada.client.gql(query, json!({ "id": ids[0] })).await;
    let matched = list(answer.data("node.match.skills.matched"));
    let skill = &matched
        .iter()
        .find(|one| one["skill"]["slug"] == "accounting")
        .unwrap_or_else(|| panic!("{matched:?}"))["skill"];
    assert_eq!(
        (&skill["label"], &skill["german"], &skill["french"]),
        (
            &json!("Accounting"),
            &json!("Buchhaltung"),
            &json!("Comptabilité")
        )
    );
    assert_eq!(skill["italian"], skill["label"]);
}
