//! A user of tests about other features: creates and moves an application, reads the inbox.

use careergraph::types::cursor::{Cursor, List};
use serde_json::{Value, json};

use super::{Answer, Client, Socket};

/// Moves an application; selects all fields that show the result.
pub const MOVE: &str = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { \
     application { id version stage } userErrors { __typename path ... on VersionConflictError { current } } } }";
const CREATE: &str = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { \
     application { id version stage } userErrors { __typename path } } }";
const INBOX: &str = "query($after: String) { viewer { notifications(first: 100, after: $after) { \
     nodes { id title } pageInfo { hasNextPage endCursor } } } }";

/// Subscribes to the inbox; see [`from_the_start`] and [`Socket::next_title`].
pub const FOLLOW: &str = "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id title } } }";

/// The variables of [`FOLLOW`] to receive all notifications, so that it does not matter when the subscription starts.
pub fn from_the_start() -> Value {
    json!({ "after": Cursor { key: 0, id: uuid::Uuid::nil() }.encode(List::Notifications) })
}

impl Socket {
    /// The title of the next notification of [`FOLLOW`].
    pub async fn next_title(&mut self, id: &str) -> String {
        let heard = self.next_data(id).await;
        heard["notificationReceived"]["notification"]["title"]
            .as_str()
            .unwrap_or_else(|| panic!("no title in {heard}"))
            .to_owned()
    }
}

/// An application as its owner last saw it.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: String,
    pub version: i64,
}

/// Creates an application in APPLIED.
pub async fn new_card(client: &Client, company: &str) -> Card {
    let answer = create(client, company).await;
    Card {
        id: answer.text_at("createApplication.application.id"),
        version: 1,
    }
}

/// Tries to create one.
pub async fn create(client: &Client, company: &str) -> Answer {
    client
        .gql(
            CREATE,
            json!({ "input": { "company": company, "role": "Engineer", "stage": "APPLIED" } }),
        )
        .await
}

impl Card {
    /// The input that moves it to a stage.
    pub fn step(&self, to: &str, key: Option<&str>) -> Value {
        json!({ "input": { "id": self.id, "expectedVersion": self.version, "to": to, "idempotencyKey": key } })
    }

    /// Tries to move it, without updating the known version.
    pub async fn try_move(&self, client: &Client, to: &str) -> Answer {
        client.gql(MOVE, self.step(to, None)).await
    }

    /// Moves it.
    pub async fn move_on(&mut self, client: &Client, to: &str) {
        let answer = self.try_move(client, to).await;
        self.version = answer
            .data("moveApplication.application.version")
            .as_i64()
            .unwrap_or_else(|| panic!("refused: {}", answer.text));
    }
}

/// The titles in an inbox, oldest first.
pub async fn inbox(client: &Client) -> Vec<String> {
    let (mut titles, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = client.gql(INBOX, json!({ "after": after })).await;
        let page = answer.data("viewer.notifications");
        titles.extend(
            page["nodes"]
                .as_array()
                .expect("nodes")
                .iter()
                .map(|node| node["title"].as_str().expect("a title").to_owned()),
        );
        if page["pageInfo"]["hasNextPage"] != true {
            titles.reverse();
            return titles;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
