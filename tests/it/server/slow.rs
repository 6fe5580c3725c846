//! Slow clients get an error response and are disconnected.

use super::{assert_refused, assert_serves, get};
use crate::kit::{PATIENCE, Place, Raw, Socket, TestApp, eventually};

const PART_OF_A_HEAD: &str = "POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: ";
const PART_OF_A_BODY: &str = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"query\"";

async fn app(change: impl FnOnce(&mut careergraph::config::Http)) -> TestApp {
    TestApp::with(|config| change(&mut config.http)).await
}

#[tokio::test]
async fn a_head_that_drips_is_answered_408_and_ends_the_connection() {
    let app = app(|http| http.header_timeout_secs = 1).await;
    let mut first = Raw::connect(&app).await;
    first.send(PART_OF_A_HEAD).await;
    let answer = first.drip_until_answered(b"x").await;
    assert_refused(&answer, 408, "REQUEST_TIMEOUT");
    assert_eq!(answer.header("connection"), "close");
    first.expect_end().await;
    // The second head of a connection has the same timeout.
    let mut later = Raw::connect(&app).await;
    assert_serves(&mut later).await;
    later.send(PART_OF_A_HEAD).await;
    assert_refused(
        &later.drip_until_answered(b"x").await,
        408,
        "REQUEST_TIMEOUT",
    );
    later.expect_end().await;
}

#[tokio::test]
async fn half_a_head_and_then_silence_is_answered_408() {
    let app = app(|http| http.header_timeout_secs = 1).await;
    for part in ["G", "PRI", "GET / HTTP/1.1", PART_OF_A_HEAD] {
        let mut connection = Raw::connect(&app).await;
        connection.send(part).await;
        if part != "PRI" {
            assert_refused(&connection.answer().await, 408, "REQUEST_TIMEOUT");
        }
        // A client that has started HTTP/2, or has sent nothing, expects no HTTP/1.1 response.
        connection.expect_end().await;
    }
    Raw::connect(&app).await.expect_end().await;
}

#[tokio::test]
async fn a_body_that_drips_is_answered_408_and_ends_the_connection() {
    let app = app(|http| http.body_timeout_secs = 1).await;
    let mut connection = Raw::connect(&app).await;
    connection.send(PART_OF_A_BODY).await;
    let answer = connection.drip_until_answered(b" ").await;
    assert_refused(&answer, 408, "REQUEST_TIMEOUT");
    assert!(answer.text.contains("within 1 s"), "{}", answer.text);
    connection.expect_end().await;
}

#[tokio::test]
async fn an_idle_connection_ends_without_a_word() {
    let app = app(|http| http.idle_secs = 1).await;
    let mut connection = Raw::connect(&app).await;
    assert_serves(&mut connection).await;
    connection.expect_end().await;
}

#[tokio::test]
async fn an_idle_connection_has_more_time_than_a_head() {
    let app = app(|http| http.header_timeout_secs = 1).await;
    let mut kept = Raw::connect(&app).await;
    assert_serves(&mut kept).await;
    // The timeout of the head passes before this one.
    Raw::connect(&app).await.expect_end().await;
    assert_serves(&mut kept).await;
}

#[tokio::test]
async fn who_does_not_take_the_answers_is_let_go() {
    let app = app(|http| {
        http.idle_secs = 1;
        http.header_timeout_secs = 1;
    })
    .await;
    let mut greedy = Raw::connect(&app).await;
    let asked = get("/schema.graphql", &[]).repeat(200);
    // Nothing is read, so responses accumulate until the buffers of both sides are full.
    let sending = async {
        loop {
            if !greedy.is_open_after(&asked).await {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, sending)
        .await
        .expect("the server closes the connection");
}

#[tokio::test]
async fn half_a_head_does_not_keep_the_server_from_stopping_and_sockets_are_told() {
    let place = Place::new();
    let mut server = place.start(
        &["serve"],
        &[
            ("CAREERGRAPH__HTTP__DRAIN_SECS", "300"),
            ("CAREERGRAPH__HTTP__HEADER_TIMEOUT_SECS", "1"),
        ],
    );
    let address = server.said("listens on http://");
    let mut kept = Raw::connect_to(&address).await;
    assert_serves(&mut kept).await;
    let mut socket = Socket::connect_to(&format!("ws://{address}/graphql"), None).await;
    let mut half = Raw::connect_to(&address).await;
    half.send(PART_OF_A_HEAD).await;
    server.signal("TERM");
    eventually("it takes no more connections", || async {
        tokio::net::TcpStream::connect(&address).await.err()
    })
    .await;
    socket.expect_close(1012).await;
    kept.expect_end().await;
    // It gets 408 or is only closed, depending on what the server had read when it stopped.
    assert!(half.drip_is_cut(&[b'x'; 1_000]).await);
    assert_eq!(server.ended().await, Some(0));
}
