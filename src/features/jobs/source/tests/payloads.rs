//! Lists that are read entry by entry, and the payloads that are kept of the entries.

use serde_json::{Value, json};

use super::{Listing, by_name};
use crate::features::jobs::source::payload::Compressor;

fn read(connector: &str, payload: &str) -> Result<Listing, String> {
    let listing = by_name(connector).unwrap().parse(payload.as_bytes());
    listing.map_err(|error| error.to_string())
}

fn job(id: u32) -> Value {
    json!({ "id": id, "internal_job_id": id, "title": format!("Gardener {id}"), "content": "Roses.",
        "absolute_url": format!("https://boards.greenhouse.io/fernhill/jobs/{id}") })
}

#[test]
fn a_payload_is_read_wherever_its_list_is() {
    let jobs = json!([job(1), job(2)]);
    let ids = |listing: &Listing| listing.present_ids().map(str::to_owned).collect::<Vec<_>>();
    for payload in [
        json!({ "jobs": jobs }).to_string(),
        json!({ "a": { "jobs": [] }, "jobs": jobs, "meta": { "total": 2 } }).to_string(),
        format!("\u{FEFF} {{ \"jobs\": {jobs} }}\n"),
        // The last one of equal names counts.
        format!("{{ \"jobs\": [{}], \"jobs\": {jobs} }}", job(9)),
        format!("{{ \"jobs\": null, \"jo\\u0062s\": {jobs} }}"),
    ] {
        let listing = read("greenhouse", &payload).unwrap();
        assert_eq!(ids(&listing), ["1", "2"], "{payload}");
        assert_eq!((listing.seen, listing.single), (2, false));
    }
    let single = read("greenhouse", &job(7).to_string()).unwrap();
    assert!(single.single && ids(&single) == ["7"]);
}

#[test]
fn a_payload_that_breaks_off_or_goes_on_is_refused_as_a_whole() {
    let whole = json!({ "jobs": [job(1), job(2)] }).to_string();
    for payload in [
        whole.strip_suffix('}').unwrap(),
        whole.get(..whole.len() / 2).unwrap(),
        &format!("{whole} {{}}"),
        &format!("{{ \"jobs\": {whole} }}"),
    ] {
        read("greenhouse", payload).unwrap_err();
    }
    let many: Vec<u32> = (0..=10_000).collect();
    let error = read("greenhouse", &json!({ "jobs": many }).to_string()).unwrap_err();
    assert!(error.contains("found a list of 10001"), "{error}");
}

#[test]
fn each_posting_keeps_its_entry_and_can_be_read_from_it() {
    let payload = json!({ "jobs": [job(1), { "id": 3 }, job(2), job(1)] }).to_string();
    let listing = read("greenhouse", &payload).unwrap();
    assert_eq!((listing.seen, listing.skipped.len()), (4, 2));
    let kept: Vec<&str> = listing.payloads.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(kept, ["1", "2"]);
    for ((_, payload), posting) in listing.payloads.iter().zip(&listing.postings) {
        let again = by_name("greenhouse").unwrap();
        let again = again.parse(&payload.open().unwrap()).unwrap();
        assert_eq!(again.postings, std::slice::from_ref(posting));
    }
}

/// Equal entries have equal payloads, whatever was compressed before: their hashes are compared.
#[test]
fn a_payload_depends_on_its_entry_only() {
    let entry = |number: u32| {
        let words = (0..number % 97 * 7).map(|word| format!("word{}", word * number % 61));
        words.collect::<Vec<_>>().join(" ")
    };
    let mut one = Compressor::default();
    for number in 0..500 {
        let entry = entry(number);
        let payload = one.payload(&entry).unwrap();
        assert_eq!(Compressor::default().payload(&entry).unwrap(), payload);
        assert_eq!(payload.open().unwrap(), entry.as_bytes());
    }
    assert_eq!(one.payload(&"x".repeat(1_000_001)), None);
}
