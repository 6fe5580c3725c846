//! Tests of tokens.

use super::{Gap, Text};

fn read(text: &str) -> Text {
    Text::read(text, |suffix| matches!(suffix, "k" | "x" | "m"))
}

#[test]
fn words_numbers_and_signs_are_tokens() {
    let text = read("I'd ship B.Sc code 40k-fold: 99.9% of C++, k8s and ٤٠ ① １２ m²");
    let words: Vec<&str> = text.tokens.iter().map(|t| t.folded.as_str()).collect();
    assert_eq!(
        words,
        [
            "i", "d", "ship", "b", "sc", "code", "40", "k", "fold", "99.9", "%", "of", "c++",
            "k8s", "and", "40", "1", "12", "m2"
        ]
    );
    assert_eq!(text.tokens[1].gap, Gap::Apostrophe);
    assert_eq!(text.tokens[4].gap, Gap::Dot);
    assert_eq!(text.tokens[7].gap, Gap::None);
}

#[test]
fn numbers_are_read_by_the_signs_of_the_language() {
    for (written, decimal, value) in [
        ("1,500", '.', Some(1500.0)),
        ("1.500", ',', Some(1500.0)),
        ("1.500", '.', Some(1.5)),
        ("8,5", ',', Some(8.5)),
        ("8.5", ',', Some(8.5)),
        ("1.234.567,89", ',', Some(1_234_567.89)),
        ("1,234,567.89", '.', Some(1_234_567.89)),
        ("40 000", '.', Some(40_000.0)),
        ("1'500", ',', Some(1500.0)),
        ("1½", '.', Some(1.5)),
        ("½", '.', Some(0.5)),
        ("12.05.2024", ',', None),
    ] {
        let text = read(written);
        let literal = text.tokens[0].literal.as_ref().unwrap();
        assert_eq!(literal.value(decimal), value, "{written}");
    }
}
