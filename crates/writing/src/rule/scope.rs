//! SCOPE_INFLATION: to have led, managed, owned or done something alone, or with a number of people, needs a fact that says so.

use std::ops::Range;

use crate::{
    check::Check,
    prepared::Prepared,
    quantity::{Quantity, Unit, same_counted, supports},
    refusal::Rule,
    scope::{self, Class},
};

pub(crate) fn scope(check: &mut Check<'_>) {
    if !check.is_claim() {
        return;
    }
    let found = scope::read(&check.text, check.words);
    let people = check.text.tokens.iter().any(|token| {
        check.words.people.contains(&token.folded) || check.words.collective.contains(&token.folded)
    });
    for (class, range) in found {
        let free =
            is_of_title(check, &range) || check.is_of_posting(&range) || is_wish(check, &range);
        if free
            || check
                .cited
                .iter()
                .any(|fact| fact_supports(class, fact, people) || says(check, fact, &range))
        {
            continue;
        }
        let detail = check.raw(&range);
        check.refuse(Rule::ScopeInflation, &range, detail);
    }
    headcount(check);
}

fn fact_supports(class: Class, fact: &Prepared, people: bool) -> bool {
    if class == Class::Alone {
        let alone = fact.source.classes.contains(&Class::Alone);
        return alone;
    }
    let ranked = matches!(class, Class::Lead | Class::Manage | Class::Own)
        && super::title::is_of_leader(fact);
    ranked || scope::supports(class, &fact.source.classes, people, fact.source.has_people)
}

/// The very words are in the fact.
fn says(check: &Check<'_>, fact: &Prepared, range: &Range<usize>) -> bool {
    let words: Vec<String> = range
        .clone()
        .map(|at| check.text.word(at).to_owned())
        .collect();
    !fact.source.text.find(&words).is_empty()
}

/// "Engineering Manager", where it is a title of a cited fact.
fn is_of_title(check: &Check<'_>, range: &Range<usize>) -> bool {
    range.clone().all(|at| {
        check
            .cited
            .iter()
            .any(|fact| fact.title.iter().any(|word| word == check.text.word(at)))
    })
}

/// "I would like to lead": a wish of the future in a sentence that is no claim.
fn is_wish(check: &Check<'_>, range: &Range<usize>) -> bool {
    let clause = check.clauses.get(range.start);
    check.sentence.kind != crate::sentence::SentenceKind::Claim
        && check.text.tokens.iter().enumerate().any(|(at, token)| {
            check.clauses.get(at) == clause
                && matches!(
                    token.folded.as_str(),
                    "would" | "will" | "wurde" | "mochte" | "werde" | "hope" | "want"
                )
        })
}

/// A number of people that no cited fact has.
fn headcount(check: &mut Check<'_>) {
    let quantities = check.quantities.all.clone();
    for quantity in quantities
        .iter()
        .filter(|quantity| quantity.people && quantity.unit == Unit::Plain && !quantity.is_soft())
    {
        if check.is_of_posting(&quantity.tokens)
            || check.cited.iter().any(|fact| counts(quantity, fact))
        {
            continue;
        }
        let detail = check.raw(&quantity.tokens);
        check.refuse(Rule::ScopeInflation, &quantity.tokens, detail);
    }
}

fn counts(quantity: &Quantity, fact: &Prepared) -> bool {
    let known = &fact.source.quantities;
    let people = known.all.iter().any(|one| {
        one.people
            && one
                .values
                .iter()
                .any(|value| quantity.values.contains(value))
    });
    supports(quantity, known, false) && same_counted(quantity, known) && people
}
