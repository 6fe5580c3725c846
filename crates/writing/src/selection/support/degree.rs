//! Degrees that a posting asks for.

use std::collections::BTreeSet;

use analysis::analyse;

use super::terms::{Alternative, Sequence, has};
use crate::{
    fact::{Fact, FactKind},
    language::Language,
};

/// Any degree of a university: the lowest of them.
const ANY: u8 = 10;
const LOWEST: u8 = 2;
/// Words that make a requirement one for a degree, with its rank; 0 says none.
const DEGREES: &[(u8, &str)] = &[
    (
        1,
        "apprenticeship ausbildung berufsausbildung lehre vocational",
    ),
    (2, "bachelor bachelors bsc ba beng undergraduate"),
    (
        3,
        "master masters msc ma mba meng diplom diplomstudium magister staatsexamen postgraduate",
    ),
    (
        ANY,
        "degree degrees studium hochschulstudium hochschulabschluss",
    ),
    (4, "phd doctorate doctoral promotion doktor doktortitel"),
    (0, "diploma qualification qualifications abschluss"),
];
/// Words around a degree that are no field.
const AROUND: &str = "university college completed abgeschlossene abgeschlossenes abgeschlossener abgeschlossen erfolgreich erfolgreiche relevant related comparable \
    equivalent similar subject subjects discipline disciplines field fields vergleichbar vergleichbare vergleichbares vergleichbarer fachrichtung studiengang fach \
    anerkannte anerkannter anerkanntes recognised recognized higher formal academic s of in";

/// A degree.
pub(super) struct Degree {
    rank: Option<u8>,
    /// The words of each field; one of the fields is enough.
    fields: Vec<BTreeSet<String>>,
}

impl Degree {
    /// The degree that a text asks for, if it asks for one.
    pub fn asked(text: &str, language: &Language) -> Option<Self> {
        let ranks = ranks(text);
        if ranks.is_empty() {
            return None;
        }
        let plain = without_degree(text);
        let parts = plain.split([',', ';', '/']);
        let fields = parts.flat_map(|part| Alternative::all(part, language));
        let strong = fields.map(|one| one.strong().into_iter().map(str::to_owned).collect());
        let fields: Vec<BTreeSet<String>> = strong.collect();
        Some(Self {
            rank: named(&ranks).into_iter().min(),
            fields: fields
                .into_iter()
                .filter(|field| !field.is_empty())
                .collect(),
        })
    }

    /// True if a fact is studies of the same field, at this level or above.
    pub fn is_shown_by(&self, fact: &Fact, read: &Sequence) -> bool {
        if fact.kind != FactKind::Education {
            return false;
        }
        let has = named(&ranks(&fact.text)).into_iter().max();
        let enough = match (self.rank, has) {
            (None, _) => true,
            (Some(asked), Some(has)) => has >= asked,
            // The name of a trade without the word for its training.
            (Some(asked), None) => asked == 1,
        };
        let same = |field: &BTreeSet<String>| field.iter().all(|word| read.has(word));
        enough && (self.fields.is_empty() || self.fields.iter().any(same))
    }
}

/// The ranks without words that say none: "Master's degree" is a Master's, "a degree" the lowest.
fn named(ranks: &[u8]) -> Vec<u8> {
    let exact = ranks.iter().copied().filter(|rank| (1..ANY).contains(rank));
    let exact: Vec<u8> = exact.collect();
    if exact.is_empty() && ranks.contains(&ANY) {
        return vec![LOWEST];
    }
    exact
}

/// The ranks of the degrees that a text names.
fn ranks(text: &str) -> Vec<u8> {
    let plain = text.replace(['.', '’', '\''], "");
    let read = analyse(&plain);
    let rank = |word: &str| {
        let found = DEGREES.iter().find(|(_, words)| has(words, word));
        found.map(|(rank, _)| *rank)
    };
    read.tokens
        .iter()
        .filter_map(|token| rank(&token.word))
        .collect()
}

fn without_degree(text: &str) -> String {
    let plain = text.replace(['.', '’', '\''], "");
    let read = analyse(&plain);
    let mut kept = String::with_capacity(plain.len());
    let mut at = 0;
    for token in &read.tokens {
        let word = token.word.as_str();
        let is_around = has(AROUND, word) || DEGREES.iter().any(|(_, words)| has(words, word));
        let between = plain.get(at..token.start).unwrap_or_default();
        kept.push_str(between);
        if !is_around {
            kept.push_str(plain.get(token.start..token.end).unwrap_or_default());
        }
        at = token.end;
    }
    kept.push_str(plain.get(at..).unwrap_or_default());
    kept
}
