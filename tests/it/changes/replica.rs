//! A client's copy of its user's objects, kept in step by the change feed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{asked, cursor_now, number_of};
use crate::kit::{Answer, Client};

/// What the client knows, and up to where.
pub(crate) struct Replica {
    cursor: String,
    /// The versions of applications by their ids.
    pub versions: BTreeMap<String, i64>,
    /// The changes that were received.
    pub received: usize,
}

impl Replica {
    /// A copy of a user without objects.
    pub(crate) async fn begin(client: &Client) -> Self {
        Self {
            cursor: cursor_now(client).await,
            versions: BTreeMap::new(),
            received: 0,
        }
    }

    /// Reads the changes that are there, page by page; false if the server did not respond.
    pub(crate) async fn catch_up(&mut self, ask: impl AsyncFn(Value) -> Option<Answer>) -> bool {
        loop {
            let input = json!({ "after": self.cursor, "kinds": ["APPLICATION"], "first": 7 });
            let Some(answer) = ask(input).await else {
                return false;
            };
            let page = answer.data("viewer.changes");
            for change in page["changes"].as_array().expect("changes") {
                self.store(change);
            }
            let next = page["cursor"].as_str().expect("a cursor");
            assert!(number_of(next) >= number_of(&self.cursor), "no way back");
            next.clone_into(&mut self.cursor);
            if page["hasMore"] != true {
                return true;
            }
        }
    }

    /// The same from a server that responds.
    pub(crate) async fn refresh(&mut self, client: &Client) {
        let ask = async |input| Some(asked(client, input).await);
        assert!(self.catch_up(ask).await);
    }

    fn store(&mut self, change: &Value) {
        let cursor = change["cursor"].as_str().expect("a cursor");
        assert!(
            number_of(cursor) > number_of(&self.cursor),
            "each once, in order: {change}"
        );
        cursor.clone_into(&mut self.cursor);
        self.received += 1;
        let id = change["objectId"].as_str().expect("an id").to_owned();
        if change["operation"] == "DELETED" {
            self.versions.remove(&id);
            return;
        }
        let version = change["version"].as_i64().expect("a version");
        let before = self.versions.insert(id, version);
        assert!(
            before.is_none_or(|before| before <= version),
            "no older version follows: {change}"
        );
    }
}

/// The versions of all applications of a user, as the server lists them.
pub(crate) async fn versions(client: &Client) -> BTreeMap<String, i64> {
    let query = "query($after: String) { viewer { applications(first: 100, after: $after) {
        nodes { id version } pageInfo { hasNextPage endCursor } } } }";
    let (mut all, mut after) = (BTreeMap::new(), Value::Null);
    loop {
        let answer = client.gql(query, json!({ "after": after })).await;
        let page = answer.data("viewer.applications");
        for node in page["nodes"].as_array().expect("nodes") {
            let id = node["id"].as_str().expect("an id").to_owned();
            all.insert(id, node["version"].as_i64().expect("a version"));
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return all;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
