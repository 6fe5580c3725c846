//! A connection over the maximum: it gets a response, the others continue, and there is room again when one closes.

use std::process::Command;

use super::{
    assert_refused, assert_serves, get,
    http2::{opening, request},
};
use crate::kit::{Place, Raw, Socket, TestApp, eventually};

async fn is_served(address: &str) -> Option<Raw> {
    let mut connection = Raw::connect_to(address).await;
    connection.try_send(get("/livez", &[])).await;
    (connection.answer().await.status == 200).then_some(connection)
}

async fn assert_turned_away(address: &str) {
    let mut connection = Raw::connect_to(address).await;
    connection.send(get("/livez", &[])).await;
    let answer = connection.answer().await;
    assert_refused(&answer, 503, "OVERLOADED");
    assert_eq!(
        (answer.header("connection"), answer.header("retry-after")),
        ("close", "5")
    );
    connection.expect_end().await;
}

#[tokio::test]
async fn one_connection_too_many_is_told_so_and_served_when_there_is_room() {
    let app = TestApp::with(|config| config.http.connections_max = 3).await;
    let address = app.base_url.trim_start_matches("http://");
    let (mut first, mut second) = (Raw::connect(&app).await, Raw::connect(&app).await);
    assert_serves(&mut first).await;
    assert_serves(&mut second).await;
    let socket = Socket::connect(&app, None).await;
    assert_turned_away(address).await;
    // Over HTTP/2: empty settings, and the end of the connection before its first request (RFC 9113, 6.8).
    let mut other = Raw::connect(&app).await;
    other.send([opening(), request(1)].concat()).await;
    let expected = [
        &[0, 0, 0, 4, 0, 0, 0, 0, 0][..],
        &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    assert_eq!(other.rest().await, expected);
    // A client that sends nothing gets no response.
    Raw::connect(&app).await.expect_end().await;
    assert_serves(&mut first).await;
    assert_serves(&mut second).await;
    drop(first);
    let third = eventually("there is room when a connection is closed", || {
        is_served(address)
    })
    .await;
    assert_turned_away(address).await;
    drop(socket);
    let fourth = eventually("there is room when a socket is closed", || {
        is_served(address)
    })
    .await;
    assert_turned_away(address).await;
    drop((second, third, fourth));
}

#[tokio::test]
async fn there_is_no_room_for_more_than_there_are_descriptors() {
    if !cfg!(target_os = "linux") || Command::new("prlimit").arg("--version").output().is_err() {
        println!("skipped: there is no prlimit here");
        return;
    }
    let place = Place::new();
    // Four more than the process reserves.
    let server = place.start_under(
        &["prlimit", "--nofile=132"],
        &["serve"],
        &[("CAREERGRAPH__HTTP__IDLE_SECS", "3600")],
    );
    let address = server.said("listens on http://");
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(is_served(&address).await.expect("there is room"));
    }
    for _ in 0..200 {
        assert_turned_away(&address).await;
    }
    for connection in &mut open {
        assert_serves(connection).await;
    }
    assert!(
        place
            .log()
            .contains("fewer file descriptors than http.connections_max needs"),
        "{}",
        place.log()
    );
    assert_eq!(
        place
            .log()
            .matches("further connections are refused")
            .count(),
        1,
        "{}",
        place.log()
    );
}
