//! `/metrics` for Prometheus, on a separate address, without any data of requests.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::kit::{Answer, Client, Home, PASSWORD, Place, Socket, eventually};

const SIGN_UP: &str = "mutation CanaryOperation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } } }";
/// Words that occur only in the requests of this test.
const CANARIES: [&str; 6] = [
    "canary-mail",
    "example.org",
    "CanaryOperation",
    "CanaryNote",
    "canary-path",
    "canaryField",
];

struct Watcher(Client);

impl Watcher {
    async fn get(&self, path: &str) -> Answer {
        self.0.send(self.0.request(Method::GET, path, &[])).await
    }

    /// Scrapes until a line starts like this; returns the complete text.
    async fn until(&self, line: &str) -> String {
        let found = || async {
            Some(self.get("/metrics").await.text)
                .filter(|text| text.lines().any(|found| found.starts_with(line)))
        };
        eventually(line, found).await
    }
}

#[tokio::test]
async fn numbers_are_told_where_nobody_else_asks_and_hold_nothing_that_was_sent() {
    let (place, home) = (Place::new(), Home::empty().await);
    let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
    let running = place.start(
        &[],
        &[
            ("DATABASE_URL", &home.url),
            ("REDIS_URL", &redis),
            ("CAREERGRAPH__TELEMETRY__METRICS_ADDR", "127.0.0.1:0"),
            ("CAREERGRAPH__LIMITS__SIGN_IN_PER_MINUTE", "1"),
        ],
    );
    let client = Client::new(running.said("listens on ").trim());
    let watcher = Watcher(Client::new(
        running
            .said("Metrics at ")
            .trim()
            .trim_end_matches("/metrics"),
    ));

    let account = |name: &str| json!({ "input": { "email": format!("{name}@example.org"), "password": PASSWORD, "name": "Canary" } });
    let token = client
        .gql(SIGN_UP, account("canary-mail"))
        .await
        .text_at("signUp.session.accessToken");
    client.gql(SIGN_UP, account("canary-mail-2")).await.errors();
    let user = client.with_token(&token);
    let create = "mutation { createApplication(input: {company: \"F\", role: \"R\", note: \"CanaryNote\", stage: APPLIED}) { application { id } } }";
    user.gql(create, json!({}))
        .await
        .text_at("createApplication.application.id");
    user.gql("{ canaryField }", json!({})).await.errors();
    user.gql("{ canaryField", json!({})).await.errors();
    client
        .send(client.request(Method::GET, "/canary-path", &[]))
        .await;
    let url = format!("{}/graphql", client.base_url().replace("http", "ws"));
    let mut socket = Socket::connect_to(&url, Some(&token)).await;
    let payload = json!({ "query": "subscription { notificationReceived { cursor } }" });
    socket
        .send(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
        .await;

    watcher.until("graphql_subscriptions 1").await;
    let text = watcher
        .until("task_duration_seconds_count{kind=\"application.changed\",outcome=\"done\"} ")
        .await;
    for line in [
        "http_request_duration_seconds_count{route=\"/graphql\",status=\"2xx\"} ",
        "http_request_duration_seconds_bucket{route=\"/graphql\",status=\"4xx\",le=\"0.001\"} ",
        "http_request_duration_seconds_count{route=\"other\",status=\"4xx\"} 1",
        "graphql_operation_duration_seconds_count{kind=\"mutation\",outcome=\"OK\"} ",
        "graphql_operation_duration_seconds_count{kind=\"mutation\",outcome=\"RATE_LIMITED\"} 1",
        "graphql_operation_duration_seconds_count{kind=\"query\",outcome=\"GRAPHQL_VALIDATION_FAILED\"} 1",
        "graphql_operation_duration_seconds_count{kind=\"unknown\",outcome=\"GRAPHQL_PARSE_FAILED\"} 1",
        "graphql_operation_duration_seconds_count{kind=\"subscription\",outcome=\"OK\"} 1",
        "rate_limited_total{budget=\"sign-in\"} 1",
        "rate_limited_total{budget=\"user\"} 0",
        "websockets 1",
        "http_connections ",
        "queue_tasks{state=\"waiting\"} ",
        "queue_tasks{state=\"set_aside\"} 0",
        "queue_late_seconds ",
    ] {
        assert!(
            text.lines().any(|found| found.starts_with(line)),
            "{line} is missing:\n{text}"
        );
    }
    assert_eq!(text.contains("\nredis_up 1\n"), !redis.is_empty(), "{text}");
    assert_eq!(
        text.contains("\nprocess_resident_memory_bytes "),
        std::path::Path::new("/proc/self/status").exists()
    );
    assert_explained(&text);
    for word in CANARIES.into_iter().chain([token.as_str()]) {
        assert!(!text.contains(word), "{word} is in the metrics:\n{text}");
    }

    drop(socket);
    watcher.until("websockets 0").await;
    watcher.until("graphql_subscriptions 0").await;
    assert_eq!(
        watcher.get("/metrics").await.header("content-type"),
        "text/plain; version=0.0.4"
    );
    for path in ["/graphql", "/livez", "/"] {
        assert_eq!(
            watcher.get(path).await.status,
            404,
            "{path} on the address of the numbers"
        );
    }
    assert_eq!(
        client
            .send(client.request(Method::GET, "/metrics", &[]))
            .await
            .status,
        404,
        "the API does not tell them"
    );
}

/// Each family has one HELP and one TYPE.
fn assert_explained(text: &str) {
    let told = |what: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.strip_prefix(what)?.split_once(' '))
            .map(|(name, rest)| format!("{name} {}", !rest.is_empty()))
            .collect()
    };
    let (help, types) = (told("# HELP "), told("# TYPE "));
    assert!(help.len() >= 9 && help == types, "{help:?} {types:?}");
    assert_eq!(
        help.iter().collect::<BTreeSet<_>>().len(),
        help.len(),
        "duplicate: {help:?}"
    );
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap_or_default();
        let family = ["_bucket", "_sum", "_count"]
            .into_iter()
            .find_map(|part| name.strip_suffix(part))
            .unwrap_or(name);
        assert!(
            help.contains(&format!("{family} true")),
            "{name} is not explained"
        );
    }
}
