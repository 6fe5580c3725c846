//! The board: a column for each stage, in the user's own order.

use serde_json::{Value, json};

use crate::kit::{TestApp, TestUser, input_of};

const STAGES: [&str; 7] = [
    "PREPARING",
    "APPLIED",
    "SCREENING",
    "ASSESSMENT",
    "INTERVIEWING",
    "OFFER",
    "CLOSED",
];

/// The columns as `(total, names of the applications)`.
async fn board(ada: &TestUser, first: i32) -> Vec<(i64, Vec<String>)> {
    let query = "query($first: Int) { viewer { board(first: $first) { stage totalCount applications { companyName } } } }";
    let answer = ada.client.gql(query, json!({ "first": first })).await;
    let columns = answer.data("viewer.board").as_array().unwrap();
    assert_eq!(
        columns
            .iter()
            .map(|column| column["stage"].as_str().unwrap())
            .collect::<Vec<_>>(),
        STAGES
    );
    let names = |column: &Value| {
        column["applications"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| card["companyName"].as_str().unwrap().to_owned())
            .collect()
    };
    columns
        .iter()
        .map(|column| (column["totalCount"].as_i64().unwrap(), names(column)))
        .collect()
}

async fn applied(ada: &TestUser) -> String {
    board(ada, 100).await[1].1.join("")
}

#[tokio::test]
async fn an_empty_board_has_every_column() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    assert_eq!(board(&ada, 5).await, vec![(0, vec![]); 7]);
}

#[tokio::test]
async fn columns_have_totals_and_the_first_cards_in_order() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    ben.begin("Not hers", "APPLIED").await;
    for name in ["a", "b", "c"] {
        ada.begin(name, "APPLIED").await;
    }
    let moved = ada.begin("d", "PREPARING").await;
    assert_eq!(
        board(&ada, 2).await[..2],
        [(1, vec!["d".to_owned()]), (3, vec!["a".into(), "b".into()])]
    );
    // An application from another stage is placed at the end.
    let moved = ada.step("move", &moved, &json!({ "to": "APPLIED" })).await;
    assert_eq!(applied(&ada).await, "abcd");
    ada.step("update", &moved, &json!({ "archived": true }))
        .await;
    assert_eq!(
        (applied(&ada).await.as_str(), board(&ada, 1).await[1].0),
        ("abc", 3),
        "archived ones are not on the board"
    );
}

#[tokio::test]
async fn a_card_goes_on_top_or_below_another() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(ada.begin(name, "APPLIED").await["id"].clone());
    }
    for (card, below, expected) in [
        (3, None, "dabc"),
        (3, None, "dabc"),
        (0, Some(2), "dbca"),
        (1, Some(0), "dcab"),
        (2, Some(1), "dabc"),
        (2, Some(1), "dabc"),
    ] {
        let input =
            json!({ "id": ids[card], "belowId": below.map(|below: usize| ids[below].clone()) });
        let card = ada.done("rank", input).await;
        assert_eq!(
            (applied(&ada).await.as_str(), &card["version"]),
            (expected, &json!(1))
        );
    }
    assert_eq!(
        app.count_rows("application_events").await,
        4,
        "dragging is no event"
    );
}

#[tokio::test]
async fn ranking_between_the_same_two_never_runs_out_of_room() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(ada.begin(name, "APPLIED").await["id"].clone());
    }
    // The two in the middle swap places, each time between the first and the one below it: half the space is used up each time.
    for turn in 0..120 {
        let card = &ids[1 + turn % 2];
        ada.done("rank", json!({ "id": card, "belowId": ids[0] }))
            .await;
        let expected = if turn % 2 == 0 { "abcd" } else { "acbd" };
        assert_eq!(applied(&ada).await, expected, "turn {turn}");
    }
    for turn in 0..60 {
        ada.done("rank", json!({ "id": ids[turn % 4] })).await;
        assert!(
            applied(&ada)
                .await
                .starts_with(["a", "b", "c", "d"][turn % 4])
        );
    }
}

#[tokio::test]
async fn a_card_cannot_be_ranked_below_one_of_another_column() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    let card = ada.begin("a", "APPLIED").await;
    let elsewhere = ada.begin("b", "PREPARING").await;
    let archived = ada.begin("c", "APPLIED").await;
    ada.step("update", &archived, &json!({ "archived": true }))
        .await;
    let foreign = ben.begin("d", "APPLIED").await;
    for below in [&elsewhere, &archived, &foreign, &card] {
        let refusal = ada
            .refused(
                "rank",
                json!({ "id": card["id"], "belowId": below["id"] }),
                "InvalidInputError",
            )
            .await;
        assert_eq!(refusal["path"], json!(["input", "belowId"]));
    }
    assert_eq!(
        ada.drive("rank", json!({ "id": foreign["id"] }))
            .await
            .code(),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn another_round_of_a_stage_leaves_the_card_where_it_is() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = ada.begin("a", "APPLIED").await;
    let second = ada.begin("b", "APPLIED").await;
    let first = ada
        .step("move", &first, &json!({ "to": "INTERVIEWING" }))
        .await;
    ada.step("move", &second, &json!({ "to": "INTERVIEWING" }))
        .await;
    ada.done("move", input_of(&first, &json!({ "to": "INTERVIEWING" })))
        .await;
    assert_eq!(board(&ada, 10).await[4].1, ["a", "b"]);
}
