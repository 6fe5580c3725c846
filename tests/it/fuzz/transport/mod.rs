//! The transports of the server, one line each.

mod socket;
mod values;

use self::{
    socket::{handshake, socket},
    values::{ACCEPTS, CONTENT_TYPES, METHODS, ODD_HEADERS, PATHS},
};
use super::{Hostile, broken, document, envelope, frames, random::Random};

/// Name, share of all requests, and the function that builds a request.
pub const TRANSPORTS: &[(&str, usize, Make)] = &[
    ("POST", 26, post),
    ("GET", 14, get),
    ("batch", 7, batch),
    ("multipart form", 6, multipart),
    ("event stream", 6, event_stream),
    ("multipart stream", 5, multipart_stream),
    ("persisted query", 7, persisted),
    ("headers", 9, headers),
    ("routes", 4, routes),
    ("broken HTTP", 5, broken::http),
    ("HTTP/2", 14, http2),
    ("broken HTTP/2", 4, frames::broken),
    ("WebSocket", 6, socket),
    ("handshake", 3, handshake),
];

/// Builds one request.
pub type Make = fn(&mut Random, &Hostile<'_>) -> Attack;

/// One unit of sending.
pub enum Attack {
    /// A valid HTTP request: a response is due.
    Request(Request),
    /// The same, over HTTP/2.
    Http2(Request),
    /// Bytes that may not be HTTP: any response must be valid.
    Bytes(Vec<u8>),
    /// The same for HTTP/2. The next connection must not be affected.
    Http2Bytes(Vec<u8>),
    /// Messages on a WebSocket.
    Frames(Talk),
}

/// Frames of a client, valid or not.
pub struct Talk {
    pub frames: Vec<Vec<u8>>,
    pub is_sound: bool,
}

/// A request by parts; the length of the body is added when it is sent.
#[derive(Clone)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    pub chunked: bool,
}

const NEW: &str = "application/graphql-response+json";

fn post(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    posted(random, hostile, "application/json", NEW, envelope::object)
}

fn batch(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    posted(
        random,
        hostile,
        "application/json",
        "application/json",
        envelope::batch,
    )
}

fn event_stream(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    posted(
        random,
        hostile,
        "application/json",
        "text/event-stream",
        envelope::object,
    )
}

fn multipart_stream(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let accept = random.word(&[
        "multipart/mixed; subscriptionSpec=1.0, application/json",
        "multipart/mixed; deferSpec=20220824",
        "multipart/mixed;boundary=\"-\"",
    ]);
    posted(
        random,
        hostile,
        "application/json",
        accept,
        envelope::object,
    )
}

fn persisted(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    posted(
        random,
        hostile,
        "application/json",
        NEW,
        envelope::persisted,
    )
}

fn posted(
    random: &mut Random,
    hostile: &Hostile<'_>,
    content_type: &str,
    accept: &str,
    body: fn(&mut Random, &Hostile<'_>) -> Vec<u8>,
) -> Attack {
    let mut request = Request::of(
        "POST",
        "/graphql",
        &[("content-type", content_type), ("accept", accept)],
    );
    request.body = body(random, hostile);
    request.chunked = random.chance(15);
    hostile.sign(random, &mut request);
    Attack::Request(request)
}

fn multipart(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let (boundary, body) = envelope::multipart(random, hostile);
    let content_type = format!("multipart/form-data; boundary={boundary}");
    let mut request = Request::of(
        "POST",
        "/graphql",
        &[("content-type", &content_type), ("accept", NEW)],
    );
    if random.chance(60) {
        request.add("graphql-require-preflight", "1");
    }
    request.body = body;
    hostile.sign(random, &mut request);
    Attack::Request(request)
}

fn get(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let written = hostile.document(random);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("query", &written.query);
    if random.chance(80) {
        query.append_pair("variables", &written.variables);
    }
    if random.chance(30) {
        let name = random.word(&[
            "query",
            "variables",
            "operationName",
            "extensions",
            "",
            "query[]",
        ]);
        query.append_pair(name, &document::text(random, hostile.known));
    }
    let mut query = query.finish();
    if random.chance(20) {
        let at = random.below(query.len());
        query.insert_str(
            at,
            random.word(&[
                "%",
                "%ff",
                "%00",
                "%zz",
                "&&=&",
                "+",
                ";",
                "%c0%80",
                "?",
                "=",
                "%0d%0aX-Injected:1",
            ]),
        );
    }
    // Beyond this size the server may refuse the head unread.
    query.truncate(15_000);
    let accept = random.word(&[
        NEW,
        "application/json",
        "text/event-stream",
        "text/html, */*",
    ]);
    let mut request = Request::of("GET", &format!("/graphql?{query}"), &[("accept", accept)]);
    hostile.sign(random, &mut request);
    Attack::Request(request)
}

/// A request that is valid except for its headers and its method.
fn headers(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let method = if random.chance(60) {
        "POST"
    } else {
        random.word(&METHODS)
    };
    let mut request = Request::of(
        method,
        "/graphql",
        &[
            ("content-type", random.word(&CONTENT_TYPES)),
            ("accept", random.word(&ACCEPTS)),
        ],
    );
    request.body = envelope::sound(&hostile.document(random), None);
    hostile.sign(random, &mut request);
    for _ in 0..random.between(1, 3) {
        let (name, values) = random.pick(&ODD_HEADERS);
        let value = random.word(values);
        let repeats = if random.chance(5) { 40 } else { 1 };
        // A second `Host` is invalid (RFC 9112, 3.2).
        request
            .headers
            .retain(|(known, _)| *name != "host" || known != name);
        for _ in 0..if *name == "host" { 1 } else { repeats } {
            request.add(name, value);
        }
    }
    Attack::Request(request)
}

fn routes(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let mut request = Request::of(
        random.word(&METHODS[..6]),
        random.word(&PATHS),
        &[
            ("accept", random.word(&ACCEPTS)),
            ("content-type", "application/json"),
        ],
    );
    request.body = envelope::object(random, hostile);
    hostile.sign(random, &mut request);
    Attack::Request(request)
}

/// Any of the requests above, as HTTP/2 carries it.
fn http2(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let make: Make = *random.pick(&[
        post,
        get,
        batch,
        multipart,
        event_stream,
        multipart_stream,
        persisted,
        headers,
        routes,
    ]);
    match make(random, hostile) {
        Attack::Request(request) => Attack::Http2(request),
        other => other,
    }
}

impl Request {
    pub fn of(method: &str, target: &str, headers: &[(&str, &str)]) -> Self {
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            chunked: false,
        };
        request.add("host", "127.0.0.1");
        for (name, value) in headers {
            request.add(name, value);
        }
        request
    }

    /// Adds a header; bytes beyond ASCII are sent as Latin-1.
    pub fn add(&mut self, name: &str, value: &str) {
        let bytes = value
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect();
        self.headers.push((name.to_owned(), bytes));
    }

    /// In HTTP/1.1 syntax (RFC 9112).
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        let length = self.body.len().to_string();
        let framing = if self.chunked {
            ("transfer-encoding", b"chunked".as_slice())
        } else {
            ("content-length", length.as_bytes())
        };
        for (name, value) in self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
            .chain([framing])
        {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        bytes.extend(b"\r\n");
        if self.chunked {
            for chunk in self.body.chunks(1 + self.body.len() / 3) {
                bytes
                    .extend([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
            }
            bytes.extend(b"0\r\n\r\n");
        } else {
            bytes.extend(&self.body);
        }
        bytes
    }
}
