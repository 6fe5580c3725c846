//! Reading the inbox and marking it read.

use serde_json::{Value, json};

use super::{INBOX, inbox, publish, titles, titles_of, unread};
use crate::kit::{Answer, REFUSAL, Setup, TestApp, TestUser};

/// An app with these notifications in Ada's inbox.
async fn told(count: usize) -> (TestApp, TestUser) {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    publish(&app, &ada, &card, "Fernhill", count).await;
    app.run_tasks().await;
    (app, ada)
}

async fn mark(user: &TestUser, input: Value) -> Answer {
    let query = format!(
        "mutation($input: MarkReadInput!) {{ markRead(input: $input) {{ marked unreadNotificationCount {REFUSAL} }} }}"
    );
    user.client.gql(&query, json!({ "input": input })).await
}

/// The number of marked notifications, and of unread ones now.
async fn marked(user: &TestUser, input: Value) -> (i64, i64) {
    let answer = mark(user, input).await;
    let number = |field: &str| {
        answer
            .data(&format!("markRead.{field}"))
            .as_i64()
            .unwrap_or_else(|| panic!("no {field}: {}", answer.text))
    };
    (number("marked"), number("unreadNotificationCount"))
}

async fn ids(user: &TestUser) -> Vec<Value> {
    inbox(user)
        .await
        .iter()
        .map(|node| node["id"].clone())
        .collect()
}

async fn cursors(user: &TestUser) -> Vec<Value> {
    let answer = user.client.gql(INBOX, json!({ "first": 100 })).await;
    answer
        .data("viewer.notifications.edges")
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["cursor"].clone())
        .collect()
}

#[tokio::test]
async fn pages_are_newest_first_and_show_each_once() {
    let (app, ada) = told(7).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = ada
            .client
            .gql(INBOX, json!({ "first": 3, "after": after }))
            .await;
        let page = answer.data("viewer.notifications");
        assert_eq!(page["totalCount"], 7);
        seen.extend(
            page["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["title"].as_str().unwrap().to_owned()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        if seen.len() == 3 {
            // Notifications that arrive during paging are on no later page.
            let card = ada.begin("Late", "APPLIED").await;
            ada.step("move", &card, &json!({ "to": "OFFER" })).await;
        }
    }
    seen.reverse();
    assert_eq!(seen, titles_of("Fernhill", 7));
    app.run_tasks().await;
    assert_eq!(unread(&ada).await, 8);
}

#[tokio::test]
async fn what_is_read_leaves_the_unread_ones() {
    let (_app, ada) = told(4).await;
    let all = ids(&ada).await;
    assert_eq!(
        marked(&ada, json!({ "ids": [all[0], all[2], all[2]] })).await,
        (2, 2)
    );
    let answer = ada.client.gql(INBOX, json!({ "unread": true })).await;
    let left: Vec<_> = answer
        .data("viewer.notifications.nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].clone())
        .collect();
    assert_eq!(
        (left, answer.data("viewer.notifications.totalCount")),
        (vec![all[1].clone(), all[3].clone()], &json!(2))
    );
    let before = inbox(&ada).await;
    assert!(before[0]["readAt"].is_string());
    assert_eq!(
        marked(&ada, json!({ "ids": [all[0]] })).await,
        (0, 2),
        "doing so again changes nothing"
    );
    assert_eq!(
        inbox(&ada).await,
        before,
        "and what was read before keeps its time"
    );
}

#[tokio::test]
async fn all_up_to_a_cursor_are_marked_with_it() {
    let (_app, ada) = told(5).await;
    let cursors = cursors(&ada).await;
    assert_eq!(marked(&ada, json!({ "allUpTo": cursors[2] })).await, (3, 2));
    let all = ids(&ada).await;
    assert_eq!(
        marked(
            &ada,
            json!({ "ids": [all[0], all[4]], "allUpTo": cursors[3] })
        )
        .await,
        (1, 1),
        "both"
    );
    assert_eq!(marked(&ada, json!({ "allUpTo": cursors[0] })).await, (1, 0));
}

#[tokio::test]
async fn neither_or_too_much_is_refused() {
    let (app, ada) = told(1).await;
    let many: Vec<String> = (0..101)
        .map(|number| format!("noti_0193e2a4c6b07d1e8f0000000000{number:04x}"))
        .collect();
    for (input, path) in [
        (json!({}), "input"),
        (json!({ "ids": [] }), "input"),
        (json!({ "ids": null, "allUpTo": null }), "input"),
        (json!({ "ids": many }), "input.ids"),
        (json!({ "allUpTo": "" }), "input.allUpTo"),
        (json!({ "allUpTo": "nonsense" }), "input.allUpTo"),
        (json!({ "allUpTo": "x".repeat(900_000) }), "input.allUpTo"),
    ] {
        let answer = mark(&ada, input).await;
        assert_eq!(
            answer.refusal("markRead"),
            format!("InvalidInputError {path}")
        );
        assert_eq!(
            (
                answer.data("markRead.marked"),
                answer.data("markRead.unreadNotificationCount")
            ),
            (&Value::Null, &json!(1))
        );
    }
    assert_eq!(
        marked(&ada, json!({ "ids": many[..100] })).await,
        (0, 1),
        "unknown ids change nothing"
    );
    assert_eq!(
        app.count_rows("notifications WHERE read_at IS NOT NULL")
            .await,
        0
    );
}

#[tokio::test]
async fn the_inbox_of_another_is_out_of_reach() {
    let (app, ada) = told(3).await;
    let eve = app.sign_up("eve").await;
    let (ids, cursors) = (ids(&ada).await, cursors(&ada).await);
    assert_eq!(titles(&eve).await, Vec::<String>::new());
    assert_eq!(
        marked(&eve, json!({ "ids": ids, "allUpTo": cursors[0] })).await,
        (0, 0)
    );
    let query = "query($id: ID!) { node(id: $id) { id } }";
    assert_eq!(
        eve.client
            .gql(query, json!({ "id": ids[0] }))
            .await
            .data("node"),
        &Value::Null
    );
    assert_eq!(
        ada.client
            .gql(query, json!({ "id": ids[0] }))
            .await
            .data("node.id"),
        &ids[0]
    );
    assert_eq!(unread(&ada).await, 3);
    let card = eve.begin("Cargolane", "APPLIED").await;
    publish(&app, &eve, &card, "Cargolane", 1).await;
    app.run_tasks().await;
    assert_eq!((unread(&ada).await, unread(&eve).await), (3, 1));
}
