//! Sentences of somebody who tried to get past the rules for a letter: names that free other words, objects of other verbs, titles, sentences
//! without facts. The sentences of the composer are fair.

use std::sync::LazyLock;

use super::letters::{Line, posting, read, refusals_of, verifier};
use crate::verifier::Verifier;

/// What says more than its facts and is accepted.
const ACCEPTED: &[&str] = &[];

/// What is fair and refused.
const REFUSED: &[&str] = &[
    "I moved the booking system from nightly batches to events.",
    "At Kleinbahn Ticketing, I moved the booking system from nightly batches to events, with no downtime on the day of the switch.",
    "For twelve publishers, I built REST APIs in Python and Django.",
    "Your posting asks for Python and Docker, which I used at Nachtfalter Software.",
];

static VERIFIERS: LazyLock<[(&str, Verifier<'static>); 2]> = LazyLock::new(|| {
    let english = posting(
        ("Machine Learning Engineer", "Mossgate Insurance", "Bristol"),
        &[
            ("r1", "Experience with Python and Docker"),
            ("r2", "Serving models under load within a budget"),
        ],
    );
    let german = posting(
        ("Machine Learning Engineer", "Mossgate Versicherung", "Kiel"),
        &[
            ("r1", "Erfahrung mit Python und Docker"),
            (
                "r2",
                "Modelle unter Last innerhalb eines Budgets ausliefern",
            ),
        ],
    );
    let facts = include_str!("cases/newcomer_facts.txt");
    [("en", english), ("de", german)]
        .map(|(language, posting)| (language, verifier(language, facts, &posting)))
});

fn lines() -> Vec<Line> {
    read([
        ("en", include_str!("cases/newcomer_en.txt")),
        ("de", include_str!("cases/newcomer_de.txt")),
    ])
}

#[test]
fn what_a_newcomer_tries_is_refused() {
    let lines = lines().into_iter().filter(|line| line.changes.is_some());
    let accepted = lines.filter(|line| refusals_of(line, &VERIFIERS).is_empty());
    let accepted: Vec<&str> = accepted.map(|line| line.text).collect();
    assert_eq!(accepted, ACCEPTED, "{}", accepted.join("\n"));
}

#[test]
fn fair_sentences_of_a_newcomer_are_accepted() {
    let mut refused = Vec::new();
    let mut details = Vec::new();
    for line in lines().iter().filter(|line| line.changes.is_none()) {
        if let Some(first) = refusals_of(line, &VERIFIERS).first() {
            refused.push(line.text);
            details.push(format!("{}: {}", line.text, first.detail));
        }
    }
    assert_eq!(refused, REFUSED, "{}", details.join("\n"));
}
