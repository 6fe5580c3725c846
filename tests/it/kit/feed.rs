//! A client of streamed responses over HTTP: server-sent events, or the parts of a multipart body.

use futures_util::{StreamExt, stream::BoxStream};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};

use super::{Client, PATIENCE};

/// A streamed response.
pub struct Feed {
    pub status: u16,
    pub headers: HeaderMap,
    chunks: BoxStream<'static, reqwest::Result<Vec<u8>>>,
    read: String,
}

impl Feed {
    /// Posts an operation and accepts this type.
    pub async fn post(client: &Client, accept: &str, query: &str, variables: Value) -> Self {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        let body = json!({ "query": query, "variables": variables }).to_string();
        Self::open(
            client
                .request(Method::POST, "/graphql", &headers)
                .body(body),
        )
        .await
    }

    /// Subscribes by server-sent events.
    pub async fn events(client: &Client, query: &str, variables: Value) -> Self {
        let feed = Self::post(client, "text/event-stream", query, variables).await;
        assert_eq!(
            (feed.status, feed.header("content-type")),
            (200, "text/event-stream; charset=utf-8")
        );
        feed
    }

    /// Subscribes by multipart; the first boundary has been read.
    pub async fn parts(client: &Client, query: &str, variables: Value) -> Self {
        let mut feed = Self::post(
            client,
            "multipart/mixed; subscriptionSpec=1.0",
            query,
            variables,
        )
        .await;
        assert_eq!(
            (feed.status, feed.header("content-type")),
            (
                200,
                r#"multipart/mixed; boundary="-"; subscriptionSpec=1.0"#
            )
        );
        assert_eq!(feed.until("\r\n---").await.as_deref(), Some(""));
        feed
    }

    /// Sends a request and reads the head of the response.
    pub async fn open(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.expect("the head of a response");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let chunks = response
            .bytes_stream()
            .map(|chunk| chunk.map(|bytes| bytes.to_vec()))
            .boxed();
        Self {
            status,
            headers,
            chunks,
            read: String::new(),
        }
    }

    /// A header; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The next bytes up to a delimiter; `None` at the end of the response.
    pub async fn until(&mut self, mark: &str) -> Option<String> {
        loop {
            if let Some((found, rest)) = self.read.split_once(mark) {
                let (found, rest) = (found.to_owned(), rest.to_owned());
                self.read = rest;
                return Some(found);
            }
            let chunk = tokio::time::timeout(PATIENCE, self.chunks.next())
                .await
                .expect("data in time");
            self.read.push_str(
                &String::from_utf8(chunk?.expect("the response is not cut off")).expect("UTF-8"),
            );
        }
    }

    /// The rest of the response.
    pub async fn rest(&mut self) -> String {
        assert_eq!(self.until("\0").await, None, "no text has a NUL");
        std::mem::take(&mut self.read)
    }

    /// The next event: its name and its data. Comments are skipped; `None` at the end of the response.
    pub async fn event(&mut self) -> Option<(String, Value)> {
        loop {
            let block = self.until("\n\n").await?;
            if !block.starts_with(':') {
                let (name, data) = block.split_once('\n').expect("two lines");
                let data = data.strip_prefix("data:").expect("data").trim();
                return Some((
                    name.strip_prefix("event: ").expect("a name").to_owned(),
                    serde_json::from_str(data).unwrap_or_default(),
                ));
            }
        }
    }

    /// The next event, which must be a result without errors: its data.
    pub async fn event_data(&mut self) -> Value {
        let (name, mut result) = self.event().await.expect("an event");
        assert!(
            name == "next" && result.get("errors").is_none(),
            "no data: {name} {result}"
        );
        result["data"].take()
    }

    /// The next event must be the last one.
    pub async fn expect_complete(&mut self) {
        assert_eq!(
            self.event().await,
            Some(("complete".to_owned(), Value::Null))
        );
        assert_eq!(self.event().await, None);
    }

    /// The next part; `None` after the last boundary. Heartbeats are parts, too.
    pub async fn part(&mut self) -> Option<Value> {
        if self.read.is_empty() {
            let chunk = tokio::time::timeout(PATIENCE, self.chunks.next())
                .await
                .expect("data in time");
            self.read.push_str(
                &String::from_utf8(chunk?.expect("the response is not cut off")).expect("UTF-8"),
            );
        }
        if self.read.starts_with("--") {
            assert_eq!(self.until("--\r\n").await.as_deref(), Some(""));
            assert_eq!(
                self.until("\n").await,
                None,
                "no data after the last boundary"
            );
            return None;
        }
        let part = self.until("\r\n---").await.expect("a complete part");
        let json = part
            .strip_prefix("\r\nContent-Type: application/json\r\n\r\n")
            .expect("the head of a part");
        Some(serde_json::from_str(json).expect("JSON"))
    }

    /// The next part that is not a heartbeat.
    pub async fn payload(&mut self) -> Option<Value> {
        loop {
            let part = self.part().await?;
            if part != json!({}) {
                return Some(part);
            }
        }
    }
}
