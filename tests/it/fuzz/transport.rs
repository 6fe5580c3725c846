//! The ways into the server, in one table: a new one is one more line.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Hostile, broken, document, envelope, frames, random::Random, spoil};

/// Name, share of all requests, and what makes a shot of it.
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

/// Makes one shot.
pub type Make = fn(&mut Random, &Hostile<'_>) -> Shot;

/// What is sent at once.
pub enum Shot {
    /// A request that HTTP has nothing against: an answer is due.
    Request(Request),
    /// The same, over HTTP/2.
    Http2(Request),
    /// Bytes that may be no HTTP: whatever comes back must be sane.
    Bytes(Vec<u8>),
    /// The same of HTTP/2. Whoever connects next must find nothing of it.
    Http2Bytes(Vec<u8>),
    /// What is said on a WebSocket.
    Frames(Talk),
}

/// Frames of a client; all of them by the rules of WebSockets, or not.
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
const ACCEPTS: [&str; 14] = [
    NEW,
    "application/json",
    "*/*",
    "application/json, application/graphql-response+json;q=0.5",
    "application/graphql-response+json;q=0, */*;q=0.1",
    "text/html",
    "",
    ",",
    ";q=",
    "application/json;q=nonsense",
    "*/*;q=1e400",
    "image/*",
    "application/graphql-response+json;charset=\"utf-16",
    "a/b/c",
];
const CONTENT_TYPES: [&str; 13] = [
    "application/json",
    "application/json;charset=utf-8",
    "application/json; charset=utf-16",
    "application/json; charset",
    "APPLICATION/JSON",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/graphql",
    "",
    ";",
    "application/jsonl",
];
const METHODS: [&str; 12] = [
    "POST",
    "GET",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "get",
    "QUERY",
    "X",
    "BREW-COFFEE",
];
const PATHS: [&str; 22] = [
    "/graphql/",
    "/graphql//",
    "//graphql",
    "/graphql/../graphql",
    "/graphql%2f",
    "/GRAPHQL",
    "/graphql;x=1",
    "/",
    "/livez",
    "/readyz",
    "/metrics",
    "/.well-known/jwks.json",
    "/docs/..%2f..%2f..%2fetc%2fpasswd",
    "/docs/../../etc/passwd",
    "/docs/%00",
    "/docs/%ff%fe",
    "/graphiql/assets/..%2f..%2fmain.rs",
    "/graphiql/assets/%c0%ae",
    "/schema.graphql?%",
    "/graphql/%e2%80%ae",
    "/nowhere/%0d%0aX:1",
    "/*",
];

/// Headers that change how a request is read, each in ways that nobody means well with.
const ODD_HEADERS: [(&str, &[&str]); 19] = [
    (
        "content-encoding",
        &["gzip", "identity", "br, gzip", "deflate", "nonsense", ""],
    ),
    (
        "accept-encoding",
        &[
            "gzip",
            "br",
            "zstd",
            "gzip;q=0, *;q=0",
            "identity;q=0",
            "gzip, gzip, gzip;q=9",
            "",
        ],
    ),
    (
        "authorization",
        &[
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a.b.c",
            "Basic YTpi",
            "bearer\t\tx",
            "",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
        ],
    ),
    (
        "x-request-id",
        &[
            "abc",
            "FORGED level=ERROR",
            "\u{e9}",
            "x\tFORGED",
            "{\"a\":1}",
            "",
        ],
    ),
    (
        "origin",
        &[
            "null",
            "https://evil.example",
            "file://",
            "",
            "http://127.0.0.1",
            "a b",
            "https://evil.example:99999",
        ],
    ),
    (
        "host",
        &["evil.example", "", "127.0.0.1:99999", "a b", "[::1", "x@y"],
    ),
    (
        "x-forwarded-for",
        &[
            "1.2.3.4",
            "127.0.0.1, ::1",
            "' OR 1",
            ",,,",
            "999.999.999.999",
        ],
    ),
    (
        "forwarded",
        &[
            "for=1.2.3.4;proto=https;host=evil.example",
            "for=\"[::1]\"",
            ";;;=",
        ],
    ),
    (
        "cookie",
        &["session=1", ";;;;", "a=b; a=c", "__Host-session=x"],
    ),
    (
        "traceparent",
        &[
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-0-0-0",
            "ff-",
            "zz",
            "",
        ],
    ),
    ("graphql-require-preflight", &["1", "", "false"]),
    ("apollo-require-preflight", &["true"]),
    ("if-none-match", &["*", "\"x\"", "W/\"", ""]),
    ("range", &["bytes=0-0", "bytes=-1", "bytes=9-1"]),
    ("expect", &["100-continue", "200-maybe"]),
    ("x-http-method-override", &["DELETE"]),
    (
        "connection",
        &["close", "keep-alive", "x-request-id", "te, trailers"],
    ),
    ("access-control-request-method", &["POST", "X", ""]),
    ("te", &["trailers", "gzip"]),
];

fn post(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
    posted(random, hostile, "application/json", NEW, envelope::object)
}

fn batch(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
    posted(
        random,
        hostile,
        "application/json",
        "application/json",
        envelope::batch,
    )
}

fn event_stream(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
    posted(
        random,
        hostile,
        "application/json",
        "text/event-stream",
        envelope::object,
    )
}

fn multipart_stream(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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

fn persisted(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
) -> Shot {
    let mut request = Request::of(
        "POST",
        "/graphql",
        &[("content-type", content_type), ("accept", accept)],
    );
    request.body = body(random, hostile);
    request.chunked = random.chance(15);
    hostile.sign(random, &mut request);
    Shot::Request(request)
}

fn multipart(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
    Shot::Request(request)
}

fn get(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
    // Past this the server may refuse the head without a look at it.
    query.truncate(15_000);
    let accept = random.word(&[
        NEW,
        "application/json",
        "text/event-stream",
        "text/html, */*",
    ]);
    let mut request = Request::of("GET", &format!("/graphql?{query}"), &[("accept", accept)]);
    hostile.sign(random, &mut request);
    Shot::Request(request)
}

/// A request that is good but for its headers and its method.
fn headers(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
        // A second `Host` is no HTTP (RFC 9112, 3.2).
        request
            .headers
            .retain(|(known, _)| *name != "host" || known != name);
        for _ in 0..if *name == "host" { 1 } else { repeats } {
            request.add(name, value);
        }
    }
    Shot::Request(request)
}

fn routes(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
    Shot::Request(request)
}

/// Any of the requests above, as HTTP/2 carries it.
fn http2(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
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
        Shot::Request(request) => Shot::Http2(request),
        other => other,
    }
}

