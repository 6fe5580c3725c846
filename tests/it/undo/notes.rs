//! What adds no event is restored: notes, the archive, and places on the board; and taking it back is taken back the same way.

use serde_json::{Value, json};

use super::{last_of, refusal, undo, visible};
use crate::kit::{Setup, TestApp, TestUser};

/// The names in the column APPLIED, in order.
async fn column(ada: &TestUser) -> String {
    let query = "{ viewer { board(first: 100) { applications { companyName } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    let cards = answer.data("viewer.board.1.applications").as_array();
    let cards = cards.expect("a column").clone();
    let names = cards.iter().map(|card| card["companyName"].as_str());
    names.map(|name| name.expect("a name")).collect()
}

/// Cards with one letter each.
async fn cards(ada: &TestUser, names: &str) -> Vec<Value> {
    let mut cards = Vec::new();
    for name in names.chars() {
        cards.push(ada.begin(&name.to_string(), "APPLIED").await);
    }
    cards
}

async fn put(ada: &TestUser, card: &Value, below: &Value) {
    let input = json!({ "id": card["id"], "belowId": below });
    ada.done("rank", input).await;
}

#[tokio::test]
async fn all_notes_are_restored_and_changed_again() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let first =
        json!({ "note": "One", "source": "A friend", "deadline": "2027-01-05", "priority": 1 });
    let card = ada.step("update", &card, &first).await;
    let second = json!({ "note": "Two", "source": "", "referrer": "Bo", "priority": 3, "deadline": null,
        "nextAction": "Call", "archived": true });
    let changed = ada.step("update", &card, &second).await;
    let back = undo(&ada, &changed).await;
    assert_eq!(visible(&back), visible(&card));
    let again = undo(&ada, &back).await;
    assert_eq!(visible(&again), visible(&changed), "taken back twice");
    let third = undo(&ada, &again).await;
    assert_eq!(visible(&third), visible(&card), "and a third time");
    assert_eq!(third["version"], 6);
    assert_eq!(
        app.count_rows("application_undos").await,
        1,
        "of the last act only"
    );
}

#[tokio::test]
async fn a_place_on_the_board_is_restored() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let cards = cards(&ada, "abcd").await;
    put(&ada, &cards[3], &cards[0]["id"]).await;
    assert_eq!(column(&ada).await, "adbc");
    let back = undo(&ada, &cards[3]).await;
    assert_eq!(
        (column(&ada).await.as_str(), &back["version"]),
        ("abcd", &json!(1))
    );
    undo(&ada, &cards[3]).await;
    assert_eq!(column(&ada).await, "adbc", "taken back twice");
}

#[tokio::test]
async fn the_last_of_two_kinds_of_acts_is_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let cards = cards(&ada, "ab").await;
    let noted = ada.step("update", &cards[1], &json!({ "note": "N" })).await;
    put(&ada, &cards[1], &json!(null)).await;
    undo(&ada, &cards[1]).await;
    let card = ada.card(&cards[1]["id"]).await;
    assert_eq!(
        (column(&ada).await.as_str(), &card["note"]),
        ("ab", &json!("N"))
    );
    let moved = ada.step("move", &noted, &json!({ "to": "OFFER" })).await;
    let back = undo(&ada, &moved).await;
    assert_eq!(
        (&back["stage"], &back["note"]),
        (&json!("APPLIED"), &json!("N"))
    );
    let moved = ada.step("move", &back, &json!({ "to": "OFFER" })).await;
    put(&ada, &moved, &json!(null)).await;
    assert_eq!(undo(&ada, &moved).await["stage"], "OFFER", "only its place");
}

/// A card between two others comes ever closer to one of them, until the column is renumbered.
#[tokio::test]
async fn what_renumbering_changed_is_not_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let cards = cards(&ada, "abc").await;
    ada.step("update", &cards[0], &json!({ "note": "N" })).await;
    let count = async || last_of(&ada, &cards[0]["id"]).await["id"].clone();
    let before = count().await;
    for turn in 0..60 {
        put(&ada, &cards[1 + turn % 2], &cards[0]["id"]).await;
    }
    assert_ne!(count().await, before, "renumbered");
    let change = last_of(&ada, &cards[0]["id"]).await;
    refusal(&ada.client, &change, "NOT_KEPT").await;
    let last = last_of(&ada, &cards[2]["id"]).await;
    let answer = super::ask(&ada.client, &last).await;
    assert_eq!(answer.data("undo.userErrors"), &json!([]));
}

#[tokio::test]
async fn acts_before_this_release_are_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let forgotten = "INSERT INTO application_undos (application_id, user_id, version) SELECT id, user_id, version FROM applications";
    app.execute(forgotten).await;
    let change = last_of(&ada, &card["id"]).await;
    let error = refusal(&ada.client, &change, "NOT_KEPT").await;
    assert!(error["message"].to_string().contains("updateApplication"));
}
