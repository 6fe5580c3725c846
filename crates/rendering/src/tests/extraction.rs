//! The text of a PDF, as `pdftotext` of poppler and lopdf extract it, is the text of the document in its order.

use super::{dense, looks, resume_of, said, samples, strategies};
use crate::{Document, Options, Pdf, flat, pdf, words};
use proptest::{prelude::*, test_runner::Config};
use std::{
    io::Write,
    process::{Command, Stdio},
};
use unicode_normalization::UnicodeNormalization;

/// The pages of a PDF as pdftotext reads them: in the order of reading that it finds, or in that of drawing (`-raw`).
fn pages_by_poppler(bytes: &[u8], order: &[&str]) -> Vec<String> {
    let mut child = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .args(order)
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("pdftotext does not run ({error}): install the package poppler-utils (apt-get) or poppler (brew)")
        });
    let mut input = child.stdin.take().unwrap();
    input.write_all(bytes).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(
        pages.pop().as_deref(),
        Some(""),
        "each page ends with a form feed"
    );
    pages
}

fn pages_by_lopdf(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    file.get_pages()
        .keys()
        .map(|page| file.extract_text(&[*page]).unwrap())
        .collect()
}

/// The text of pages without their footers and without white space.
fn read(pages: &[String], document: &Document) -> String {
    let mut all = String::new();
    for (index, page) in pages.iter().enumerate() {
        let mut footer = String::new();
        if pages.len() > 1 {
            let name = flat::name(document);
            let number = words::page(flat::language(document), index + 1, pages.len());
            footer = if index == 0 || name.is_empty() || name.chars().count() > 48 {
                dense(&number)
            } else {
                dense(&format!("{name}·{number}"))
            };
        }
        let page: String = dense(page).nfc().collect();
        let text = page
            .strip_suffix(&footer)
            .unwrap_or_else(|| panic!("page {index} does not end with {footer}"));
        all.push_str(text);
    }
    all
}

/// Fails with the place of the first difference.
fn assert_same(text: &str, expected: &str, reader: &str) {
    let same = text
        .chars()
        .zip(expected.chars())
        .take_while(|(a, b)| a == b)
        .count();
    if text != expected {
        let from = same.saturating_sub(30);
        let near = |text: &str| text.chars().skip(from).take(60).collect::<String>();
        panic!(
            "{reader} reads {:?} instead of {:?}",
            near(text),
            near(expected)
        );
    }
}

fn check(document: &Document, look: Options) -> Pdf {
    let rendered = pdf(document, &look).unwrap();
    let expected: String = said(document).nfc().collect();
    for order in [&[][..], &["-raw"]] {
        let pages = pages_by_poppler(&rendered.bytes, order);
        assert_eq!(pages.len(), rendered.pages);
        assert_same(
            &read(&pages, document),
            &expected,
            &format!("pdftotext {order:?}, {look:?}"),
        );
    }
    if rendered.missing.is_empty() {
        let pages = pages_by_lopdf(&rendered.bytes);
        assert_same(
            &read(&pages, document),
            &expected,
            &format!("lopdf, {look:?}"),
        );
    }
    rendered
}

#[test]
fn text_of_samples_is_extracted_in_order() {
    for (name, document) in samples::all() {
        for look in looks() {
            let rendered = check(&document, look);
            assert_eq!(rendered.missing.is_empty(), name != "scripts", "{name}");
        }
    }
}

#[test]
fn words_stay_apart() {
    let document = Document::Resume(samples::senior());
    let rendered = pdf(&document, &Options::default()).unwrap();
    let text = pages_by_poppler(&rendered.bytes, &[]).join(" ");
    for words in [
        "Led the move of 38 services from machines in a cellar",
        "Dr. Henrike Brandstätter",
        "Nordlicht Energiehandel GmbH · Hamburg · April 2020 – today",
        "• Cut the time from a merged change to production from 9 days to 40 minutes",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn ligatures_are_letters() {
    let rendered = check(
        &resume_of("office affine first fjord AVAST"),
        Options::default(),
    );
    assert!(rendered.missing.is_empty());
}

#[test]
fn marks_are_extracted_with_their_letters() {
    for look in looks() {
        let rendered = check(
            &resume_of("e\u{301} ệ m\u{301} x\u{30C} и\u{301} ы\u{301} ε\u{306} q\u{303}"),
            look,
        );
        assert!(rendered.missing.is_empty());
    }
}

#[test]
fn missing_characters_are_named_and_extracted() {
    let rendered = check(&resume_of("Ann 株式会社 式 🚀 z"), Options::default());
    assert_eq!(rendered.missing, "株式会社🚀".chars().collect::<Vec<_>>());
    let rendered = pdf(&resume_of("שלום"), &Options::default()).unwrap();
    assert_eq!(rendered.missing, "שלום".chars().collect::<Vec<_>>());
}

#[test]
fn hyphens_at_the_ends_of_lines_are_kept() {
    for word in ["state-of-the-art ", "a - b ", "x- ", "well-known-and-", "-"] {
        let text = word.repeat(60);
        check(&resume_of(text.trim()), Options::default());
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn any_text_is_extracted_in_order(document in strategies::document(), look in 0..4_usize) {
        let look = looks().nth(look).unwrap();
        let rendered = check(&document, look);
        prop_assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
    }
}
