//! The JSON around a document (GraphQL over HTTP, section 5), valid and malformed.

use serde_json::{Value, json};

use super::{Hostile, document::Written, random::Random, spoil};

/// Invalid values for any member: another type, too deep, too large, not in this encoding.
const ODD: [&str; 24] = [
    "null",
    "7",
    "-1.5e300",
    "true",
    "\"\"",
    "\"{ __typename }\"",
    "[]",
    "[[]]",
    "{}",
    "{\"a\":{\"b\":[1,{\"c\":null}]}}",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\\udc00\\ud800\"",
    "1e400",
    "123456789012345678901234567890",
    "-",
    "nul",
    "'a'",
    "[1,]",
    "{\"a\":1,}",
    "{\"a\":1,\"a\":2}",
    "\"unended",
    "NaN",
    "{\"__proto__\":{\"admin\":true}}",
];

/// A request object, possibly with members missing.
pub fn object(random: &mut Random, hostile: &Hostile<'_>) -> Vec<u8> {
    let written = hostile.document(random);
    match random.below(16) {
        0 => odd_part(random, &written),
        1 => spoil::bytes(random, &sound(&written, None), hostile.words()),
        2 => nested(random, &written),
        3 => sound(
            &written,
            Some(random.word(&[
                "Any",
                "Other",
                "",
                " ",
                "Any\r\nFORGED: yes",
                "\u{202e}",
                "__proto__",
            ])),
        ),
        4 => random.word(&ODD).as_bytes().to_vec(),
        5 => noise(random),
        _ => sound(&written, None),
    }
}

/// A valid request object with every member.
pub fn sound(written: &Written, name: Option<&str>) -> Vec<u8> {
    let name = name
        .map(|name| format!(",\"operationName\":{}", json!(name)))
        .unwrap_or_default();
    format!(
        "{{\"query\":{},\"variables\":{}{name}}}",
        json!(written.query),
        written.variables
    )
    .into_bytes()
}

/// Persisted queries as Apollo's clients send them: a correct, wrong or malformed hash, with or without a query.
pub fn persisted(random: &mut Random, hostile: &Hostile<'_>) -> Vec<u8> {
    let written = hostile.document(random);
    let right = Value::from(sha256(written.query.as_bytes()));
    let hash = match random.below(6) {
        0 | 1 => right,
        2 => json!("0".repeat(64)),
        3 => json!(sha256(&random.next().to_le_bytes()).to_uppercase()),
        4 => json!(["", "x", "../../x", "\u{0}"][random.below(4)].repeat(random.between(1, 200))),
        _ => serde_json::from_str(random.word(&ODD)).unwrap_or_default(),
    };
    let version = random.word(&["1", "1", "1", "2", "\"1\"", "null", "-1", "1.0"]);
    let query = if random.chance(60) {
        format!("\"query\":{},", json!(written.query))
    } else {
        String::new()
    };
    let extensions =
        format!("{{\"persistedQuery\":{{\"version\":{version},\"sha256Hash\":{hash}}}}}");
    format!(
        "{{{query}\"variables\":{},\"extensions\":{extensions}}}",
        written.variables
    )
    .into_bytes()
}

/// Batches: empty, small, large, of different kinds.
pub fn batch(random: &mut Random, hostile: &Hostile<'_>) -> Vec<u8> {
    let count = if random.chance(5) {
        random.between(100, 1_000)
    } else {
        random.below(6)
    };
    let one = object(random, hostile);
    let mut body = b"[".to_vec();
    for at in 0..count {
        let another = if at < 5 && random.chance(50) {
            object(random, hostile)
        } else {
            one.clone()
        };
        body.extend(if at > 0 { b",".as_slice() } else { b"" });
        body.extend(another);
        if body.len() > 900_000 {
            break;
        }
    }
    body.push(b']');
    body
}

/// The GraphQL multipart request specification, with unexpected parts. Returns the boundary as well.
pub fn multipart(random: &mut Random, hostile: &Hostile<'_>) -> (String, Vec<u8>) {
    let boundary = random
        .word(&["x", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "a'b", ""])
        .to_string();
    let part = |name: &str, content: &[u8]| {
        let head =
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let mut body = part("operations", &object(random, hostile));
    let maps = [
        r#"{"0":["variables.v0"]}"#,
        r#"{"0":["variables.v0.0.x","../x"]}"#,
        "{}",
        "[]",
        r#"{"0":"variables"}"#,
        r#"{"0":["query"]}"#,
        "",
    ];
    body.extend(part("map", random.word(&maps).as_bytes()));
    let count = if random.chance(5) {
        2_000
    } else {
        random.below(4)
    };
    for at in 0..count {
        body.extend(part(&at.to_string(), b"\0file\xff"));
    }
    body.extend(format!("--{boundary}--\r\n").as_bytes());
    let body = if random.chance(40) {
        spoil::bytes(random, &body, hostile.words())
    } else {
        body
    };
    (boundary, body)
}

fn odd_part(random: &mut Random, written: &Written) -> Vec<u8> {
    let query = json!(written.query).to_string();
    let odd = random.word(&ODD);
    let (query, variables, name, extensions) = match random.below(5) {
        0 => (odd, written.variables.as_str(), "null", "null"),
        1 => (query.as_str(), odd, "null", "null"),
        2 => (query.as_str(), written.variables.as_str(), odd, "null"),
        3 => (query.as_str(), written.variables.as_str(), "null", odd),
        _ => (
            query.as_str(),
            written.variables.as_str(),
            "\"Any\",\"query\":7,\"operationName\":null",
            "{}",
        ),
    };
    format!("{{\"query\":{query},\"variables\":{variables},\"operationName\":{name},\"extensions\":{extensions},\"other\":[]}}")
        .into_bytes()
}

fn nested(random: &mut Random, written: &Written) -> Vec<u8> {
    let count = if random.chance(10) {
        random.between(1_000, 100_000)
    } else {
        random.between(1, 200)
    };
    let (open, close) = *random.pick(&[("[", "]"), ("{\"a\":", "}")]);
    let close = if random.chance(70) {
        close.repeat(count)
    } else {
        String::new()
    };
    let value = format!("{}1{close}", open.repeat(count));
    format!(
        "{{\"query\":{},\"variables\":{{\"v0\":{value},\"a\":{value}}}}}",
        json!(written.query)
    )
    .into_bytes()
}

fn noise(random: &mut Random) -> Vec<u8> {
    (0..random.below(300)).map(|_| random.byte()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
}
