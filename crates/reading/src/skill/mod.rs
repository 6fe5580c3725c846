//! Finds the skills that a text names, by a dictionary of labels and aliases (`skills.tsv`).
//!
//! Rules: the longest name counts. A name that is also a usual word counts only as written in the dictionary and with evidence beside it:
//! `React` in the middle of a sentence, or with a neighbour ("React developer", "React, TypeScript"); `Go` with a neighbour; `C` and `R`
//! with a strong one ("programming in C", "R and Python"). What is negated does not count ("No Java experience required").

mod dictionary;
mod evidence;
mod negation;
mod sentence;

pub use self::dictionary::{Entry, entries, find};
use self::sentence::{Candidate, Sentence};

/// The maximum length of a quoted line.
pub const QUOTE_CHARS_MAX: usize = 200;
/// Phrases that make the skills of their sentence, or of the section below them, preferred instead of required.
const WISHES: &[&str] = &[
    "nice to have",
    "nice-to-have",
    "good to have",
    "preferred",
    "bonus",
    "a plus",
    "pluses",
    "ideally",
    "desirable",
    "advantage",
    "beneficial",
    "helpful",
    "would be great",
    "would be nice",
    "would be a bonus",
    "not essential",
    "not a must",
    "kein muss",
    "wäre schön",
    "wäre toll",
    "von nutzen",
    "serait apprécié",
    "serait un avantage",
    "sería un plus",
    "preferentemente",
    "de preferência",
    "appreciated",
    "optional",
    "von vorteil",
    "wünschenswert",
    "idealerweise",
    "pluspunkt",
    "hilfreich",
    "gerne auch",
    "un plus",
    "serait un atout",
    "est un atout",
    "apprécié",
    "souhaité",
    "deseable",
    "valorable",
    "se valora",
    "preferibile",
    "gradit",
    "titolo preferenziale",
    "desejável",
    "diferencial",
    "valorizad",
    "een pré",
    "is een plus",
    "mile widzian",
    "dodatkowym atutem",
    "meriterande",
    "fördel",
    "fordel",
    "eduksi",
    "výhodou",
];

/// Whether a skill is required or preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Required.
    Required,
    /// Nice to have.
    Preferred,
}

/// A skill that a text names, with the line that names it.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// The skill.
    pub entry: &'static Entry,
    /// Required or preferred.
    pub need: Need,
    /// The line that names it.
    pub quote: String,
}

/// Every skill that the text names, each once, in the order of first mention; required outranks preferred.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut under_wishes = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_heading(line) {
            under_wishes = wishes(line);
        }
        for sentence in sentence::split(line) {
            let need = if under_wishes || wishes(sentence) {
                Need::Preferred
            } else {
                Need::Required
            };
            for entry in named(sentence, need, sentence.len() == line.len()) {
                note(&mut found, entry, need, line);
            }
        }
    }
    found
}

fn note(found: &mut Vec<Mention>, entry: &'static Entry, need: Need, line: &str) {
    match found.iter_mut().find(|mention| mention.entry == entry) {
        Some(known) if known.need > need => (known.need, known.quote) = (need, quote(line)),
        Some(_) => {}
        None => found.push(Mention {
            entry,
            need,
            quote: quote(line),
        }),
    }
}

/// The skills that a sentence names. A negated one counts only as preferred: "Java is not required, but a plus".
fn named(text: &str, need: Need, is_line: bool) -> Vec<&'static Entry> {
    let sentence = Sentence::read(text, is_line);
    let counted = evidence::counted(&sentence);
    let kept = sentence
        .candidates
        .iter()
        .zip(counted)
        .filter(|(candidate, counted)| {
            *counted && (need == Need::Preferred || !negation::is_negated(&sentence, candidate))
        });
    kept.map(|(candidate, _): (&Candidate, bool)| candidate.entry)
        .collect()
}

fn wishes(text: &str) -> bool {
    let lower = text.to_lowercase();
    WISHES.iter().any(|wish| lower.contains(wish))
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || line.ends_with(':') || (line.starts_with("**") && line.ends_with("**"))
}

fn quote(line: &str) -> String {
    line.trim_start_matches(['-', '*', '#', ' '])
        .chars()
        .take(QUOTE_CHARS_MAX)
        .collect()
}

#[cfg(test)]
mod tests;
