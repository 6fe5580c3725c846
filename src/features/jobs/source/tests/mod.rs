//! What the connectors promise: exact records from fixtures, tables of small cases, and no panic whatever comes.

mod boards;
mod detection;
mod hostile;
mod properties;
mod reading;

use super::{
    BoardError, Listing, Pay, Place, PostingRecord, Recognised, Skipped, all, by_name, detect,
    link, listing, pay, place, recognise, terms, text, title,
};

/// A fixture payload by its file name.
macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/boards/",
            $name
        ))
        .as_slice()
    };
}

/// Every fixture with the connector that reads it.
const FIXTURES: [(&str, &[u8]); 7] = [
    ("greenhouse", fixture!("greenhouse_jobs.json")),
    ("greenhouse", fixture!("greenhouse_job_pay.json")),
    ("greenhouse", fixture!("greenhouse_traps.json")),
    ("lever", fixture!("lever_postings.json")),
    ("lever_eu", fixture!("lever_traps.json")),
    ("ashby", fixture!("ashby_board.json")),
    ("ashby", fixture!("ashby_traps.json")),
];

fn parse(connector: &str, payload: &[u8]) -> Listing {
    by_name(connector).unwrap().parse(payload).unwrap()
}
