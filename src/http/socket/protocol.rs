//! The messages of graphql-transport-ws, and the codes that end a socket.

use serde_json::{Value, json};

/// What a client says.
pub(super) enum FromClient {
    /// Who it is: `authorization` in the payload.
    Init(Option<String>),
    /// It wants to know that we are there.
    Ping(Option<Value>),
    /// It has a fresh token: `authorization` in the payload of a ping.
    Renew(String),
    /// It is there.
    Pong,
    /// It starts an operation under an id of its own.
    Subscribe(String, Value),
    /// It wants no more of an operation.
    Complete(String),
}

/// What we say.
pub(super) enum ToClient {
    Ack,
    Ping,
    Pong(Option<Value>),
    /// A result, written already.
    Next(String, String),
    /// The errors of an operation that never ran, written already.
    Error(String, String),
    Complete(String),
}

/// Why a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Close {
    pub code: u16,
    pub reason: &'static str,
}

impl Close {
    pub(super) const BAD_MESSAGE: Self = Self { code: 4400, reason: "The message is none of graphql-transport-ws" };
    pub(super) const UNAUTHORIZED: Self = Self { code: 4401, reason: "Unauthorized" };
    pub(super) const TOKEN_EXPIRED: Self = Self { code: 4401, reason: "The access token has expired" };
    pub(super) const FORBIDDEN: Self = Self { code: 4403, reason: "Forbidden" };
    pub(super) const REVOKED: Self = Self { code: 4403, reason: "The session was ended; sign in again" };
    pub(super) const INIT_TIMEOUT: Self = Self { code: 4408, reason: "Connection initialisation timeout" };
    pub(super) const DUPLICATE: Self = Self { code: 4409, reason: "Subscriber for this id already exists" };
    pub(super) const INIT_TWICE: Self = Self { code: 4429, reason: "Too many initialisation requests" };
    pub(super) const TOO_MANY: Self = Self { code: 4429, reason: "Too many subscriptions" };
    pub(super) const TOO_MANY_SOCKETS: Self =
        Self { code: 4429, reason: "TOO_MANY_SUBSCRIPTIONS: close one of your other sockets or streams first" };
    pub(super) const LAGGED: Self = Self { code: 4408, reason: "lagged: connect again and go on after your last cursor" };
    pub(super) const BREACH: Self = Self { code: 1002, reason: "This is no WebSocket as RFC 6455 has it" };
    pub(super) const NOT_UTF8: Self = Self { code: 1007, reason: "The text is not UTF-8" };
    pub(super) const TOO_LARGE: Self = Self { code: 1009, reason: "The message is too large" };
    pub(super) const RESTARTING: Self = Self { code: 1012, reason: "The server restarts; connect again in a moment" };
}

impl Close {
    /// Whether what the client sends on is no WebSocket that could be read.
    pub(super) fn is_breach(self) -> bool {
        matches!(self, Self::BREACH | Self::NOT_UTF8 | Self::TOO_LARGE)
    }
}

impl FromClient {
    /// Reads a message, or says how the socket ends.
    pub(super) fn parse(text: &str) -> Result<Self, Close> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else { return Err(Close::BAD_MESSAGE) };
        let payload = message.remove("payload");
        let id = match message.remove("id") {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= 256 => Some(id),
            None => None,
            Some(_) => return Err(Close::BAD_MESSAGE),
        };
        let kind = message.get("type").and_then(Value::as_str).unwrap_or_default();
        match (kind, id, payload) {
            ("connection_init", _, None | Some(Value::Null)) => Ok(Self::Init(None)),
            ("connection_init", _, Some(Value::Object(payload))) => Ok(Self::Init(authorization(&payload)?)),
            ("ping", _, Some(Value::Object(payload))) => match authorization(&payload)? {
                Some(token) => Ok(Self::Renew(token)),
                None => Ok(Self::Ping(Some(Value::Object(payload)))),
            },
            ("ping", _, payload) => Ok(Self::Ping(payload)),
            ("pong", _, _) => Ok(Self::Pong),
            ("subscribe", Some(id), Some(payload)) => Ok(Self::Subscribe(id, payload)),
            ("complete", Some(id), _) => Ok(Self::Complete(id)),
            _ => Err(Close::BAD_MESSAGE),
        }
    }
}

/// Clients spell the header's name as they like.
fn authorization(payload: &serde_json::Map<String, Value>) -> Result<Option<String>, Close> {
    match payload.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization")) {
        None | Some((_, Value::Null)) => Ok(None),
        Some((_, Value::String(value))) => Ok(Some(value.clone())),
        Some(_) => Err(Close::FORBIDDEN),
    }
}

impl ToClient {
    /// Whether it ends its operation.
    pub(super) const fn is_last(&self) -> bool {
        matches!(self, Self::Error(..) | Self::Complete(_))
    }

    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Ack => r#"{"type":"connection_ack"}"#.to_owned(),
            Self::Ping => r#"{"type":"ping"}"#.to_owned(),
            Self::Pong(None) => r#"{"type":"pong"}"#.to_owned(),
            Self::Pong(Some(payload)) => json!({ "type": "pong", "payload": payload }).to_string(),
            Self::Next(id, payload) => format!(r#"{{"id":{},"type":"next","payload":{payload}}}"#, json!(id)),
            Self::Error(id, errors) => format!(r#"{{"id":{},"type":"error","payload":{errors}}}"#, json!(id)),
            Self::Complete(id) => json!({ "id": id, "type": "complete" }).to_string(),
        }
    }
}
