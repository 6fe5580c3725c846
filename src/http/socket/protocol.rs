//! The messages and close codes of graphql-transport-ws.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

/// Maximum bytes of an operation's id.
const ID_MAX: usize = 256;
/// Maximum bytes of the reason in a close frame (RFC 6455, 5.5).
const REASON_MAX: usize = 123;

/// A message from the client.
pub(super) enum FromClient {
    /// `connection_init`, with `authorization` in its payload.
    Init(Option<String>),
    /// `ping`.
    Ping(Option<Value>),
    /// `ping` with a new access token: `authorization` in its payload.
    Renew(String),
    /// `pong`.
    Pong,
    /// `subscribe`: starts an operation with the client's id.
    Subscribe(String, Value),
    /// `complete`: ends an operation.
    Complete(String),
}

/// A message to the client.
pub(super) enum ToClient {
    Ack,
    Ping,
    Pong(Option<Value>),
    /// A serialized result.
    Next(String, String),
    /// The serialized errors of an operation that never ran.
    Error(String, String),
    Complete(String),
}

/// The code and reason of a close frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    pub code: u16,
    pub reason: Cow<'static, str>,
}

impl Close {
    pub(super) const UNAUTHORIZED: Self = Self::new(4401, "Unauthorized");
    pub(super) const TOKEN_EXPIRED: Self = Self::new(4401, "The access token has expired");
    pub(super) const FORBIDDEN: Self = Self::new(4403, "Forbidden");
    pub(super) const REVOKED: Self = Self::new(4403, "The session was ended; sign in again");
    pub(super) const INIT_TIMEOUT: Self = Self::new(4408, "Connection initialisation timeout");
    pub(super) const DUPLICATE: Self = Self::new(4409, "Subscriber for this id already exists");
    pub(super) const INIT_TWICE: Self = Self::new(4429, "Too many initialisation requests");
    pub(super) const TOO_MANY: Self = Self::new(4429, "Too many subscriptions");
    pub(super) const TOO_MANY_SOCKETS: Self = Self::new(
        4429,
        "TOO_MANY_SUBSCRIPTIONS: close one of your other sockets or streams first",
    );
    pub(super) const LAGGED: Self =
        Self::new(4408, "lagged: reconnect and resume after your last cursor");
    pub(super) const PROTOCOL_ERROR: Self = Self::new(1002, "The data violates RFC 6455");
    pub(super) const NOT_UTF8: Self = Self::new(1007, "The text is not UTF-8");
    pub(super) const TOO_LARGE: Self = Self::new(1009, "The message is too large");
    pub(super) const RESTARTING: Self =
        Self::new(1012, "The server restarts; reconnect in a moment");
}

impl Close {
    const fn new(code: u16, reason: &'static str) -> Self {
        Self {
            code,
            reason: Cow::Borrowed(reason),
        }
    }

    /// The close frame for a message that violates the protocol.
    pub(super) fn bad_message(problem: impl Into<Cow<'static, str>>) -> Self {
        let mut reason = problem.into();
        if reason.len() > REASON_MAX {
            let end = (0..=REASON_MAX)
                .rev()
                .find(|end| reason.is_char_boundary(*end))
                .unwrap_or_default();
            reason = Cow::Owned(reason.get(..end).unwrap_or_default().to_owned());
        }
        Self { code: 4400, reason }
    }

    /// True if the client's data is not valid WebSocket traffic.
    pub(super) const fn is_protocol_error(&self) -> bool {
        matches!(self.code, 1002 | 1007 | 1009)
    }
}

impl FromClient {
    /// Parses a message; the error is the close frame.
    pub(super) fn parse(text: &str) -> Result<Self, Close> {
        let message = serde_json::from_str(text)
            .map_err(|_| Close::bad_message("The message is not JSON"))?;
        let Value::Object(mut message) = message else {
            return Err(Close::bad_message("The message must be a JSON object"));
        };
        let payload = message.remove("payload");
        let Some(Value::String(kind)) = message.get("type") else {
            return Err(Close::bad_message(
                "The message must have a \"type\", a string",
            ));
        };
        match kind.as_str() {
            "connection_init" => match object_or_none("connection_init", payload)? {
                None => Ok(Self::Init(None)),
                Some(payload) => Ok(Self::Init(authorization(&payload)?)),
            },
            "ping" => match object_or_none("ping", payload)? {
                None => Ok(Self::Ping(None)),
                Some(payload) => match authorization(&payload)? {
                    Some(token) => Ok(Self::Renew(token)),
                    None => Ok(Self::Ping(Some(Value::Object(payload)))),
                },
            },
            "pong" => object_or_none("pong", payload).map(|_| Self::Pong),
            "subscribe" => {
                let id = id(message.remove("id"))?;
                match payload {
                    Some(payload @ Value::Object(_)) => Ok(Self::Subscribe(id, payload)),
                    _ => Err(Close::bad_message(
                        "\"subscribe\" must have a \"payload\", an object with a \"query\"",
                    )),
                }
            }
            "complete" => id(message.remove("id")).map(Self::Complete),
            _ => Err(Close::bad_message(
                "The \"type\" is not a client message of graphql-transport-ws",
            )),
        }
    }
}

/// The optional payload of a message: an object or nothing.
fn object_or_none(kind: &str, payload: Option<Value>) -> Result<Option<Map<String, Value>>, Close> {
    match payload {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(payload)) => Ok(Some(payload)),
        Some(_) => Err(Close::bad_message(format!(
            "The \"payload\" of \"{kind}\" must be an object, or left out"
        ))),
    }
}

/// The id of an operation.
fn id(given: Option<Value>) -> Result<String, Close> {
    match given {
        Some(Value::String(id)) if id.len() > ID_MAX => Err(Close::bad_message(format!(
            "The \"id\" has more than {ID_MAX} bytes"
        ))),
        Some(Value::String(id)) if !id.is_empty() => Ok(id),
        _ => Err(Close::bad_message(
            "The message must have an \"id\", a string that is not empty",
        )),
    }
}

/// The `authorization` of a payload; its name is not case-sensitive.
fn authorization(payload: &Map<String, Value>) -> Result<Option<String>, Close> {
    match payload
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
    {
        None | Some((_, Value::Null)) => Ok(None),
        Some((_, Value::String(value))) => Ok(Some(value.clone())),
        Some(_) => Err(Close::FORBIDDEN),
    }
}

impl ToClient {
    /// True if this is the last message of its operation.
    pub(super) const fn is_last(&self) -> bool {
        matches!(self, Self::Error(..) | Self::Complete(_))
    }

    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Ack => r#"{"type":"connection_ack"}"#.to_owned(),
            Self::Ping => r#"{"type":"ping"}"#.to_owned(),
            Self::Pong(None) => r#"{"type":"pong"}"#.to_owned(),
            Self::Pong(Some(payload)) => json!({ "type": "pong", "payload": payload }).to_string(),
            Self::Next(id, payload) => format!(
                r#"{{"id":{},"type":"next","payload":{payload}}}"#,
                json!(id)
            ),
            Self::Error(id, errors) => format!(
                r#"{{"id":{},"type":"error","payload":{errors}}}"#,
                json!(id)
            ),
            Self::Complete(id) => json!({ "id": id, "type": "complete" }).to_string(),
        }
    }
}
