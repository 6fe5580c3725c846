//! Cases of words and folding.

use super::{fold, words};

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
        assert_eq!(fold(text), folded, "{text}");
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
