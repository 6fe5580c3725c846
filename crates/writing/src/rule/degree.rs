//! ENTITY, degrees: a degree is one of a cited fact.

use std::ops::Range;

use crate::{check::Check, language::Language, prepared::Source, refusal::Rule};

/// The fields in the names of degrees, with their abbreviations.
const FIELDS: &[(&str, &[&str])] = &[
    ("science", &["bsc", "msc", "sc", "science"]),
    ("arts", &["ba", "ma", "arts"]),
    ("engineering", &["beng", "meng", "eng", "engineering"]),
    ("laws", &["llb", "llm", "laws"]),
    ("business", &["bba", "mba", "business"]),
    ("administration", &["bba", "mba", "administration"]),
];

/// True for "Science" in "Bachelor of Science" of a fact that says "BSc".
pub(super) fn is_field(check: &Check<'_>, at: usize) -> bool {
    let word = check.text.word(at);
    let field = FIELDS.iter().find(|(field, _)| *field == word);
    let of = (1..=2).any(|back| {
        let Some(at) = at.checked_sub(back) else {
            return false;
        };
        check.text.word(at) == "of"
            && at > 0
            && check.words.degrees.before(&check.text, at).is_some()
    });
    field.is_some_and(|(_, short)| of && short.iter().any(|short| check.is_cited_word(short)))
}

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
        let asked =
            !check.is_claim() && check.asked.iter().any(|source| has(check, source, &range));
        let cited = check
            .cited
            .iter()
            .any(|fact| has(check, &fact.source, &range));
        if !(other || address || asked || cited || check.is_of_posting(&range)) {
            missing.push(range);
        }
    }
    for range in missing {
        let detail = check.raw(&range);
        check.refuse(Rule::Entity, &range, detail);
    }
}

/// True if a text has the same degree, in any of its names.
fn has(check: &Check<'_>, source: &Source, range: &Range<usize>) -> bool {
    let words: Vec<String> = range
        .clone()
        .map(|at| check.text.word(at).to_owned())
        .collect();
    if !source.text.find(&words).is_empty() {
        return true;
    }
    let (joined, dotted) = (words.join(" "), words.join("."));
    let text = source.text.words();
    let families = Language::ALL
        .iter()
        .flat_map(|language| &language.words().degree_families);
    let mut mine = families.filter(|family| {
        family.iter().any(|name| {
            *name == joined
                || *name == dotted
                || words.first().is_some_and(|first| {
                    first == name || (name.len() > 4 && first.starts_with(name.as_str()))
                })
        })
    });
    mine.any(|family| {
        family.iter().any(|name| {
            let parts: Vec<String> = name
                .split(['.', '\''])
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            text.contains(name)
                || (parts.len() > 1 && !source.text.find(&parts).is_empty())
                || (name.len() > 4 && text.iter().any(|word| word.starts_with(name.as_str())))
        })
    })
}
