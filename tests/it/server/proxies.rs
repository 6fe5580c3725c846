//! The client's address, behind a proxy and without one: only trusted proxies may state it.

use std::time::Instant;

use reqwest::Method;
use serde_json::json;

use super::TYPENAME;
use crate::kit::{Client, Socket, TestApp};

async fn behind(trusted: &[&str]) -> TestApp {
    TestApp::with(|config| {
        config.http.trusted_proxies = trusted
            .iter()
            .map(|network| network.parse().unwrap())
            .collect();
        config.limits.address_per_minute = 1;
    })
    .await
}

async fn status(client: &Client, named: &str) -> u16 {
    client
        .post(
            TYPENAME,
            &[
                ("content-type", "application/json"),
                ("x-forwarded-for", named),
            ],
        )
        .await
        .status
}

#[tokio::test]
async fn a_thousand_made_up_addresses_change_nothing() {
    for trusted in [&[][..], &["10.0.0.0/8"]] {
        let app = behind(trusted).await;
        let (client, begin) = (app.anonymous(), Instant::now());
        let mut served = 0;
        for i in 0..1_000 {
            served +=
                u64::from(status(&client, &format!("198.51.{}.{}", i / 250, i % 250)).await == 200);
        }
        // One, and another for each minute that the test may have taken.
        assert!(
            (1..=1 + begin.elapsed().as_secs() / 60).contains(&served),
            "{served} were served"
        );
    }
}

#[tokio::test]
async fn a_trusted_proxy_names_the_client() {
    let app = behind(&["127.0.0.0/8", "10.0.0.0/8"]).await;
    let client = app.anonymous();
    for (named, expected) in [
        ("198.51.100.1", 200),
        ("198.51.100.2", 200),
        // Addresses to the left of the client were sent by the client.
        ("203.0.113.1, 198.51.100.1", 429),
        ("203.0.113.2, 198.51.100.2:4711", 429),
        // Further trusted proxies are to the right of it.
        ("198.51.100.1, 10.1.2.3", 429),
        ("198.51.100.3, 10.1.2.3", 200),
        ("2001:db8::1", 200),
        ("[2001:db8::1]:4711", 429),
    ] {
        assert_eq!(status(&client, named).await, expected, "{named}");
    }
}

#[tokio::test]
async fn sockets_are_counted_by_the_same_address() {
    for (trusted, limited) in [(&["127.0.0.1"][..], false), (&[], true)] {
        let app = TestApp::with(|config| {
            config.http.trusted_proxies = trusted
                .iter()
                .map(|address| format!("{address}/32").parse().unwrap())
                .collect();
            config.limits.address_per_minute = 1;
        })
        .await;
        for (named, first) in [
            ("198.51.100.1", true),
            ("198.51.100.2", !limited),
            ("198.51.100.1", false),
        ] {
            let headers = [
                ("sec-websocket-protocol", "graphql-transport-ws"),
                ("x-forwarded-for", named),
            ];
            let mut socket = Socket::upgrade(&app, &headers)
                .await
                .expect("the socket opens");
            socket.send(&json!({ "type": "connection_init" })).await;
            socket.next().await;
            socket.subscribe("1", "{ __typename }", json!({})).await;
            assert_eq!(
                socket.next().await["type"] == "next",
                first,
                "{named} behind {trusted:?}"
            );
        }
    }
}

#[tokio::test]
async fn browsers_keep_to_tls_where_there_is_some() {
    const ONLY_BY_TLS: &str = "max-age=31536000";
    for (public_url, trusted, scheme, expected) in [
        ("", None, "http", ""),
        ("", None, "https", ""),
        ("", Some("127.0.0.0/8"), "http", ""),
        ("", Some("127.0.0.0/8"), "https", ONLY_BY_TLS),
        ("http://careers.example.org", None, "https", ""),
        ("https://careers.example.org", None, "http", ONLY_BY_TLS),
    ] {
        let app = TestApp::with(|config| {
            public_url.clone_into(&mut config.http.public_url);
            config.http.trusted_proxies = trusted
                .iter()
                .map(|network| network.parse().unwrap())
                .collect();
        })
        .await;
        let client = app.anonymous();
        for path in ["/livez", "/graphql", "/nowhere"] {
            let answer = client
                .send(client.request(Method::GET, path, &[("x-forwarded-proto", scheme)]))
                .await;
            assert_eq!(
                answer.header("strict-transport-security"),
                expected,
                "{path}: {public_url:?} {trusted:?} {scheme}"
            );
        }
    }
}
