//! What each fuzz target runs with its input, and the properties that must hold. `cargo fuzz` searches for failing inputs;
//! `tests/it/fuzz/targets.rs` runs the same functions with bytes from a seed.

use std::sync::LazyLock;

use careergraph::{
    config::{Config, Limits},
    graphql::{guard, single_root},
    types::{
        cursor::{Cursor, List},
        id::{ApplicationId, CompanyId, EventId, NotificationId, PostingId, TypedId, UserId},
    },
};

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
