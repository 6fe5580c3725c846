//! Tests of what shows a requirement.

use super::{Asked, Read, SHOWN_MIN};
use crate::{
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::Requirement,
};

/// What is known about a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Shown,
    Missing,
    /// Neither.
    Open,
}

fn requirement(text: &str) -> Requirement {
    let taxonomy = taxonomy::Taxonomy::curated();
    let spoken = crate::spoken::Spoken::read(text, taxonomy).map(|spoken| spoken.language);
    let named = taxonomy.named_skill(text).map(|skill| skill.id().clone());
    Requirement {
        id: "r1".to_owned(),
        text: text.to_owned(),
        skill: named.or(spoken),
        required: true,
    }
}

fn verdict(code: &str, asked: &str, fact: &Fact) -> Verdict {
    let knowledge = Knowledge::curated();
    let language = Language::of(code).unwrap();
    let requirement = requirement(asked);
    let asked = Asked::new(&requirement, &knowledge, language);
    let read = Read::new(&knowledge, fact, language);
    if !asked.can_be_shown() {
        Verdict::Open
    } else if asked.strength(knowledge.taxonomy, &read) >= SHOWN_MIN {
        Verdict::Shown
    } else if asked.is_matter_of_dates() {
        Verdict::Open
    } else {
        Verdict::Missing
    }
}

fn kind(name: &str) -> FactKind {
    match name {
        "role" => FactKind::Role,
        "skill" => FactKind::Skill,
        "education" => FactKind::Education,
        "certificate" => FactKind::Certification,
        "language" => FactKind::Language,
        "did" => FactKind::Achievement,
        _ => panic!("{name}"),
    }
}

/// A language, a requirement, the kind of a fact, its text, and whether it shows the requirement.
static CASES: &str = include_str!("cases.tsv");

#[test]
fn requirements_are_shown_by_what_they_mean() {
    let mut wrong = Vec::new();
    let mut counts = [0, 0, 0];
    for line in CASES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, expected, asked, of_kind, text] = cells.as_slice() else {
            panic!("{line}");
        };
        let mut fact = Fact::new("f1", kind(of_kind), text);
        if fact.kind == FactKind::Role {
            fact.title = Some((*text).to_owned());
        }
        let expected = match *expected {
            "shown" => Verdict::Shown,
            "missing" => Verdict::Missing,
            "open" => Verdict::Open,
            other => panic!("{other}"),
        };
        counts[expected as usize] += 1;
        let found = verdict(code, asked, &fact);
        if found != expected {
            wrong.push(format!("{found:?}: {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts.iter().all(|count| *count >= 10), "{counts:?}");
}

#[test]
fn what_is_denied_is_not_read() {
    let cases = [
        ("Ran Spark, no experience with Kafka", "Ran Spark"),
        ("Did not use Kafka", ""),
        ("Ran Spark and did not use Kafka", "Ran Spark"),
        ("Kafka was never used here", ""),
        ("Kafka: none", ""),
        ("No Kafka, Spark or Flink", ""),
        (
            "Moved the queues to Kafka without downtime",
            "Moved the queues to Kafka",
        ),
        (
            "Not only Kafka but also Spark",
            "Not only Kafka but also Spark",
        ),
        ("Built a no-code tool", "Built a no-code tool"),
        ("Arbeitete ohne Kafka", "Arbeitete"),
        ("Keine Erfahrung mit Kafka", ""),
        ("Kafka habe ich nicht verwendet", ""),
        ("Betrieb Kafka, keine Ausfälle", "Betrieb Kafka"),
        ("Used RabbitMQ instead of Kafka", "Used RabbitMQ"),
    ];
    for (text, expected) in cases {
        let kept = super::affirmed(text);
        let trimmed = kept.trim_matches([' ', ',', ':', '.']);
        assert_eq!(trimmed, expected, "{text}");
    }
}
