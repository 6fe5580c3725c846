//! Documents: uploads by multipart requests, what is refused, limits, downloads, changes and removals, the store and its failures.

mod bucket;
mod changing;
mod downloading;
mod personal;
mod quota;
mod refused;
mod s3;
mod store;
mod uploading;

use serde_json::{Value, json};

use crate::kit::{Client, TestApp};

/// The documents of a viewer, newest first.
async fn list(client: &Client) -> Vec<Value> {
    let query = "{ viewer { documents(first: 100) { nodes { id title kind fileName size sha256 path version } } } }";
    let answer = client.gql(query, json!({})).await;
    answer
        .data("viewer.documents.nodes")
        .as_array()
        .expect("a list")
        .clone()
}

/// The number of files in the folder of the store.
fn files_in(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&app.platform.config.documents.dir)
}
