//! For any JSON, a parser returns an error or records that hold the invariants, and never panics.

use proptest::prelude::*;
use reading::{
    markdown::{DESCRIPTION_CHARS_MAX, markdown},
    place,
};
use serde_json::{Value, json};
use url::Url;

use super::{FIXTURES, Listing, PostingRecord, all, by_name, normalized_url, pay, recognise};

/// Words that the parsers check for, so that random input reaches their branches.
const WORDS: [&str; 30] = [
    "Remote",
    "Hybrid",
    "Berlin, Germany",
    "Remote - US",
    "CA",
    "Georgia",
    "€60K – €75K",
    "$1-2/hour",
    "99999999999999999999",
    "1 YEAR",
    "Salary",
    "per-year-salary",
    "EUR",
    "usd",
    "javascript:alert(1)",
    "https://a.example/x",
    "http://[::1]/",
    "<p>x</p>",
    "&lt;b&gt;",
    "\u{202E}\u{0}",
    "2026-02-20T10:00:00-05:00",
    "9999999-01-01T00:00:00Z",
    "Full-time",
    "Intern",
    "Senior Staff Engineer II (m/w/d)",
    "en-GB",
    "<a href='x:y'>",
    "",
    "DE",
    "[x](javascript:alert(1))",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(&WORDS[..]).prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    let key = prop::sample::select(
        &[
            "id",
            "title",
            "text",
            "jobs",
            "location",
            "name",
            "absolute_url",
            "hostedUrl",
            "jobUrl",
            "min",
            "content",
        ][..],
    );
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| pairs
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

/// A fixture in which some nodes are replaced by random JSON.
fn mutated_fixture() -> impl Strategy<Value = (&'static str, Value)> {
    (
        prop::sample::select(&FIXTURES[..]),
        prop::collection::vec((any::<prop::sample::Index>(), any_json()), 1..5),
    )
        .prop_map(|((name, payload), changes)| {
            let mut value: Value = serde_json::from_slice(payload).unwrap();
            for (index, change) in changes {
                let pointers = pointers(&value);
                if let Some(node) = value.pointer_mut(&pointers[index.index(pointers.len())]) {
                    *node = change;
                }
            }
            (name, value)
        })
}

fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Array(list) => open.extend(
                list.iter()
                    .enumerate()
                    .map(|(index, value)| (format!("{pointer}/{index}"), value)),
            ),
            Value::Object(map) => open.extend(
                map.iter()
                    .map(|(key, value)| (format!("{pointer}/{key}"), value)),
            ),
            _ => {}
        }
        found.push(pointer);
    }
    found
}

fn assert_sound(listing: &Listing) {
    assert_eq!(listing.seen, listing.postings.len() + listing.skipped.len());
    assert!(listing.present_ids().count() <= listing.seen);
    assert!(
        listing
            .skipped
            .iter()
            .all(|skipped| !skipped.reason.to_string().is_empty())
    );
    let mut ids: Vec<&str> = listing
        .postings
        .iter()
        .map(|posting| posting.external_id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), listing.postings.len());
    listing.postings.iter().for_each(assert_posting_sound);
}

fn assert_posting_sound(posting: &PostingRecord) {
    let line = |text: &str, chars_max: usize| {
        let count = text.chars().count();
        assert!(
            (1..=chars_max).contains(&count)
                && text.trim() == text
                && !text.chars().any(|c| c.is_control() || c == '\u{202E}'),
            "{text:?}"
        );
    };
    line(&posting.title, 300);
    line(&posting.external_id, 200);
    for url in std::iter::once(&posting.url).chain(&posting.apply_url) {
        let parsed = Url::parse(url).unwrap();
        assert!(
            matches!(parsed.scheme(), "http" | "https") && parsed.has_host() && url.len() <= 2_000
        );
    }
    for text in posting.company.iter().chain(&posting.requisition_id) {
        line(text, 200);
    }
    assert!(posting.description.chars().count() <= DESCRIPTION_CHARS_MAX);
    assert!(
        !posting
            .description
            .chars()
            .any(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202E}')
    );
    assert!(is_inert(&posting.description), "{:?}", posting.description);
    assert!(posting.locations.len() <= place::PLACES_MAX);
    for place in &posting.locations {
        line(&place.raw, place::RAW_CHARS_MAX);
        assert!(place.country.as_ref().is_none_or(
            |code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
        ));
        assert!(place.city.as_ref().is_none_or(|city| !city.is_empty()));
    }
    posting.pay.iter().for_each(assert_pay_sound);
}

