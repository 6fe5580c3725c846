//! Files that are JSON by their content, and not by its grammar.

use proptest::prelude::*;
use serde_json::Value;

use super::{kinds, read};
use crate::{
    json_resume::{is_json, mend},
    report::FindingKind,
};

fn messages(text: &str) -> Vec<String> {
    let findings = read(text.as_bytes()).unwrap().report.findings;
    findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn halves_of_characters_are_left_out_and_named() {
    let text = r#"{"basics": {"label": "Bak\ud83der \ud83d\ude80"},
        "work": [{"name": "Oak\udc00", "position": "a \\ud800 \"b\""}]}"#;
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(read.profile.headline, "Baker 🚀");
    let job = &read.profile.employments[0];
    assert_eq!(
        (job.company.as_str(), job.title.as_str()),
        ("Oak", "a \\ud800 \"b\"")
    );
    assert_eq!(kinds(&read), [FindingKind::Encoding; 3]);
    let first = &read.report.findings[0];
    assert!(
        first.message.contains("(2, the first in line 1)"),
        "{first:?}"
    );
    assert_eq!(
        (
            read.report.findings[2].file.as_str(),
            read.report.findings[2].row
        ),
        ("work", Some(1))
    );
}

#[test]
fn numbers_that_nothing_holds_are_left_out_and_named() {
    let digits = "9".repeat(400);
    let text = format!(
        "{{\"skills\": [{{\"name\": \"Milling 1e999\"}}],\n\"work\": [{{\"name\": \"Oak\", \"position\": \"Miller\", \"startDate\": 1e999, \"size\": -{digits}, \"rank\": 12e2}}]}}"
    );
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(read.profile.skills[0].name, "Milling 1e999");
    let job = &read.profile.employments[0];
    assert_eq!((job.company.as_str(), job.started_on), ("Oak", None));
    assert_eq!(kinds(&read), [FindingKind::Unreadable; 2]);
    let named = messages(&text);
    assert!(named[0].contains("1e999 in line 2"), "{named:?}");
    assert!(
        named[1].contains("-99999") && named[1].len() < 200,
        "{named:?}"
    );
}

#[test]
fn a_refusal_says_where_and_in_our_words() {
    for (text, words) in [
        (
            "{\"basics\": {\"label\": \"Mill",
            "ends too early (line 1, column",
        ),
        (
            "{\"basics\": {},\n\"work\": [,]}",
            "not JSON at line 2, column 10",
        ),
        (
            "{\"basics\": {\"a\": \"\\ud83d\"}\n,}",
            "not JSON at line 2, column 2",
        ),
        ("[]", "not one object"),
        ("[1, 2]", "not one object"),
        ("\"basics\"", "not one object"),
        ("{\"name\": \"x\"}", "none of the sections"),
    ] {
        let refused = read(text.as_bytes()).unwrap_err().message;
        assert!(refused.contains(words), "{text}: {refused}");
        assert!(
            refused.contains("Export the file anew"),
            "{text}: {refused}"
        );
    }
    let deep = format!("{{\"work\": {}", "[".repeat(500));
    let refused = read(deep.as_bytes()).unwrap_err().message;
    assert!(refused.contains("nested too deeply"), "{refused}");
}

#[test]
fn utf_16_is_read_with_and_without_a_mark() {
    let text = "{\"basics\": {\"label\": \"Müller\"}}";
    let bytes = |mark: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = format!("{mark}{text}");
        text.encode_utf16().flat_map(order).collect()
    };
    for file in [
        bytes("\u{FEFF}", u16::to_le_bytes),
        bytes("\u{FEFF}", u16::to_be_bytes),
        bytes("", u16::to_le_bytes),
        bytes("", u16::to_be_bytes),
    ] {
        assert!(is_json(&file));
        let read = read(&file).unwrap();
        assert_eq!(read.profile.headline, "Müller");
        assert_eq!(kinds(&read), [FindingKind::Encoding]);
    }
}

#[test]
fn a_single_value_is_json_and_no_resume() {
    for file in ["null", "1e999", "true", "-12.5", "\"text\"", "[]", "[null]"] {
        assert!(is_json(file.as_bytes()), "{file}");
        let refused = read(file.as_bytes()).unwrap_err();
        assert!(refused.message.contains("JSON Resume"), "{refused}");
    }
    for text in [
        "nullify the risk",
        "2024",
        "1. First",
        "-",
        "",
        "true story",
    ] {
        assert_eq!(is_json(text.as_bytes()), text == "2024", "{text}");
    }
}

#[test]
fn what_is_kept_and_changed_is_named() {
    let read = |text: &str| read(text.as_bytes()).unwrap();
    let rounded = read(
        "{\"basics\": {\"label\": \"Cook\"},\n\"x-id\": 12345678901234567890123, \"y\": 18446744073709551615, \"z\": 0.10}",
    );
    assert_eq!(kinds(&rounded), [FindingKind::Unreadable]);
    let message = &rounded.report.findings[0].message;
    assert!(
        message.contains("12345678901234567890123 in line 2"),
        "{message}"
    );
    let lost = read(
        "{\"basics\": {\"label\": \"Cook\"}, \"x-note\": [\"M\u{FFFD}ller\"], \"y\": \"plain\"}",
    );
    assert_eq!(kinds(&lost), [FindingKind::Encoding]);
    let message = &lost.report.findings[0].message;
    assert!(message.contains("(x-note)"), "{message}");
}

/// Halfway between two texts of the same length, each of which is the number: programs write the one or the other.
#[test]
fn each_shortest_text_of_a_number_is_kept() {
    for text in [
        "1330176330411623.2",
        "1330176330411623.3",
        "-0.5",
        "0",
        "5e-324",
        "12e2",
    ] {
        assert_eq!(mend::mended(text), (text.to_owned(), vec![]), "{text}");
    }
    let (_, faults) = mend::mended("1330176330411623.21");
    assert!(
        matches!(faults.as_slice(), [mend::Fault::Rounded { .. }]),
        "{faults:?}"
    );
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from);
        let map = prop::collection::hash_map(any::<String>(), inner, 0..5);
        let map = map.prop_map(|map| Value::Object(map.into_iter().collect()));
        prop_oneof![list, map]
    })
}

proptest! {
    #[test]
    fn nothing_is_mended_in_what_is_whole(value in value()) {
        let text = value.to_string();
        prop_assert_eq!(mend::mended(&text), (text.clone(), vec![]));
    }

    #[test]
    fn mending_ends_on_any_text(text in "(\"|\\\\|u|d83d|dc00|1e999|-|[ -~]|ü){0,40}") {
        let (mended, _) = mend::mended(&text);
        prop_assert_eq!(mend::mended(&mended), (mended, vec![]));
    }
}
