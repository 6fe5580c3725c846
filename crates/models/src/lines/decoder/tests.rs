//! What models write, and how it may be cut.

use proptest::prelude::*;

use super::*;
use crate::lines::{Kind, Paragraph};

const ONE: &str =
    r#"{"p":"evidence","kind":"CLAIM","text":"I baked.","facts":["f1"],"job":["r1"]}"#;
const TWO: &str = r#"{"p":"closing","kind":"COURTESY","text":"Thank you.","facts":[],"job":[]}"#;

/// The texts of the lines, and how much was skipped.
fn read(pieces: &[&[u8]]) -> (Vec<String>, usize) {
    let mut decoder = Decoder::default();
    let mut texts = Vec::new();
    for piece in pieces {
        texts.extend(decoder.push(piece).into_iter().map(|line| line.text));
    }
    decoder.finish();
    (texts, decoder.skipped())
}

fn check(text: &str, expected: &[&str], skipped: usize) {
    let (texts, found) = read(&[text.as_bytes()]);
    assert_eq!(texts, expected, "{text}");
    assert_eq!(found, skipped, "{text}");
}

#[test]
fn a_line_has_all_fields() {
    let lines = Decoder::default().push(ONE.as_bytes());
    let expected = Line {
        replaces: None,
        paragraph: Paragraph::Evidence,
        kind: Kind::Claim,
        text: "I baked.".to_owned(),
        facts: vec!["f1".to_owned()],
        requirements: vec!["r1".to_owned()],
    };
    assert_eq!(lines, std::slice::from_ref(&expected));
    assert_eq!(serde_json::to_string(&expected).unwrap(), ONE);
    let lines = Decoder::default()
        .push(br#"{"n":3,"kind":"claim","p":"EVIDENCE","text":" I \n baked. ","facts":"f1","job":null,"why":"x"}"#);
    assert_eq!(lines[0].replaces, Some(3));
    assert_eq!(lines[0].text, "I   baked.");
    assert_eq!(
        (&*lines[0].facts, lines[0].requirements.len()),
        (&expected.facts[..], 0)
    );
}

#[test]
fn lines_come_in_many_wrappings() {
    let both: &[&str] = &["I baked.", "Thank you."];
    check(&format!("{ONE}\n{TWO}"), both, 0);
    check(&format!("\u{20}\n\r\n{ONE}\r\n\r\n{TWO}\r\n"), both, 0);
    check(&format!("```json\n{ONE}\n{TWO}\n```\n"), both, 0);
    check(&format!("```\n{ONE}\n{TWO}\n```"), both, 0);
    check(&format!("[{ONE},{TWO}]"), both, 0);
    check(&format!("[\n  {ONE},\n  {TWO}\n]\n"), both, 0);
    check(&format!("{ONE}{TWO}"), both, 0);
    check(&format!("{ONE},\n{TWO},"), both, 0);
    let over_lines = ONE.replace(',', ",\n  ");
    check(&format!("{over_lines}\n{TWO}"), both, 0);
}

#[test]
fn other_texts_are_skipped_and_counted() {
    let both: &[&str] = &["I baked.", "Thank you."];
    check(
        &format!("Here is the letter:\n{ONE}\n{TWO}\nGood luck!"),
        both,
        2,
    );
    check(&format!("Line: {ONE}\n{TWO}"), both, 1);
    check("", &[], 0);
    check("No.", &[], 1);
    check(r#"{"p":"evidence","kind":"CLAIM","text":"cut"#, &[], 1);
}

#[test]
fn thoughts_are_skipped_with_their_drafts() {
    let both: &[&str] = &["I baked.", "Thank you."];
    let thought = format!("<think>\nHm. {TWO}\n{{\"p\n</thin </think>").replace('\n', "\n\n");
    check(&format!("{thought}\n{ONE}\n{TWO}"), both, 1);
    check(&format!("{thought}{ONE}{TWO}"), both, 1);
    let long = format!("<think>{}</think>", "a line\n".repeat(10_000));
    check(&format!("{long}\n{ONE}\n{TWO}"), both, 1);
    check(&format!("<think>{ONE}"), &[], 1);
    check("<thi", &[], 1);
    // Other signs are other texts.
    check(&format!("<p>\n{ONE}\n{TWO}\n</p>"), both, 2);
    check(&format!("<{ONE}\n<\n{TWO}"), both, 2);
    check(&format!("<th{ONE}\n{TWO}"), both, 1);
}

#[test]
fn a_mistake_costs_one_line() {
    let last: &[&str] = &["Thank you."];
    for wrong in [
        r#"{"p":"evidence","kind":"CLAIM","text":"no end"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"no brace""#,
        r#"{"p":"evidence","kind":"CLAIM","text":"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"bad \x escape"}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"half \ud83d"}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":" "}"#,
        r#"{"p":"evidence","kind":"CLAIM"}"#,
        r#"{"p":"evidence","kind":"FACT","text":"x"}"#,
        r#"{"p":"body","kind":"CLAIM","text":"x"}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":7}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"x","text":"y"}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"x","facts":[1]}"#,
        r#"{"p":"evidence","kind":"CLAIM","text":"x","facts":[""]}"#,
        "{}",
        "words",
    ] {
        check(&format!("{wrong}\n{TWO}"), last, 1);
    }
    let broken = r#"{"p":"evidence","kind":"CLAIM","text":"over
        lines"}"#;
    check(&format!("{broken}\n{TWO}"), last, 2);
    let deep = r#"{"p":"evidence","kind":"CLAIM","text":"x","more":{"a":1}}"#;
    check(&format!("{deep}\n{TWO}"), last, 3);
    let many = format!(
        r#"{{"p":"evidence","kind":"CLAIM","text":"x","facts":[{}"f"]}}"#,
        r#""f","#.repeat(32)
    );
    check(&format!("{many}\n{TWO}"), last, 1);
}

#[test]
fn braces_and_quotes_in_texts_are_texts() {
    let text = r#"{"p":"evidence","kind":"CLAIM","text":"a \"{b}\" \\ ] ``` é日🦀 \ud83e\udd80","facts":[]}"#;
    check(text, &["a \"{b}\" \\ ] ``` é日🦀 🦀"], 0);
}

#[test]
fn bytes_that_are_no_text_are_skipped() {
    let (texts, skipped) = read(&[
        b"{\"p\":\"evidence\",\"kind\":\"CLAIM\",\"text\":\"\xFF\"}\n",
        TWO.as_bytes(),
    ]);
    assert_eq!((texts, skipped), (vec!["Thank you.".to_owned()], 1));
}

#[test]
fn limits_end_what_is_too_long_or_too_much() {
    let long = format!(
        r#"{{"p":"evidence","kind":"CLAIM","text":"{}"}}"#,
        "a".repeat(9_000)
    );
    check(&format!("{long}\n{TWO}"), &["Thank you."], 1);
    let endless = format!("{{{}", " ".repeat(100_000));
    check(&format!("{endless}\n{TWO}"), &["Thank you."], 1);

    let mut decoder = Decoder::default();
    let lines = decoder.push(format!("{ONE}\n").repeat(100).as_bytes());
    assert_eq!((lines.len(), decoder.is_full()), (60, true));
    let mut decoder = Decoder::default();
    let lines = decoder.push("words\n".repeat(100).as_bytes());
    assert_eq!(
        (lines.len(), decoder.skipped(), decoder.is_full()),
        (0, 60, true)
    );
    assert_eq!(decoder.push(ONE.as_bytes()), []);
}

fn writing() -> impl Strategy<Value = String> {
    let text = "([a-z {}\\[\\],:`]|\\\\n|\\\\\"|\\\\u00e9|\\\\ud83e\\\\udd80|é|日|🦀){0,20}";
    let line = text.prop_map(|text| {
        format!(r#"{{"p":"evidence","kind":"CLAIM","text":"x{text}","facts":["f1"]}}"#)
    });
    let noise = "[\\PC\n{}\\[\\]\"\\\\`,]{0,20}";
    let part = prop_oneof![
        3 => line,
        1 => noise.prop_map(|noise| format!("{noise}\n")),
        1 => Just("\n".to_owned()),
        1 => Just("```json\n".to_owned()),
        1 => Just(",\r\n".to_owned()),
        1 => Just("<think>".to_owned()),
        1 => Just("</think>".to_owned()),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_cutting_gives_the_same_lines(text in writing(), cuts in proptest::collection::vec(1_usize..12, 1..9)) {
        let bytes = text.as_bytes();
        let (mut pieces, mut rest, mut sizes) = (Vec::new(), bytes, cuts.iter().cycle());
        while !rest.is_empty() {
            let size = sizes.next().copied().unwrap_or(1).min(rest.len());
            let (piece, after) = rest.split_at(size);
            pieces.push(piece);
            rest = after;
        }
        prop_assert_eq!(read(&pieces), read(&[bytes]));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let (texts, skipped) = read(&[&bytes]);
        prop_assert!(texts.len() + skipped <= bytes.len());
    }

    #[test]
    fn good_lines_are_all_read(count in 0_usize..20, between in "(\n|\r\n|,|, | |\\]\\[|){0,3}") {
        let text = vec![ONE; count].join(&between);
        prop_assert_eq!(read(&[text.as_bytes()]), (vec!["I baked.".to_owned(); count], 0));
    }
}
