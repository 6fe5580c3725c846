//! Which reply a request gets.

use serde_json::Value;

use crate::{
    http::Request,
    reply::{Reply, Step},
};

/// What a server was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The path.
    pub path: String,
    /// The key that was sent.
    pub key: Option<String>,
    /// All headers; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The model.
    pub model: String,
    /// The system text.
    pub system: String,
    /// The user text.
    pub user: String,
    /// The whole body.
    pub body: Value,
}

/// The rules of a server.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub key: Option<String>,
    pub rules: Vec<(When, Reply)>,
    pub otherwise: Reply,
    pub asked: Vec<Asked>,
    pub hung_up: usize,
}

/// When a rule holds.
#[derive(Debug)]
pub(crate) enum When {
    Number(usize),
    Text(String),
    Model(String),
}

impl Asked {
    pub(crate) fn new(request: &Request) -> Self {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let messages = body.get("messages").and_then(Value::as_array);
        let said_by = |role: &str| -> String {
            let messages = messages.into_iter().flatten();
            let said = messages.filter(|message| string(message, "role") == role);
            said.map(|message| string(message, "content")).collect()
        };
        let bearer = request.header("authorization");
        let key = bearer.and_then(|bearer| bearer.strip_prefix("Bearer "));
        let key = key.or_else(|| request.header("x-api-key"));
        Self {
            path: request.path.clone(),
            key: key.map(str::to_owned),
            headers: request.headers.clone(),
            model: string(&body, "model").to_owned(),
            system: format!("{}{}", string(&body, "system"), said_by("system")),
            user: said_by("user"),
            body,
        }
    }

    /// True if the request came by the protocol of Anthropic.
    #[must_use]
    pub fn is_anthropic(&self) -> bool {
        self.path.ends_with("/messages")
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Script {
    /// The reply to a request, which is recorded.
    pub(crate) fn reply(&mut self, asked: Asked) -> Reply {
        let number = self.asked.len();
        let holds = |when: &When| match when {
            When::Number(wanted) => *wanted == number,
            When::Text(text) => asked.system.contains(text) || asked.user.contains(text),
            When::Model(model) => asked.model == *model,
        };
        let is_number = |when: &When| matches!(when, When::Number(_));
        let rules = || self.rules.iter().rev().filter(|(when, _)| holds(when));
        let by_number = rules().find(|(when, _)| is_number(when));
        let rule = by_number.or_else(|| rules().next());
        let reply = match &self.key {
            Some(key) if asked.key.as_ref() != Some(key) => refused(&asked),
            _ => rule.map_or(&self.otherwise, |(_, reply)| reply).clone(),
        };
        self.asked.push(asked);
        reply
    }
}

fn refused(asked: &Asked) -> Reply {
    let key = asked.key.as_deref().unwrap_or_default();
    let error = serde_json::json!({"error": {"code": key, "type": key, "message": format!("Incorrect API key provided: {key}")}});
    Reply {
        steps: vec![Step::Raw(error.to_string().into_bytes())],
        ..Reply::status(401, "")
    }
}

fn string<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}
