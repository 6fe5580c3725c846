//! HTTP/2 frames (RFC 9113) that no regular client sends: known attacks, and random frames.

use super::{Hostile, random::Random, transport::Attack};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const PRIORITY: u8 = 2;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH: u8 = 5;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW: u8 = 8;
const CONTINUATION: u8 = 9;
/// Flags of `HEADERS`: END_STREAM and END_HEADERS.
const LAST: u8 = 1;
const WHOLE: u8 = 4;
/// Frames of a flood. The server's responses to them still fit into the buffers of a connection that is not read.
const FLOOD: usize = 2_000;

/// The response to our ping.
pub const PONG: &[u8] = b"all read";

/// One hostile connection.
pub fn broken(random: &mut Random, _: &Hostile<'_>) -> Attack {
    let bytes = match random.below(6) {
        0 => prefaces(random),
        1 | 2 => open(&[flood(random)]),
        3 | 4 => open(&[forbidden(random)]),
        _ => open(&[noise(random)]),
    };
    Attack::Http2Bytes(bytes)
}

/// A valid request on a separate connection.
pub fn good() -> Vec<u8> {
    open(&[frame(HEADERS, LAST | WHOLE, 1, &head("/livez"))])
}

/// Requests [`PONG`], which shows that everything before it was read.
pub fn ping() -> Vec<u8> {
    frame(PING, 0, 0, PONG)
}

/// True if a response in these frames has a server error as its status, the first field of its head (RFC 7541). A status that was sent
/// before is only referenced, and was checked then.
pub fn has_fault(mut received: &[u8]) -> bool {
    while let Some(([a, b, c, kind, _, _, _, _, _], rest)) = received.split_first_chunk::<9>() {
        let length = usize::try_from(u32::from_be_bytes([0, *a, *b, *c])).expect("small");
        let payload = rest.get(..length).unwrap_or(rest);
        let fault = match payload {
            // The eighth name of the static table is `:status`, the fourteenth field is `:status: 500`.
            [0x8e, ..] => true,
            [0x08 | 0x18 | 0x48, length, first, ..] if length & 0x80 != 0 => {
                first >> 2 == 0b01_1011
            }
            [0x08 | 0x18 | 0x48, _, first, ..] => *first == b'5',
            _ => false,
        };
        if *kind == HEADERS && fault {
            return true;
        }
        received = rest.get(length..).unwrap_or_default();
    }
    false
}

fn open(frames: &[Vec<u8>]) -> Vec<u8> {
    [PREFACE, &frame(SETTINGS, 0, 0, &[]), &frames.concat()].concat()
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let [_, length @ ..] = u32::try_from(payload.len())
        .expect("a length")
        .to_be_bytes();
    [
        &length,
        [kind, flags].as_slice(),
        &stream.to_be_bytes(),
        payload,
    ]
    .concat()
}

/// A head without compression (RFC 7541, 6.2.2).
fn head(path: &str) -> Vec<u8> {
    let text = |text: &str| [&[u8::try_from(text.len()).expect("short")], text.as_bytes()].concat();
    let field = |name: &str, value: &str| [vec![0], text(name), text(value)].concat();
    [
        field(":method", "GET"),
        field(":scheme", "http"),
        field(":path", path),
        field(":authority", "here"),
    ]
    .concat()
}

fn settings(id: u16, value: u32) -> Vec<u8> {
    frame(
        SETTINGS,
        0,
        0,
        &[id.to_be_bytes().as_slice(), &value.to_be_bytes()].concat(),
    )
}

/// Stream ids of clients: odd numbers.
fn stream(at: usize) -> u32 {
    u32::try_from(at * 2 + 1).expect("few")
}

fn many(one: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    (0..FLOOD).flat_map(one).collect()
}

