//! Sentences that a model words for a letter or a summary.

use super::world;
use crate::{
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    refusal::Refusal,
    sentence::Sentence,
    verifier::{Guarded, Verifier},
};

/// Tables of the verifier: language, whether the facts are those of other trades, the table, and the least share of its fair claims that a model
/// may write, in hundredths.
const TABLES: &[(&str, bool, &str, usize)] = &[
    ("en", false, include_str!("cases/en.tsv"), 70),
    ("de", false, include_str!("cases/de.tsv"), 70),
    ("en", true, include_str!("cases/trades_en.tsv"), 62),
    ("de", true, include_str!("cases/trades_de.tsv"), 80),
];

/// Other words for statements that say more, and those of them that are no lie or that other rules would have to see.
const REWORDED: &[(&str, &str)] = &[
    ("en", include_str!("../reworded/lies_en.txt")),
    ("de", include_str!("../reworded/lies_de.txt")),
];
const LET_THROUGH: &[&str] = &[
    // scikit-learn is for it.
    "Tested a prototype of fraud detection with machine learning that did not go into production",
    // "twelve"
    "Built REST APIs in Python and Django for a dozen publishers",
    // The rule of dates accepts the end of a span.
    "Increased the test coverage of the shipping module from 40% to 55% in June 2021",
];

fn refused(verifier: &Verifier<'_>, sentence: &Sentence) -> Vec<Refusal> {
    let mut found = verifier.verify_drafted(sentence);
    found.retain(|one| !one.rule.is_warning());
    found
}

#[test]
fn what_says_more_than_its_facts_is_refused() {
    let table = include_str!("cases/drafted.txt");
    let mut accepted = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [language, facts, text] = cells.as_slice() else {
            panic!("three columns: {line}");
        };
        let sentence = world::sentence(text, "C", facts, "");
        if refused(world::verifier(language), &sentence).is_empty() {
            accepted.push(*text);
        }
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

#[test]
fn other_words_for_a_statement_say_no_more_in_a_letter_either() {
    let mut accepted = Vec::new();
    for (language, text) in REWORDED {
        let language = Language::of(language).expect("a language");
        let mut fact = "";
        for line in text.lines() {
            let Some(said) = line.strip_prefix("- ") else {
                fact = line;
                continue;
            };
            let facts = [Fact::new("f", FactKind::Achievement, fact)];
            let (knowledge, guarded) = (Knowledge::curated(), Guarded::default());
            let verifier = Verifier::new(
                &facts,
                &Posting::default(),
                language,
                knowledge,
                guarded,
                world::TODAY,
            );
            let sentence = world::sentence(said, "C", "f", "");
            if refused(&verifier, &sentence).is_empty() {
                accepted.push(said);
            }
        }
    }
    accepted.retain(|said| !LET_THROUGH.contains(said));
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

#[test]
fn most_fair_claims_are_accepted() {
    for (language, is_of_trades, table, least) in TABLES {
        let verifier = if *is_of_trades {
            world::verifier_of_trades(language)
        } else {
            world::verifier(language)
        };
        let (mut accepted, mut lost) = (0, Vec::new());
        for line in table.lines().filter(|line| line.starts_with("PASS\tC")) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, kind, facts, posting, text] = cells.as_slice() else {
                panic!("five columns: {line}");
            };
            let found = refused(verifier, &world::sentence(text, kind, facts, posting));
            match found.first() {
                None => accepted += 1,
                Some(first) => lost.push(format!("{text}: {}", first.detail)),
            }
        }
        let all = accepted + lost.len();
        assert!(
            accepted * 100 >= all * least,
            "{accepted} of {all}:\n{}",
            lost.join("\n")
        );
    }
}

/// Facts in another language have other words: the rule does not hold for them.
#[test]
fn facts_in_another_language_are_not_compared() {
    let german = "Ein Team von fünf Pflegekräften auf einer Station mit 24 Betten geleitet.";
    let facts = [Fact::new("f", FactKind::Achievement, german)];
    let english = Language::of("en").expect("a language");
    let (knowledge, guarded) = (Knowledge::curated(), Guarded::default());
    let posting = Posting::default();
    let verifier = Verifier::new(&facts, &posting, english, knowledge, guarded, world::TODAY);
    let sentence = world::sentence("I led a team of five nurses.", "C", "f", "");
    assert_eq!(refused(&verifier, &sentence), []);
}
