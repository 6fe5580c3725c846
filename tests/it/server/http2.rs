//! HTTP/2 without TLS, as used by proxies, on the same port (RFC 9113, 3.3).

use reqwest::{
    Client, Version,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::Value;

use super::{TYPENAME, assert_refused};
use crate::kit::{Answer, Raw, TestApp};

// RFC 9113, 6.
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

fn client() -> Client {
    Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .http2_prior_knowledge()
        .build()
        .unwrap()
}

async fn answer(response: reqwest::Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    Answer {
        status,
        headers,
        json: serde_json::from_str(&text).unwrap_or_default(),
        text,
    }
}

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    [
        &[
            0,
            0,
            u8::try_from(payload.len()).unwrap(),
            kind,
            flags,
            0,
            0,
            0,
            stream,
        ],
        payload,
    ]
    .concat()
}

/// The preface and empty settings.
pub(super) fn opening() -> Vec<u8> {
    [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        frame(SETTINGS, 0, 0, &[]),
    ]
    .concat()
}

/// Fields of a head, written without compression (RFC 7541, 6.2.2).
fn fields(fields: &[(&str, &str)]) -> Vec<u8> {
    let text = |text: &str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    fields
        .iter()
        .flat_map(|(name, value)| [vec![0], text(name), text(value)].concat())
        .collect()
}

fn head() -> Vec<u8> {
    fields(&[
        (":method", "GET"),
        (":scheme", "http"),
        (":path", "/livez"),
        (":authority", "localhost"),
    ])
}

pub(super) fn request(stream: u8) -> Vec<u8> {
    frame(HEADERS, END_STREAM | END_HEADERS, stream, &head())
}

/// A request whose body is not sent yet.
fn upload(stream: u8) -> Vec<u8> {
    let line = [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", "/graphql"),
        (":authority", "localhost"),
    ];
    frame(
        HEADERS,
        END_HEADERS,
        stream,
        &[
            fields(&line),
            fields(&[("content-type", "application/json")]),
        ]
        .concat(),
    )
}

