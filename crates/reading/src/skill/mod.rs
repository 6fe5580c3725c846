//! Finds the skills that a text names, by the names of a taxonomy.
//!
//! Rules: the longest name counts. A name that is also a usual word counts only as written in the dictionary and with evidence beside it:
//! `React` in the middle of a sentence, or with a neighbour ("React developer", "React, TypeScript"); `Go` with a neighbour; `C` and `R`
//! with a strong one ("programming in C", "R and Python"). A word of the skill's neighbours in the same line is evidence, too: "Swift for iOS". What is negated does not count ("No Java experience required").

mod dictionary;
mod evidence;
mod negation;
mod sentence;

use std::ops::Range;

pub use self::dictionary::{Dictionary, Entry, entries, find};
use self::sentence::{Line, Sentence};

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
pub struct Mention<'d> {
    /// The skill.
    pub entry: &'d Entry,
    /// Required or preferred.
    pub need: Need,
    /// The line that names it.
    pub quote: String,
    /// The bytes of the text that are the name.
    pub span: Range<usize>,
}

/// Every curated skill that the text names; see [`Dictionary::mentions`].
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention<'static>> {
    Dictionary::curated().mentions(text)
}

impl Dictionary {
    /// Every skill that the text names, each once, in the order of first mention; required outranks preferred.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        let (mut under_wishes, mut next) = (false, 0);
        for piece in text.split_inclusive('\n') {
            let start = next + piece.len() - piece.trim_start().len();
            next += piece.len();
            let line = Line::new(piece.trim());
            if line.text.is_empty() {
                continue;
            }
            if is_heading(line.text) {
                under_wishes = wishes(line.text);
            }
            for (at, sentence) in sentence::split(line.text) {
                let need = if under_wishes || wishes(sentence) {
                    Need::Preferred
                } else {
                    Need::Required
                };
                let names = named(self, sentence, need, &line);
                for (entry, span) in names {
                    let span = start + at + span.start..start + at + span.end;
                    note(&mut found, entry, need, span, &line);
                }
            }
        }
        found
    }
}

fn note<'d>(
    found: &mut Vec<Mention<'d>>,
    entry: &'d Entry,
    need: Need,
    span: Range<usize>,
    line: &Line<'_>,
) {
    let known = found
        .iter_mut()
        .find(|mention| std::ptr::eq(mention.entry, entry));
    let mention = |need| Mention {
        entry,
        need,
        quote: quote(line.text),
        span,
    };
    match known {
        Some(known) if known.need > need => *known = mention(need),
        Some(_) => {}
        None => found.push(mention(need)),
    }
}

/// The skills that a sentence names. A negated one counts only as preferred: "Java is not required, but a plus".
fn named<'d>(
    dictionary: &'d Dictionary,
    text: &str,
    need: Need,
    line: &Line<'_>,
) -> Vec<(&'d Entry, Range<usize>)> {
    let sentence = Sentence::read(dictionary, text, line);
    if sentence.candidates.is_empty() {
        return Vec::new();
    }
    let counted = evidence::counted(&sentence);
    let kept = sentence
        .candidates
        .iter()
        .zip(counted)
        .filter(|(candidate, counted)| {
            *counted && (need == Need::Preferred || !negation::is_negated(&sentence, candidate))
        });
    kept.filter_map(|(candidate, _)| {
        let span = sentence.span(candidate)?;
        Some((&candidate.known.entry, span))
    })
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
