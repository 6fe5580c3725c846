//! What is true of all scores: explanations add up, and names, pronouns and years of birth change no bit.

use proptest::prelude::*;
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{TEXT, advert, euros, explained, person, posting, scored, source, today};
use crate::{
    corpus::Corpus,
    levers::levers,
    prepared::{FactSource, Mode, Person, Posting},
    score::Matcher,
};

/// Texts of one person with names, pronouns and years of birth in their places.
fn told(name: &str, other: &str, pronoun: &str, possessive: &str, born: &str) -> [String; 3] {
    [
        format!(
            "{name} {other}, born {born}, wrote a storage service in Rust. {pronoun} led {possessive} team of six; customers praised {name}."
        ),
        format!(
            "{pronoun} moved services to Kubernetes, and {name} was {possessive} own editor. Year of birth: {born}."
        ),
        format!("{name} builds services that answer quickly. Ask {name} or {possessive} partner."),
    ]
}

#[test]
fn names_pronouns_and_years_of_birth_change_no_bit() {
    let postings: Vec<Posting> = [TEXT, "We look for somebody who leads her team; he or she writes services with his team. Anna, Mehmet and Olu answer. Born 1969 or 2001, 25 years old.", "Du führst dein Team. Ansprechpartnerin ist Frau Keller, geboren 1980."]
        .iter()
        .map(|text| posting(&advert(text)))
        .collect();
    let corpus = Corpus::of(&postings);
    let bits = |texts: &[String; 3]| -> Vec<u64> {
        let mut source = source();
        source.facts = vec![
            FactSource {
                id: "f1",
                text: &texts[0],
                skills: vec![],
            },
            FactSource {
                id: "f2",
                text: &texts[1],
                skills: vec![],
            },
        ];
        source.summary = &texts[2];
        let person = Person::read(Taxonomy::curated(), Dictionary::curated(), &source);
        let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
        postings
            .iter()
            .map(|posting| matcher.score(posting).score.to_bits())
            .collect()
    };
    let first = bits(&told("Anna", "Keller", "She", "her", "1969"));
    for (name, other, pronoun, possessive, born) in [
        ("Mehmet", "Yildiz", "He", "his", "2001"),
        ("Olu", "Adeyemi", "They", "their", "1985"),
        ("Wei", "Zhang", "Sie", "ihr", "1990"),
        ("Frau Keller", "Smith", "Er", "sein", "1980"),
    ] {
        assert_eq!(
            bits(&told(name, other, pronoun, possessive, born)),
            first,
            "{name}"
        );
    }
}

fn any_posting() -> impl Strategy<Value = Posting> {
    let line = prop_oneof![
        "Rust",
        "Python",
        "Docker",
        "5\\+ years of experience",
        "English C1",
        "French B2",
        "German C2 or Italian C1",
        "No visa sponsorship",
        "You must reside in the US",
        "3 days a week in the office"
    ];
    let title = prop_oneof![
        "Senior Backend Engineer",
        "Nurse",
        "Junior Data Engineer",
        "Head of Sales",
        ""
    ];
    let country = prop_oneof![Just("DE"), Just("US"), Just("EU")];
    let mode = prop_oneof![
        Just(None),
        Just(Some(Mode::Onsite)),
        Just(Some(Mode::Hybrid)),
        Just(Some(Mode::Remote))
    ];
    let pay = prop_oneof![
        Just(None),
        (20_000_u32..200_000, 0_u32..50_000)
            .prop_map(|(min, more)| Some(euros(f64::from(min), f64::from(min + more))))
    ];
    (
        prop::collection::vec(line, 0..6),
        title,
        country,
        mode,
        pay,
        0_u64..400,
    )
        .prop_map(|(lines, title, country, mode, pay, age)| {
            let text = format!("## Requirements\n- {}", lines.join("\n- "));
            let mut source = advert(&text);
            source.title = &title;
            (source.countries, source.mode, source.pay) = (vec![country], mode, pay);
            source.posted = today().checked_sub_days(chrono::Days::new(age));
            posting(&source)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn explanation_adds_up_to_the_score(posting in any_posting(), floor in prop_oneof![Just(None), (0_u32..150_000).prop_map(Some)], remote in any::<bool>(), silent in any::<bool>()) {
        let mut person = person();
        person.preferences.pay_floor = floor.map(|floor| euros(f64::from(floor), f64::from(floor)));
        if silent { person.languages.clear(); }
        if remote { person.preferences.modes = vec![Mode::Remote]; }
        let score = scored(&person, &posting);
        prop_assert!((explained(&score) - score.score).abs() <= 0.5);
        prop_assert!((0.0..=100.0).contains(&score.score));
        prop_assert!(score.gates.iter().all(|gate| gate.delta <= 0.0 && gate.factor <= 1.0));
        prop_assert!(score.reasons.iter().all(|reason| reason.value.is_none_or(|value| (0.0..=1.0).contains(&value))));
        let corpus = Corpus::default();
        let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
        prop_assert_eq!(matcher.rate(&posting).to_bits(), score.score.to_bits());
        for lever in levers(&matcher, &posting) {
            prop_assert!(lever.gain > 0.0);
        }
        let stored: Posting = serde_json::from_str(&serde_json::to_string(&posting).unwrap()).unwrap();
        prop_assert_eq!(stored, posting);
    }
}
