//! Malformed input below the level of requests: invalid HTTP (RFC 9112), and invalid WebSocket frames (RFC 6455, 5.2).

use super::{
    Hostile, envelope,
    random::Random,
    spoil,
    transport::{Attack, Request},
};

/// Valid and invalid messages of graphql-transport-ws.
pub const MESSAGES: [&str; 18] = [
    "",
    "{",
    "null",
    "[]",
    "7",
    "{}",
    r#"{"type":"connection_init","payload":[]}"#,
    r#"{"type":"connection_init"}"#,
    r#"{"type":"subscribe"}"#,
    r#"{"type":"subscribe","id":"","payload":{}}"#,
    r#"{"type":"subscribe","id":7,"payload":{"query":"{ __typename }"}}"#,
    r#"{"type":"complete"}"#,
    r#"{"type":"complete","id":"nobody"}"#,
    r#"{"type":"ping","payload":{"a":[1]}}"#,
    r#"{"type":"pong","payload":7}"#,
    r#"{"type":"next","id":"0","payload":{}}"#,
    r#"{"type":"start","id":"0"}"#,
    "{\"type\":\"\u{202e}\"}",
];

/// Any four bytes do.
const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];

/// A request whose bytes were tampered with where HTTP is strict.
pub fn http(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let mut request = Request::of("POST", "/graphql", &[("content-type", "application/json")]);
    request.body = envelope::object(random, hostile);
    hostile.sign(random, &mut request);
    let bytes = match random.below(8) {
        0 => framed(
            &request,
            &[("content-length", &(request.body.len() * 2 + 10).to_string())],
        ),
        1 => framed(
            &request,
            &[("content-length", &(request.body.len() / 2).to_string())],
        ),
        2 => framed(
            &request,
            &[(
                "content-length",
                random.word(&["-1", "0x10", "99999999999999999999", "1, 2", "+5", " "]),
            )],
        ),
        3 => framed(
            &request,
            &[("content-length", "5"), ("transfer-encoding", "chunked")],
        ),
        4 => framed(
            &request,
            &[(
                "transfer-encoding",
                random.word(&[
                    "chunked, identity",
                    "xchunked",
                    "chunked\r\nTransfer-Encoding: x",
                    "gzip",
                ]),
            )],
        ),
        5 => {
            let head = random.word(&[
                "GET /graphql\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET  /  HTTP/1.1\r\n\r\n",
                "POST /graphql HTTP/1.1\r\nA b: c\r\n\r\n",
                "\r\n\r\n\r\n",
                "\x16\x03\x01\x02\x00",
                "GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
                "CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
            ]);
            head.as_bytes().to_vec()
        }
        6 => {
            request.add("x-long", &"a".repeat(random.between(1_000, 700_000)));
            request.bytes()
        }
        _ => spoil::bytes(random, &request.bytes(), hostile.words()),
    };
    Attack::Bytes(bytes)
}

fn framed(request: &Request, framing: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.target).into_bytes();
    for (name, value) in &request.headers {
        head.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    for (name, value) in framing {
        head.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    [head.as_slice(), b"\r\n", &request.body].concat()
}

/// A text message, masked as a client must.
pub fn text_frame(payload: &[u8]) -> Vec<u8> {
    masked(0x81, payload)
}

/// A frame that WebSockets, or this protocol, do not allow.
pub fn frame(random: &mut Random) -> Vec<u8> {
    let payload: Vec<u8> = (0..random.below(200)).map(|_| random.byte()).collect();
    match random.below(9) {
        0 => masked(0x82, &payload),
        1 => masked(0x81, &[0xff, 0xfe, 0xfd]),
        2 => masked(0x83, &payload),
        3 => masked(0xf1, b"{}"),
        4 => vec![0x81, 2, b'{', b'}'],
        5 => masked(0x80, &payload),
        6 => masked(0x89, &[b'a'; 200]),
        7 => [[0x81, 0xff].as_slice(), &u64::MAX.to_be_bytes(), b"abcd"].concat(),
        _ => masked(
            0x81,
            format!(
                "{{\"type\":\"ping\",\"payload\":{{\"a\":\"{}\"}}}}",
                "x".repeat(300_000)
            )
            .as_bytes(),
        ),
    }
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..126 => frame.push(0x80 | u8::try_from(length).expect("short")),
        length @ 126..65_536 => {
            frame.push(0xfe);
            frame.extend(u16::try_from(length).expect("middling").to_be_bytes());
        }
        length => {
            frame.push(0xff);
            frame.extend(u64::try_from(length).expect("a length").to_be_bytes());
        }
    }
    frame.extend(MASK);
    frame.extend(
        payload
            .iter()
            .zip(MASK.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
    frame
}

/// A readable form of the frames of [`text_frame`].
pub fn unmasked(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    for frame in frames {
        let start = match frame.get(1).map(|length| length & 0x7f) {
            Some(126) => 8,
            Some(127) => 14,
            _ => 6,
        };
        all.extend(
            frame
                .iter()
                .skip(start)
                .zip(MASK.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        all.push(b'\n');
    }
    all
}
