//! Applications: creation, transitions, history, lists and the board.

mod beginning;
mod board;
mod concurrency;
mod correcting;
mod dates;
mod deleting;
mod folding;
mod hostile;
mod life;
mod listing;
mod names;
mod noting;
mod paging;
mod zones;

use serde_json::Value;

/// These fields of every event of an application, in order.
fn events<'a>(card: &'a Value, field: &str) -> Vec<&'a Value> {
    card["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| &event[field])
        .collect()
}
