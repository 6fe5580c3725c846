//! Hostile payloads: wrong formats.

use super::{by_name, listing, parse};

#[test]
fn another_shape_is_refused_with_what_was_expected() {
    let check = |name: &str, payload: &str, expected: &str| {
        let error = by_name(name)
            .unwrap()
            .parse(payload.as_bytes())
            .unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(
        "lever",
        "<!doctype html>",
        "not a Lever payload: expected JSON, found HTML or XML",
    );
    check(
        "lever",
        r#"{"ok":false,"error":"Document not found"}"#,
        "not a Lever payload: expected a list of postings, or one posting, found a refusal (\"ok\": false)",
    );
    check(
        "lever_eu",
        "{}",
        "not a Lever (EU) payload: expected a list of postings, or one posting, found an object with 0 other fields",
    );
    check(
        "greenhouse",
        "[]",
        "not a Greenhouse payload: expected an object with a list `jobs`, or one job, found a list of 0",
    );
    check(
        "greenhouse",
        r#"{"status":404,"error":"Job not found"}"#,
        "not a Greenhouse payload: expected an object with a list `jobs`, or one job, found an error message",
    );
    check(
        "ashby",
        r#"{"jobs":{}}"#,
        "not a Ashby payload: expected an object with a list `jobs`, found an object with 1 other fields",
    );
    check(
        "ashby",
        "null",
        "not a Ashby payload: expected an object with a list `jobs`, found null",
    );
    let many = format!("[{}1]", "1,".repeat(listing::ENTRIES_MAX));
    check(
        "lever",
        &many,
        "not a Lever payload: expected at most 10000 postings, found a list of 10001",
    );
    for name in ["greenhouse", "lever", "lever_eu", "ashby"] {
        let connector = by_name(name).unwrap();
        for payload in [&b""[..], b"\xFF\xFE", b"{", b"[1,", &b"[".repeat(100_000)] {
            assert!(
                connector
                    .parse(payload)
                    .unwrap_err()
                    .to_string()
                    .contains("JSON")
            );
        }
    }
}

#[test]
fn an_empty_board_and_a_byte_order_mark_are_fine() {
    for (name, payload) in [
        ("greenhouse", r#"{"jobs":[]}"#),
        ("lever", "[]"),
        ("ashby", "\u{FEFF}{\"jobs\":[]}"),
    ] {
        let listing = parse(name, payload.as_bytes());
        assert_eq!(
            (listing.seen, listing.more, listing.proves_absence()),
            (0, false, true)
        );
    }
}

#[test]
fn a_full_page_of_lever_has_another_after_it() {
    let entries = |count| format!("[{}]", vec!["{}"; count].join(","));
    assert!(!parse("lever", entries(99).as_bytes()).more);
    assert!(parse("lever", entries(100).as_bytes()).more);
    assert!(!parse("lever", entries(100).as_bytes()).proves_absence());
}
