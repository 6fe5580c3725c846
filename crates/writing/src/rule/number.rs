//! NUMBER: every number is in a cited fact, or follows from its numbers.

use std::ops::Range;

use crate::{
    check::Check,
    quantity::{Quantity, Unit, same_counted, supports},
    refusal::Rule,
    text::Token,
};

pub(crate) fn number(check: &mut Check<'_>) {
    let quantities = check.quantities.all.clone();
    let others = [Rule::Date, Rule::Tenure, Rule::ScopeInflation];
    for quantity in quantities
        .iter()
        .filter(|quantity| quantity.unit != Unit::Months)
    {
        let free =
            check.is_of_posting(&quantity.tokens) || check.refused_by(&quantity.tokens, &others);
        if free || in_dates(check, &quantity.tokens) || is_supported(check, quantity) {
            continue;
        }
        let detail = check.raw(&quantity.tokens);
        check.refuse(Rule::Number, &quantity.tokens, detail);
    }
    magnitudes(check);
    turned(check);
    mixed(check);
}

/// "an order of magnitude", "six-figure"
fn magnitudes(check: &mut Check<'_>) {
    for (range, _) in check.words.magnitude.find(&check.text) {
        let words: Vec<String> = range
            .clone()
            .map(|at| check.text.word(at).to_owned())
            .collect();
        let cited = check
            .cited
            .iter()
            .any(|fact| !fact.source.text.find(&words).is_empty());
        if !cited && !check.is_of_posting(&range) && check.is_claim() {
            let detail = check.raw(&range);
            check.refuse(Rule::Number, &range, detail);
        }
    }
}

fn in_dates(check: &Check<'_>, tokens: &Range<usize>) -> bool {
    check
        .dates
        .iter()
        .any(|date| date.tokens.start < tokens.end && tokens.start < date.tokens.end)
}

/// True if one cited fact, or one cited requirement outside of claims, has the number.
pub(super) fn is_supported(check: &Check<'_>, quantity: &Quantity) -> bool {
    let mut facts = check.cited.iter().map(|fact| &fact.source);
    if quantity.is_soft() {
        // "one cluster" is wrong where a fact counts 14 clusters.
        return facts.all(|source| {
            quantity.unit != Unit::Plain || same_counted(quantity, &source.quantities)
        });
    }
    let start = quantity.tokens.start;
    let name = check.text.word_before(start).to_owned();
    let pair = [name.clone(), check.text.word(start).to_owned()];
    let by_fact = facts.any(|source| {
        // "Year 9"
        let token = |at: usize| check.text.tokens.get(at);
        let named = start > 1
            && quantity.tokens.len() == 1
            && token(start - 1).is_some_and(Token::is_capital)
            && token(start).is_some_and(|token| token.literal.is_some());
        if named && !check.words.function.contains(&name) && !source.text.find(&pair).is_empty() {
            return true;
        }
        supports(quantity, &source.quantities, source.denies)
            && same_counted(quantity, &source.quantities)
            || quantity.values.is_empty()
                && source
                    .words
                    .contains(check.text.word(quantity.tokens.start))
    });
    let asked = || {
        check
            .asked
            .iter()
            .any(|source| supports(quantity, &source.quantities, false))
    };
    by_fact || ((!check.is_claim() || check.is_about_posting(quantity.tokens.start)) && asked())
}

/// "from 8 to 40" where the fact says "from 40 to 8".
fn turned(check: &mut Check<'_>) {
    let pairs = check.quantities.pairs.clone();
    for (first, second) in pairs {
        let pair = |list: &[Quantity]| {
            let value = |index: usize| list.get(index).and_then(|q| q.values.first()).copied();
            value(first).zip(value(second))
        };
        let Some((before, after)) = pair(&check.quantities.all) else {
            continue;
        };
        let equal = |left: f64, right: f64| (left - right).abs() < 1e-6;
        let is_turned = check.cited.iter().any(|fact| {
            let quantities = &fact.source.quantities;
            let value = |index: usize| {
                quantities
                    .all
                    .get(index)
                    .and_then(|q| q.values.first())
                    .copied()
            };
            let of_fact = |(one, other): &(usize, usize)| value(*one).zip(value(*other));
            let mut known = quantities.pairs.iter().filter_map(of_fact);
            known.any(|(one, other)| {
                equal(one, after) && equal(other, before) && !equal(before, after)
            })
        });
        let tokens = check.quantities.all.get(first).map(|q| q.tokens.clone());
        let end = check.quantities.all.get(second).map(|q| q.tokens.end);
        if let (true, Some(tokens), Some(end)) = (is_turned, tokens, end) {
            check.refuse(
                Rule::Number,
                &(tokens.start..end),
                "the values of the fact in the other order",
            );
        }
    }
}

/// Words with digits: "B2", "S3".
fn mixed(check: &mut Check<'_>) {
    for at in 0..check.text.tokens.len() {
        let tokens = at..at + 1;
        let Some(token) = check.text.tokens.get(at).filter(|token| token.is_mixed()) else {
            continue;
        };
        let of_skill = check.skills.iter().any(|skill| skill.tokens.contains(&at));
        let asked = !check.is_claim()
            && check
                .asked
                .iter()
                .any(|source| source.words.contains(&token.folded));
        let quantity = check
            .quantities
            .all
            .iter()
            .any(|quantity| quantity.tokens.contains(&at));
        if of_skill
            || asked
            || quantity
            || check.is_cited_word(&token.folded)
            || check.is_of_posting(&tokens)
            || in_dates(check, &tokens)
        {
            continue;
        }
        let detail = check.raw(&tokens);
        check.refuse(Rule::Number, &tokens, detail);
    }
}
