//! HTTP/2 without TLS, as proxies speak it to us: on the same port (RFC 9113, 3.3).

use reqwest::{Client, Version};
use serde_json::Value;

use super::TYPENAME;
use crate::kit::{Raw, TestApp};

fn client() -> Client {
    Client::builder().no_proxy().http2_prior_knowledge().build().unwrap()
}

#[tokio::test]
async fn operations_run_side_by_side_on_one_connection() {
    let app = TestApp::start().await;
    let client = client();
    let ask = || async {
        let request = client.post(format!("{}/graphql", app.base_url)).header("content-type", "application/json").body(TYPENAME);
        let answer = request.send().await.unwrap();
        assert_eq!((answer.version(), answer.status().as_u16()), (Version::HTTP_2, 200));
        for (name, value) in [("x-content-type-options", "nosniff"), ("vary", "Accept, Authorization, Accept-Encoding, Origin")] {
            assert_eq!(answer.headers()[name], value);
        }
        assert!(answer.headers().contains_key("x-request-id"));
        serde_json::from_str::<Value>(&answer.text().await.unwrap()).unwrap()
    };
    for answer in futures_util::future::join_all((0..50).map(|_| ask())).await {
        assert_eq!(answer["data"]["__typename"], "Query");
    }
}

#[tokio::test]
async fn limits_hold_there_too() {
    let app = TestApp::with(|config| {
        config.http.url_bytes = 1_024;
        config.limits.body_bytes = 2_000;
    })
    .await;
    let client = client();
    let long = client.get(format!("{}/livez?{}", app.base_url, "x".repeat(1_024))).send().await.unwrap();
    assert_eq!((long.version(), long.status().as_u16()), (Version::HTTP_2, 414));
    let large = client.post(format!("{}/graphql", app.base_url)).header("content-type", "application/json").body(" ".repeat(2_001));
    assert_eq!(large.send().await.unwrap().status().as_u16(), 413);
}

#[tokio::test]
async fn an_idle_connection_ends_there_too() {
    let app = TestApp::with(|config| config.http.idle_secs = 1).await;
    let mut connection = Raw::connect(&app).await;
    // The preface, empty settings, and `GET /livez` as a whole request, its head written without compression (RFC 7541, 6.2.2).
    let length = |bytes: &[u8]| u8::try_from(bytes.len()).unwrap();
    let text = |text: &str| [&[length(text.as_bytes())], text.as_bytes()].concat();
    let field = |name: &str, value: &str| [vec![0], text(name), text(value)].concat();
    let head = [field(":method", "GET"), field(":scheme", "http"), field(":path", "/livez"), field(":authority", "here")].concat();
    let frame = |kind: u8, flags: u8, stream: u8, body: &[u8]| [&[0, 0, length(body), kind, flags, 0, 0, 0, stream], body].concat();
    connection.send([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), frame(4, 0, 0, &[]), frame(1, 5, 1, &head)].concat()).await;
    let said = connection.rest().await;
    assert!(said.windows(6).any(|six| six == b"alive\n"), "the request was answered first");
}
