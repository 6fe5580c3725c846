//! The people of an archive: planned, brought in, and forgotten by the import.

use serde_json::{Value, json};

use super::{Archive, apply, apply_with, entries, plan_of, side};
use crate::kit::{TestApp, TestUser};

const PEOPLE: &str = "Notes:\n\"Some addresses\nmay be missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
    Amara,\"Quayle, PhD\",https://www.linkedin.com/in/amara-q,,Marl,Lead,05 Jan 2025\n\
    Rui,Sample,https://www.linkedin.com/in/rui-s,rui@sample.example,Peel,Hand,06 Jan 2025\n";

fn with_people() -> Archive {
    Archive::new().with("Connections.csv", PEOPLE)
}

async fn people(user: &TestUser) -> Vec<Value> {
    let query = "{ viewer { connections { nodes { name companyName position source } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.connections.nodes");
    nodes.as_array().unwrap().clone()
}

#[tokio::test]
async fn people_are_planned_brought_in_once_and_forgotten_by_the_import() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &with_people()).await;
    let planned = entries(&plan, "CONNECTIONS");
    assert_eq!(planned.len(), 2);
    assert_eq!(planned[0]["action"], "ADD");
    assert_eq!(side(planned[0], "lastName", "imported"), ["Quayle, PhD"]);
    assert!(people(&ada).await.is_empty());
    let done = apply(&ada, &plan).await;
    let results = entries(&done, "CONNECTIONS");
    assert!(
        results.iter().all(|entry| entry["result"] == "ADDED"),
        "{done}"
    );
    assert!(
        results.iter().all(|entry| entry["fields"] == json!([])),
        "{done}"
    );
    let found = people(&ada).await;
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|person| person["source"] == "EXPORT_ZIP"),
        "{found:?}"
    );

    let again = plan_of(&ada, &with_people()).await;
    assert!(
        entries(&again, "CONNECTIONS")
            .iter()
            .all(|entry| entry["action"] == "KEEP")
    );
    apply(&ada, &again).await;
    assert_eq!(people(&ada).await, found);

    let newer = Archive::new().with("Connections.csv", &PEOPLE.replace("Peel,Hand", "Peel,Lead"));
    let plan = plan_of(&ada, &newer).await;
    let changed = entries(&plan, "CONNECTIONS")[1];
    assert_eq!(changed["action"], "CHANGE");
    assert_eq!(side(changed, "position", "existing"), ["Hand"]);
    apply(&ada, &plan).await;
    assert_eq!(people(&ada).await.len(), 2);
}

#[tokio::test]
async fn people_who_are_not_chosen_are_not_kept() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &with_people()).await;
    let more = json!({ "sections": [{ "section": "CONNECTIONS", "choice": "KEEP_MINE" }] });
    let done = apply_with(&ada, &plan, more).await;
    let kept = entries(&done, "CONNECTIONS")[0];
    assert_eq!(kept["result"], "KEPT");
    assert!(kept["message"].as_str().unwrap().contains("KEEP_MINE"));
    assert!(people(&ada).await.is_empty());
    for row in app
        .rows("SELECT imported FROM import_entries WHERE section = 'CONNECTIONS'")
        .await
    {
        let imported: Value = row.try_get("", "imported").unwrap();
        assert_eq!(imported, json!({}));
    }
}
