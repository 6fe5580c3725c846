//! What holds for the letters of 500 invented people.

use std::collections::BTreeSet;

use super::people::{Case, case};
use crate::{
    compose::{Composer, Length, Letter, Options, Tone},
    fact::PartialDate,
    knowledge::Knowledge,
    language::Language,
    selection::select,
    sentence::Sentence,
    verifier::{Guarded, Verifier},
};

fn options(case: &Case, number: u64) -> Options {
    let tones = [Tone::Plain, Tone::Warm, Tone::Formal];
    let lengths = [Length::Short, Length::Medium, Length::Long];
    let index = usize::try_from(number).unwrap();
    Options {
        language: Language::of(case.language).unwrap(),
        tone: tones[index % 3],
        length: lengths[(index / 3) % 3],
        recipient: None,
        seed: number,
    }
}

fn letter(case: &Case, options: &Options) -> Option<Letter> {
    let knowledge = Knowledge::curated();
    let chosen = select(&knowledge, &case.facts, &case.posting, options.language).ok()?;
    Some(Composer::new(knowledge, &case.facts, &case.posting, options.clone())?.compose(&chosen))
}

/// The digits of a text, in groups.
fn numbers(text: &str) -> Vec<String> {
    let groups = text.split(|c: char| !c.is_ascii_digit());
    groups
        .filter(|group| !group.is_empty())
        .map(str::to_owned)
        .collect()
}

fn cited_text(case: &Case, sentence: &Sentence) -> String {
    let mut all = String::new();
    for fact in case
        .facts
        .iter()
        .filter(|fact| sentence.facts.contains(&fact.id))
    {
        let dates = [fact.from, fact.to]
            .into_iter()
            .flatten()
            .map(|date| date.year.to_string());
        let names = [
            fact.organisation.clone(),
            fact.title.clone(),
            Some(fact.text.clone()),
        ]
        .into_iter()
        .flatten();
        for part in names.chain(dates) {
            all.push_str(&part);
            all.push('\n');
        }
    }
    all
}

fn check_whole(number: u64, case: &Case, letter: &Letter) {
    let text = letter.text();
    for wrong in ["{", "}", "  ", " .", " ,", "..", "(m/w/d)", "🚀", "•"] {
        assert!(!text.contains(wrong), "{number}: {wrong:?} in\n{text}");
    }
    assert!(letter.sentences.len() >= 4, "{number}:\n{text}");
    assert_eq!(letter.paragraphs.first(), Some(&0));
    let mut seen = BTreeSet::new();
    for sentence in &letter.sentences {
        assert!(
            seen.insert(&sentence.text),
            "{number}: repeats {:?}",
            sentence.text
        );
        assert!(
            sentence.text.ends_with(['.', '?', '!']),
            "{number}: {:?}",
            sentence.text
        );
        assert!(
            sentence.text.chars().count() < 400,
            "{number}: {:?}",
            sentence.text
        );
    }
    let company = &case.posting.company;
    assert!(
        company.is_empty() || text.matches(company.as_str()).count() <= 2,
        "{number}:\n{text}"
    );
}

fn check_numbers(number: u64, case: &Case, letter: &Letter) {
    for sentence in &letter.sentences {
        let mut known = numbers(&cited_text(case, sentence));
        known.extend(numbers(&case.posting.title));
        for requirement in case
            .posting
            .requirements
            .iter()
            .filter(|one| sentence.posting.contains(&one.id))
        {
            known.extend(numbers(&requirement.text));
        }
        for found in numbers(&sentence.text) {
            assert!(
                known.contains(&found),
                "{number}: {found} in {:?}",
                sentence.text
            );
        }
    }
}

/// What the verifier refuses of the first choice of each sentence. A letter of a composer that asks the verifier has none of it.
fn check_verified(number: u64, case: &Case, options: &Options, first: &Letter) -> usize {
    let knowledge = Knowledge::curated();
    let (guarded, today) = (Guarded::default(), PartialDate::month(2026, 3));
    let verifier = Verifier::new(
        &case.facts,
        &case.posting,
        options.language,
        knowledge,
        guarded,
        today,
    );
    let refused = first
        .sentences
        .iter()
        .filter(|sentence| !verifier.accepts(sentence))
        .count();
    if refused > 0 {
        let chosen = select(&knowledge, &case.facts, &case.posting, options.language).unwrap();
        let accepts = |sentence: &Sentence| verifier.accepts(sentence);
        let composer =
            Composer::new(knowledge, &case.facts, &case.posting, options.clone()).unwrap();
        let letter = composer.checked_by(&accepts).compose(&chosen);
        for sentence in &letter.sentences {
            assert_eq!(verifier.verify(sentence), [], "{number}: {sentence:?}");
        }
        check_whole(number, case, &letter);
    }
    refused
}

/// Letters are whole, repeat nothing, say only numbers of cited facts, and depend on the seed alone.
fn check_letters(numbers: std::ops::Range<u64>) {
    let (mut refused, mut alike, mut sentences, mut unverified) = (0, 0, 0, 0);
    let all = numbers.end - numbers.start;
    for number in numbers {
        let case = case(number);
        let options = options(&case, number);
        let Some(written) = letter(&case, &options) else {
            refused += 1;
            continue;
        };
        check_whole(number, &case, &written);
        check_numbers(number, &case, &written);
        sentences += written.sentences.len();
        unverified += check_verified(number, &case, &options, &written);
        if number % 5 == 0 {
            assert_eq!(letter(&case, &options).as_ref(), Some(&written));
            let other = Options {
                seed: number + 1_000,
                ..options
            };
            alike += u64::from(letter(&case, &other).as_ref() == Some(&written));
        }
    }
    assert!(
        refused * 10 < all,
        "{refused} letters have too little evidence"
    );
    assert!(
        unverified * 20 < sentences,
        "{unverified} of {sentences} first choices are refused"
    );
    assert!(alike <= 1, "{alike} letters do not depend on the seed");
}

#[test]
fn letters_of_the_first_125_people_are_sound() {
    check_letters(0..125);
}

#[test]
fn letters_of_the_second_125_people_are_sound() {
    check_letters(125..250);
}

#[test]
fn letters_of_the_third_125_people_are_sound() {
    check_letters(250..375);
}

#[test]
fn letters_of_the_last_125_people_are_sound() {
    check_letters(375..500);
}

/// A model is held to words that the composer finds without being held to them.
#[test]
fn a_model_may_write_what_the_composer_writes() {
    let (mut all, mut refused) = (0, Vec::new());
    for number in 0..100 {
        let case = super::people::case(number);
        let options = options(&case, number);
        let Some(letter) = letter(&case, &options) else {
            continue;
        };
        let (knowledge, guarded) = (Knowledge::curated(), Guarded::default());
        let (language, today) = (options.language, PartialDate::month(2026, 3));
        let verifier = Verifier::new(
            &case.facts,
            &case.posting,
            language,
            knowledge,
            guarded,
            today,
        );
        for sentence in &letter.sentences {
            if verifier.accepts(sentence) {
                all += 1;
                let found = verifier.verify_drafted(sentence);
                let first = found.into_iter().find(|one| !one.rule.is_warning());
                refused.extend(first.map(|one| format!("{}: {}", sentence.text, one.detail)));
            }
        }
    }
    assert!(all > 800, "{all} sentences");
    let most = all / 50;
    assert!(refused.len() <= most, "{}", refused.join("\n"));
}
