//! Cases of words and folding.

use proptest::prelude::*;

use super::{parse, simplified, words};

#[test]
fn accents_case_and_special_letters_fold() {
    for (text, folded) in [
        ("Zürich", "zurich"),
        ("Zu\u{308}rich", "zurich"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("STRAẞE", "strasse"),
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("Þórshöfn", "thorshofn"),
        ("Đà Nẵng", "da nang"),
        ("œuvre", "oeuvre"),
        ("ﬁn", "fin"),
        ("हिन्दी", "हिन्दी"),
        ("東京が", "東京が"),
        ("서울", "서울"),
        ("ไทย", "ไทย"),
    ] {
        assert_eq!(simplified(text), folded, "{text}");
    }
}

#[test]
fn words_are_parted_by_punctuation_only() {
    for (text, expected) in [
        ("C++ / C#, R&D", vec!["c++", "c#", "r", "d"]),
        ("Full-time (m/w/d)", vec!["full", "time", "m", "w", "d"]),
        ("हिन्दी शिक्षक", vec!["हिन्दी", "शिक्षक"]),
        ("- + # –", vec![]),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing_and_words_hold_no_spaces(text in "\\PC{0,80}|[a-zA-ZäöüßÅøłİı+#' /-]{0,40}") {
        let once = simplified(&text);
        let mut whole = String::new();
        super::push_simplified(&text, &mut whole);
        prop_assert_eq!(&once, &whole);
        prop_assert_eq!(simplified(&once), once);
        for word in words(&text) {
            prop_assert!(!word.contains(char::is_whitespace) && !word.is_empty());
        }
    }

    #[test]
    fn parsed_words_are_those_of_the_text(text in "([A-Za-z]{1,8}[ ,/-]{1,2}){0,8}") {
        let parsed: Vec<String> = parse(&text).into_iter().map(|word| word.folded).collect();
        prop_assert_eq!(parsed, words(&text));
    }
}
