//! ENTITY, degrees: a degree is one of a cited fact.

use std::ops::Range;

use crate::{
    check::Check,
    language::{Language, Words},
    prepared::Source,
    refusal::Rule,
    text::Text,
};

/// Fields of degrees: the word in "Bachelor of Science", and the ends of abbreviations.
const FIELDS: &[(&str, &[&str])] = &[
    ("science", &["sc"]),
    ("business", &["mba", "bba"]),
    ("arts", &["ba", "ma"]),
    ("engineering", &["eng", "btech", "mtech"]),
    ("laws", &["llb", "llm"]),
    ("philosophy", &["mphil"]),
];

pub(crate) fn degree(check: &mut Check<'_>) {
    let others = check.words.not_degrees.find(&check.text);
    let mut missing = Vec::new();
    for (range, _) in check.words.degrees.find(&check.text) {
        let other = others
            .iter()
            .any(|(other, _)| other.start < range.end && range.start < other.end);
        let before = check.text.word_before(range.start);
        let address = matches!(
            before,
            "frau"
                | "herr"
                | "herrn"
                | "mr"
                | "ms"
                | "mrs"
                | "dear"
                | "geehrte"
                | "geehrter"
                | "liebe"
                | "lieber"
        );
        if !(other || address || is_supported(check, &range) || check.is_of_posting(&range)) {
            missing.push(range);
        }
    }
    for range in missing {
        let detail = check.raw(&range);
        check.refuse(Rule::Entity, &range, detail);
    }
}

/// True for a word of a degree that a fact has: "MA", the "Science" of "Bachelor of Science".
pub(super) fn is_supported_at(check: &Check<'_>, at: usize) -> bool {
    let found = check.words.degrees.find(&check.text);
    found.iter().any(|(range, _)| {
        let of = check.text.word(range.end) == "of"
            && FIELDS
                .iter()
                .any(|(field, _)| *field == check.text.word(at));
        let end = if of { range.end + 2 } else { range.end };
        (range.start..end).contains(&at) && is_supported(check, range)
    })
}

fn is_supported(check: &Check<'_>, range: &Range<usize>) -> bool {
    let asked = check.asked.iter().copied().filter(|_| !check.is_claim());
    let mut sources = check.cited.iter().map(|fact| &fact.source).chain(asked);
    sources.any(|source| has(check, source, range))
}

/// True if a text has the same degree, in any of its names.
fn has(check: &Check<'_>, source: &Source, range: &Range<usize>) -> bool {
    let words: Vec<String> = range
        .clone()
        .map(|at| check.text.word(at).to_owned())
        .collect();
    let Some((level, field)) = level_of(&check.text, range, check.words) else {
        return !source.text.find(&words).is_empty();
    };
    Language::ALL.iter().any(|language| {
        let words = language.words();
        let known = words.degrees.find(&source.text);
        known.iter().any(|(range, _)| {
            let found = level_of(&source.text, range, words);
            found.is_some_and(|(other, of)| other == level && (field.is_none() || of == field))
        })
    })
}

/// The level of a degree, and its field if it has one: MSc is a master of science.
fn level_of(
    text: &Text,
    range: &Range<usize>,
    words: &Words,
) -> Option<(&'static str, Option<&'static str>)> {
    let parts: Vec<&str> = range.clone().map(|at| text.word(at)).collect();
    let first = parts.first().copied().unwrap_or_default();
    let (joined, dotted) = (parts.concat(), parts.join("."));
    let mut families = words.degree_families.iter();
    let family = families.find(|family| {
        family.iter().any(|name| {
            *name == joined
                || *name == dotted
                || name == first
                || (name.len() > 5 && first.starts_with(name.as_str()))
        })
    })?;
    let level = ["bachelor", "master", "promotion", "phd", "diplom"]
        .into_iter()
        .find(|level| family.iter().any(|name| name == level))?;
    let level = if level == "promotion" { "phd" } else { level };
    let of = (text.word(range.end) == "of").then(|| text.word(range.end + 1));
    let field = FIELDS.iter().find(|(field, short)| {
        of == Some(*field)
            || (of.is_none()
                && joined.len() <= 5
                && short.iter().any(|short| joined.ends_with(short)))
    });
    Some((level, field.map(|(field, _)| *field)))
}
