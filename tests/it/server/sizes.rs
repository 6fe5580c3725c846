//! Heads, URLs and bodies over their limits get an error response.

use super::{assert_refused, assert_serves, get};
use crate::kit::{Answer, Raw, TestApp};

async fn answer_to(app: &TestApp, request: &str) -> Answer {
    let mut connection = Raw::connect(app).await;
    connection.try_send(request).await;
    connection.answer().await
}

#[tokio::test]
async fn heads_over_the_limit_are_refused() {
    let app = TestApp::with(|config| config.http.head_bytes = 8_192).await;
    let head_of = |bytes: usize| {
        get(
            "/livez",
            &[(
                "x-pad",
                &"x".repeat(bytes - get("/livez", &[("x-pad", "")]).len()),
            )],
        )
    };
    assert_eq!(head_of(8_192).len(), 8_192);
    assert_eq!(answer_to(&app, &head_of(8_192)).await.status, 200);
    // The response arrives, however much more is sent.
    for bytes in [8_193, 100_000, 1_000_000] {
        let mut connection = Raw::connect(&app).await;
        connection.try_send(head_of(bytes)).await;
        let answer = connection.answer().await;
        assert_refused(&answer, 431, "BAD_REQUEST");
        assert_eq!(answer.header("connection"), "close");
        connection.expect_end().await;
    }
    let many: Vec<(String, &str)> = (0..101).map(|i| (format!("x-{i}"), "1")).collect();
    let many: Vec<(&str, &str)> = many
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    assert_refused(
        &answer_to(&app, &get("/livez", &many)).await,
        431,
        "BAD_REQUEST",
    );
}

#[tokio::test]
async fn urls_over_the_limit_are_refused() {
    let app = TestApp::with(|config| config.http.url_bytes = 1_024).await;
    let url_of = |bytes: usize| format!("/livez?{}", "x".repeat(bytes - "/livez?".len()));
    let mut connection = Raw::connect(&app).await;
    connection.send(get(&url_of(1_024), &[])).await;
    assert_eq!(connection.answer().await.status, 200);
    connection.send(get(&url_of(1_025), &[])).await;
    assert_refused(&connection.answer().await, 414, "BAD_REQUEST");
    // The head was read completely, so the connection stays open.
    assert_serves(&mut connection).await;
}

#[tokio::test]
async fn heads_that_are_none_are_refused() {
    let app = TestApp::start().await;
    for head in [
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nno header\r\n\r\n",
        "G\u{0}T / HTTP/1.1\r\n\r\n",
        "\u{16}\u{3}\u{1}\r\n\r\n",
    ] {
        assert_refused(&answer_to(&app, head).await, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_its_end() {
    let app = TestApp::with(|config| config.limits.body_bytes = 2_000).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    let chunk = format!("{:x}\r\n{}\r\n", 1_500, " ".repeat(1_500));
    for request in [
        format!("{head}content-length: 10000000000\r\n\r\n"),
        // Neither of these is ever complete.
        format!("{head}transfer-encoding: chunked\r\n\r\n{chunk}{chunk}"),
        format!(
            "{head}transfer-encoding: chunked\r\n\r\n{}",
            chunk.repeat(1_000)
        ),
    ] {
        let mut connection = Raw::connect(&app).await;
        connection.try_send(&request).await;
        assert_refused(&connection.answer().await, 413, "PAYLOAD_TOO_LARGE");
        connection.expect_end().await;
    }
}
