//! Tests of the questions of an interview.

use super::{Interview, Outline, Question, QuestionKind};
use crate::{
    compose::{Composer, Length, Options, Tone},
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    selection::rate,
};

fn fact(id: &str, text: &str) -> Fact {
    let mut fact = Fact::new(id, FactKind::Achievement, text);
    fact.organisation = Some("Fernhill".to_owned());
    fact.title = Some("Platform Engineer".to_owned());
    fact.from = Some(PartialDate::month(2021, 3));
    fact.current = true;
    fact
}

fn questions(code: &str) -> (Vec<Fact>, Vec<Question>) {
    let facts = vec![
        fact(
            "f1",
            "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
        ),
        fact("f2", "Moved the backups to MySQL"),
    ];
    let asked = ["Kubernetes", "PostgreSQL", "Welding"];
    let requirements = asked.iter().enumerate().map(|(index, text)| Requirement {
        id: format!("r{}", index + 1),
        text: (*text).to_owned(),
        skill: taxonomy::Taxonomy::curated()
            .named_skill(text)
            .map(|skill| skill.id().clone()),
        required: true,
    });
    let posting = Posting {
        title: "Site Reliability Engineer".to_owned(),
        company: "Marl".to_owned(),
        locations: Vec::new(),
        requirements: requirements.collect(),
    };
    let options = Options {
        language: Language::of(code).unwrap(),
        tone: Tone::Plain,
        length: Length::Medium,
        recipient: None,
        seed: 1,
    };
    let ratings = rate(&Knowledge::curated(), &facts, &posting, options.language);
    let composer = Composer::new(Knowledge::curated(), &facts, &posting, options).unwrap();
    let all = Interview::questions(&composer, &ratings);
    (facts, all)
}

fn of(all: &[Question], kind: QuestionKind) -> Vec<&Question> {
    all.iter()
        .filter(|question| question.kind == kind)
        .collect()
}

#[test]
fn questions_are_about_the_posting_and_the_evidence() {
    for code in ["en", "de"] {
        let (_, all) = questions(code);
        assert_eq!(of(&all, QuestionKind::Behavioural).len(), 2);
        assert_eq!(of(&all, QuestionKind::Technical)[0].requirements, ["r1"]);
        let gaps: Vec<&Vec<String>> = of(&all, QuestionKind::Gap)
            .into_iter()
            .map(|question| &question.requirements)
            .collect();
        assert_eq!(gaps, [&["r2".to_owned()], &["r3".to_owned()]]);
        assert!(of(&all, QuestionKind::ForEmployer).len() >= 4);
        let mut texts: Vec<&String> = all.iter().map(|question| &question.text).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), all.len());
    }
}

#[test]
fn outlines_quote_facts_only() {
    let (facts, all) = questions("en");
    for citation in all
        .iter()
        .flat_map(|question| &question.outlines)
        .flat_map(|outline| {
            [&outline.situation, &outline.action, &outline.result]
                .into_iter()
                .flatten()
        })
    {
        let fact = facts.iter().find(|fact| fact.id == citation.fact).unwrap();
        let parts = [
            Some(&fact.text),
            fact.title.as_ref(),
            fact.organisation.as_ref(),
        ];
        assert!(
            parts
                .into_iter()
                .flatten()
                .any(|part| part.contains(&citation.quote)),
            "{citation:?}"
        );
    }
}

#[test]
fn nearest_evidence_is_offered_for_a_gap() {
    let (_, all) = questions("en");
    let gap = of(&all, QuestionKind::Gap)[0];
    assert_eq!(gap.outlines[0].action[0].fact, "f2");
}

#[test]
fn outline_parts_action_and_result() {
    let quotes = |text: &str| {
        let outline = Outline::of(&fact("f1", text));
        let words =
            |part: &[super::Citation]| part.iter().map(|one| one.quote.clone()).collect::<String>();
        (words(&outline.action), words(&outline.result))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        quotes("Ran 14 clusters and cut deploy time by 80%"),
        pair("Ran 14 clusters", "and cut deploy time by 80%")
    );
    assert_eq!(quotes("Cut costs by 20%"), pair("", "Cut costs by 20%"));
    assert_eq!(
        quotes("Kosten um 20 % gesenkt"),
        pair("", "Kosten um 20 % gesenkt")
    );
    assert_eq!(quotes("Trained nurses"), pair("Trained nurses", ""));
}
