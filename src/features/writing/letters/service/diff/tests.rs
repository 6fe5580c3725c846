//! Tests of differences.

use writing::sentence::{Paragraph, SentenceKind};

use super::{DifferenceKind, diff};
use crate::features::writing::letters::{Content, Origin, WrittenSentence};

fn sentence(text: &str, slot: Option<u32>) -> WrittenSentence {
    WrittenSentence {
        text: text.to_owned(),
        begins: false,
        paragraph: Paragraph::Evidence,
        kind: SentenceKind::Claim,
        origin: Origin::Composer,
        slot,
        variant: 0,
        facts: Vec::new(),
        requirements: Vec::new(),
        advice: Vec::new(),
    }
}

fn content(sentences: Vec<WrittenSentence>) -> Content {
    Content {
        form: 1,
        greeting: "Hello,".to_owned(),
        sentences,
        sign_off: "Bye,".to_owned(),
    }
}

#[test]
fn sentences_are_added_changed_and_removed() {
    let before = content(vec![
        sentence("One.", Some(0)),
        sentence("Two.", Some(1)),
        sentence("Three.", Some(2)),
    ]);
    let mut after = content(vec![
        sentence("One.", Some(0)),
        sentence("Second.", Some(1)),
        sentence("Mine.", None),
    ]);
    after.greeting = "Dear all,".to_owned();
    let found = diff(&before, &after);
    let seen: Vec<(DifferenceKind, Option<&str>, Option<&str>)> = found
        .iter()
        .map(|one| {
            (
                one.kind,
                one.place_before.as_deref(),
                one.place_after.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (DifferenceKind::Changed, Some("greeting"), Some("greeting")),
            (
                DifferenceKind::Changed,
                Some("sentences.1"),
                Some("sentences.1")
            ),
            (DifferenceKind::Added, None, Some("sentences.2")),
            (DifferenceKind::Removed, Some("sentences.2"), None),
        ]
    );
}

#[test]
fn the_same_content_has_no_differences() {
    let one = content(vec![sentence("One.", None), sentence("One.", None)]);
    assert_eq!(diff(&one, &one), []);
}
