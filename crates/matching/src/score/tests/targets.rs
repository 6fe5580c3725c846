//! Cases of several targets.

use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{TEXT, advert, explained, posting, scored, source, today, value};
use crate::{
    corpus::Corpus,
    levers::{Change, Lever, levers, levers_for},
    prepared::{Level, Person, Posting, TargetSource},
    score::{Feature, GateCode, Matcher, Score},
};

/// A senior backend engineer who looks for these titles.
fn looking_for(titles: &[(&'static str, &[Level])]) -> Person {
    let mut source = source();
    source.targets = titles
        .iter()
        .map(|(title, levels)| TargetSource {
            title,
            levels: levels.to_vec(),
        })
        .collect();
    Person::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

fn entitled(title: &str) -> Posting {
    let mut source = advert(TEXT);
    source.title = title;
    posting(&source)
}

fn for_target(person: &Person, posting: &Posting, target: usize) -> Option<Score> {
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, person, today());
    matcher.score_for(posting, target)
}

#[test]
fn targets_are_scored_by_their_own_titles() {
    let person = looking_for(&[("Data Engineer", &[]), ("Team Lead", &[])]);
    let (data, lead) = (entitled("Data Engineer"), entitled("Team Lead"));
    let (of_data, of_lead) = (scored(&person, &data), scored(&person, &lead));
    assert!(
        of_data.targets[0] > of_data.targets[1] + 15.0,
        "{:?}",
        of_data.targets
    );
    assert!(
        of_lead.targets[1] > of_lead.targets[0] + 15.0,
        "{:?}",
        of_lead.targets
    );
    assert_eq!((of_data.target, of_lead.target), (Some(0), Some(1)));
}

#[test]
fn current_title_counts_for_the_person_and_for_no_target() {
    let person = looking_for(&[("Data Engineer", &[]), ("Team Lead", &[])]);
    let score = scored(&person, &entitled("Senior Backend Engineer"));
    assert_eq!(score.target, None);
    assert!(value(&score, Feature::Title).unwrap() > 0.99);
    assert!(score.targets.iter().all(|target| *target < score.score));
    assert!((explained(&score) - score.score).abs() < 1e-9);
}

#[test]
fn score_for_a_target_is_explained() {
    let person = looking_for(&[
        ("Data Engineer", &[Level::Senior]),
        ("Team Lead", &[Level::Lead]),
    ]);
    let posting = entitled("Senior Backend Engineer");
    let whole = scored(&person, &posting);
    for target in [0, 1] {
        let score = for_target(&person, &posting, target).unwrap();
        assert_eq!(score.target, Some(target));
        assert!((score.score - whole.targets[target]).abs() < 1e-9);
        assert!((explained(&score) - score.score).abs() < 1e-9);
    }
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let is_gate = |lever: &Lever| matches!(lever.change, Change::Gate { .. });
    let has_gate = |target| levers_for(&matcher, &posting, target).iter().any(is_gate);
    assert!(!has_gate(Some(0)) && has_gate(Some(1)));
    assert_eq!(levers_for(&matcher, &posting, Some(2)), []);
    // The levels are those of the target.
    let lead = for_target(&person, &posting, 1).unwrap();
    assert_eq!(lead.gates[0].code, GateCode::Seniority);
    assert_eq!(for_target(&person, &posting, 2), None);
}

#[test]
fn levels_of_a_target_count_for_the_current_title_too() {
    let person = looking_for(&[("Engineering Manager", &[Level::Lead])]);
    let score = scored(&person, &entitled("Senior Backend Engineer"));
    assert_eq!(score.target, None);
    assert_eq!(score.gates[0].code, GateCode::Seniority);
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let all = levers(&matcher, &entitled("Senior Backend Engineer"));
    let gate = all
        .iter()
        .find(|lever| matches!(lever.change, Change::Gate { .. }));
    assert_eq!(
        gate.unwrap().advice.as_deref(),
        Some("If you looked for the level senior: yours is lead.")
    );
}

#[test]
fn target_without_letters_is_like_no_posting() {
    let person = looking_for(&[("\u{1F642}", &[])]);
    let score = scored(&person, &entitled("Accountant"));
    let own = for_target(&person, &entitled("Accountant"), 0).unwrap();
    assert_eq!(value(&own, Feature::Title), Some(0.0));
    assert!(score.score >= own.score);
}
