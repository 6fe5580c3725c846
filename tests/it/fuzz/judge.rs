//! Properties of every response, whatever the request was.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use serde_json::Value;

use super::{frames, transport::Request, wire::Received};

/// Words that reveal internals: drivers, libraries, source files, paths, statements, panics.
const INSIDE: [&str; 30] = [
    "sqlx",
    "sea_orm",
    "seaorm",
    "sqlite",
    "postgres",
    "redis",
    "tokio",
    "hyper",
    "poem",
    "serde",
    "tungstenite",
    "argon2",
    "async_graphql",
    "careergraph::",
    "std::",
    "core::",
    "alloc::",
    "panicked",
    "unwrap",
    "backtrace",
    ".rs:",
    "/src/",
    "/home/",
    "/usr/",
    "/tmp/",
    "select *",
    "insert into",
    "no such column",
    "constraint failed",
    "duplicate key",
];
/// Maximum characters of a message: enough for a sentence and a name, not for a document.
const MESSAGE_MAX: usize = 1_000;
/// Maximum bytes of a response: enough for a few thousand rows, far below what a short request should be able to cause.
const ANSWER_MAX: usize = 8 * 1_048_576;
/// Close codes of sockets: of the protocol and ours (docs/API.md), and of WebSockets (RFC 6455, 7.4.1) for invalid frames.
const CLOSES: [u16; 10] = [1002, 1007, 1009, 1012, 4400, 4401, 4403, 4408, 4409, 4429];

/// Checks responses.
pub struct Judge {
    codes: BTreeSet<String>,
    /// A marker in all data of another user.
    canary: &'static str,
    /// Count of each code: shows whether the requests got far enough.
    seen: Mutex<BTreeMap<String, usize>>,
}

type Verdict = Result<(), String>;

impl Judge {
    pub fn new(canary: &'static str) -> Self {
        Self {
            codes: codes(),
            canary,
            seen: Mutex::default(),
        }
    }

    /// The codes seen so far, with their counts; `""` means no errors.
    pub fn seen(&self) -> BTreeMap<String, usize> {
        self.seen.lock().expect("free").clone()
    }

    /// The response to a valid HTTP request.
    pub fn answer(&self, request: &Request, received: &Received) -> Verdict {
        status(received.status)?;
        let (path, _) = request
            .target
            .split_once('?')
            .unwrap_or((&request.target, ""));
        if path != "/graphql" {
            // Pages and documents may contain these words.
            return if received.status < 300 {
                Ok(())
            } else {
                self.text(&String::from_utf8_lossy(&received.body))
            };
        }
        let text = String::from_utf8_lossy(&received.body);
        self.text(&text)?;
        let document = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
        if let Some(query) = document
            .get("query")
            .and_then(Value::as_str)
            .filter(|query| query.len() > 200)
        {
            require(!text.contains(query), || {
                "the response repeats the document".to_owned()
            })?;
        }
        let silent = matches!(received.status, 101 | 204 | 303 | 304 | 414 | 431)
            || request.method == "HEAD"
            || received.is_stream();
        if silent || received.header("content-encoding").is_some() {
            return Ok(());
        }
        let answer: Value = serde_json::from_str(&text)
            .map_err(|error| format!("the response is not JSON: {error}"))?;
        self.graphql(&answer)?;
        let refused = received.status >= 400;
        require(!refused || answer.get("errors").is_some(), || {
            "a refusal without errors".to_owned()
        })
    }

    /// The response to bytes that may not be HTTP.
    pub fn bytes(&self, received: &[u8]) -> Verdict {
        let text = String::from_utf8_lossy(received);
        for answer in text.split("HTTP/1.1 ").skip(1) {
            let code = answer
                .get(..3)
                .and_then(|code| code.parse().ok())
                .unwrap_or_default();
            status(code)?;
            let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
            if let Ok(answer) = serde_json::from_str(body) {
                self.graphql(&answer)?;
            }
        }
        self.text(&text)
    }

    /// The same for HTTP/2 frames that may be invalid.
    pub fn frames(&self, received: &[u8]) -> Verdict {
        require(!frames::has_fault(received), || {
            "a status of 500 or more".to_owned()
        })?;
        self.bytes(received)
    }

    /// A message of a WebSocket.
    pub fn message(&self, text: &str) -> Verdict {
        self.text(text)?;
        let message: Value =
            serde_json::from_str(text).map_err(|error| format!("a message is no JSON: {error}"))?;
        match message["type"].as_str() {
            Some("next") => self.graphql(&message["payload"]),
            Some("error") => self.errors(&message["payload"]),
            Some("connection_ack" | "complete" | "ping" | "pong") => Ok(()),
            _ => Err("a message that the protocol does not know".to_owned()),
        }
    }

    fn graphql(&self, answer: &Value) -> Verdict {
        if let Value::Array(answers) = answer {
            return answers.iter().try_for_each(|answer| self.graphql(answer));
        }
        require(
            answer.get("data").or(answer.get("errors")).is_some(),
            || "neither data nor errors".to_owned(),
        )?;
        let Some(errors) = answer.get("errors") else {
            self.count("");
            return Ok(());
        };
        self.errors(errors)
    }

