//! Sentences of letters of many trades, drafted by a model: what embellishes a fact is refused, and what tells of it is not.

use std::sync::LazyLock;

use super::world;
use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    refusal::Refusal,
    verifier::{Guarded, Verifier},
};

/// What embellishes a fact and is accepted.
const ACCEPTED: &[&str] = &[
    // "Kasse" is feminine; most words that end so in the plural are not, or are in the dative.
    "Ich habe Kassen in TypeScript neu geschrieben.",
    // What was loaded is known as a skill, whose name may be left out.
    "Ich habe den Gabelstapler be- und entladen.",
];

/// What is fair and refused.
const REFUSED: &[&str] = &[
    // "looked after" for "cared for": verbs of two words have no forms.
    "At Marlow Infirmary I looked after up to 12 patients per shift on a cardiology ward, except in the intensive care unit.",
    // The fact names the skill "intensive care", and the sentence the unit.
    "As a staff nurse I cared for up to 12 patients per shift on a cardiology ward, though not in the intensive care unit.",
    // "9, and twice" is read as a number.
    "As a science teacher I taught biology to Years 7 to 9, and twice a week I covered chemistry.",
    // "shop's checkout" for "checkout of a shop"
    "As a web developer, I rewrote a shoe shop's checkout in TypeScript.",
    // "to keep" is a purpose.
    "I have used HubSpot to keep the customer database up to date.",
    // It makes one part of two.
    "With a counterbalance forklift, I loaded and unloaded lorries at up to 30 pallets an hour.",
    // "no deliveries on Sundays" takes something back, and is left out.
    "At Fenbrook Logistics I planned delivery routes for 9 vans, without software.",
    // Two parts as one.
    "In December 2022 I collected £3,200 in donations for the food bank of the parish.",
    // "no deliveries on Sundays" again
    "Planning delivery routes for 9 vans is what I enjoy, and I would like to do it for you.",
    // A date that is in no fact.
    "I could start in January.",
    // "with ingredients" for a fact that orders them
    "I know how to keep the cost per meal below £2.10, with ingredients from local farms.",
    // "a vegetarian dish" is of the lunch.
    "On Fridays I cooked a vegetarian dish.",
    // "gab" is in no fact.
    "Freitags gab es ein vegetarisches Gericht: Ich kochte täglich für etwa 80 Kinder.",
    // An experience without a fact.
    "Gern möchte ich meine Erfahrung bei Spitzenwerk einbringen.",
    // "einem" is read as a number.
    "Freitags habe ich mit einem vegetarischen Gericht gekocht.",
];

/// A sentence of a table.
pub(super) struct Line {
    language: &'static str,
    /// What it changes; nothing in a fair one.
    pub(super) changes: Option<&'static str>,
    kind: &'static str,
    facts: &'static str,
    posting: &'static str,
    pub(super) text: &'static str,
}

static VERIFIERS: LazyLock<[(&str, Verifier<'static>); 2]> = LazyLock::new(|| {
    let english = posting(
        (
            "Operations Coordinator",
            "Leading Edge Partners",
            "Sheffield",
        ),
        &[
            ("r1", "Experience managing large teams"),
            ("r2", "Proven success in reducing costs"),
            ("r3", "Fluent Portuguese"),
            ("r4", "Award-winning customer service"),
        ],
    );
    let german = posting(
        ("Teamleiter Logistik", "Spitzenwerk", "Kassel"),
        &[("r1", "Erfahrung in der Führung großer Teams")],
    );
    let table = include_str!("cases/letters_facts.txt");
    [("en", english), ("de", german)]
        .map(|(language, posting)| (language, verifier(language, table, &posting)))
});

pub(super) fn verifier(
    language: &str,
    facts_of: &'static str,
    posting: &Posting,
) -> Verifier<'static> {
    Verifier::new(
        &facts(facts_of, language),
        posting,
        Language::of(language).unwrap(),
        Knowledge::curated(),
        Guarded::default(),
        world::TODAY,
    )
}

