//! Streamed responses over HTTP, and what streams and sockets have in common.

mod common;
mod events;
mod lag;
mod parts;
mod roots;
mod way;

use serde_json::Value;

use self::way::{Way, json_and};

/// The title of a received notification.
fn title(data: &Value) -> &str {
    data["notificationReceived"]["notification"]["title"]
        .as_str()
        .unwrap_or_else(|| panic!("no title: {data}"))
}

/// The code of the first error of a result.
fn code(result: &Value) -> &str {
    result["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no code: {result}"))
}
