//! What each fuzz target runs with its input, and the properties that must hold. `cargo fuzz` searches for failing inputs;
//! `tests/it/fuzz/targets.rs` runs the same functions with bytes from a seed.

use std::sync::LazyLock;

use careergraph::{
    config::{Config, Limits},
    features::documents::accepted,
    graphql::{guard, single_root},
    http::edges,
    types::{
        cursor::{Cursor, List},
        id::{ApplicationId, CompanyId, EventId, NotificationId, PostingId, TypedId, UserId},
    },
};
use http::HeaderValue;
use importing::{archive, json_resume};

static LIMITS: LazyLock<Limits> =
    LazyLock::new(|| Config::load(None).expect("the defaults are valid").limits);

/// Codes that the guard may refuse with.
const CODES: [&str; 5] = [
    "QUERY_TOO_LONG",
    "TOKEN_LIMIT_EXCEEDED",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
];
const LISTS: [List; 6] = [
    List::PostingsByDate,
    List::PostingsByRank,
    List::Applications,
    List::Events,
    List::Notifications,
    List::Sources,
];

/// The guard parses a document or refuses it with one of its codes and a short message; it neither hangs nor overflows the stack. The
/// normal form of a subscription has one root field, and is no larger than the document.
pub fn guard(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match guard::parse(text, &LIMITS) {
        Ok(document) => {
            assert!(
                document.operations.iter().count() > 0,
                "a document without an operation was accepted: {text:?}"
            );
            let whole = guard::extent(&document)
                .expect("the guard has found it")
                .selections;
            for normal in single_root::normal_forms(&document) {
                let form = guard::extent(&normal).expect("it has no more fragments than before");
                assert!(
                    form.fields == 1 && form.selections <= whole,
                    "a normal form of {form:?}: {text:?}"
                );
            }
        }
        Err(refused) => {
            let code = refused.code.name();
            let known =
                CODES.contains(&code) || code.starts_with("MAX_") || code.starts_with("TOO_MANY_");
            assert!(known, "{code} is no code of the guard");
            assert!(
                refused.message.len() <= 1_000,
                "a refusal of {} bytes",
                refused.message.len()
            );
        }
    }
}

/// A multipart body is read or refused by a code. Each file that was read is at its place in the operations, and was in the body. Then the
/// first one goes where files go: see [`file`].
pub fn upload(bytes: &[u8]) {
    match edges::upload(bytes.to_vec(), &LIMITS) {
        Ok((operations, files)) => {
            let text = operations.to_string();
            for (position, found) in files.iter().enumerate() {
                let place = format!("\"upload\":{position}");
                assert!(text.contains(&place), "no {place} in {text}");
                let content = found.bytes.as_ref();
                let is_there = bytes
                    .windows(content.len().max(1))
                    .any(|part| part == content);
                assert!(content.is_empty() || is_there, "{content:?} was not sent");
            }
            if let Some(first) = files.first() {
                of_file(first.name.as_deref(), &first.bytes);
            }
        }
        Err(code) => assert!(
            ["BAD_REQUEST", "PAYLOAD_TOO_LARGE"].contains(&code),
            "{code} is no code of a multipart body"
        ),
    }
}

/// A file is a document or refused, an archive of LinkedIn or refused, and a JSON Resume or refused: the first line is its name.
pub fn file(bytes: &[u8]) {
    let line = bytes.iter().position(|byte| *byte == b'\n');
    let (name, content) = bytes.split_at(line.unwrap_or_default());
    let content = content.strip_prefix(b"\n").unwrap_or(content);
    of_file(Some(&String::from_utf8_lossy(name)), content);
}

fn of_file(name: Option<&str>, content: &[u8]) {
    if let Ok((name, _)) = accepted(name, content) {
        let is_harmless = |c: char| !c.is_control() && !"/\\<>:\"|?*".contains(c);
        assert!(
            name.chars().all(is_harmless) && (1..=200).contains(&name.chars().count()),
            "{name:?} is no harmless name"
        );
    }
    drop(archive::read(content));
    if let Ok(read) = json_resume::read(content) {
        let written = json_resume::write(&read.profile).to_string();
        assert!(
            json_resume::read(written.as_bytes()).is_ok(),
            "what was written is not read: {written}"
        );
    }
}

/// A manifest of trusted documents is read or refused by a short message. Written in its simple form, what was read is the same again.
pub fn manifest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match edges::manifest(text) {
        Ok(documents) => {
            let simple: serde_json::Map<_, _> = documents
                .iter()
                .map(|(id, text)| (id.clone(), text.clone().into()))
                .collect();
            let simple = serde_json::Value::Object(simple).to_string();
            assert_eq!(edges::manifest(&simple), Ok(documents));
        }
        Err(message) => assert!(
            message.len() <= 1_000,
            "a message of {} bytes",
            message.len()
        ),
    }
}

/// A range is within the content, and not empty unless the content is.
pub fn range(bytes: &[u8]) {
    let Ok(range) = HeaderValue::from_bytes(bytes) else {
        return;
    };
    for size in [0, 1, 1_000, u64::MAX] {
        if let Some((first, end)) = edges::requested(&range, size) {
            assert!(
                end <= size && (first < end || size == 0),
                "{first} to {end} of {size}: {range:?}"
            );
        }
    }
}

/// A text is a valid cursor of one list at most, and the only encoding of that cursor.
pub fn cursor(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let found: Vec<(List, Cursor)> = LISTS
        .into_iter()
        .filter_map(|list| Some((list, Cursor::decode(text, list)?)))
        .collect();
    assert!(found.len() <= 1, "{text:?} is a cursor of several lists");
    for (list, cursor) in found {
        assert_eq!(cursor.encode(list), text, "one cursor, one form");
    }
}

/// A text is a valid id of one type at most, and the only encoding of that id.
pub fn id(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let found = [
        form::<UserId>(text),
        form::<CompanyId>(text),
        form::<PostingId>(text),
        form::<ApplicationId>(text),
        form::<EventId>(text),
        form::<NotificationId>(text),
    ];
    let found: Vec<String> = found.into_iter().flatten().collect();
    assert!(found.len() <= 1, "{text:?} is an id of several kinds");
    assert!(
        found.iter().all(|form| form == text),
        "one id, one form: {text:?} and {found:?}"
    );
}

fn form<T: TypedId + ToString>(text: &str) -> Option<String> {
    T::parse_id(text).map(|id| id.to_string())
}