    fn errors(&self, errors: &Value) -> Verdict {
        let errors = errors
            .as_array()
            .filter(|errors| (1..=100).contains(&errors.len()))
            .ok_or("errors that are no list, or endless")?;
        for error in errors {
            let code = error
                .pointer("/extensions/code")
                .and_then(Value::as_str)
                .unwrap_or_default();
            self.count(code);
            require(self.codes.contains(code), || {
                format!("the code {code:?} is not in docs/API.md")
            })?;
            require(code != "INTERNAL_SERVER_ERROR", || {
                "a fault of ours".to_owned()
            })?;
            let id = error
                .pointer("/extensions/requestId")
                .and_then(Value::as_str)
                .unwrap_or_default();
            require(!id.is_empty(), || "an error without a requestId".to_owned())?;
            let message = error["message"].as_str().unwrap_or_default();
            require((1..=MESSAGE_MAX).contains(&message.chars().count()), || {
                format!("a message of {} bytes", message.len())
            })?;
        }
        Ok(())
    }

    fn count(&self, code: &str) {
        *self
            .seen
            .lock()
            .expect("free")
            .entry(code.to_owned())
            .or_default() += 1;
    }

    fn text(&self, text: &str) -> Verdict {
        require(text.len() <= ANSWER_MAX, || {
            format!("a response of {} bytes", text.len())
        })?;
        require(!text.contains(self.canary), || {
            "data of another user".to_owned()
        })?;
        let text = text.to_lowercase();
        INSIDE
            .iter()
            .find(|word| text.contains(**word))
            .map_or(Ok(()), |word| Err(format!("{word:?} reveals internals")))
    }
}

/// True if a socket was closed with a documented code.
pub fn close(code: Option<u16>) -> Verdict {
    require(code.is_some_and(|code| CLOSES.contains(&code)), || {
        format!("closed with {code:?}")
    })
}

fn status(status: u16) -> Verdict {
    require((100..500).contains(&status) && status != 429, || {
        format!("status {status}")
    })
}

fn require(holds: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// The known codes: the first column of the table of codes in docs/API.md.
fn codes() -> BTreeSet<String> {
    let (_, section) = include_str!("../../../docs/API.md")
        .split_once("## Codes")
        .expect("the section");
    let (section, _) = section.split_once("\n## ").expect("the next one");
    let column = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    column
        .flat_map(|names| names.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_judge_sees_what_is_wrong() {
    let judge = Judge::new("c4nary");
    let request = Request::of("POST", "/graphql", &[]);
    let answer = |status: u16, body: &str| Received {
        status,
        body: body.as_bytes().to_vec(),
        ..Received::default()
    };
    let error = |code: &str, message: &str| {
        format!(
            r#"{{"errors":[{{"message":"{message}","extensions":{{"code":"{code}","requestId":"1"}}}}]}}"#
        )
    };
    for (status, body, problem) in [
        (200, r#"{"data":null}"#.to_owned(), ""),
        (400, error("BAD_REQUEST", "No."), ""),
        (500, error("BAD_REQUEST", "No."), "status 500"),
        (429, error("RATE_LIMITED", "No."), "status 429"),
        (200, "nothing".to_owned(), "not JSON"),
        (200, "{}".to_owned(), "neither"),
        (400, r#"{"data":null}"#.to_owned(), "without errors"),
        (400, r#"{"errors":[]}"#.to_owned(), "endless"),
        (400, error("MADE_UP", "No."), "not in docs/API.md"),
        (400, error("INTERNAL_SERVER_ERROR", "No."), "fault"),
        (
            400,
            error("BAD_REQUEST", "No.").replace("requestId", "other"),
            "requestId",
        ),
        (
            400,
            error("BAD_REQUEST", &"a".repeat(1_001)),
            "a message of",
        ),
        (
            400,
            error("BAD_REQUEST", "no such column: x"),
            "reveals internals",
        ),
        (
            400,
            error("BAD_REQUEST", "at src/main.rs:7"),
            "reveals internals",
        ),
        (
            200,
            r#"{"data":{"note":"c4nary"}}"#.to_owned(),
            "another user",
        ),
    ] {
        let verdict = judge
            .answer(&request, &answer(status, &body))
            .err()
            .unwrap_or_default();
        assert!(
            verdict.contains(problem) && verdict.is_empty() == problem.is_empty(),
            "{status} {body}: {verdict:?}"
        );
    }
    assert!(close(Some(4400)).is_ok() && close(Some(1011)).is_err() && close(None).is_err());
    assert!(
        judge.bytes(b"HTTP/1.1 400 Bad Request\r\n\r\n").is_ok()
            && judge.bytes(b"HTTP/1.1 502 x\r\n\r\n").is_err()
    );
    assert!(
        judge
            .message(r#"{"type":"error","id":"1","payload":[{"message":"x"}]}"#)
            .is_err(),
        "an error without a code"
    );
}
