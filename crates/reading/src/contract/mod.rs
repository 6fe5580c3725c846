//! The kind of contract that a field or a title states.
//!
//! Rules: a list is read as a whole, and its most specific statement counts: training before a limited time, before freelance, before part
//! time, before full time ("Full-time, fixed-term" is temporary, "Permanent, part-time" is part time). Full time and part time as
//! alternatives ("Vollzeit/Teilzeit") are full time. A contract without an end (permanent, CDI, unbefristet, indefinido) is full time where
//! nothing else is said; one with an end (CDD, befristet, tempo determinato) is temporary. What is negated does not count ("Non-contract").
//! A title names a contract only in an addition or at its ends, and not where the word is a field of work ("Contract Manager", "Temporary
//! Works Engineer").

mod title;

use std::sync::LazyLock;

use crate::{
    negation::is_negated,
    phrases::{Hit, Phrases},
    text::cut,
    words::{Gap, Set, Word, parse, simplified, spaced},
};

pub use self::title::of_title;

/// A kind of contract. The most specific is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contract {
    /// A kind that is not among these.
    Other,
    /// A full working week, or without an end.
    FullTime,
    /// Less than a full working week.
    PartTime,
    /// Freelance or for a project.
    Freelance,
    /// For a limited time, or through an agency.
    Temporary,
    /// Internship, traineeship, apprenticeship, job for students.
    Intern,
}

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    Is(Contract),
    Label,
    None,
}

const TABLE: &str = include_str!("words.tsv");
/// Maximum number of characters of a field that are read.
const FIELD_CHARS_MAX: usize = 500;

static TERMS: LazyLock<Phrases<Term>> = LazyLock::new(|| {
    Phrases::parse(TABLE, |name| {
        Some(match name {
            "FULL_TIME" => Term::Is(Contract::FullTime),
            "PART_TIME" => Term::Is(Contract::PartTime),
            "TEMPORARY" => Term::Is(Contract::Temporary),
            "CONTRACT" => Term::Is(Contract::Freelance),
            "INTERN" => Term::Is(Contract::Intern),
            "OTHER" => Term::Is(Contract::Other),
            "LABEL" => Term::Label,
            "NONE" => Term::None,
            _ => return None,
        })
    })
});

/// Terms of scripts without spaces between words.
const UNSPACED: &[(&str, Contract)] = &[
    ("正社員", Contract::FullTime),
    ("全职", Contract::FullTime),
    ("全職", Contract::FullTime),
    ("정규직", Contract::FullTime),
    ("パート", Contract::PartTime),
    ("アルバイト", Contract::PartTime),
    ("兼职", Contract::PartTime),
    ("兼職", Contract::PartTime),
    ("派遣", Contract::Temporary),
    ("契約社員", Contract::Temporary),
    ("계약직", Contract::Temporary),
    ("業務委託", Contract::Freelance),
    ("프리랜서", Contract::Freelance),
    ("インターン", Contract::Intern),
    ("实习", Contract::Intern),
    ("實習", Contract::Intern),
    ("인턴", Contract::Intern),
];

/// The kind of contract that a field for it states: "Full-time", `FullTime`, "Permanent, part time", "CDD". None if it states nothing.
#[must_use]
pub fn of_field(text: &str) -> Option<Contract> {
    of_list([text])
}

