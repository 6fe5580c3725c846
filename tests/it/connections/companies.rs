//! People and the companies that advertise postings.

use serde_json::{Value, json};

use super::{add, import_people, people, row};
use crate::{
    jobs::{record, store},
    kit::{Setup, TestApp, TestUser},
};

/// The name of each person's company as a posting advertises it, by the name of the person.
async fn matched(app: &TestApp, user: &TestUser) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for person in people(user, "(first: 100)").await {
        let query = "query($id: ID!) { node(id: $id) { ... on Company { name } } }";
        let company = match &person["companyId"] {
            Value::Null => Value::Null,
            id => app
                .anonymous()
                .gql(query, json!({ "id": id }))
                .await
                .data("node.name")
                .clone(),
        };
        found.push((person["name"].as_str().unwrap().to_owned(), company));
    }
    found
}

async fn start(companies: &[&str]) -> (TestApp, TestUser) {
    let app = Setup::new().workers(0).start().await;
    for company in companies {
        store(
            &app,
            company,
            &[record("Cook", &format!("You cook at {company}."))],
        )
        .await;
    }
    let ada = app.sign_up("ada").await;
    (app, ada)
}

#[tokio::test]
async fn companies_are_matched_by_their_names_and_never_by_likeness() {
    let (app, ada) = start(&["Apple Inc.", "Halden AG", "Marl"]).await;
    let rows = [
        ("A", "Apple", json!("Apple Inc.")),
        ("B", "APPLE, Inc", json!("Apple Inc.")),
        ("C", "Apple Bank", Value::Null),
        ("D", "Apple GmbH", Value::Null),
        ("E", "Aple", Value::Null),
        ("F", "Halden", json!("Halden AG")),
        ("G", "Halden S.A.", Value::Null),
        ("H", "Marl Ltd", json!("Marl")),
        ("I", "", Value::Null),
    ];
    let people: Vec<_> = rows
        .iter()
        .map(|(name, company, _)| row([name, name, company, "", ""]))
        .collect();
    import_people(&app, &ada, &people).await;
    let expected: Vec<_> = rows
        .iter()
        .map(|(name, _, company)| ((*name).to_owned(), company.clone()))
        .collect();
    assert_eq!(matched(&app, &ada).await, expected);
    assert_eq!(
        app.count_rows("companies").await,
        3,
        "no company is made of a person's words"
    );
}

#[tokio::test]
async fn companies_that_arrive_later_are_matched_as_well() {
    let (app, ada) = start(&[]).await;
    import_people(
        &app,
        &ada,
        &[row(["Rui Sample", "rui", "Fernhill Limited", "", ""])],
    )
    .await;
    add(&ada, json!({ "firstName": "Bo", "company": "Tarn" })).await;
    assert_eq!(app.connections.match_companies().await.unwrap(), 0);
    store(&app, "Fernhill", &[record("Cook", "You cook.")]).await;
    app.registry.run_schedule().await;
    assert_eq!(
        matched(&app, &ada).await,
        [
            ("Bo".to_owned(), Value::Null),
            ("Rui Sample".to_owned(), json!("Fernhill"))
        ]
    );
    // The company with the very name is the better match.
    store(&app, "Fernhill Ltd", &[record("Baker", "You bake.")]).await;
    let others = app.count_rows("companies").await;
    app.registry.run_schedule().await;
    assert_eq!(others, 1, "a form that the company was not known by");
}

const AT_COMPANIES: &str = "{ jobs(first: 100) { nodes { company { name connections(first: 2) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } \
    connections(first: 2) { totalCount nodes { name } } } } }";

#[tokio::test]
async fn companies_and_postings_show_the_people_whom_the_viewer_knows_there() {
    let (app, ada) = start(&["Fernhill", "Marl", "Peel"]).await;
    let bob = app.sign_up("bob").await;
    let rows: Vec<_> = [
        ("Cy", "Fernhill"),
        ("Ann", "Fernhill Ltd"),
        ("Bo", "fernhill"),
        ("Dee", "Marl"),
    ]
    .map(|(name, company)| row([name, name, company, "", ""]))
    .into();
    import_people(&app, &ada, &rows).await;
    import_people(&app, &bob, &rows[3..]).await;
    let answer = ada.client.gql(AT_COMPANIES, json!({})).await;
    let nodes = answer.data("jobs.nodes").as_array().unwrap();
    for node in nodes {
        let (names, total): (&[&str], i32) = match node["company"]["name"].as_str().unwrap() {
            "Fernhill" => (&["Ann", "Bo"], 3),
            "Marl" => (&["Dee"], 1),
            _ => (&[], 0),
        };
        for found in [&node["connections"], &node["company"]["connections"]] {
            let found_names: Vec<&str> = found["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it["name"].as_str().unwrap())
                .collect();
            assert_eq!(
                (found_names.as_slice(), &found["totalCount"]),
                (names, &json!(total))
            );
        }
        if let Some(cursor) = node["company"]["connections"]["pageInfo"]["endCursor"]
            .as_str()
            .filter(|_| total == 3)
        {
            let next = format!(
                "{{ jobs(first: 100) {{ nodes {{ company {{ name connections(first: 2, after: \"{cursor}\") {{ nodes {{ name }} pageInfo {{ hasNextPage }} }} }} }} }} }}"
            );
            let next = ada.client.gql(&next, json!({})).await;
            let page = next
                .data("jobs.nodes")
                .as_array()
                .unwrap()
                .iter()
                .find(|it| it["company"]["name"] == "Fernhill")
                .unwrap()["company"]["connections"]
                .clone();
            assert_eq!(
                page,
                json!({ "nodes": [{ "name": "Cy" }], "pageInfo": { "hasNextPage": false } })
            );
        }
    }
    let of_bob = bob.client.gql(AT_COMPANIES, json!({})).await;
    assert!(!of_bob.text.contains("Ann") && of_bob.text.contains("Dee"));
    let anonymous = app.anonymous().gql(AT_COMPANIES, json!({})).await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    assert!(anonymous.json["data"]["jobs"]["nodes"][0]["connections"].is_null());
    assert!(
        anonymous.json["data"]["jobs"]["nodes"][0]["company"]["name"].is_string(),
        "the rest is there"
    );
}

#[tokio::test]
async fn the_number_of_statements_does_not_depend_on_the_number_of_companies() {
    let mut costs = Vec::new();
    for companies in [1, 20] {
        let names: Vec<String> = (0..companies).map(|n| format!("Company {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (app, ada) = start(&names).await;
        let rows: Vec<_> = names
            .iter()
            .flat_map(|name| {
                ["Ann", "Bo", "Cy"]
                    .map(|person| row([person, &format!("{person}-{name}"), name, "", ""]))
            })
            .collect();
        import_people(&app, &ada, &rows).await;
        let before = app.platform.db.statement_counter().count();
        let answer = ada.client.gql(AT_COMPANIES, json!({})).await;
        assert_eq!(answer.text.matches("\"Bo\"").count(), companies * 2);
        costs.push(app.platform.db.statement_counter().count() - before);
    }
    // People at companies of postings and at postings are read together, or after each other.
    assert!(costs.iter().all(|cost| *cost <= 6), "{costs:?}");
}
