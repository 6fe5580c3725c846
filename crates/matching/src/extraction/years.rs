//! Years of experience: "5+ years", "3-5 Jahre", "al menos 3 años", "minimum 5 ans"; not "we are 20 years old".

use serde::{Deserialize, Serialize};

use super::{
    Found,
    cues::need,
    found,
    sections::SectionKind,
    words::{Sentence, Set},
};
use crate::numerals;
use reading::skill::Need;

/// A range of years of experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Years {
    /// The fewest.
    pub min: u8,
    /// The most, if the posting says so.
    pub max: Option<u8>,
}

/// More years are no experience of a person.
const YEARS_MAX: u8 = 30;
const UNITS: Set = Set("year years yr yrs jahr jahre jahren ano anos annee annees an ans");
const EXPERIENCE: Set = Set(
    "experience experienced exp experiences berufserfahrung erfahrung erfahrungen praxiserfahrung berufspraxis praxis experiencia experiencias background practice working worked \
     industry expertise role roles position track hands professional building developing managing leading career",
);
const LEAST: Set =
    Set("minimum min least over than mindestens mind menos minimo minima moins plus mehr uber ab");
const MOST: Set = Set("up maximum max bis hasta maximo jusqu hochstens less fewer");
const AND_MORE: Set = Set("plus more mehr mas");
/// Words that make the years those of a company, of a person's age or of a contract.
const OTHERS: Set = Set(
    "old age aged alt edad founded gegrundet fundada fondee since seit desde depuis history contract vertrag garantie warranty anniversary jubilaum ago vor next last past befristet",
);
const EMPLOYER: Set =
    Set("our ours unser unsere unserer unseren nuestra nuestro nuestros notre nos");
/// "We are", "wir sind": the employer speaks of itself.
const SPEAKERS: Set = Set("we wir nous somos tenemos");
const SPEAKERS_VERBS: Set = Set("are have ve sind haben blicken sommes avons been bring bringen");

/// Keeps the largest number of years that is required.
pub(super) fn note(
    kept: &mut Option<Found<Years>>,
    kind: SectionKind,
    sentence: &Sentence,
    text: &str,
) {
    if need(kind, sentence) == Need::Preferred {
        return;
    }
    let Some(read) = read(kind, sentence, text) else {
        return;
    };
    if kept
        .as_ref()
        .is_none_or(|known| known.value.min < read.value.min)
    {
        *kept = Some(read);
    }
}

fn read(kind: SectionKind, sentence: &Sentence, text: &str) -> Option<Found<Years>> {
    (0..sentence.words.len()).find_map(|at| {
        let first = number(sentence.word(at))?;
        let (last, mut unit) = second(sentence, at);
        // "5 (five) or more years", "5 oder mehr Jahre".
        let mut more = false;
        for _ in 0..3 {
            if UNITS.has(sentence.word(unit)) {
                break;
            }
            let word = sentence.word(unit);
            more |= AND_MORE.has(word);
            let passes = AND_MORE.has(word)
                || matches!(word, "or" | "oder" | "o" | "ou" | "full" | "volle")
                || number(word) == Some(first);
            if !passes {
                return None;
            }
            unit += 1;
        }
        if !UNITS.has(sentence.word(unit)) {
            return None;
        }
        more |= sign_after(sentence, at, text) == Some('+');
        let before = at.saturating_sub(3)..at;
        let is_most = sentence.has_near(&MOST, before.clone());
        let is_least = more || sentence.has_near(&LEAST, before.clone());
        if !is_experience(kind, sentence, at, unit, is_least) {
            return None;
        }
        let (min, max) = match last {
            Some(last) if last >= first => (first, Some(last)),
            _ if is_most && !is_least => (0, Some(first)),
            _ => (first, None),
        };
        (max.unwrap_or(min) <= YEARS_MAX).then(|| found(Years { min, max }, sentence, at..unit + 1))
    })
}

/// The upper end of "3-5", "3 to 5", "3 bis 5", "3 a 5"; and the position after the figures.
fn second(sentence: &Sentence, at: usize) -> (Option<u8>, usize) {
    let joined = matches!(
        sentence.word(at + 1),
        "to" | "bis" | "a" | "and" | "und" | "y" | "et"
    );
    let next = if joined { at + 2 } else { at + 1 };
    match number(sentence.word(next)) {
        Some(last) if joined || number(sentence.word(at)) != Some(last) => (Some(last), next + 1),
        _ => (None, at + 1),
    }
}

fn sign_after(sentence: &Sentence, at: usize, text: &str) -> Option<char> {
    let end = sentence.words.get(at)?.range.end;
    text.get(end..)?.chars().next()
}

fn is_experience(
    kind: SectionKind,
    sentence: &Sentence,
    at: usize,
    unit: usize,
    least: bool,
) -> bool {
    let near = at.saturating_sub(4)..unit + 4;
    if sentence.has_near(&OTHERS, near.clone())
        || sentence.has_near(&EMPLOYER, at.saturating_sub(6)..at)
    {
        return false;
    }
    let employer = (0..unit + 3).any(|index| {
        SPEAKERS.has(sentence.word(index)) && sentence.has_near(&SPEAKERS_VERBS, index..index + 3)
    });
    if employer && kind != SectionKind::Requirements {
        return false;
    }
    let named = sentence.has(&EXPERIENCE);
    let begins = at <= 2 && matches!(kind, SectionKind::Requirements);
    named || least && !employer || begins
}

/// A small number, in figures or as a word.
pub(super) fn number(word: &str) -> Option<u8> {
    if word.len() <= 2 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok();
    }
    numerals::value(word)
}