/// Malformed prefaces.
fn prefaces(random: &mut Random) -> Vec<u8> {
    let mut preface = PREFACE.to_vec();
    let at = random.below(preface.len());
    match random.below(4) {
        0 => preface.truncate(at),
        1 => preface[at] ^= 1 << random.below(8),
        2 => preface.extend(PREFACE),
        // Another frame must come first.
        _ => preface.extend(frame(HEADERS, LAST | WHOLE, 1, &head("/livez"))),
    }
    preface
}

/// Floods that are cheap to send and expensive to process.
fn flood(random: &mut Random) -> Vec<u8> {
    let begun = frame(HEADERS, 0, 1, &head("/livez"));
    let asked = |at: usize| {
        frame(
            HEADERS,
            LAST | WHOLE,
            stream(at),
            &head("/graphql?query={__typename}"),
        )
    };
    match random.below(12) {
        // CVE-2023-44487.
        0 => many(|at| [asked(at), frame(RESET, 0, stream(at), &8_u32.to_be_bytes())].concat()),
        // The same, but the server resets each stream.
        1 => many(|at| [asked(at), frame(WINDOW, 0, stream(at), &[0; 4])].concat()),
        // CVE-2024-27316.
        2 => [begun, many(|_| frame(CONTINUATION, 0, 1, &[]))].concat(),
        3 => [
            begun,
            many(|at| {
                frame(
                    CONTINUATION,
                    0,
                    1,
                    &[&[0, 3], format!("x{:02}", at % 100).as_bytes(), &[1, b'y']].concat(),
                )
            }),
        ]
        .concat(),
        // CVE-2019-9512, 9515, 9518.
        4 => many(|_| frame(PING, 0, 0, &[7; 8])),
        5 => many(|_| frame(SETTINGS, 0, 0, &[])),
        6 => [
            frame(HEADERS, WHOLE, 1, &head("/graphql")),
            many(|_| frame(DATA, 0, 1, &[])),
        ]
        .concat(),
        // CVE-2019-9513.
        7 => many(|at| {
            frame(
                PRIORITY,
                0,
                stream(at),
                &[0, 0, 0, 0, u8::try_from(at % 256).expect("a byte")],
            )
        }),
        // More concurrent streams than allowed, without reading responses.
        8 => [settings(4, 0), many(asked)].concat(),
        // One long field in the dynamic table, referenced repeatedly (CVE-2016-6581).
        9 => {
            let kept = [&[0x40, 1, b'x', 0x7f, 0xa1, 0x1e][..], &[b'y'; 4_000]].concat();
            let bomb = [head("/livez"), kept, vec![0xbe; 10_000]].concat();
            frame(HEADERS, LAST | WHOLE, 1, &bomb)
        }
        10 => many(|_| frame(WINDOW, 0, 0, &1_u32.to_be_bytes())),
        _ => many(|at| settings(1, if at % 2 == 0 { 0 } else { u32::MAX })),
    }
}