/// An upgrade that is not one.
fn handshake(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
    let key = STANDARD.encode(random.next().to_le_bytes().repeat(2));
    let mut headers = vec![
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", key.as_str()),
        ("sec-websocket-protocol", "graphql-transport-ws"),
    ];
    let at = random.below(headers.len());
    let odd = random.word(&[
        "",
        "x",
        "h2c",
        "WebSocket",
        "graphql-ws",
        "8, 13",
        "close",
        ",,,",
    ]);
    if random.chance(40) {
        headers.remove(at);
    } else {
        headers[at].1 = odd;
    }
    let method = random.word(&["GET", "GET", "POST", "PUT"]);
    let mut request = Request::of(method, "/graphql", &headers);
    if random.chance(30) {
        request.add(
            "origin",
            random.word(&["null", "https://evil.example", "", "\u{e9}"]),
        );
    }
    hostile.sign(random, &mut request);
    Shot::Request(request)
}

/// What a client says on an open socket: operations first, then perhaps something that ends it.
fn socket(random: &mut Random, hostile: &Hostile<'_>) -> Shot {
    let mut frames = Vec::new();
    if random.chance(90) {
        frames.push(broken::text_frame(hostile.init(random).as_bytes()));
    }
    for at in 0..random.between(1, 10) {
        let payload = String::from_utf8_lossy(&envelope::object(random, hostile)).into_owned();
        let id = if random.chance(3) {
            "0".to_owned()
        } else {
            at.to_string()
        };
        let message = format!("{{\"id\":\"{id}\",\"type\":\"subscribe\",\"payload\":{payload}}}");
        frames.push(broken::text_frame(message.as_bytes()));
    }
    let last = random.below(5);
    match last {
        0 => frames.push(broken::frame(random)),
        1 => frames.push(broken::text_frame(
            random.word(&broken::MESSAGES).as_bytes(),
        )),
        2 => {
            let message = broken::MESSAGES.concat();
            frames.push(broken::text_frame(
                spoil::text(random, &message, hostile.words()).as_bytes(),
            ));
        }
        _ => {}
    }
    Shot::Frames(Talk {
        frames,
        is_sound: last != 0,
    })
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

    /// Adds a header; bytes beyond ASCII go as Latin-1, which is what HTTP takes them for.
    pub fn add(&mut self, name: &str, value: &str) {
        let bytes = value
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect();
        self.headers.push((name.to_owned(), bytes));
    }

    /// As HTTP/1.1 writes it (RFC 9112).
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
