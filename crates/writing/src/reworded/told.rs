//! How a claim tells of a fact: what its own verbs govern.

use super::{
    Difference, Mark, Parts,
    claim::is_told,
    parts::{Item, Meaning},
};
use crate::{check::Check, language::Words};

/// What the sentence says of an item by a verb that the fact does not have: "I gained twelve customers".
pub(super) fn governed(
    check: &Check<'_>,
    said: &Parts,
    of_facts: &[(usize, Item)],
) -> Vec<Difference> {
    let detail = "is no object of this verb in the fact";
    let parts = 0..said.beginnings.len();
    let found = parts.filter_map(|part| {
        let item = object(check, said, of_facts, part)?;
        Some((Some(item.tokens.clone()), detail))
    });
    found.collect()
}

/// The first item that a verb of telling governs in a part. Only names and skills may follow one.
fn object<'i>(
    check: &Check<'_>,
    said: &Parts,
    of_facts: &'i [(usize, Item)],
    part: usize,
) -> Option<&'i Item> {
    let words = check.words;
    let here = || of_facts.iter().filter(|(_, item)| item.part == part);
    let is_skill = |item: &Item| {
        let mut skills = check.skills.iter();
        matches!(item.meaning, Meaning::Skill(..))
            || skills.any(|skill| skill.tokens.contains(&item.tokens.start))
    };
    let of_fact = |at: usize| here().any(|(_, item)| item.tokens.start == at);
    let own: Vec<&str> = said
        .of_part(part)
        .filter(|item| !of_fact(item.tokens.start))
        .filter_map(|item| match &item.meaning {
            Meaning::Word { folded, .. } => Some(folded.as_str()),
            _ => None,
        })
        .collect();
    let governs = own.iter().any(|word| words.governing.contains(*word));
    // "my work was loading lorries"
    let mut tokens = said.of_part(part).map(|item| item.tokens.start);
    let is_noun = |at: usize| words.possessive.contains(check.text.word_before(at));
    let names_work = tokens.any(|at| is_noun(at) && words.works.contains(check.text.word(at)))
        && (0..check.text.tokens.len()).any(|at| matches!(check.text.word(at), "was" | "is"));
    let has_noun = names_work || own.iter().any(|word| words.containing.contains(*word));
    let has_verb = here().any(|(fact, item)| is_verb_of(check, *fact, item));
    if !governs || has_noun || has_verb {
        return None;
    }
    let uses = said
        .of_part(part)
        .any(|item| words.using.contains(check.text.word(item.tokens.start)));
    // "I used Rust for a service", "I know Rust from a project", "working with two colleagues"
    let may_follow = |(fact, item): &(usize, Item)| {
        let mut all = here();
        let skill = all.any(|(_, one)| is_skill(one) && one.tokens.start < item.tokens.start);
        match item.preposition {
            Some("of" | "from") => skill,
            Some("with") => (skill && uses) || follows_with(check, *fact, item),
            _ => skill && uses,
        }
    };
    let mut objects = here().filter(|(fact, item)| is_told(check, *fact) && !is_skill(item));
    let first = objects.next().filter(|object| !may_follow(object));
    first.map(|(_, item)| item)
}

fn follows_with(check: &Check<'_>, fact: usize, item: &Item) -> bool {
    let fact = check.cited.get(fact).into_iter();
    let mut known = fact.flat_map(|fact| &fact.parts.items);
    known.any(|one| one.meaning.is_same(&item.meaning) && one.preposition == item.preposition)
}

/// True if an item is a verb of a fact.
fn is_verb_of(check: &Check<'_>, fact: usize, item: &Item) -> bool {
    let Some(fact) = check.cited.get(fact) else {
        return false;
    };
    let ends_with_verbs = check.verifier.language.capital_nouns();
    let mut known = fact.parts.items.iter();
    known.any(|one| {
        let mut part = fact.parts.of_part(one.part);
        let first = part.next();
        let last = part.last().or(first);
        let is = |other: Option<&Item>| other.is_some_and(|other| other.tokens == one.tokens);
        let may_be = (is(first) && (one.part == 0 || is_past(one, check.words)))
            || (ends_with_verbs && is(last));
        one.meaning.is_same(&item.meaning) && may_be && is_bare(one)
    })
}

fn is_bare(item: &Item) -> bool {
    matches!(item.meaning, Meaning::Word { .. })
        && (item.is(Mark::Small) || item.is(Mark::First))
        && item.preposition.is_none()
        && !item.is(Mark::Denial)
}

/// "halved", "wrote": a word that may be a verb which begins a part.
pub(super) fn is_past(item: &Item, words: &Words) -> bool {
    match &item.meaning {
        Meaning::Word { folded, form, .. } => {
            is_bare(item)
                && (folded.ends_with("ed") || form.is_some())
                && !words.free.contains(folded)
        }
        _ => false,
    }
}
