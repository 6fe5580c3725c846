use std::collections::BTreeMap;

use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    sentence::{Paragraph, Sentence, SentenceKind},
    verifier::{Guarded, Verifier},
};

/// Facts, each with other words for it on the lines after it; a line with `#` is a comment.
fn cases(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let (mut fact, mut cases) = ("", Vec::new());
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        match line.strip_prefix("- ") {
            Some(said) => cases.push((fact, said)),
            None => fact = line,
        }
    }
    cases
}

/// What is accepted of other words for facts.
fn accepted(
    language: &str,
    cases: &[(&'static str, &'static str)],
) -> BTreeMap<&'static str, Vec<String>> {
    let language = Language::of(language).expect("a language");
    let mut found = BTreeMap::new();
    for (fact, said) in cases {
        let fact = Fact::new("f", FactKind::Achievement, fact);
        let sentence = Sentence {
            text: (*said).to_owned(),
            kind: SentenceKind::Claim,
            paragraph: Paragraph::Evidence,
            facts: vec!["f".to_owned()],
            posting: Vec::new(),
        };
        let verifier = Verifier::new(
            &[fact],
            &Posting::default(),
            language,
            Knowledge::curated(),
            Guarded::default(),
            PartialDate::month(2026, 11),
        );
        let refusals = verifier.verify_rewording(&sentence);
        let refusals = refusals.iter().filter(|refusal| !refusal.rule.is_warning());
        let why = refusals.map(|one| {
            format!(
                "{}: [{}] {}",
                one.rule.code(),
                said.get(one.start..one.end).unwrap_or_default(),
                one.detail
            )
        });
        found.insert(*said, why.collect());
    }
    found
}

#[test]
fn lies_are_refused() {
    let mut shown = Vec::new();
    for (language, text) in [
        ("en", include_str!("lies_en.txt")),
        ("de", include_str!("lies_de.txt")),
    ] {
        for (said, refusals) in accepted(language, &cases(text)) {
            if refusals.is_empty() {
                shown.push(said);
            }
        }
    }
    assert!(
        shown.is_empty(),
        "{} are accepted:\n{}",
        shown.len(),
        shown.join("\n")
    );
}

#[test]
fn fair_words_are_accepted() {
    let mut refused = Vec::new();
    for (language, text) in [
        ("en", include_str!("fair_en.txt")),
        ("de", include_str!("fair_de.txt")),
    ] {
        for (said, refusals) in accepted(language, &cases(text)) {
            if !refusals.is_empty() {
                refused.push(format!("{said}\n    {}", refusals.join("; ")));
            }
        }
    }
    assert!(
        refused.is_empty(),
        "{} are refused:\n{}",
        refused.len(),
        refused.join("\n")
    );
}
