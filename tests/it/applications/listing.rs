//! Lists of applications: pages, filters and ownership.

use careergraph::{
    platform::clock::Clock,
    types::cursor::{Cursor, List},
};
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, TestUser, input_of};

const PAGE: &str = "query($filter: ApplicationFilter, $first: Int, $after: String) { viewer {
    applications(filter: $filter, first: $first, after: $after) {
        totalCount nodes { companyName } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";

async fn names(ada: &TestUser, filter: Value) -> Vec<String> {
    let answer = ada
        .client
        .gql(PAGE, json!({ "filter": filter, "first": 100 }))
        .await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["companyName"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn pages_show_each_application_once_last_changed_first() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut cards = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        cards.push(ada.begin(name, "APPLIED").await);
    }
    ada.step("update", &cards[1], &json!({ "note": "n" })).await;
    let (mut seen, mut after, mut pages) = (Vec::new(), Value::Null, 0);
    loop {
        let answer = ada
            .client
            .gql(PAGE, json!({ "first": 2, "after": after }))
            .await;
        let list = answer.data("viewer.applications");
        assert_eq!(
            (&list["totalCount"], &list["pageInfo"]["hasPreviousPage"]),
            (&json!(5), &json!(pages > 0))
        );
        let nodes = list["nodes"].as_array().unwrap();
        seen.extend(
            nodes
                .iter()
                .map(|node| node["companyName"].as_str().unwrap().to_owned()),
        );
        let edges = list["edges"].as_array().unwrap();
        assert_eq!(
            (&edges[0]["cursor"], &edges.last().unwrap()["cursor"]),
            (
                &list["pageInfo"]["startCursor"],
                &list["pageInfo"]["endCursor"]
            )
        );
        (after, pages) = (list["pageInfo"]["endCursor"].clone(), pages + 1);
        if list["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!((seen.join("").as_str(), pages), ("bedca", 3));
}

#[tokio::test]
async fn rows_that_changed_at_the_same_instant_are_paged_by_their_ids() {
    let clock = Clock::held_at("2026-03-15T20:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock).start().await;
    let ada = app.sign_up("ada").await;
    for name in ["a", "b", "c"] {
        ada.begin(name, "APPLIED").await;
    }
    let (mut seen, mut after) = (String::new(), Value::Null);
    for _ in 0..3 {
        let answer = ada
            .client
            .gql(PAGE, json!({ "first": 1, "after": after }))
            .await;
        seen += &answer.text_at("viewer.applications.nodes.0.companyName");
        after = answer
            .data("viewer.applications.pageInfo.endCursor")
            .clone();
    }
    assert_eq!(seen, "cba");
}

#[tokio::test]
async fn variables_that_may_be_null_may_be_left_out() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    ada.begin("a", "APPLIED").await;
    let answer = ada.client.gql(PAGE, json!({})).await;
    assert_eq!(answer.data("viewer.applications.totalCount"), &json!(1));
    let board = "query($first: Int) { viewer { board(first: $first) { totalCount } } jobs(first: $first) { totalCount } }";
    assert_eq!(
        ada.client
            .gql(board, json!({}))
            .await
            .data("viewer.board.1.totalCount"),
        &json!(1)
    );
    let required = "query($first: Int!) { jobs(first: $first) { totalCount } }";
    assert_eq!(
        ada.client.gql(required, json!({})).await.code(),
        "GRAPHQL_VALIDATION_FAILED"
    );
}

#[tokio::test]
async fn filters_narrow_by_stage_and_archive() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    ada.begin("a", "PREPARING").await;
    ada.begin("b", "APPLIED").await;
    let card = ada.begin("c", "APPLIED").await;
    ada.step("update", &card, &json!({ "archived": true }))
        .await;
    for (filter, expected) in [
        (Value::Null, vec!["b", "a"]),
        (json!({}), vec!["b", "a"]),
        (json!({ "stages": [] }), vec!["b", "a"]),
        (json!({ "stages": ["APPLIED"] }), vec!["b"]),
        (
            json!({ "stages": ["APPLIED", "PREPARING", "APPLIED"] }),
            vec!["b", "a"],
        ),
        (json!({ "stages": ["OFFER"] }), vec![]),
        (json!({ "archived": true }), vec!["c"]),
        (json!({ "archived": true, "stages": ["PREPARING"] }), vec![]),
    ] {
        assert_eq!(names(&ada, filter.clone()).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn pages_that_cannot_be_are_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (first, after) in [
        (json!(0), Value::Null),
        (json!(-1), Value::Null),
        (json!(101), Value::Null),
        (json!(20), json!("")),
        (json!(20), json!("nonsense")),
        (json!(20), json!("x".repeat(10_000))),
    ] {
        assert_eq!(
            ada.client
                .gql(PAGE, json!({ "first": first, "after": after }))
                .await
                .code(),
            "BAD_USER_INPUT",
            "{first} {after}"
        );
    }
}

#[tokio::test]
async fn cursors_that_no_row_can_have_are_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    // PostgreSQL takes no instant that far back, and chrono none that far ahead.
    for key in [i64::MIN, -300_000_000_000_000_000, i64::MAX] {
        let cursor = Cursor {
            key,
            id: uuid::Uuid::nil(),
        };
        let after = cursor.encode(List::Applications);
        assert_eq!(
            ada.client.gql(PAGE, json!({ "after": after })).await.code(),
            "BAD_USER_INPUT",
            "{key}"
        );
        let query = "query($after: String) { jobs(after: $after) { totalCount } }";
        let after = cursor.encode(List::PostingsByDate);
        assert_eq!(
            ada.client
                .gql(query, json!({ "after": after }))
                .await
                .code(),
            "BAD_USER_INPUT",
            "{key}"
        );
    }
}

#[tokio::test]
async fn what_belongs_to_others_is_not_there() {
    let app = Setup::new().workers(0).start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let card = ada.begin("Fernhill", "APPLIED").await;
    let before = app.row_counts().await;
    let event = card["events"][0]["id"].clone();
    for (verb, change) in [
        ("move", json!({ "to": "SCREENING" })),
        ("close", json!({ "outcome": "REJECTED" })),
        ("reopen", json!({ "to": "OFFER", "reason": "So." })),
        ("correct", json!({ "eventId": event, "reason": "So." })),
        ("update", json!({ "note": "mine" })),
    ] {
        let answer = eve.drive(verb, input_of(&card, &change)).await;
        assert_eq!(answer.code(), "NOT_FOUND", "{verb}");
        let unknown = json!({ "id": "appl_0193e2a4c6b07d1e8f00000000000000", "version": 1 });
        let missing = eve.drive(verb, input_of(&unknown, &change)).await;
        assert_eq!(
            missing.errors()[0]["message"],
            answer.errors()[0]["message"],
            "the two look the same"
        );
    }
    let query = "query($id: ID!) { viewer { application(id: $id) { id } applications { totalCount } } node(id: $id) { id } nodes(ids: [$id]) { id } }";
    let answer = eve.client.gql(query, json!({ "id": card["id"] })).await;
    assert_eq!((answer.code(), answer.errors().len()), ("NOT_FOUND", 1));
    let data = &answer.json["data"];
    assert_eq!(
        (
            &data["viewer"]["applications"]["totalCount"],
            &data["node"],
            &data["nodes"]
        ),
        (&json!(0), &Value::Null, &json!([null]))
    );
    assert_eq!(
        (ada.card(&card["id"]).await, app.row_counts().await),
        (card, before)
    );
}
