//! Cases of alternatives: one of them is asked for.

use taxonomy::Taxonomy;

use super::{advert, codes, person, posting, scored, today, value};
use crate::{
    corpus::Corpus,
    levers::{Change, levers},
    prepared::{Person, Posting},
    score::{Feature, GateCode, Matcher, Score},
};

fn read(text: &str) -> Posting {
    posting(&advert(&format!("## Requirements\n{text}")))
}

fn missing(score: &Score) -> Vec<&str> {
    let gaps = score.skills.missing.iter();
    gaps.map(|gap| gap.skill.as_str()).collect()
}

fn matched(score: &Score) -> Vec<&str> {
    let hits = score.skills.matched.iter();
    hits.map(|hit| hit.skill.as_str()).collect()
}

fn gaps(person: &Person, posting: &Posting) -> Vec<String> {
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, person, today());
    let all = levers(&matcher, posting).into_iter();
    all.filter_map(|lever| match lever.change {
        Change::Gap { skill } => Some(skill),
        _ => None,
    })
    .collect()
}

#[test]
fn one_of_them_does() {
    let (person, posting) = (person(), read("- Haskell or Rust\n- PostgreSQL"));
    let score = scored(&person, &posting);
    assert_eq!(matched(&score), ["rust", "postgresql"]);
    assert_eq!(missing(&score), [""; 0]);
    assert_eq!(value(&score, Feature::Skills), Some(1.0));
    assert_eq!(score.reasons[0].text, "2 of 2 required skills.");
    assert_eq!(gaps(&person, &posting), [""; 0]);
}

#[test]
fn first_is_missing_if_none_is_met() {
    let (person, posting) = (person(), read("- Photoshop or Salesforce\n- Rust"));
    let score = scored(&person, &posting);
    assert_eq!(matched(&score), ["rust"]);
    assert_eq!(missing(&score).len(), 1);
    let first = posting
        .skills
        .iter()
        .filter(|demand| demand.group.is_some())
        .min_by_key(|demand| demand.quote.span)
        .unwrap();
    assert_eq!(missing(&score), [first.skill.as_str()]);
    assert_eq!(score.reasons[0].text, "1 of 2 required skills.");
    assert_eq!(gaps(&person, &posting), [first.skill.as_str()]);
}

#[test]
fn excluded_skill_with_an_alternative_is_no_dealbreaker() {
    let mut person = person();
    person.preferences.excluded_skills = vec!["java".to_owned()];
    assert_eq!(codes(&scored(&person, &read("- Java or Rust"))), []);
    assert_eq!(
        codes(&scored(&person, &read("- Java and Rust"))),
        [GateCode::Dealbreaker]
    );
}

#[test]
fn postings_that_were_stored_without_groups_are_read() {
    let posting = read("- Java or Rust");
    let mut stored = serde_json::to_value(&posting).unwrap();
    for demand in stored["skills"].as_array_mut().unwrap() {
        demand.as_object_mut().unwrap().remove("group");
    }
    for field in ["text_words", "named"] {
        stored.as_object_mut().unwrap().remove(field);
    }
    let old: Posting = serde_json::from_value(stored).unwrap();
    assert!(old.skills.iter().all(|demand| demand.group.is_none()));
    assert_eq!(value(&scored(&person(), &old), Feature::Text), None);
}
