//! The streaming format of Anthropic's Messages API ("Streaming Messages", version 2023-06-01): `message_start` with the tokens of the request,
//! blocks of which text blocks have `text_delta`, `message_delta` with the reason of the end and the tokens of the answer so far,
//! `message_stop`; `ping` and `error` anywhere. Unknown events are ignored, as the documentation demands.

use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{NOT_READABLE, Signal, failure::failure_in_stream, sse::Event};
use crate::{
    endpoint::Endpoint, error::Error, key::InvalidKey, request::Request, transport::Finish,
};

const VERSION: &str = "2023-06-01";

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Message {
    #[serde(rename = "message_start")]
    Start { message: Started },
    #[serde(rename = "content_block_start")]
    BlockStart { content_block: Block },
    #[serde(rename = "content_block_delta")]
    BlockDelta { delta: Block },
    #[serde(rename = "message_delta")]
    Delta { delta: Ended, usage: Option<Usage> },
    #[serde(rename = "message_stop")]
    Stop,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Started {
    usage: Option<Usage>,
}

/// The start of a block, or a piece of one.
#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Ended {
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    #[serde(rename = "input_tokens")]
    input: Option<u64>,
    #[serde(rename = "cache_creation_input_tokens")]
    cache_written: Option<u64>,
    #[serde(rename = "cache_read_input_tokens")]
    cache_read: Option<u64>,
    #[serde(rename = "output_tokens")]
    output: Option<u64>,
}

pub(super) fn body(endpoint: &Endpoint, request: &Request) -> Value {
    let mut body = json!({
        "model": endpoint.model,
        "system": request.system,
        "messages": [{"role": "user", "content": request.user}],
        "max_tokens": request.tokens_max,
        "stream": true,
    });
    if let (Some(fields), Some(temperature)) = (body.as_object_mut(), request.temperature) {
        // The API takes 0 to 1 only.
        let temperature = temperature.clamp(0.0, 1.0);
        fields.insert("temperature".to_owned(), temperature.into());
    }
    body
}

pub(super) fn add_headers(headers: &mut HeaderMap, endpoint: &Endpoint) -> Result<(), InvalidKey> {
    let version = HeaderValue::from_static(VERSION);
    headers.insert("anthropic-version", version);
    if let Some(key) = &endpoint.key {
        headers.insert("x-api-key", key.header("")?);
    }
    Ok(())
}

pub(super) fn read(event: &Event) -> Result<Vec<Signal>, Error> {
    let body: Value = serde_json::from_str(&event.data).map_err(|_| NOT_READABLE)?;
    if !body.is_object() {
        return Err(NOT_READABLE);
    }
    if body.get("type").and_then(Value::as_str) == Some("error") {
        return Err(failure_in_stream(&body));
    }
    let message = Message::deserialize(body).map_err(|_| NOT_READABLE)?;
    Ok(match message {
        Message::Start { message } => message.usage.iter().map(used).collect(),
        Message::BlockStart { content_block } => said(content_block, "text").collect(),
        Message::BlockDelta { delta } => said(delta, "text_delta").collect(),
        Message::Delta { delta, usage } => {
            let reason = delta.stop_reason.as_deref().map(finish);
            let finish = reason.map(Signal::Finish);
            usage.iter().map(used).chain(finish).collect()
        }
        Message::Stop => vec![Signal::Done],
        Message::Other => Vec::new(),
    })
}

fn said(block: Block, text_kind: &str) -> impl Iterator<Item = Signal> {
    let signal = if block.kind == text_kind {
        let text = block.text.filter(|text| !text.is_empty());
        text.map(Signal::Text)
    } else {
        Some(Signal::Thinking)
    };
    signal.into_iter()
}

fn used(usage: &Usage) -> Signal {
    let input = usage.input.map(|tokens| {
        let cached = [usage.cache_written, usage.cache_read];
        let cached = cached.into_iter().flatten();
        cached.fold(tokens, u64::saturating_add)
    });
    Signal::Usage {
        input,
        output: usage.output,
    }
}

fn finish(reason: &str) -> Finish {
    match reason {
        "end_turn" | "stop_sequence" => Finish::Stop,
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "refusal" => Finish::Filtered,
        _ => Finish::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Provider;

    fn check(data: &str, expected: Result<Vec<Signal>, Error>) {
        let event = Event {
            name: "any".to_owned(),
            data: data.to_owned(),
        };
        assert_eq!([read(&event)], [expected], "{data}");
    }

    #[test]
    fn the_events_are_read() {
        let usage = |input, output| Signal::Usage { input, output };
        let text = |text: &str| Ok(vec![Signal::Text(text.to_owned())]);
        check(
            r#"{"type":"message_start","message":{"id":"m","usage":{"input_tokens":25,"cache_read_input_tokens":5,"output_tokens":1}}}"#,
            Ok(vec![usage(Some(30), Some(1))]),
        );
        check(
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
            Ok(Vec::new()),
        );
        check(
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}"#,
            text("Hi"),
        );
        check(
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"#,
            text("Hi"),
        );
        check(
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
            Ok(vec![Signal::Thinking]),
        );
        check(r#"{"type":"content_block_stop","index":0}"#, Ok(Vec::new()));
        check(
            r#"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}"#,
            Ok(vec![usage(None, Some(15)), Signal::Finish(Finish::Stop)]),
        );
        check(r#"{"type":"message_stop"}"#, Ok(vec![Signal::Done]));
        check(r#"{"type":"ping"}"#, Ok(Vec::new()));
        check(r#"{"type":"of_the_future","x":1}"#, Ok(Vec::new()));
    }

    #[test]
    fn failures_are_told_without_words() {
        for data in [
            "",
            "{",
            "[]",
            r#"{"x":1}"#,
            r#"{"type":"content_block_delta"}"#,
        ] {
            check(data, Err(NOT_READABLE));
        }
        let overloaded =
            r#"{"type":"error","error":{"type":"overloaded_error","message":"canary"}}"#;
        check(overloaded, Err(Error::Unavailable { status: Some(200) }));
        let limited = r#"{"type":"error","error":{"type":"rate_limit_error","message":"canary"}}"#;
        check(limited, Err(Error::RateLimited { after: None }));
    }

    #[test]
    fn a_request_has_what_the_api_needs() {
        let endpoint = Endpoint::new("e", Provider::Anthropic, "http://a.example", "m").unwrap();
        let request = Request {
            system: "s".to_owned(),
            user: "u".to_owned(),
            temperature: Some(1.5),
            tokens_max: 700,
            seed: 0,
        };
        let expected = json!({"model": "m", "system": "s", "messages": [{"role": "user", "content": "u"}], "max_tokens": 700,
            "stream": true, "temperature": 1.0});
        assert_eq!(body(&endpoint, &request), expected);
    }
}
