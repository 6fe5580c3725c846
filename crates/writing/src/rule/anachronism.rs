//! ANACHRONISM: a product is not older than its first release.

use std::ops::Range;

use crate::{check::Check, date::months, knowledge, prepared::Prepared, refusal::Rule};

pub(crate) fn anachronism(check: &mut Check<'_>) {
    let mut wrong: Vec<(Range<usize>, String)> = Vec::new();
    for (tokens, label, year) in products(check) {
        let naming: Vec<&&Prepared> = check
            .cited
            .iter()
            .filter(|fact| names(check, fact, &tokens))
            .collect();
        let facts: Vec<&&Prepared> = if naming.iter().any(|fact| end(check, fact).is_some()) {
            naming
        } else {
            check.cited.iter().collect()
        };
        let ends: Vec<i32> = facts.iter().filter_map(|fact| end(check, fact)).collect();
        let ended = ends.iter().max().is_some_and(|last| *last < year);
        let dated = check
            .dates
            .iter()
            .filter_map(|date| date.year)
            .any(|of| of < year && same_clause(check, &tokens));
        if ended || dated {
            wrong.push((tokens, format!("{label} was released in {year}")));
        }
    }
    for (tokens, detail) in wrong {
        check.refuse(Rule::Anachronism, &tokens, detail);
    }
}

/// A date in a sentence of one clause, or in that of the product.
fn same_clause(check: &Check<'_>, tokens: &Range<usize>) -> bool {
    let clause = check.clauses.get(tokens.start);
    check
        .dates
        .iter()
        .any(|date| check.clauses.get(date.tokens.start) == clause)
}

fn names(check: &Check<'_>, fact: &Prepared, tokens: &Range<usize>) -> bool {
    tokens
        .clone()
        .all(|at| fact.source.words.contains(check.text.word(at)))
}

/// The year in which a fact ended.
fn end(check: &Check<'_>, fact: &Prepared) -> Option<i32> {
    if fact.is_open() {
        return Some(months(check.verifier.today) / 12);
    }
    fact.fact.to.or(fact.fact.from).map(|date| date.year)
}

/// Products with a year of release that the sentence names.
fn products(check: &Check<'_>) -> Vec<(Range<usize>, String, i32)> {
    let skills = check.skills.iter().filter_map(|skill| {
        let year = knowledge::released(&skill.label)
            .or_else(|| knowledge::released(&check.raw(&skill.tokens)))?;
        Some((skill.tokens.clone(), skill.label.clone(), year))
    });
    let mut found: Vec<(Range<usize>, String, i32)> = skills.collect();
    for at in 0..check.text.tokens.len() {
        let token = check.text.tokens.get(at);
        let capital =
            token.is_some_and(|token| token.is_capital() || token.is_inner() || token.is_mixed());
        if !capital
            || found.iter().any(|(tokens, ..)| tokens.contains(&at))
            || check.words.knows(check.text.word(at))
        {
            continue;
        }
        let longest = (1..=3).rev().find_map(|length| {
            let tokens = at..at + length;
            let name = check.raw(&tokens);
            knowledge::released(&name).map(|year| (tokens, name, year))
        });
        found.extend(longest);
    }
    found
}
