//! Whether the numbers of a fact support one of a sentence: the same, or one that follows from them.

use super::{Bound, Direction, Quantities, Quantity, Unit};

const EPSILON: f64 = 1e-6;

fn same(left: f64, right: f64) -> bool {
    (left - right).abs() <= EPSILON * left.abs().max(right.abs()).max(1.0)
}

fn any(quantity: &Quantity, is: impl Fn(f64) -> bool) -> bool {
    quantity.values.iter().any(|value| is(*value))
}

fn share(left: &Quantity, right: &Quantity) -> bool {
    any(left, |value| any(right, |other| same(value, other)))
}

/// True if the quantities of one fact support that of a sentence. `denies` is true if the fact denies something, which supports zero.
pub(crate) fn supports(quantity: &Quantity, fact: &Quantities, denies: bool) -> bool {
    if quantity.values.is_empty() {
        return false;
    }
    if quantity.unit == Unit::Plain && any(quantity, |value| same(value, 0.0)) && denies {
        return true;
    }
    let stated = fact.all.iter().any(|known| states(quantity, known));
    stated || computed(quantity, fact)
}

/// True if a number of a fact is the one of the sentence.
fn states(quantity: &Quantity, known: &Quantity) -> bool {
    if quantity.is_ordinal() != known.is_ordinal() {
        return false;
    }
    let units = quantity.unit == known.unit
        || (quantity.unit == Unit::Plain && quantity.nouns.is_empty() && !quantity.people)
        || (quantity.unit == Unit::Factor && counts_times(known));
    if !units {
        return false;
    }
    if quantity.is_indefinite() && quantity.unit != known.unit {
        return false;
    }
    if quantity.is_indefinite() {
        let enough = any(quantity, |least| any(known, |value| value >= least));
        return enough
            && quantity
                .nouns
                .iter()
                .all(|noun| known.nouns.contains(noun) || known.nouns.is_empty());
    }
    if known.is_indefinite() || !share_in(quantity, known) {
        return false;
    }
    quantity.bound != Bound::Over || known.bound == Bound::Over
}

/// A number without unit may be one of the unit of the fact: "from 40 to 8".
fn share_in(quantity: &Quantity, known: &Quantity) -> bool {
    share(quantity, known)
        || (quantity.unit == Unit::Percent && rounded(quantity, known))
        || (quantity.unit == Unit::Plain
            && known.unit != Unit::Plain
            && any(quantity, |value| {
                any(known, |other| same(value * known.factor, other))
            }))
}

/// "33 %" and "a third".
fn rounded(quantity: &Quantity, known: &Quantity) -> bool {
    let broken = |one: &Quantity| any(one, |value| (value * 10.0).fract().abs() > 0.01);
    (broken(quantity) || broken(known))
        && any(quantity, |value| {
            any(known, |other| (value - other).abs() < 0.5)
        })
}

/// "three times" in words that were read as a count.
fn counts_times(known: &Quantity) -> bool {
    known.unit == Unit::Plain && known.nouns.iter().any(|noun| noun.contains("time"))
}

/// Percentages, factors and differences of a value before and after.
fn computed(quantity: &Quantity, fact: &Quantities) -> bool {
    if quantity.bound == Bound::Over || quantity.is_ordinal() || quantity.is_indefinite() {
        return computed_over(quantity, fact);
    }
    let pairs = fact.pairs.iter().any(|(first, second)| {
        let (Some(first), Some(second)) = (fact.all.get(*first), fact.all.get(*second)) else {
            return false;
        };
        let (Some(before), Some(after)) = (first.values.first(), second.values.first()) else {
            return false;
        };
        of_pair(quantity, *before, *after, &second.unit)
    });
    pairs || fact.all.iter().any(|known| of_factor(quantity, known))
}

/// "more than five times" follows from a greater factor only if it is stated.
fn computed_over(quantity: &Quantity, fact: &Quantities) -> bool {
    let over = quantity.bound == Bound::Over && !quantity.is_ordinal() && !quantity.is_indefinite();
    over && fact.pairs.iter().any(|(first, second)| {
        let values = |index: usize| fact.all.get(index).and_then(|q| q.values.first()).copied();
        let (Some(before), Some(after)) = (values(*first), values(*second)) else {
            return false;
        };
        let (high, low) = (before.max(after), before.min(after));
        if low <= 0.0 {
            return false;
        }
        let exact = match quantity.unit {
            Unit::Factor => high / low,
            Unit::Percent => (before - after).abs() / before.max(EPSILON) * 100.0,
            _ => return false,
        };
        // The next whole number below: "more than 3 times" of 3.4.
        any(quantity, |value| {
            same(value, exact.floor()) && exact > value
        })
    })
}

fn of_pair(quantity: &Quantity, before: f64, after: f64, unit: &Unit) -> bool {
    if before <= 0.0 || after < 0.0 {
        return false;
    }
    let whole = |exact: f64, slack: f64| any(quantity, |value| (value - exact).abs() < slack);
    match quantity.unit {
        Unit::Percent if quantity.direction == Direction::To => whole(after / before * 100.0, 0.5),
        Unit::Percent => whole((before - after).abs() / before * 100.0, 0.5),
        Unit::Factor if after > 0.0 => {
            let factor = before.max(after) / before.min(after);
            whole(factor, 0.05)
        }
        _ => {
            let difference = (before - after).abs();
            quantity.unit == *unit
                && quantity.direction != Direction::To
                && quantity.direction != Direction::From
                && quantity.unit != Unit::Plain
                && any(quantity, |value| same(value, difference))
        }
    }
}

/// "by 50 %" of a fact that says "halved", and the other way round.
fn of_factor(quantity: &Quantity, known: &Quantity) -> bool {
    let (Some(value), Some(of_fact)) = (quantity.values.first(), known.values.first()) else {
        return false;
    };
    let percents = |factor: f64| [(factor - 1.0) * 100.0, (1.0 - 1.0 / factor) * 100.0];
    match (&quantity.unit, &known.unit) {
        (Unit::Percent, Unit::Factor) if *of_fact > 1.0 => percents(*of_fact)
            .iter()
            .any(|percent| (percent - value).abs() < 0.5),
        (Unit::Factor, Unit::Percent) if *value > 1.0 => percents(*value)
            .iter()
            .any(|percent| (percent - of_fact).abs() < 0.05),
        _ => false,
    }
}

/// For a number that a fact has: true if the fact counts nothing else by it. "8 clusters" is wrong where 14 are clusters and 8 minutes.
pub(crate) fn same_counted(quantity: &Quantity, fact: &Quantities) -> bool {
    if quantity.nouns.is_empty() || quantity.unit != Unit::Plain || quantity.is_ordinal() {
        return true;
    }
    let shares = |known: &Quantity| known.nouns.iter().any(|noun| quantity.nouns.contains(noun));
    let equal = |known: &Quantity| known.unit == Unit::Plain && share(quantity, known);
    let mut counted = fact
        .all
        .iter()
        .filter(|known| known.unit == Unit::Plain && !known.is_soft() && shares(known))
        .peekable();
    counted.peek().is_none() || counted.any(equal)
}
