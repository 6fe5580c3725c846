//! Cases of languages that a posting requires.

use taxonomy::Taxonomy;

use super::{advert, codes, explained, person, posting, scored, today};
use crate::{
    corpus::Corpus,
    extraction::Cefr,
    levers::{Change, Lever, levers},
    prepared::{Person, Posting, SpokenLanguage},
    score::{GateCode, Matcher, Score},
};

/// Speaks German (B1) and English (C1).
fn speaker(languages: &[(&str, Option<Cefr>)]) -> Person {
    let mut person = person();
    person.languages = languages
        .iter()
        .map(|(code, level)| SpokenLanguage {
            code: (*code).to_owned(),
            level: *level,
        })
        .collect();
    person
}

fn read(lines: &str) -> Posting {
    posting(&advert(&format!("## Requirements\n- Rust\n{lines}")))
}

fn gate(score: &Score) -> Option<(f64, &str)> {
    let mut gates = score.gates.iter();
    gates
        .find(|gate| gate.code == GateCode::Language)
        .map(|gate| (gate.factor, gate.text.as_str()))
}

fn all_levers(person: &Person, posting: &Posting) -> Vec<Lever> {
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, person, today());
    levers(&matcher, posting)
}

#[test]
fn required_language_that_is_not_listed_is_a_gate() {
    let person = speaker(&[("en", Some(Cefr::C1))]);
    let posting = read("- German (B2)");
    let score = scored(&person, &posting);
    let text = "German (B2) is required, and your languages do not have it.";
    assert_eq!(gate(&score), Some((0.5, text)));
    let gate = &score.gates[0];
    assert_eq!(gate.evidence[0].quote, "German (B2");
    assert!((explained(&score) - score.score).abs() < 1e-9);
}

#[test]
fn language_is_a_gate_from_two_levels_on() {
    let posting = read("- German (C1)");
    let of = |level| {
        let person = speaker(&[("en", Some(Cefr::C1)), ("de", level)]);
        let score = scored(&person, &posting);
        gate(&score).map(|(factor, text)| (factor, text.to_owned()))
    };
    assert_eq!(
        of(Some(Cefr::A2)),
        Some((0.7, "German (C1) is required; yours is A2.".to_owned()))
    );
    assert_eq!(of(Some(Cefr::B2)), None);
    assert_eq!(of(Some(Cefr::Native)), None);
    assert_eq!(of(None), None);
}

#[test]
fn nothing_is_known_without_languages() {
    assert_eq!(codes(&scored(&speaker(&[]), &read("- German (B2)"))), []);
}

#[test]
fn preferred_language_is_no_gate() {
    let person = speaker(&[("en", None)]);
    assert_eq!(codes(&scored(&person, &read("- German is a plus"))), []);
}

#[test]
fn language_of_the_profile_is_spoken() {
    let person = speaker(&[("de", Some(Cefr::B1))]);
    assert_eq!(person.written.as_deref(), Some("en"));
    assert_eq!(codes(&scored(&person, &read("- Fluent English"))), []);
    assert_eq!(
        codes(&scored(&person, &read("- Fluent French"))),
        [GateCode::Language]
    );
}

#[test]
fn alternative_of_a_language_does() {
    let posting = read("- Fluent in French or German");
    let person = |code| speaker(&[("en", None), (code, Some(Cefr::C1))]);
    assert_eq!(codes(&scored(&person("de"), &posting)), []);
    assert_eq!(codes(&scored(&person("fr"), &posting)), []);
    let score = scored(&person("it"), &posting);
    assert_eq!(codes(&score), [GateCode::Language]);
    assert!(!score.gates[0].text.contains("German"));
}

#[test]
fn lever_of_a_language_is_the_score_of_somebody_who_speaks_it() {
    let posting = read("- German (C1)");
    for level in [None, Some(Cefr::A2)] {
        let mut own = vec![("en", Some(Cefr::C1))];
        own.extend(level.map(|level| ("de", Some(level))));
        let (person, other) = (
            speaker(&own),
            speaker(&[("en", Some(Cefr::C1)), ("de", Some(Cefr::C1))]),
        );
        let all = all_levers(&person, &posting);
        let is_gate = |lever: &&Lever| matches!(lever.change, Change::Gate { .. });
        assert_eq!(all.iter().find(is_gate), None);
        let lever = all.iter().find(|lever| match &lever.change {
            Change::Gap { skill } | Change::LanguageLevel { skill } => skill == "german",
            _ => false,
        });
        let risen = scored(&other, &posting).score - scored(&person, &posting).score;
        let gain = lever.unwrap().gain;
        assert!((risen - gain).abs() < 1e-9, "{risen} {gain}");
    }
}

#[test]
fn several_languages_are_one_gate_with_its_own_lever() {
    let person = speaker(&[("en", None)]);
    let posting = read("- German (B2)\n- French (C1)");
    let score = scored(&person, &posting);
    assert_eq!(codes(&score), [GateCode::Language]);
    let all = all_levers(&person, &posting);
    let gate = all.iter().find(|lever| {
        lever.change
            == Change::Gate {
                code: GateCode::Language,
            }
    });
    let advice = gate.unwrap().advice.as_deref();
    assert_eq!(advice, Some("If you spoke German (B2) and French (C1)."));
}
