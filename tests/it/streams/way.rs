//! The streaming transports, so that a test runs over each of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Feed, Socket, TestApp, TestUser};

/// A transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Socket,
    Events,
    Parts,
}

/// The responses of one operation.
pub enum Answers {
    Socket(Box<Socket>),
    Events(Feed),
    Parts(Feed),
}

/// The headers of a JSON request with this `Accept`.
pub const fn json_and(accept: &str) -> [(&str, &str); 2] {
    [("content-type", "application/json"), ("accept", accept)]
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Socket, Self::Events, Self::Parts];

    /// Starts an operation: `query`, `variables` and the other members of a request.
    pub async fn open(self, app: &TestApp, user: &TestUser, request: &Value) -> Answers {
        if self == Self::Socket {
            let mut socket = Socket::connect(app, Some(&user.access_token)).await;
            socket
                .send(&json!({ "id": "1", "type": "subscribe", "payload": request }))
                .await;
            return Answers::Socket(Box::new(socket));
        }
        let accept = if self == Self::Events {
            "text/event-stream"
        } else {
            "multipart/mixed; subscriptionSpec=1.0"
        };
        let request = user
            .client
            .request(Method::POST, "/graphql", &json_and(accept))
            .body(request.to_string());
        let mut feed = Feed::open(request).await;
        if self == Self::Events {
            return Answers::Events(feed);
        }
        if feed.header("content-type").starts_with("multipart/") {
            assert_eq!(feed.until("\r\n---").await.as_deref(), Some(""));
        }
        Answers::Parts(feed)
    }
}

impl Answers {
    /// The next response in HTTP form; `None` when the operation is complete.
    pub async fn next(&mut self) -> Option<Value> {
        match self {
            Self::Socket(socket) => {
                let mut message = socket.next().await;
                match message["type"].as_str() {
                    Some("next") => Some(message["payload"].take()),
                    // It ends the operation, too.
                    Some("error") => {
                        let errors = message["payload"].take();
                        socket.send(&json!({ "id": "1", "type": "subscribe", "payload": { "query": "{ __typename }" } })).await;
                        assert_eq!(
                            socket.next_data("1").await,
                            json!({ "__typename": "Query" }),
                            "the id is free again"
                        );
                        Some(json!({ "errors": errors }))
                    }
                    _ => None,
                }
            }
            Self::Events(feed) => match feed.event().await {
                Some((name, result)) if name == "next" => Some(result),
                _ => None,
            },
            // A refusal of the guard is a single response.
            Self::Parts(feed) if !feed.header("content-type").starts_with("multipart/") => {
                let body = feed.rest().await;
                (!body.is_empty()).then(|| serde_json::from_str(&body).expect("JSON"))
            }
            Self::Parts(feed) => Some(feed.payload().await?["payload"].take()),
        }
    }
}
