//! The server below GraphQL: slow and oversized requests, HTTP/2, compression, proxies, and the headers of every response, including
//! those of the server itself.

mod compression;
mod crowds;
mod descriptors;
mod fences;
mod hosts;
mod http2;
mod left_behind;
mod origins;
mod proxies;
mod sizes;
mod slow;

use crate::kit::{Answer, Raw, series};

const TYPENAME: &str = r#"{"query":"{ __typename }"}"#;

/// A request in wire format.
fn get(path: &str, headers: &[(&str, &str)]) -> String {
    let headers = series(headers.len(), |i| {
        format!("{}: {}\r\n", headers[i].0, headers[i].1)
    });
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n")
}

/// A refusal by the server has a code, a message, the request id, and the security headers.
fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (answer.status, answer.code()),
        (status, code),
        "{}",
        answer.text
    );
    assert_eq!(
        answer.errors()[0]["extensions"]["requestId"],
        answer.header("x-request-id"),
        "{}",
        answer.text
    );
    assert!(
        answer.errors()[0]["message"]
            .as_str()
            .is_some_and(|message| message.ends_with('.')),
        "{}",
        answer.text
    );
    for (name, value) in [
        ("cache-control", "private, no-store"),
        ("content-type", "application/json; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(!answer.header("date").is_empty());
}

/// The connection still works.
async fn assert_serves(connection: &mut Raw) {
    connection.send(get("/livez", &[])).await;
    let answer = connection.answer().await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "alive\n"));
}
