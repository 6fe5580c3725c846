//! `serve` and `worker` run until a signal.

use careergraph::config::Config;
use serde_json::json;

use super::SQLITE;
use crate::kit::{Client, Home, Place};

#[tokio::test]
async fn serve_says_where_and_stops_when_told() {
    let home = Home::new(&Config::load(None).unwrap()).await;
    for (signal, arguments) in [("TERM", &[][..]), ("INT", &["serve"])] {
        let place = Place::new();
        let mut server = place.start(arguments, &[("DATABASE_URL", &home.url)]);
        let base_url = format!("http://{}", server.said("listens on http://"));
        let client = Client::new(&base_url);
        let ready = client
            .send(client.request(reqwest::Method::GET, "/readyz", &[]))
            .await;
        assert_eq!((ready.status, ready.text.as_str()), (200, "ready\n"));
        assert_eq!(
            client
                .gql("{ __typename }", json!({}))
                .await
                .text_at("__typename"),
            "Query"
        );
        // The port is in use: a second server reports that and exits.
        let listen = base_url.trim_start_matches("http://");
        let second = place.run(
            &["serve"],
            &[
                ("CAREERGRAPH__HTTP__LISTEN", listen),
                ("DATABASE_URL", SQLITE),
            ],
        );
        assert_eq!(second.code, 1, "{second:?}");
        assert!(
            second.stderr.contains("http.listen") && second.stderr.contains(listen),
            "{second:?}"
        );
        server.signal(signal);
        assert_eq!(server.ended().await, Some(0), "{signal}");
    }
}

#[tokio::test]
async fn a_second_signal_ends_at_once() {
    let place = Place::new();
    let mut server = place.start(&["serve"], &[("CAREERGRAPH__HTTP__DRAIN_SECS", "300")]);
    let address = server.said("listens on http://");
    // A request that never ends keeps the server draining; the server has sent 100 Continue, so the handler is running.
    let mut slow = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n"
    );
    tokio::io::AsyncWriteExt::write_all(&mut slow, head.as_bytes())
        .await
        .unwrap();
    let mut begun = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut slow, &mut begun)
        .await
        .unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100");
    server.signal("TERM");
    crate::kit::eventually("it takes no more connections", || async {
        tokio::net::TcpStream::connect(&address).await.err()
    })
    .await;
    server.signal("TERM");
    assert_eq!(server.ended().await, Some(1));
}

#[tokio::test]
async fn worker_works_and_stops_when_told() {
    let place = Place::new();
    let mut worker = place.start(&["worker"], &[]);
    worker.said("working on the queue");
    worker.signal("TERM");
    assert_eq!(worker.ended().await, Some(0));
}