fn assert_pay_sound(found: &super::Pay) {
    let ends: Vec<i64> = found.min.into_iter().chain(found.max).collect();
    assert!(
        !ends.is_empty()
            && ends
                .iter()
                .all(|end| (0..=reading::pay::AMOUNT_MAX).contains(end))
            && ends.is_sorted()
    );
    assert!(
        ends.iter()
            .all(|end| end.checked_mul(found.period.per_year()).is_some())
    );
    assert!(
        found.currency.len() == 3 && found.currency.bytes().all(|byte| byte.is_ascii_uppercase())
    );
}

proptest! {
    // No regression files: a failing case becomes a named test.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_survived(value in any_json()) {
        for connector in all() {
            if let Ok(listing) = connector.parse(value.to_string().as_bytes()) {
                assert_sound(&listing);
            }
        }
        let _ = recognise(&value);
    }

    #[test]
    fn any_posting_is_survived(entry in any_json(), id in any::<u32>(), title in ".{0,400}") {
        let mut entry = if entry.is_object() { entry } else { json!({"content": entry}) };
        for url in ["absolute_url", "hostedUrl", "jobUrl"] {
            entry[url] = json!("https://a.example/x");
        }
        entry["id"] = json!(id);
        entry["title"] = json!(title);
        entry["text"] = json!(title);
        for payload in [json!([entry]), json!({"jobs": [entry]})] {
            all().filter_map(|connector| connector.parse(payload.to_string().as_bytes()).ok()).for_each(|listing| assert_sound(&listing));
        }
    }

    #[test]
    fn mutated_fixtures_are_survived((name, value) in mutated_fixture()) {
        if let Ok(listing) = by_name(name).unwrap().parse(value.to_string().as_bytes()) {
            assert_sound(&listing);
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for connector in all() {
            let _ = connector.parse(&bytes);
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}", amount in "[€$£]?[0-9.,' KkM]{0,30}(-|–| to )?[€$A-Z]{0,4}[0-9.,]{0,20}[ /a-zK%+]{0,10}") {
        pay::read(&text, &[]).iter().chain(&pay::read(&amount, &[])).for_each(assert_pay_sound);
        let _ = place::read(&text);
        if let Some(key) = normalized_url::key(&text) {
            prop_assert_eq!(normalized_url::key(&key), Some(key));
        }
    }

    #[test]
    fn no_html_makes_an_active_link_or_tag(parts in prop::collection::vec(prop::sample::select(&[
        "<a href=\"", "https://a.example/", "javascript:alert(1)", "\">", "</a>", "(", ")", "[x]", "](javascript:alert(1))", "[x]: javascript:a", "\n\n",
        "\\", "`", "```", "<", ">", "&lt;", "&#60;", "script", "<b>", "</b>", "<pre>", "<code>", "<li>", "<td>", "|", "*", "x", " ", "\u{0}", "\u{202E}", "'",
        "<h1>", "<br>", "<ul>", "<ol start=\"99999999999\">", "<table><tr>", "~~~", "![x](", "&amp;", "<!--", "-->",
    ][..]), 0..24)) {
        let markdown = markdown(&parts.concat()).text;
        prop_assert!(is_inert(&markdown), "{markdown:?}");
    }

    #[test]
    fn links_differing_in_tracking_have_one_key(path in "[a-z0-9/]{0,20}", value in "[a-z0-9]{1,8}") {
        let plain = format!("https://a.example/{path}?gh_jid={value}");
        let tracked = format!("http://A.example/{path}/?utm_medium={value}&gh_jid={value}&lever-source={value}#top");
        prop_assert_eq!(normalized_url::key(&plain), normalized_url::key(&tracked));
    }
}

/// True if the Markdown has no unescaped tag, autolink or javascript link.
fn is_inert(markdown: &str) -> bool {
    let mut plain = String::new();
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            // An escaped character is text.
            plain.push(
                chars
                    .next()
                    .map_or(' ', |c| if c.is_ascii_punctuation() { ' ' } else { c }),
            );
        } else {
            plain.push(c);
        }
    }
    let opens = |rest: &str| {
        let letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        letter(rest)
            || rest.strip_prefix(['/', '!']).is_some_and(letter)
            || ["?", "!--", "![CDATA["]
                .iter()
                .any(|start| rest.starts_with(start))
    };
    let tag = plain.split('<').skip(1).any(opens);
    !tag && !plain.contains("![")
        && !plain.contains("](javascript:")
        && !plain.contains("]: javascript:")
}
