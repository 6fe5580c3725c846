//! Tests of the connectors: exact records of fixtures, tables of small cases, and no panic for any input.

mod boards;
mod detection;
mod expected;
mod hostile;
mod pages;
mod payloads;
mod properties;
mod reading;

use serde_json::Value;
use url::Url;

use super::{
    BoardError, Connector, Connectors, Listing, Pay, Place, PostingRecord, Recognised, Response,
    Skipped, listing, normalized_url, pay,
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

fn all() -> impl Iterator<Item = &'static dyn Connector> {
    Connectors::ALL.iter()
}

fn by_name(name: &str) -> Option<&'static dyn Connector> {
    Connectors::ALL.by_name(name)
}

fn detect(url: &Url) -> Option<(&'static dyn Connector, String)> {
    Connectors::ALL.detect(url)
}

fn recognise(payload: &Value) -> Option<(&'static dyn Connector, Recognised)> {
    Connectors::ALL.recognise(payload)
}

/// The listing without payloads; `payloads.rs` tests those.
fn parse(connector: &str, payload: &[u8]) -> Listing {
    Listing {
        payloads: Vec::new(),
        ..by_name(connector).unwrap().parse(payload).unwrap()
    }
}
