//! What a text says of the extent of someone's part: led, managed, owned, alone.

use std::ops::Range;

use crate::{
    language::{Phrases, Words},
    text::Text,
};

/// A class of words of extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Lead,
    Manage,
    /// "ran", "operated": supports to have managed things.
    Run,
    Own,
    Alone,
    Hire,
    Found,
    Mentor,
    Architect,
    Expert,
}

/// Words of extent in a text, with their tokens.
pub(crate) fn read(text: &Text, words: &Words) -> Vec<(Class, Range<usize>)> {
    let mut found = Vec::new();
    for (class, phrases, not) in classes(words) {
        let others = not.map(|not| not.find(text)).unwrap_or_default();
        for (range, _) in phrases.find(text) {
            let other = others
                .iter()
                .any(|(other, _)| range.start < other.end && other.start < range.end);
            if !other {
                found.push((class, range));
            }
        }
    }
    found
}

fn classes(words: &Words) -> [(Class, &Phrases, Option<&Phrases>); 10] {
    [
        (Class::Lead, &words.lead, Some(&words.not_lead)),
        (Class::Manage, &words.manage, Some(&words.not_manage)),
        (Class::Run, &words.run, None),
        (Class::Own, &words.own, Some(&words.not_own)),
        (Class::Alone, &words.alone, Some(&words.not_alone)),
        (Class::Hire, &words.hire, Some(&words.not_hire)),
        (Class::Found, &words.found, None),
        (Class::Mentor, &words.mentor, Some(&words.not_mentor)),
        (Class::Architect, &words.architect, None),
        (Class::Expert, &words.expert, Some(&words.not_expert)),
    ]
}

/// True if words of some classes support one of another.
pub(crate) fn supports(
    class: Class,
    of_fact: &[Class],
    of_people: bool,
    fact_has_people: bool,
) -> bool {
    let has = |one: Class| of_fact.contains(&one);
    match class {
        Class::Run => true,
        Class::Lead => has(Class::Lead) || (has(Class::Manage) && fact_has_people),
        Class::Manage => has(Class::Manage) || has(Class::Lead) || (!of_people && has(Class::Run)),
        Class::Own => has(Class::Own) || has(Class::Lead) || has(Class::Manage),
        other => has(other),
    }
}