/// The same for a field with several values.
#[must_use]
pub fn of_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Contract> {
    let mut found: Option<Contract> = None;
    let (mut full, mut alternative, mut said, mut endless) = (false, false, false, false);
    for text in texts {
        let text = spaced(cut(text, FIELD_CHARS_MAX));
        let words = completed(parse(&text));
        let hits = TERMS.all(&words);
        let stated: Vec<(Hit<Term>, Contract)> = hits
            .iter()
            .filter_map(|hit| match hit.value {
                Term::Is(contract) if !is_negated(&words, hit.at, hit.end) => {
                    Some((*hit, contract))
                }
                _ => None,
            })
            .collect();
        endless |= hits.iter().any(|hit| {
            hit.value == Term::Is(Contract::Temporary) && is_negated(&words, hit.at, hit.end)
        });
        // The slash of "n/a" parts a phrase.
        let blank = matches!(words.as_slice(), [n, a] if n.folded == "n" && a.folded == "a");
        let silent = blank || hits.iter().any(|hit| hit.value == Term::None) && stated.is_empty();
        said |= !words.is_empty() && !silent;
        full |= stated
            .iter()
            .any(|(hit, contract)| *contract == Contract::FullTime && names_hours(&words, *hit));
        alternative |= stated
            .iter()
            .any(|(_, contract)| *contract == Contract::PartTime);
        let unspaced = unspaced(&text);
        found = stated
            .iter()
            .map(|(_, contract)| *contract)
            .chain(unspaced)
            .fold(found, |best, contract| best.max(Some(contract)));
    }
    match found {
        Some(Contract::PartTime) if full && alternative => Some(Contract::FullTime),
        None if endless => Some(Contract::FullTime),
        None if said => Some(Contract::Other),
        found => found,
    }
}

/// The kind of contract of a posting: its field, else its title. A title that offers training outranks a field about hours.
#[must_use]
pub fn settle(field: Option<Contract>, title: &str) -> Option<Contract> {
    match field {
        None | Some(Contract::Other) => of_title(title).or(field),
        Some(Contract::FullTime | Contract::PartTime)
            if of_title(title) == Some(Contract::Intern) =>
        {
            Some(Contract::Intern)
        }
        field => field,
    }
}

/// Halves of words that a joiner and the other half follow, and the whole words: "Voll- oder Teilzeit", "full/part time".
const HALVES: &[(&str, &str)] = &[
    ("voll", "vollzeit"),
    ("teil", "teilzeit"),
    ("full", "fulltime"),
    ("part", "parttime"),
    ("hel", "heltid"),
    ("del", "deltid"),
];
const OTHER_HALVES: Set = Set(
    "teilzeit vollzeit full fulltime part parttime deltid heltid deltids heltids teilzeitkraft",
);
const HALF_JOINERS: Set = Set("or and oder und bzw och eller og");

/// The words with halves completed.
fn completed(mut words: Vec<Word>) -> Vec<Word> {
    for at in 0..words.len() {
        let other = |index: usize| {
            words
                .get(index)
                .is_some_and(|word| word.gap != Gap::Break && OTHER_HALVES.has(&word.folded))
        };
        let slash = words.get(at + 1).is_some_and(|word| word.gap == Gap::Slash);
        let joined = words
            .get(at + 1)
            .is_some_and(|word| HALF_JOINERS.has(&word.folded));
        let halved = slash && other(at + 1) || joined && other(at + 2);
        if let Some(word) = words.get_mut(at).filter(|_| halved)
            && let Some((_, whole)) = HALVES.iter().find(|(half, _)| word.folded == *half)
        {
            (*whole).clone_into(&mut word.folded);
        }
    }
    words
}

/// True for "full time", which says how many hours, unlike "permanent".
fn names_hours(words: &[Word], hit: Hit<Term>) -> bool {
    const HOURS: &[&str] = &[
        "time", "fulltime", "zeit", "plein", "complet", "completo", "completa", "pieno",
        "integral", "inteiro", "etat", "wymiar", "heltid", "heltids", "aikainen", "uvazek",
    ];
    words
        .get(hit.at..hit.end)
        .unwrap_or_default()
        .iter()
        .any(|word| {
            HOURS.iter().any(|part| word.folded.ends_with(part))
                || word.folded.starts_with("voltijd")
        })
}

fn unspaced(text: &str) -> Option<Contract> {
    let folded = simplified(text);
    UNSPACED
        .iter()
        .filter(|(term, _)| folded.contains(&simplified(term)))
        .map(|(_, contract)| *contract)
        .max()
}

/// True if the word begins a segment.
const fn opens(word: &Word) -> bool {
    matches!(word.gap, Gap::Start | Gap::Break)
}

#[cfg(test)]
mod tests;
