//! The streaming format of OpenAI's Chat Completions (API reference, "The chat completion chunk object"), which other servers copy: `data` events
//! with a piece of `choices[0].delta.content` each, then one with `finish_reason`, then, if it was asked for, one with `usage` and no choices,
//! then `[DONE]`. Servers differ in what they leave out; only what is needed is read.

use http::{HeaderMap, header};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

use super::{NOT_READABLE, Signal, failure::failure_in_stream, sse::Event};
use crate::{
    endpoint::{Endpoint, TokensField},
    error::Error,
    key::InvalidKey,
    request::Request,
    transport::Finish,
};

#[derive(Deserialize)]
struct Chunk {
    choices: Option<Vec<Choice>>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    index: u32,
    delta: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<Content>,
    reasoning_content: Option<IgnoredAny>,
    reasoning: Option<IgnoredAny>,
    refusal: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    /// Parts that are not text.
    Other(IgnoredAny),
}

#[derive(Deserialize)]
struct Usage {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

pub(super) fn body(endpoint: &Endpoint, request: &Request) -> Value {
    let mut body = json!({
        "model": endpoint.model,
        "messages": [
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.user},
        ],
        "stream": true,
    });
    let Some(fields) = body.as_object_mut() else {
        return body;
    };
    let tokens = match endpoint.tokens_field {
        TokensField::MaxTokens => "max_tokens",
        TokensField::MaxCompletionTokens => "max_completion_tokens",
    };
    fields.insert(tokens.to_owned(), request.tokens_max.into());
    if let Some(temperature) = request.temperature {
        fields.insert("temperature".to_owned(), temperature.into());
    }
    if endpoint.asks_for_usage {
        let options = json!({"include_usage": true});
        fields.insert("stream_options".to_owned(), options);
    }
    body
}

pub(super) fn add_headers(headers: &mut HeaderMap, endpoint: &Endpoint) -> Result<(), InvalidKey> {
    if let Some(key) = &endpoint.key {
        headers.insert(header::AUTHORIZATION, key.header("Bearer ")?);
    }
    Ok(())
}

pub(super) fn read(event: &Event) -> Result<Vec<Signal>, Error> {
    let data = event.data.trim();
    if data.is_empty() {
        return Ok(Vec::new());
    }
    if data == "[DONE]" {
        return Ok(vec![Signal::Done]);
    }
    let body: Value = serde_json::from_str(data).map_err(|_| NOT_READABLE)?;
    if !body.is_object() {
        return Err(NOT_READABLE);
    }
    if body.get("error").is_some_and(|error| !error.is_null()) {
        return Err(failure_in_stream(&body));
    }
    let chunk = Chunk::deserialize(body).map_err(|_| NOT_READABLE)?;
    let mut signals = Vec::new();
    let choices = chunk.choices.unwrap_or_default();
    for choice in choices.into_iter().filter(|choice| choice.index == 0) {
        if let Some(delta) = choice.delta {
            signals.extend(said(delta));
        }
        if let Some(reason) = choice.finish_reason.filter(|reason| !reason.is_empty()) {
            signals.push(Signal::Finish(finish(&reason)));
        }
    }
    if let Some(usage) = chunk.usage {
        signals.push(Signal::Usage {
            input: usage.prompt_tokens,
            output: usage.completion_tokens,
        });
    }
    Ok(signals)
}

fn said(delta: Delta) -> Option<Signal> {
    match delta.content {
        Some(Content::Text(text)) if !text.is_empty() => Some(Signal::Text(text)),
        Some(Content::Other(_)) => Some(Signal::Thinking),
        _ => delta
            .reasoning_content
            .or(delta.reasoning)
            .or(delta.refusal)
            .map(|_| Signal::Thinking),
    }
}

fn finish(reason: &str) -> Finish {
    match reason {
        "stop" | "eos" => Finish::Stop,
        "length" => Finish::Length,
        "content_filter" => Finish::Filtered,
        _ => Finish::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Provider;

    fn check(data: &str, expected: Result<Vec<Signal>, Error>) {
        let event = Event {
            name: String::new(),
            data: data.to_owned(),
        };
        assert_eq!([read(&event)], [expected], "{data}");
    }

    #[test]
    fn what_servers_send_is_read() {
        let text = |text: &str| Ok(vec![Signal::Text(text.to_owned())]);
        check(
            r#"{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"#,
            text("Hi"),
        );
        check(
            r#"{"choices":[{"delta":{"content":"Hi"}}],"usage":null,"error":null}"#,
            text("Hi"),
        );
        check(
            r#"{"choices":[{"index":1,"delta":{"content":"other"}}]}"#,
            Ok(Vec::new()),
        );
        check(
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
            Ok(Vec::new()),
        );
        check(
            r#"{"choices":[{"delta":{"reasoning_content":"hm"}}]}"#,
            Ok(vec![Signal::Thinking]),
        );
        check(
            r#"{"choices":[{"delta":{"content":[{"type":"thinking"}]}}]}"#,
            Ok(vec![Signal::Thinking]),
        );
        check(
            r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
            Ok(vec![Signal::Finish(Finish::Stop)]),
        );
        check(
            r#"{"choices":[{"delta":null,"finish_reason":"length"}]}"#,
            Ok(vec![Signal::Finish(Finish::Length)]),
        );
        check(
            r#"{"choices":[{"finish_reason":"tool_calls"}]}"#,
            Ok(vec![Signal::Finish(Finish::Other)]),
        );
        let usage = Signal::Usage {
            input: Some(12),
            output: Some(3),
        };
        check(
            r#"{"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}"#,
            Ok(vec![usage]),
        );
        check(r#"{"id":"x"}"#, Ok(Vec::new()));
        check("[DONE]", Ok(vec![Signal::Done]));
        check("", Ok(Vec::new()));
    }

    #[test]
    fn failures_are_told_without_words() {
        for data in [
            "{",
            "words",
            "[]",
            "7",
            r#"{"choices":7}"#,
            r#"{"choices":[{"finish_reason":7}]}"#,
        ] {
            check(data, Err(NOT_READABLE));
        }
        check(
            r#"{"error":{"message":"canary","type":"server_error"}}"#,
            Err(Error::Unavailable { status: Some(200) }),
        );
        check(
            r#"{"error":{"code":"rate_limit_exceeded"}}"#,
            Err(Error::RateLimited { after: None }),
        );
        let code = Some("context_length_exceeded");
        check(
            r#"{"error":{"code":"context_length_exceeded"}}"#,
            Err(Error::Refused { status: 200, code }),
        );
    }

    #[test]
    fn a_request_has_what_servers_need() {
        let mut endpoint = Endpoint::new("e", Provider::OpenAi, "http://a.example", "m").unwrap();
        let mut request = Request {
            system: "s".to_owned(),
            user: "u".to_owned(),
            temperature: Some(0.2),
            tokens_max: 700,
            seed: 0,
        };
        let messages =
            json!([{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]);
        let expected = json!({"model": "m", "messages": messages, "stream": true, "max_tokens": 700, "temperature": 0.2,
            "stream_options": {"include_usage": true}});
        assert_eq!(body(&endpoint, &request), expected);
        endpoint.asks_for_usage = false;
        endpoint.tokens_field = TokensField::MaxCompletionTokens;
        request.temperature = None;
        let expected = json!({"model": "m", "messages": messages, "stream": true, "max_completion_tokens": 700});
        assert_eq!(body(&endpoint, &request), expected);
    }
}