/// One frame that is forbidden in this state.
fn forbidden(random: &mut Random) -> Vec<u8> {
    let asked = frame(HEADERS, LAST | WHOLE, 1, &head("/livez"));
    let sent = |block: &[u8]| frame(HEADERS, LAST | WHOLE, 1, block);
    match random.below(24) {
        0 => frame(WINDOW, 0, 0, &[0; 4]),
        1 => frame(WINDOW, 0, 0, &0x7fff_ffff_u32.to_be_bytes()),
        2 => frame(WINDOW, 0, 9, &1_u32.to_be_bytes()),
        // Longer than the settings allow; announced only, and sent.
        3 => [[0xff, 0xff, 0xff, DATA, 0, 0, 0, 0, 1].as_slice(), b"abc"].concat(),
        4 => frame(PING, 0, 0, &vec![0; 20_000]),
        5 => [
            frame(HEADERS, WHOLE, 1, &head("/graphql")),
            frame(DATA, LAST, 1, &vec![b' '; 16_385]),
        ]
        .concat(),
        6 => frame(DATA, LAST, 1, b"x"),
        7 => frame(HEADERS, LAST | WHOLE, 2, &head("/livez")),
        8 => [frame(HEADERS, LAST | WHOLE, 5, &head("/livez")), asked].concat(),
        9 => [asked, frame(DATA, 0, 1, b"more")].concat(),
        10 => frame(HEADERS, LAST | WHOLE, 0, &head("/livez")),
        11 => frame(CONTINUATION, WHOLE, 1, &head("/livez")),
        12 => [
            frame(HEADERS, LAST, 1, &head("/livez")),
            frame(PING, 0, 0, &[0; 8]),
        ]
        .concat(),
        13 => frame(PRIORITY, 0, 1, &[0, 0, 0, 1, 0]),
        14 => frame(PUSH, WHOLE, 1, &[0, 0, 0, 2]),
        15 => frame(RESET, 0, 7, &[0; 4]),
        16 => frame(SETTINGS, 1, 0, &[0; 6]),
        17 => frame(SETTINGS, 0, 0, &[0; 5]),
        18 => settings(*random.pick(&[2, 4, 5]), u32::MAX),
        19 => frame(GOAWAY, 0, 0, &[0xff; 7]),
        // Unknown table indexes, an unterminated integer, padding longer than its frame.
        20 => sent(&[0xff, 0xff, 0xff, 0xff, 0x0f]),
        21 => sent(&[0xff; 60]),
        22 => frame(HEADERS, LAST | WHOLE | 8, 1, &[200, 1, 2, 3]),
        _ => sent(&odd_head(random)),
    }
}

/// A head with a field that HTTP/2 forbids.
fn odd_head(random: &mut Random) -> Vec<u8> {
    let mut block = head(random.word(&[
        "/livez",
        "",
        "*",
        "nowhere",
        "/graphql#x",
        "http://here/livez",
        "/\u{0}",
    ]));
    let (name, value) = *random.pick(&[
        ("connection", "close"),
        ("transfer-encoding", "chunked"),
        ("upgrade", "websocket"),
        ("te", "gzip"),
        ("Content-Type", "x"),
        (":path", "/again"),
        (":status", "200"),
        (":protocol", "websocket"),
        ("content-length", "-1"),
        ("content-length", "7"),
        ("host", "elsewhere"),
        ("x", "a\r\nFORGED: y"),
        ("x\r\n", "\0"),
        ("", ""),
    ]);
    for text in [name, value] {
        if text == name {
            block.push(0);
        }
        block.push(u8::try_from(text.len()).expect("short"));
        block.extend(text.as_bytes());
    }
    block
}

/// Random frames.
fn noise(random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..random.between(1, 12) {
        let payload: Vec<u8> = (0..random.below(60)).map(|_| random.byte()).collect();
        let (kind, flags) = (
            u8::try_from(random.below(12)).expect("small"),
            random.byte(),
        );
        bytes.extend(frame(
            kind,
            flags,
            u32::try_from(random.below(6)).expect("small"),
            &payload,
        ));
    }
    bytes
}

#[test]
fn a_fault_is_seen_in_frames() {
    let answer =
        |block: &[u8]| [frame(SETTINGS, 0, 0, &[]), frame(HEADERS, WHOLE, 1, block)].concat();
    // 500 from the table; 503 in plain and in Huffman's code.
    for block in [
        &[0x8e][..],
        &[0x48, 3, b'5', b'0', b'3'],
        &[0x08, 0x82, 0x6c, 0x19],
    ] {
        assert!(has_fault(&answer(block)), "{block:?}");
    }
    // 200 and 400 from the table; 405 in plain; 431 in Huffman's code.
    for block in [
        &[0x88][..],
        &[0x8c],
        &[0x48, 3, b'4', b'0', b'5'],
        &[0x48, 0x83, 0x68, 0xcb, 0x3f],
    ] {
        assert!(!has_fault(&answer(block)), "{block:?}");
    }
}
