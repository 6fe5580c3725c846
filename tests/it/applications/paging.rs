//! Immutable orders: whatever changes between two pages, each application is read once.

use std::collections::BTreeSet;

use careergraph::{features::applications::NewApplication, types::write::Write};
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, TestUser, input_of};

const PAGE: &str = "query($order: ApplicationOrder, $first: Int, $after: String, $filter: ApplicationFilter) { viewer {
    applications(order: $order, first: $first, after: $after, filter: $filter) {
        totalCount nodes { id companyName version } pageInfo { hasNextPage endCursor } } } }";
const ROWS: usize = 45;

async fn fill(app: &TestApp, ada: &TestUser) {
    let actor = ada.actor(app);
    for number in 0..ROWS {
        let text = |text: &str| Some(text.to_owned());
        let new = NewApplication {
            company: text(&format!("company {number}")),
            role: text("Cook"),
            ..NewApplication::default()
        };
        app.applications
            .create(&Write::by(&actor), new)
            .await
            .unwrap();
    }
}

/// The page, and the names in it.
async fn page(ada: &TestUser, variables: Value) -> (Value, Vec<String>) {
    let list = ada
        .client
        .gql(PAGE, variables)
        .await
        .data("viewer.applications")
        .clone();
    let names = list["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["companyName"].as_str().unwrap().to_owned())
        .collect();
    (list, names)
}

/// Reads all pages; before each next page, applications of the first, of this and of the last page change, and one is created.
async fn read_while_it_changes(ada: &TestUser, order: &str) -> Vec<String> {
    let (mut seen, mut after, mut turn) = (Vec::new(), Value::Null, 0);
    loop {
        let (list, names) = page(ada, json!({ "order": order, "first": 10, "after": after })).await;
        seen.extend(names);
        if list["pageInfo"]["hasNextPage"] == false {
            return seen;
        }
        after = list["pageInfo"]["endCursor"].clone();
        let all = page(ada, json!({ "order": order, "first": 100 })).await.0;
        for place in [turn, 10 + turn, 20 + turn, 40 + turn] {
            ada.step(
                "update",
                &all["nodes"][place],
                &json!({ "note": format!("note {turn}") }),
            )
            .await;
        }
        ada.drive(
            "move",
            input_of(&all["nodes"][30 + turn], &json!({ "to": "SCREENING" })),
        )
        .await;
        ada.begin(&format!("late {order} {turn}"), "APPLIED").await;
        turn += 1;
    }
}

#[tokio::test]
async fn an_order_by_creation_shows_each_application_once_whatever_changes() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    fill(&app, &ada).await;
    let own = |seen: &[String]| {
        seen.iter()
            .filter(|name| name.starts_with("company"))
            .cloned()
            .collect::<Vec<_>>()
    };
    let expected: Vec<String> = (0..ROWS)
        .map(|number| format!("company {number}"))
        .collect();
    let newest = read_while_it_changes(&ada, "NEWEST").await;
    assert_eq!(
        own(&newest),
        expected.iter().rev().cloned().collect::<Vec<_>>()
    );
    assert_eq!(
        newest.len(),
        ROWS,
        "applications created meanwhile come before the page"
    );
    let oldest = read_while_it_changes(&ada, "OLDEST").await;
    assert_eq!(own(&oldest), expected);
    assert_eq!(
        oldest.iter().collect::<BTreeSet<_>>().len(),
        oldest.len(),
        "none is shown twice"
    );
    assert!(
        oldest.iter().any(|name| name.starts_with("late")),
        "applications created meanwhile come at the end"
    );
}

#[tokio::test]
async fn orders_hold_with_filters_and_for_equal_instants() {
    let clock =
        careergraph::platform::clock::Clock::held_at("2026-03-15T20:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock).workers(0).start().await;
    let ada = app.sign_up("ada").await;
    for (name, stage) in [
        ("a", "APPLIED"),
        ("b", "PREPARING"),
        ("c", "APPLIED"),
        ("d", "PREPARING"),
        ("e", "APPLIED"),
    ] {
        ada.begin(name, stage).await;
    }
    let cases = [
        ("NEWEST", json!(["APPLIED"]), "eca"),
        ("OLDEST", json!(["APPLIED"]), "ace"),
        ("OLDEST", json!(["APPLIED", "PREPARING"]), "abcde"),
    ];
    for (order, stages, expected) in cases {
        let (mut seen, mut after) = (String::new(), Value::Null);
        while seen.len() < expected.len() {
            let variables = json!({ "order": order, "first": 1, "after": after, "filter": { "stages": stages } });
            let (list, names) = page(&ada, variables).await;
            assert_eq!(list["totalCount"], expected.len());
            seen += &names.concat();
            after = list["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(seen, expected, "{order}");
    }
    assert_eq!(
        page(&ada, json!({ "order": "LAST_CHANGED" })).await,
        page(&ada, json!({})).await,
        "the default"
    );
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("a", "APPLIED").await;
    ada.drive("update", input_of(&card, &json!({ "note": "n" })))
        .await;
    let orders = ["LAST_CHANGED", "NEWEST", "OLDEST"];
    for given in orders {
        let after = page(&ada, json!({ "order": given })).await.0["pageInfo"]["endCursor"].clone();
        for asked in orders {
            let answer = ada
                .client
                .gql(PAGE, json!({ "order": asked, "after": after }))
                .await;
            if asked == given {
                assert_eq!(answer.data("viewer.applications.nodes"), &json!([]));
            } else {
                assert_eq!(
                    answer.code(),
                    "BAD_USER_INPUT",
                    "a cursor of {given} for {asked}"
                );
            }
        }
    }
}
