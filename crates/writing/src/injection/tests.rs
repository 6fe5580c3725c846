//! Tests of the search for instructions.

use proptest::prelude::*;

use super::{suspicious_instructions, visible};

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[test]
fn instructions_are_found() {
    let missed: Vec<&str> = lines(include_str!("attacks.txt"))
        .filter(|line| suspicious_instructions(&visible(line).text).is_empty())
        .collect();
    assert!(
        missed.is_empty(),
        "{}:\n{}",
        missed.len(),
        missed.join("\n")
    );
    assert!(lines(include_str!("attacks.txt")).count() >= 60);
}

#[test]
fn usual_words_of_postings_are_no_instructions() {
    let wrong: Vec<String> = lines(include_str!("innocent.txt"))
        .filter_map(|line| {
            let found = suspicious_instructions(line);
            let first = found.first()?;
            Some(format!("{:?} in {line}", line.get(first.clone())))
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(lines(include_str!("innocent.txt")).count() >= 40);
}

#[test]
fn hidden_characters_are_removed_and_reported() {
    let tagged: String = "hi"
        .chars()
        .map(|c| char::from_u32(0xE0000 + u32::from(c)).unwrap())
        .collect();
    let found = visible(&format!("En{tagged}gi\u{200B}neer \u{202E}x"));
    assert_eq!(found.text, "Engineer x");
    assert_eq!(found.hidden, "hi··");
    assert_eq!(visible("Ent\u{AD}wick\u{AD}lung 👩\u{200D}💻").hidden, "");
    assert_eq!(visible("Ent\u{AD}wicklung").text, "Entwicklung");
}

proptest! {
    #[test]
    fn spans_are_of_the_text(text in "(\\PC|ignore|all|previous|instructions| |ＡＩ|İ){0,60}") {
        let mut last = 0;
        for span in suspicious_instructions(&text) {
            prop_assert!(span.start >= last && text.get(span.clone()).is_some());
            last = span.end;
        }
    }
}
