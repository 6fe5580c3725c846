//! Bullets of each kind, and marks that are none.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &[&str]) {
    assert_eq!(split(text), expected, "{text:?}");
}

#[test]
fn each_mark_begins_a_statement() {
    check(
        "Ran the mill.\n• Cut scrap from 9 to 4 %\n• Trained 3 millers",
        &[
            "Ran the mill.",
            "Cut scrap from 9 to 4 %",
            "Trained 3 millers",
        ],
    );
    check(
        "- One sluice\n– Two locks\n— Three weirs\n* Four pumps\n▪ Five gates\no Six rafts\n1. Seven\n2) Eight\n· Nine\n➢ Ten\n✅ Eleven\n\u{F0B7} Twelve\n▪\u{FE0F} Thirteen\n(3) Fourteen\na) Fifteen\n-Sixteen\n◦\tSeventeen",
        &[
            "One sluice",
            "Two locks",
            "Three weirs",
            "Four pumps",
            "Five gates",
            "Six rafts",
            "Seven",
            "Eight",
            "Nine",
            "Ten",
            "Eleven",
            "Twelve",
            "Thirteen",
            "Fourteen",
            "Fifteen",
            "Sixteen",
            "Seventeen",
        ],
    );
    check("• A lone bullet", &["A lone bullet"]);
    // White space around the text was lost.
    check("• One\n • Two\n • Three", &["One", "Two", "Three"]);
    check("(a) One\n(b) Two", &["One", "Two"]);
}

#[test]
fn one_line_holds_several() {
    check(
        "• Set the type. • Inked the plates. • Printed 900 sheets.",
        &["Set the type.", "Inked the plates.", "Printed 900 sheets."],
    );
    check(
        "Duties: • Set the type • Inked the plates",
        &["Duties:", "Set the type", "Inked the plates"],
    );
    check(
        "- Set the type. - Inked the plates. - 900 sheets printed",
        &["Set the type.", "Inked the plates.", "900 sheets printed"],
    );
    check(
        "1) set type 2) ink plates 3) print\n4) bind",
        &["set type", "ink plates", "print", "bind"],
    );
    check(
        "1. Set type. 2. Ink plates.\n3. Bind.",
        &["Set type.", "Ink plates.", "Bind."],
    );
}

#[test]
fn marks_in_sentences_are_text() {
    for text in [
        "Cut scrap - by half - in a year; 5-7 people; A – B shift; 3 * 4 m boards; o'clock rounds.",
        "Ghent • Belgium",
        "Python · Rust · Go",
        "1. FC Hafen, trainer of the juniors",
        "-based in Ghent",
        "*Led* the print shop",
        "o sistema novo",
        "Version 2. It was better.",
        "First line\nsecond line",
    ] {
        check(text, &[text]);
    }
    check(
        "- Cut scrap - by half - in a year. Then - more",
        &["Cut scrap - by half - in a year. Then - more"],
    );
}

#[test]
fn continuations_belong_to_their_bullet() {
    check(
        "• Cut waiting by a third, which the\n  board had asked for\n  - with new tables\n  - and 2 clerks\n• Trained 4 planners\nand their aides\nA new paragraph\ngoes on\n\nAnd another.",
        &[
            "Cut waiting by a third, which the board had asked for\nwith new tables\nand 2 clerks",
            "Trained 4 planners and their aides",
            "A new paragraph\ngoes on",
            "And another.",
        ],
    );
    check("", &[]);
    check(" \n-\n---\n", &["---"]);
}

/// Characters that are not white space.
fn solid(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_part_of_mark(c: char) -> bool {
    !c.is_alphabetic() || c.is_ascii_lowercase()
}

proptest! {
    #[test]
    fn nothing_but_marks_is_lost(text in proptest::collection::vec(prop_oneof!["[•▪*·o–-] ?[A-Za-z0-9.,;-]{0,6}", "[0-9]{1,2}[.)] [A-Z]{0,4}", Just("\n".to_owned()), Just("  ".to_owned()), " [A-Zé]{1,5}\\. "], 0..20)) {
        let text = text.concat();
        let claims = solid(&split(&text).concat());
        let mut kept = claims.iter().peekable();
        for c in solid(&text) {
            if kept.peek() == Some(&&c) {
                kept.next();
            } else {
                prop_assert!(is_part_of_mark(c), "{c:?} of {text:?} is lost: {:?}", split(&text));
            }
        }
        prop_assert_eq!(kept.next(), None);
    }

    #[test]
    fn any_text_is_split_in_order(text in any::<String>()) {
        let claims = split(&text);
        let mut rest = text.as_str();
        for word in claims.iter().flat_map(|claim| claim.split_whitespace()) {
            let at = rest.find(word);
            prop_assert!(at.is_some(), "{word:?} is not in its place");
            rest = rest.get(at.unwrap_or_default() + word.len()..).unwrap();
        }
    }
}
