//! The targets of `cargo fuzz` with bytes from a seed, so that they run with the ordinary tests.

use careergraph::types::{
    cursor::{Cursor, List},
    id::{ApplicationId, PostingId},
};
use uuid::Uuid;

use super::{SEED, number, random::Random, spoil};

#[path = "../../../fuzz/bodies.rs"]
mod bodies;

const ROUNDS: u64 = 5_000;
const DOCUMENTS: [&str; 3] = [
    include_str!("../../../fuzz/seeds/guard/page.graphql"),
    include_str!("../../../fuzz/seeds/guard/change.graphql"),
    "subscription { ...f } fragment f on Subscription { notificationReceived(after: \"x\") { cursor } } # end",
];

/// Mutates each of the valid texts repeatedly, and runs the target with the result.
fn try_out(body: fn(&[u8]), good: &[String]) {
    let (seed, words) = (
        number("CAREERGRAPH_FUZZ_SEED", SEED),
        ["fragment", "on", "appl_", "AQEA", "\u{202e}"].map(str::to_owned),
    );
    for text in good {
        body(text.as_bytes());
    }
    for round in 0..ROUNDS {
        let mut random = Random::new(seed, round);
        let text = random.pick(good);
        body(&spoil::bytes(&mut random, text.as_bytes(), &words));
    }
}

#[test]
fn the_guard_takes_any_bytes() {
    let good = DOCUMENTS.map(str::to_owned);
    try_out(bodies::guard, &good);
}

#[test]
fn a_cursor_has_one_form_and_one_list() {
    let cursor = Cursor {
        key: 1_700_000_000_000_000,
        id: Uuid::from_u128(7),
    };
    let good = [
        List::PostingsByDate,
        List::Applications,
        List::Notifications,
    ]
    .map(|list| cursor.encode(list));
    try_out(bodies::cursor, &good);
}

#[test]
fn an_id_has_one_form_and_one_kind() {
    let good = [
        PostingId(Uuid::from_u128(7)).to_string(),
        ApplicationId(Uuid::from_u128(u128::MAX)).to_string(),
    ];
    try_out(bodies::id, &good);
}

/// The valid inputs of a target.
macro_rules! seeds {
    ($folder:literal: $($name:literal),*) => {
        [$(include_bytes!(concat!("../../../fuzz/seeds/", $folder, "/", $name)).to_vec()),*]
    };
}

/// The same for inputs that may be no text.
fn try_bytes(body: fn(&[u8]), good: &[Vec<u8>]) {
    let (seed, words) = (
        number("CAREERGRAPH_FUZZ_SEED", SEED),
        ["\r\n", "--b", "bytes=", "name=", "\u{202e}"].map(str::to_owned),
    );
    for bytes in good {
        body(bytes);
    }
    for round in 0..ROUNDS {
        let mut random = Random::new(seed, round);
        let bytes = random.pick(good);
        body(&spoil::bytes(&mut random, bytes, &words));
    }
}

#[test]
fn a_multipart_body_is_read_or_refused() {
    try_bytes(bodies::upload, &seeds!("upload": "batch", "import"));
}

#[test]
fn a_file_is_accepted_or_refused() {
    try_bytes(bodies::file, &seeds!("file": "archive", "resume", "text"));
}

#[test]
fn a_manifest_is_read_or_refused() {
    try_bytes(bodies::manifest, &seeds!("manifest": "apollo", "flat"));
}

#[test]
fn a_range_is_within_the_content() {
    try_bytes(bodies::range, &seeds!("range": "first", "last", "rest"));
}
