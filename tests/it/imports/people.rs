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

/// The first person: the id, the version and the position.
async fn first_person(user: &TestUser) -> Value {
    let query = "{ viewer { connections(first: 1) { nodes { id version position } } } }";
    let answer = user.client.gql(query, json!({})).await;
    answer.data("viewer.connections.nodes.0").clone()
}

/// Changes, adds or removes a person.
async fn write(user: &TestUser, mutation: &str, input: Value) {
    let kind = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ userErrors {{ message }} }} }}"
    );
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert_eq!(answer.data(&format!("{mutation}.userErrors")), &json!([]));
}

fn bo(position: &str) -> Archive {
    let people = format!(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
         Bo,Lind,https://www.linkedin.com/in/bo-l,,Marl,{position},05 Jan 2025\n"
    );
    Archive::new().with("Connections.csv", &people)
}

/// The result of the only person of an import.
fn result(done: &Value) -> &Value {
    &entries(done, "CONNECTIONS")[0]["result"]
}

#[tokio::test]
async fn what_was_changed_after_the_plan_is_not_overwritten() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let older = plan_of(&ada, &bo("Hand")).await;
    let unaware = plan_of(&ada, &bo("Boss")).await;
    apply(&ada, &older).await;
    // The plan knew nobody of that name.
    assert_eq!(result(&apply(&ada, &unaware).await), "OUTDATED");
    assert_eq!(first_person(&ada).await["position"], "Hand");

    let plan = plan_of(&ada, &bo("Boss")).await;
    let newer = plan_of(&ada, &bo("Chief")).await;
    let mut mine = first_person(&ada).await;
    mine = json!({ "id": mine["id"], "expectedVersion": mine["version"], "position": "Mine" });
    write(&ada, "updatePerson", mine).await;
    let done = apply(&ada, &plan).await;
    assert_eq!(result(&done), "OUTDATED");
    let message = &entries(&done, "CONNECTIONS")[0]["message"];
    assert!(message.as_str().unwrap().contains("Import the file again"));
    let keeps = json!({ "sections": [{ "choice": "KEEP_MINE" }] });
    assert_eq!(result(&apply_with(&ada, &newer, keeps).await), "KEPT");
    assert_eq!(first_person(&ada).await["position"], "Mine");
    // What was not shown was not decided.
    let again = plan_of(&ada, &bo("Chief")).await;
    assert_eq!(entries(&again, "CONNECTIONS")[0]["action"], "CONFLICT");
}

#[tokio::test]
async fn a_person_who_is_removed_after_the_plan_stays_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (first, second) = (
        plan_of(&ada, &bo("Hand")).await,
        plan_of(&ada, &bo("Hand")).await,
    );
    apply(&ada, &first).await;
    let change = plan_of(&ada, &bo("Boss")).await;
    let bo_lind = first_person(&ada).await;
    let gone = json!({ "id": bo_lind["id"], "expectedVersion": bo_lind["version"] });
    write(&ada, "removePerson", gone).await;
    for plan in [second, change] {
        let done = apply(&ada, &plan).await;
        assert_eq!(result(&done), "KEPT", "{done}");
        let message = &entries(&done, "CONNECTIONS")[0]["message"];
        assert!(
            message.as_str().unwrap().contains("stays removed"),
            "{message}"
        );
        assert!(people(&ada).await.is_empty());
    }
    let asked = plan_of(&ada, &bo("Boss")).await;
    let entry = &entries(&asked, "CONNECTIONS")[0]["id"];
    let takes = json!({ "choices": [{ "entryId": entry, "choice": "USE_IMPORT" }] });
    assert_eq!(result(&apply_with(&ada, &asked, takes).await), "ADDED");
}