pub(super) fn posting(
    (title, company, location): (&str, &str, &str),
    asks: &[(&str, &str)],
) -> Posting {
    let requirements = asks.iter().map(|(id, text)| Requirement {
        id: (*id).to_owned(),
        text: (*text).to_owned(),
        skill: None,
        required: true,
    });
    Posting {
        title: title.to_owned(),
        company: company.to_owned(),
        locations: vec![location.to_owned()],
        requirements: requirements.collect(),
    }
}

fn facts(table: &str, of: &str) -> Vec<Fact> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let facts = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [language, id, kind, organisation, title, from, to, text] = cells.as_slice() else {
            panic!("eight columns: {line}");
        };
        let named = |name: &str| (name != "-").then(|| name.to_owned());
        let kind: FactKind = serde_json::from_value((*kind).into()).unwrap();
        let fact = Fact {
            organisation: named(organisation),
            title: named(title),
            from: month(from),
            to: month(to),
            current: *from != "-" && *to == "-",
            ..Fact::new(id, kind, text)
        };
        (*language == of).then_some(fact)
    });
    facts.collect()
}

fn month(text: &str) -> Option<PartialDate> {
    let (year, month) = text.split_once('-')?;
    Some(PartialDate::month(year.parse().ok()?, month.parse().ok()?))
}

fn lines() -> Vec<Line> {
    read([
        ("en", include_str!("cases/letters_en.txt")),
        ("de", include_str!("cases/letters_de.txt")),
    ])
}

pub(super) fn read(tables: [(&'static str, &'static str); 2]) -> Vec<Line> {
    let lines = tables.into_iter().flat_map(|(language, table)| {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines.map(move |line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [changes, kind, facts, posting, text] = cells.as_slice() else {
                panic!("five columns: {line}");
            };
            Line {
                language,
                changes: (*changes != "FAIR").then_some(*changes),
                kind,
                facts,
                posting,
                text,
            }
        })
    });
    lines.collect()
}

fn refusals(line: &Line) -> Vec<Refusal> {
    refusals_of(line, &VERIFIERS)
}

pub(super) fn refusals_of(line: &Line, verifiers: &[(&str, Verifier<'static>); 2]) -> Vec<Refusal> {
    let verifiers = verifiers.iter();
    let mut verifiers = verifiers.filter(|(language, _)| *language == line.language);
    let (_, verifier) = verifiers.next().unwrap();
    let sentence = world::sentence(line.text, line.kind, line.facts, line.posting);
    let mut found = verifier.verify_drafted(&sentence);
    found.retain(|one| !one.rule.is_warning());
    found
}

#[test]
fn embellished_sentences_are_refused() {
    let lines = lines().into_iter().filter(|line| line.changes.is_some());
    let accepted = lines.filter(|line| refusals(line).is_empty());
    let accepted: Vec<&str> = accepted.map(|line| line.text).collect();
    assert_eq!(accepted, ACCEPTED);
}

#[test]
fn fair_sentences_are_accepted() {
    let mut refused = Vec::new();
    let mut details = Vec::new();
    for line in lines().iter().filter(|line| line.changes.is_none()) {
        if let Some(first) = refusals(line).first() {
            refused.push(line.text);
            details.push(format!("{}: {}", line.text, first.detail));
        }
    }
    assert_eq!(refused, REFUSED, "{}", details.join("\n"));
}

/// The tables of the verifier have fair sentences without facts, too.
#[test]
fn sentences_without_facts_may_greet_and_wish() {
    let tables = [
        (world::verifier("en"), include_str!("cases/en.tsv")),
        (world::verifier("de"), include_str!("cases/de.tsv")),
        (
            world::verifier_of_trades("en"),
            include_str!("cases/trades_en.tsv"),
        ),
        (
            world::verifier_of_trades("de"),
            include_str!("cases/trades_de.tsv"),
        ),
    ];
    let mut refused = Vec::new();
    for (verifier, table) in tables {
        for line in table.lines().filter(|line| line.starts_with("PASS")) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, kind @ ("M" | "K"), "", posting, text] = cells.as_slice() else {
                continue;
            };
            let mut found = verifier.verify_drafted(&world::sentence(text, kind, "", posting));
            found.retain(|one| !one.rule.is_warning());
            refused.extend(found.first().map(|one| format!("{text}: {}", one.detail)));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
