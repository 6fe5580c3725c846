//! Tests of letters.

mod people;
mod property;
mod titles;
mod trades;

use super::{Composer, Length, Letter, Options, Tone, phrases::Phrases};
use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    selection::select,
    sentence::{Paragraph, SentenceKind},
};

fn options(code: &str, seed: u64) -> Options {
    Options {
        language: Language::of(code).unwrap(),
        tone: Tone::Plain,
        length: Length::Medium,
        recipient: None,
        seed,
    }
}

fn fact(id: &str, organisation: &str, text: &str) -> Fact {
    let mut fact = Fact::new(id, FactKind::Achievement, text);
    fact.organisation = Some(organisation.to_owned());
    fact.title = Some("Platform Engineer".to_owned());
    fact.from = Some(PartialDate::month(2021, 3));
    fact.current = organisation == "Fernhill";
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

fn example() -> (Vec<Fact>, Posting) {
    let facts = vec![
        fact(
            "f1",
            "Fernhill",
            "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
        ),
        fact("f2", "Fernhill", "Introduced Terraform with two colleagues"),
        fact(
            "f3",
            "Cargolane",
            "Migrated backups to PostgreSQL WAL archiving",
        ),
    ];
    let posting = Posting {
        title: "Senior SRE (m/f/d)".to_owned(),
        company: "Marl".to_owned(),
        locations: vec!["Leeds".to_owned()],
        requirements: vec![
            requirement("r1", "Kubernetes"),
            requirement("r2", "PostgreSQL"),
            requirement("r3", "Terraform"),
        ],
    };
    (facts, posting)
}

fn letter(options: &Options) -> Letter {
    let (facts, posting) = example();
    let chosen = select(&Knowledge::curated(), &facts, &posting, options.language).unwrap();
    Composer::new(Knowledge::curated(), &facts, &posting, options.clone())
        .unwrap()
        .compose(&chosen)
}

#[test]
fn letter_has_its_paragraphs_and_citations() {
    let letter = letter(&options("en", 1));
    let parts: Vec<Paragraph> = letter.sentences.iter().map(|one| one.paragraph).collect();
    assert!(parts.is_sorted());
    for part in [
        Paragraph::Opening,
        Paragraph::Evidence,
        Paragraph::Motivation,
        Paragraph::Closing,
    ] {
        assert!(parts.contains(&part));
    }
    for sentence in &letter.sentences {
        assert_eq!(
            sentence.kind == SentenceKind::Claim,
            !sentence.facts.is_empty(),
            "{sentence:?}"
        );
    }
    assert_eq!(letter.greeting, "Dear hiring team,");
    assert!(letter.text().contains("Senior SRE"));
    assert!(!letter.text().contains("(m/f/d)"));
    assert!(letter.text().matches("Marl").count() <= 2);
}

#[test]
fn same_seed_gives_the_same_letter_and_another_one_another() {
    assert_eq!(letter(&options("en", 7)), letter(&options("en", 7)));
    let texts: std::collections::BTreeSet<String> = (0..10)
        .map(|seed| letter(&options("en", seed)).text())
        .collect();
    assert!(texts.len() >= 9, "{}", texts.len());
}

#[test]
fn letters_are_not_all_built_the_same_way() {
    for code in ["en", "de"] {
        let letters: Vec<Letter> = (0..40).map(|seed| letter(&options(code, seed))).collect();
        let count = |what: &dyn Fn(&Letter) -> String| {
            let all: std::collections::BTreeSet<String> = letters.iter().map(what).collect();
            all.len()
        };
        let first = |letter: &Letter| letter.sentences[0].text.clone();
        let last = |letter: &Letter| letter.sentences.last().unwrap().text.clone();
        let shape = |letter: &Letter| {
            let kinds = letter
                .sentences
                .iter()
                .map(|one| (one.paragraph, one.kind, one.facts.is_empty()));
            format!("{:?} {:?}", kinds.collect::<Vec<_>>(), letter.paragraphs)
        };
        assert!(count(&first) >= 7, "{code}");
        assert!(count(&last) >= 6, "{code}");
        assert!(count(&shape) >= 8, "{code}: {}", count(&shape));
    }
}

#[test]
fn first_sentence_follows_the_comma_of_the_greeting() {
    for seed in 0..40 {
        let german = letter(&options("de", seed));
        let text = &german.sentences[0].text;
        let is_polite = text.starts_with("Ihre ");
        assert!(is_polite || text.starts_with(char::is_lowercase), "{text}");
        let english = letter(&options("en", seed));
        assert!(english.sentences[0].text.starts_with(char::is_uppercase));
        for sentence in german.sentences.iter().skip(1) {
            assert!(
                !sentence.text.starts_with(char::is_lowercase),
                "{sentence:?}"
            );
        }
    }
}

#[test]
fn sentence_is_written_again_with_the_same_citations() {
    let (facts, posting) = example();
    let options = options("en", 1);
    let chosen = select(&Knowledge::curated(), &facts, &posting, options.language).unwrap();
    let composer = Composer::new(Knowledge::curated(), &facts, &posting, options).unwrap();
    let letter = composer.compose(&chosen);
    for (index, before) in letter.sentences.iter().enumerate() {
        let after = composer.regenerate(&chosen, index, 1).unwrap();
        assert_ne!(before.text, after.text);
        assert_eq!(
            (&before.facts, before.paragraph),
            (&after.facts, after.paragraph)
        );
        let third = composer.regenerate(&chosen, index, 2);
        assert!(third.is_none_or(|third| third.text != after.text));
    }
    assert_eq!(composer.regenerate(&chosen, 99, 1), None);
    assert_eq!(composer.regenerate(&chosen, 0, 999), None);
}

#[test]
fn sentence_for_facts_can_replace_one_of_a_model() {
    let (facts, posting) = example();
    let composer = Composer::new(Knowledge::curated(), &facts, &posting, options("en", 1)).unwrap();
    let sentence = composer
        .sentence(&["f3".to_owned()], Paragraph::Evidence, 0)
        .unwrap();
    assert!(
        sentence
            .text
            .contains("migrated backups to PostgreSQL WAL archiving"),
        "{}",
        sentence.text
    );
    assert_eq!(sentence.facts, ["f3"]);
    assert!(composer.sentence(&[], Paragraph::Closing, 0).is_some());
    assert!(
        composer
            .sentence(&["f9".to_owned()], Paragraph::Evidence, 0)
            .is_none()
    );
}

#[test]
fn sentence_that_fails_the_check_is_not_used() {
    let (facts, posting) = example();
    let options = options("en", 1);
    let chosen = select(&Knowledge::curated(), &facts, &posting, options.language).unwrap();
    let check = |sentence: &crate::sentence::Sentence| !sentence.text.contains("Terraform");
    let composer = Composer::new(Knowledge::curated(), &facts, &posting, options)
        .unwrap()
        .checked_by(&check);
    assert!(!composer.compose(&chosen).text().contains("Terraform"));
}

#[test]
fn greeting_names_the_recipient_in_the_language_of_the_letter() {
    let greeting = |code: &str, name: &str, tone: Tone| {
        let mut options = options(code, 1);
        (options.recipient, options.tone) = (Some(name.to_owned()), tone);
        letter(&options).greeting
    };
    assert_eq!(greeting("en", "Ms Novak", Tone::Plain), "Dear Ms Novak,");
    assert_eq!(
        greeting("de", "Ms Novak", Tone::Formal),
        "Sehr geehrte Frau Novak,"
    );
    assert_eq!(
        greeting("de", "Herr Dr. Brandt", Tone::Plain),
        "Sehr geehrter Herr Dr. Brandt,"
    );
    assert_eq!(
        greeting("de", "Kim Brandt", Tone::Warm),
        "Guten Tag Kim Brandt,"
    );
    assert_eq!(
        greeting("de", "  ", Tone::Formal),
        "Sehr geehrte Damen und Herren,"
    );
}

#[test]
fn phrases_are_complete_in_each_language() {
    let tables = [
        include_str!("../../../data/compose/en.tsv"),
        include_str!("../../../data/compose/de.tsv"),
    ];
    for table in tables {
        let phrases = Phrases::read(table);
        let rows = table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        for row in rows.clone() {
            assert_eq!(row.split('\t').count(), 3, "{row}");
            assert!(
                row.matches('{').count() == row.matches('}').count(),
                "{row}"
            );
        }
        let mut texts: Vec<&str> = rows.filter_map(|row| row.split('\t').nth(2)).collect();
        let all = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert!(all - texts.len() <= 12, "texts are repeated");
        for group in [
            "apply",
            "role.current",
            "role.past",
            "motivation.plain",
            "closing.talk",
            "closing.thanks",
            "greeting",
            "sign_off",
        ] {
            for tone in [Tone::Plain, Tone::Warm, Tone::Formal] {
                assert!(!phrases.of(group, tone).is_empty(), "{group} {tone:?}");
            }
        }
    }
    let groups = |table| Phrases::read(table).groups();
    for group in groups(tables[0]).into_iter().filter(|group| {
        !["past.", "task.", "sign_off.known"]
            .iter()
            .any(|own| group.starts_with(own))
    }) {
        assert!(
            groups(tables[1]).contains(&group),
            "{group} is missing in German"
        );
    }
}
