//! Properties: what is true passes, and a change of it is refused.

use proptest::prelude::*;

use super::world::{facts, sentence, verifier};
use crate::{fact::FactKind, refusal::Rule};

/// Sentences of the tables that pass, with what they cite.
fn passing(language: &str) -> Vec<[&'static str; 4]> {
    let table = if language == "de" {
        include_str!("cases/de.tsv")
    } else {
        include_str!("cases/en.tsv")
    };
    let rows = table.lines().filter(|line| line.starts_with("PASS"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        [cells[1], cells[2], cells[3], cells[4]]
    })
    .collect()
}

#[test]
fn verbatim_facts_in_the_first_person_pass() {
    for (language, has, at) in [("en", "I have", "At"), ("de", "Ich habe", "Bei")] {
        let verifier = verifier(language);
        for fact in facts(language) {
            if fact.kind != FactKind::Achievement && fact.kind != FactKind::Project
                || fact.id == "f15"
            {
                continue;
            }
            let text = fact.text.trim_end_matches('.');
            let mut chars = text.chars();
            let first: String = chars.next().unwrap().to_lowercase().chain(chars).collect();
            let organisation = fact.organisation.clone().unwrap_or_default();
            let mut forms = match language {
                "en" => vec![format!("I {first}."), format!("{text}.")],
                _ => vec![format!("{has} {first}."), format!("{text}.")],
            };
            if !organisation.is_empty() {
                forms.push(match language {
                    "en" => format!("{at} {organisation}, I {first}."),
                    _ => format!("{at} {organisation} habe ich {first}."),
                });
            }
            for form in forms {
                let found = verifier.verify(&sentence(&form, "C", &fact.id, ""));
                assert!(
                    found.iter().all(|one| one.rule == Rule::Style),
                    "{form}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn another_digit_is_refused() {
    let mut wrong = Vec::new();
    for language in ["en", "de"] {
        let verifier = verifier(language);
        for [kind, cited, posting, text] in passing(language) {
            for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                for digit in ('0'..='9').filter(|digit| *digit != c) {
                    let changed = format!(
                        "{}{digit}{}",
                        text.get(..at).unwrap(),
                        text.get(at + 1..).unwrap()
                    );
                    let found = verifier.verify(&sentence(&changed, kind, cited, posting));
                    if found.is_empty() {
                        wrong.push(changed);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_number_word_is_refused() {
    let words = [
        (
            "en",
            &[
                "fourteen", "forty", "eight", "eighty", "five", "three", "thirty", "seven",
            ][..],
            &["nine", "seventeen", "ninety", "eleven", "six"][..],
        ),
        (
            "de",
            &[
                "vierzehn", "vierzig", "acht", "achtzig", "fünf", "drei", "dreißig", "sieben",
            ],
            &["neun", "siebzehn", "neunzig", "elf", "sechs"],
        ),
    ];
    for (language, known, others) in words {
        let verifier = verifier(language);
        for [kind, cited, posting, text] in passing(language) {
            for word in known {
                let Some(at) = text.split(' ').position(|one| one == *word) else {
                    continue;
                };
                for other in others {
                    let mut parts: Vec<&str> = text.split(' ').collect();
                    parts[at] = other;
                    let changed = parts.join(" ");
                    let found = verifier.verify(&sentence(&changed, kind, cited, posting));
                    assert!(!found.is_empty(), "{changed}");
                }
            }
        }
    }
}

#[test]
fn another_skill_is_refused() {
    for (language, and) in [("en", "and"), ("de", "und")] {
        let verifier = verifier(language);
        for [kind, cited, posting, text] in passing(language) {
            if kind != "C" {
                continue;
            }
            for skill in [
                "Haskell",
                "Elasticsearch",
                "Snowflake",
                "Photoshop",
                "Kotlin",
            ] {
                let bare = text.trim_end_matches('.');
                let changed = format!("{bare} {and} {skill}.");
                let found = verifier.verify(&sentence(&changed, kind, cited, posting));
                assert!(found.iter().any(|one| !one.rule.is_warning()), "{changed}");
            }
        }
    }
}

#[test]
fn another_employer_is_refused() {
    for language in ["en", "de"] {
        let verifier = verifier(language);
        for [kind, cited, posting, text] in passing(language) {
            for name in [
                "Quayline",
                "Brightwell Freight",
                "Kaihafen",
                "Hellbach Spedition",
            ] {
                if kind == "C" && text.contains(name) {
                    let changed = text.replace(name, "Vantor");
                    let found = verifier.verify(&sentence(&changed, kind, cited, posting));
                    assert!(!found.is_empty(), "{changed}");
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_spans_are_of_the_sentence(
        text in "(\\PC|[0-9]|١|½|㎏|I | ran|14 |at |from 40 to|years|%|\\.|@|zwei|und|hundert|Ich |Bei |nicht ){0,40}",
        kind in "[CMK]",
        cited in "(f1|f2|f4|f9|f10)?",
    ) {
        for language in ["en", "de"] {
            let found = verifier(language).verify(&sentence(&text, &kind, &cited, "r1"));
            for refusal in found {
                prop_assert!(text.get(refusal.start..refusal.end).is_some(), "{refusal:?}");
            }
        }
    }
}
