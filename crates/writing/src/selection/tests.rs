//! Tests of the choice of facts.

use super::{FACTS_MAX, select};
use crate::{
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
};

fn english() -> &'static Language {
    Language::of("en").unwrap()
}

fn fact(id: &str, organisation: &str, text: &str) -> Fact {
    let mut fact = Fact::new(id, FactKind::Achievement, text);
    fact.organisation = Some(organisation.to_owned());
    fact
}

fn requirement(id: &str, text: &str) -> Requirement {
    let named = taxonomy::Taxonomy::curated().named_skill(text);
    Requirement {
        id: id.to_owned(),
        text: text.to_owned(),
        skill: named.map(|skill| skill.id().clone()),
        required: true,
    }
}

fn posting(requirements: &[(&str, &str)]) -> Posting {
    Posting {
        title: "Platform Engineer".to_owned(),
        company: "Marl".to_owned(),
        requirements: requirements
            .iter()
            .map(|(id, text)| requirement(id, text))
            .collect(),
        ..Posting::default()
    }
}

#[test]
fn facts_that_show_requirements_come_first() {
    let facts = [
        fact("f1", "Fernhill", "Ordered the office plants."),
        fact("f2", "Fernhill", "Ran 14 Kubernetes clusters."),
        fact("f3", "Cargolane", "Moved the backups to PostgreSQL."),
    ];
    let asked = posting(&[("r1", "Kubernetes"), ("r2", "PostgreSQL"), ("r3", "Rust")]);
    let chosen = select(&Knowledge::curated(), &facts, &asked, english()).unwrap();
    let ids: Vec<&str> = chosen
        .choices
        .iter()
        .map(|choice| choice.fact.as_str())
        .collect();
    assert_eq!(ids, ["f2", "f3", "f1"]);
    assert_eq!(chosen.choices[0].requirements, ["r1"]);
    assert_eq!(
        (chosen.supported, chosen.missing),
        (
            vec!["r1".to_owned(), "r2".to_owned()],
            vec!["r3".to_owned()]
        )
    );
}

#[test]
fn words_of_a_requirement_without_a_skill_count() {
    let facts = [
        fact("f1", "Ward 5", "Planned the night shift for 12 nurses."),
        fact("f2", "Ward 5", "Trained new nurses on the ward."),
    ];
    let asked = posting(&[
        ("r1", "Plan and run the night shift"),
        ("r2", "Experience in training new nurses"),
    ]);
    let chosen = select(&Knowledge::curated(), &facts, &asked, english()).unwrap();
    assert_eq!(chosen.supported, ["r1", "r2"]);
}

#[test]
fn too_little_evidence_is_refused_with_what_is_missing() {
    let facts = [fact("f1", "Fernhill", "Ran 14 Kubernetes clusters.")];
    let asked = posting(&[("r1", "Kubernetes"), ("r2", "Haskell"), ("r3", "Welding")]);
    let refused = select(&Knowledge::curated(), &facts, &asked, english()).unwrap_err();
    assert_eq!(refused.supported, ["r1"]);
    assert_eq!(refused.missing, ["r2", "r3"]);
}

#[test]
fn posting_that_asks_for_nothing_gets_the_most_relevant_facts() {
    let facts = [
        fact("f1", "Fernhill", "Cut deploy time."),
        fact("f2", "Fernhill", "Led the platform team."),
    ];
    let chosen = select(&Knowledge::curated(), &facts, &posting(&[]), english()).unwrap();
    assert_eq!(chosen.choices[0].fact, "f2");
    let years = posting(&[("r1", "5+ years of experience"), ("r2", "Kubernetes")]);
    assert!(select(&Knowledge::curated(), &facts, &years, english()).is_ok());
    assert!(select(&Knowledge::curated(), &[], &posting(&[]), english()).is_err());
}

#[test]
fn choice_has_a_limit() {
    let facts: Vec<Fact> = (0..100)
        .map(|n| fact(&format!("f{n}"), "Fernhill", "Ran 14 Kubernetes clusters."))
        .collect();
    let chosen = select(
        &Knowledge::curated(),
        &facts,
        &posting(&[("r1", "Kubernetes")]),
        english(),
    )
    .unwrap();
    assert_eq!(chosen.choices.len(), FACTS_MAX);
}