#[tokio::test]
async fn operations_run_side_by_side_on_one_connection() {
    let app = TestApp::start().await;
    let client = client();
    let ask = || async {
        let request = client
            .post(format!("{}/graphql", app.base_url))
            .header("content-type", "application/json")
            .body(TYPENAME);
        let answer = request.send().await.unwrap();
        assert_eq!(
            (answer.version(), answer.status().as_u16()),
            (Version::HTTP_2, 200)
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("vary", "Accept, Authorization, Accept-Encoding, Origin"),
        ] {
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
    let long = client
        .get(format!("{}/livez?{}", app.base_url, "x".repeat(1_024)))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (long.version(), long.status().as_u16()),
        (Version::HTTP_2, 414)
    );
    let large = client
        .post(format!("{}/graphql", app.base_url))
        .header("content-type", "application/json")
        .body(" ".repeat(2_001));
    assert_eq!(large.send().await.unwrap().status().as_u16(), 413);
}

#[tokio::test]
async fn a_head_over_the_limit_is_refused_like_any_other() {
    let app = TestApp::with(|config| config.http.head_bytes = 8_192).await;
    let client = client();
    let fetch = async |headers: HeaderMap| {
        answer(
            client
                .get(format!("{}/livez", app.base_url))
                .headers(headers)
                .send()
                .await
                .unwrap(),
        )
        .await
    };
    let padded = |bytes: usize| {
        HeaderMap::from_iter([(
            HeaderName::from_static("x-pad"),
            HeaderValue::try_from("x".repeat(bytes)).unwrap(),
        )])
    };
    // Names and values, and 32 for each field (RFC 9113, 6.5.2); the client adds two.
    let authority = app.base_url.trim_start_matches("http://");
    let line = [
        (":method", "GET"),
        (":scheme", "http"),
        (":authority", authority),
        (":path", "/livez"),
    ];
    let others = [
        ("accept", "*/*"),
        ("accept-encoding", "gzip"),
        ("x-pad", ""),
    ];
    let room = 8_192
        - line
            .iter()
            .chain(&others)
            .map(|(name, value)| name.len() + value.len() + 32)
            .sum::<usize>();
    assert_eq!(fetch(padded(room)).await.status, 200);
    for bytes in [room + 1, 30_000] {
        assert_refused(&fetch(padded(bytes)).await, 431, "BAD_REQUEST");
    }
    let many = |count: usize| {
        (0..count)
            .map(|i| {
                (
                    HeaderName::try_from(format!("x-{i}")).unwrap(),
                    HeaderValue::from_static("1"),
                )
            })
            .collect()
    };
    assert_eq!(fetch(many(98)).await.status, 200);
    assert_refused(&fetch(many(99)).await, 431, "BAD_REQUEST");
    // Over four times the limit it is discarded, and the response has a status only.
    let bare = fetch(padded(40_000)).await;
    assert_eq!((bare.status, bare.text.as_str()), (431, ""));
    assert_eq!(
        fetch(padded(0)).await.status,
        200,
        "the connection stays open"
    );
}

#[tokio::test]
async fn an_idle_connection_ends_there_too() {
    let app = TestApp::with(|config| config.http.idle_secs = 1).await;
    let mut connection = Raw::connect(&app).await;
    connection.send([opening(), request(1)].concat()).await;
    let said = connection.rest().await;
    assert!(
        said.windows(6).any(|six| six == b"alive\n"),
        "the response to the request came first"
    );
}

#[tokio::test]
async fn what_drips_there_ends_the_connection() {
    let app = TestApp::with(|config| config.http.header_timeout_secs = 1).await;
    let [never, much] = [vec![], vec![0; 200]];
    let head_of = |kind, flags, stream| frame(kind, flags, stream, &much)[..9].to_vec();
    let cases = [
        ("nothing but the preface", vec![], opening()),
        (
            "a head in frames without end",
            [opening(), request(1), frame(HEADERS, 0, 3, &head())].concat(),
            head_of(CONTINUATION, 0, 3),
        ),
        (
            "a head in one frame",
            [opening(), request(1)].concat(),
            head_of(HEADERS, END_STREAM | END_HEADERS, 3),
        ),
        (
            "a setting",
            [opening(), request(1)].concat(),
            head_of(SETTINGS, 0, 0),
        ),
        (
            "half a head, and silence",
            [opening(), request(1), frame(HEADERS, 0, 3, &head())].concat(),
            never,
        ),
        (
            "a head beside a request that runs",
            [opening(), upload(1), head_of(HEADERS, END_HEADERS, 3)].concat(),
            vec![],
        ),
    ];
    let drips = cases.map(async |(case, before, dripping)| {
        let mut connection = Raw::connect(&app).await;
        connection.send(&before).await;
        if dripping.is_empty() {
            connection.rest().await;
        } else {
            assert!(
                connection
                    .drip_is_cut(&[dripping, much.clone()].concat())
                    .await,
                "{case}"
            );
        }
    });
    // At once, because each waits for the same timeout.
    futures_util::future::join_all(drips).await;
}

#[tokio::test]
async fn a_connection_that_began_slowly_is_not_taken_for_another() {
    let app = TestApp::with(|config| config.http.header_timeout_secs = 2).await;
    let mut connection = Raw::connect(&app).await;
    let opening = opening();
    let (first, others) = opening.split_at(1);
    assert!(!connection.drip_is_cut(first).await);
    connection.send([others, &request(1)].concat()).await;
    connection.until(b"alive\n").await;
    for count in [1, 2] {
        connection.send(frame(PING, 0, 0, &[count; 8])).await;
        connection.until(&frame(PING, ACK, 0, &[count; 8])).await;
    }
    // The timeout of a head passes; a ping does not reset it.
    Raw::connect(&app).await.expect_end().await;
    Raw::connect(&app).await.expect_end().await;
    connection
        .send([request(3), frame(GOAWAY, 0, 0, &[0; 8])].concat())
        .await;
    let said = connection.rest().await;
    assert_eq!(
        said.windows(6).filter(|six| *six == b"alive\n").count(),
        2,
        "{}",
        String::from_utf8_lossy(&said)
    );
}
