//! In which role a claim tells of a fact: that of the fact, and not that of another one which it cites.

use std::ops::Range;

use super::{
    Difference, Parts,
    claim::is_told,
    parts::{Item, Meaning},
};
use crate::{check::Check, fact::FactKind, prepared::Prepared};

/// What is told in the role, or at the employer, of another fact.
pub(super) fn roles(check: &Check<'_>, of_facts: &[(usize, Item)]) -> Vec<Difference> {
    let mut found = Vec::new();
    let titles = titles(check);
    for (fact, item) in told(check, of_facts) {
        let mut before = titles.iter().rev();
        let before = before.find(|(range, _)| range.start < item.tokens.start);
        if let Some((_, title)) = before.or_else(|| titles.first())
            && !fact.title.is_empty()
            && **title != fact.title
        {
            found.push((Some(item.tokens.clone()), "is of another role"));
        }
    }
    let has_items = |words: &[String]| {
        let mut all = of_facts.iter();
        all.any(|(at, _)| {
            let fact = check.cited.get(*at);
            fact.is_some_and(|fact| fact.organisation == words)
        })
    };
    let is_named = |words: &[String]| {
        let mut facts = check.cited.iter();
        facts.any(|fact| {
            fact.organisation == words && titles.iter().any(|(_, title)| **title == fact.title)
        })
    };
    for one in &check.organisations {
        let tells = has_subject(check, one.tokens.start)
            && told(check, of_facts).all(|(_, item)| !is_beside(check, one.tokens.start, item));
        let is_cited = check
            .cited
            .iter()
            .any(|fact| fact.organisation == one.words);
        let has_told = told(check, of_facts).next().is_some();
        if has_told && is_cited && !tells && !has_items(&one.words) && !is_named(&one.words) {
            found.push((Some(one.tokens.clone()), "is of another employer"));
        }
    }
    found
}

/// The items of statements, besides the names of skills.
fn told<'c>(
    check: &'c Check<'_>,
    of_facts: &'c [(usize, Item)],
) -> impl Iterator<Item = (&'c Prepared, &'c Item)> {
    of_facts.iter().filter_map(|(at, item)| {
        let is_skill = matches!(item.meaning, Meaning::Skill(..));
        let fact = check.cited.get(*at).copied()?;
        (is_told(check, *at) && !is_skill).then_some((fact, item))
    })
}

fn is_beside(check: &Check<'_>, at: usize, item: &Item) -> bool {
    check.clauses.get(at) == check.clauses.get(item.tokens.start)
}

fn has_subject(check: &Check<'_>, at: usize) -> bool {
    check.clause_has(at, &check.words.subject)
}

/// The titles of cited facts that the sentence names, the longest at each place.
fn titles<'c>(check: &'c Check<'_>) -> Vec<(Range<usize>, &'c Vec<String>)> {
    let facts = check.cited.iter();
    let mut found: Vec<(Range<usize>, &Vec<String>)> = facts
        .flat_map(|fact| {
            let ranges = check.text.find(&fact.title).into_iter();
            ranges.map(|range| (range, &fact.title))
        })
        .filter(|(range, title)| !title.is_empty() && is_of_person(check, range.start))
        .collect();
    let all = found.clone();
    found.retain(|(range, _)| {
        let mut others = all.iter();
        !others.any(|(other, _)| {
            other.len() > range.len() && other.start <= range.start && range.end <= other.end
        })
    });
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// "as a backend developer", "I am a backend developer", "the position of backend developer"
fn is_of_person(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let is_article = |at: &usize| {
        let word = check.text.word(*at);
        words.one.contains(word) || words.articles.contains(word) || word == "the"
    };
    let mut before = (0..at).rev().skip_while(is_article);
    let Some(place) = before.next() else {
        return true;
    };
    let word = check.text.word(place);
    let group = words.prepositions.get(word).copied();
    let names_role = || {
        let noun = check.text.word_before(place);
        words.works.contains(noun) || words.title_nouns.contains(noun) || noun == "that"
    };
    group == Some("as") || words.presenting.contains(word) || (group == Some("of") && names_role())
}

/// True for words of a title that name the person, or that are in no part with words of a statement: not "mentored three backend developers".
pub(super) fn is_own_title(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let is_of_title = |at: usize| is_of_title(check, at);
    let start = (0..=item.tokens.start)
        .rev()
        .take_while(|at| is_of_title(*at))
        .last();
    let start = start.unwrap_or(item.tokens.start);
    let has = |one: &Item| {
        let facts = check.cited.iter().enumerate();
        let mut told = facts.filter(|(at, _)| is_told(check, *at));
        told.any(|(_, fact)| fact.parts.has(one))
    };
    let mut others = said
        .of_part(item.part)
        .filter(|one| !is_of_title(one.tokens.start));
    is_of_person(check, start) || !others.any(has)
}

/// True for a word of the title of a cited fact, in any form.
pub(super) fn is_of_title(check: &Check<'_>, at: usize) -> bool {
    let key = check.words.stemmer.key(check.text.word(at));
    let mut words = check.cited.iter().flat_map(|fact| &fact.title);
    words.any(|word| check.words.stemmer.key(word) == key)
}

/// The words of a cited role on other people: "mentored three backend developers".
pub(super) fn titles_of_others(
    check: &Check<'_>,
    said: &Parts,
    of_facts: &[(usize, Item)],
) -> Vec<Difference> {
    let is_role = |fact: usize| {
        let fact = check.cited.get(fact);
        fact.is_some_and(|fact| fact.fact.kind == FactKind::Role)
    };
    let found = of_facts.iter().filter(|(fact, item)| {
        is_role(*fact) && !is_own_title(check, said, item) && !is_employer(check, item)
    });
    let detail = "is a title of the person";
    found
        .map(|(_, item)| (Some(item.tokens.clone()), detail))
        .collect()
}

fn is_employer(check: &Check<'_>, item: &Item) -> bool {
    let mut names = check.organisations.iter();
    names.any(|one| one.tokens.contains(&item.tokens.start))
}

/// What a fact says of others, "two of whom lead a team", and the sentence of the person.
pub(super) fn others(check: &Check<'_>, of_facts: &[(usize, Item)]) -> Vec<Difference> {
    let words = check.words;
    let mut found = Vec::new();
    for (fact, item) in told(check, of_facts) {
        let mut known = fact.parts.items.iter();
        let Some(known) = known.find(|one| one.meaning.is_same(&item.meaning)) else {
            continue;
        };
        let first = fact.parts.of_part(known.part).next();
        let from = first.map_or(0, |first| first.tokens.start);
        let is_whose = |at: usize| words.whose.contains(fact.source.text.word(at));
        let of_others = (from.saturating_sub(2)..known.tokens.start).any(is_whose);
        let keeps = check.clause_has(item.tokens.start, &words.whose);
        if of_others && !keeps && has_subject(check, item.tokens.start) {
            found.push((Some(item.tokens.clone()), "is said of others in the fact"));
        }
    }
    found
}
