//! Reads the quantities of a text.

use super::{
    Bound, Direction, Form, Quantities, Quantity, Unit,
    in_words::number_at,
    unit::{currency, glued_with_unit, suffix_at, unit_at},
};
use crate::{
    language::Words,
    text::{Gap, Text},
};

/// The most words after a number that are its nouns.
const NOUNS_MAX: usize = 3;
const UNITS: &[&str] = &[
    "st", "nd", "rd", "th", "x", "kg", "km", "gb", "tb", "mb", "kb", "pb", "mm", "cm", "kw", "mw",
    "kwh", "hz", "ghz", "mhz", "l", "ml", "px", "pt", "qm", "er", "ers", "rps", "qps", "fps", "ha",
];
const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

/// True for what may follow digits without a space as their unit.
pub(crate) fn is_suffix(suffix: &str, words: &Words) -> bool {
    UNITS.contains(&suffix)
        || words.suffix_scales.contains_key(suffix)
        || words.spans.contains_key(suffix)
        || words.percent.contains(suffix)
        || words.money.contains_key(suffix)
        || words.factor_suffixes.contains(suffix)
        || words.percent_suffixes.contains(suffix)
        || words.people_suffixes.contains(suffix)
        || words.span_suffixes.iter().any(|(one, _)| one == suffix)
}

/// The quantities of a text, leaving out tokens that are dates.
pub(crate) fn read(text: &Text, words: &Words, is_date: impl Fn(usize) -> bool) -> Quantities {
    let mut all: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found = (!is_date(at)).then(|| one(text, at, words)).flatten();
        match found {
            Some(found) => {
                at = found.tokens.end.max(at + 1);
                all.push(found);
            }
            None => at += 1,
        }
    }
    let pairs = pair(text, &mut all);
    Quantities { all, pairs }
}

fn new(start: usize, end: usize, values: Vec<f64>) -> Quantity {
    Quantity {
        tokens: start..end,
        values,
        unit: Unit::Plain,
        factor: 1.0,
        nouns: Vec::new(),
        bound: Bound::Exactly,
        direction: Direction::None,
        form: Form::Cardinal,
        people: false,
    }
}

fn one(text: &Text, at: usize, words: &Words) -> Option<Quantity> {
    let token = text.tokens.get(at)?;
    let word = token.folded.as_str();
    let mut quantity = if token.literal.is_some() {
        in_digits(text, at, words)?
    } else if let Some(code) = currency(word).filter(|_| is_number(text, at + 1)) {
        let mut quantity = in_digits(text, at + 1, words)?;
        quantity.tokens.start = at;
        quantity.unit = Unit::Money(code.to_owned());
        quantity
    } else {
        in_words(text, at, words)?
    };
    context(text, &mut quantity, words);
    Some(quantity)
}

fn is_number(text: &Text, at: usize) -> bool {
    text.tokens
        .get(at)
        .is_some_and(|token| token.literal.is_some())
}

fn in_digits(text: &Text, at: usize, words: &Words) -> Option<Quantity> {
    let literal = text.tokens.get(at)?.literal.as_ref()?;
    let mut quantity = new(
        at,
        at + 1,
        literal.value(words.decimal).into_iter().collect(),
    );
    let next = text.tokens.get(at + 1);
    if let Some(next) = next.filter(|next| next.gap == Gap::None || next.gap.joins()) {
        let word = next.folded.as_str();
        let beside = next.gap == Gap::None;
        let scale = words.suffix_scales.get(word).copied();
        let scale = scale.or_else(|| words.scales.get(word).copied());
        if beside && ORDINALS.contains(&word) {
            quantity.form = Form::Ordinal;
            quantity.tokens.end += 1;
        } else if let Some(scale) = scale.filter(|_| beside || word.len() > 1) {
            scale_by(&mut quantity, scale, word.len() == 1 && word != "k");
        } else if word == "+" {
            quantity.bound = Bound::Over;
            quantity.tokens.end += 1;
        }
    }
    with_unit(text, &mut quantity, words);
    Some(quantity)
}

/// "5m" may be millions or metres.
fn scale_by(quantity: &mut Quantity, scale: f64, doubtful: bool) {
    quantity.tokens.end += 1;
    if scale == 0.0 {
        return;
    }
    let plain = quantity.values.clone();
    for value in &mut quantity.values {
        *value *= scale;
    }
    if doubtful {
        quantity.values.extend(plain);
    }
}

fn in_words(text: &Text, at: usize, words: &Words) -> Option<Quantity> {
    let word = text.word(at);
    if let Some((range, _)) = words.second.at(text, at) {
        let mut quantity = new(at, range.end, vec![2.0]);
        quantity.form = Form::Ordinal;
        return Some(quantity);
    }
    if let Some(factor) = words.factors.get(word) {
        let mut quantity = new(at, at + 1, vec![*factor]);
        quantity.unit = Unit::Factor;
        return Some(quantity);
    }
    if let Some(least) = words.indefinite.get(word) {
        let mut quantity = new(at, at + 1, vec![*least]);
        quantity.form = Form::Indefinite;
        return Some(quantity);
    }
    if let Some(quantity) = fraction(text, at, words) {
        return Some(quantity);
    }
    if let Some(value) = words.ordinals.get(word) {
        let mut quantity = new(at, at + 1, vec![*value]);
        quantity.form = Form::Ordinal;
        return Some(quantity);
    }
    if let Some((end, value)) = number_at(text, at, words) {
        // "two thirds"
        if let Some(part) = words.fractions.get(text.word(end)).filter(|_| value > 1.0) {
            let mut quantity = new(at, end + 1, vec![value * part * 100.0]);
            quantity.unit = Unit::Percent;
            return Some(quantity);
        }
        let mut quantity = new(at, end, vec![value]);
        with_unit(text, &mut quantity, words);
        return Some(quantity);
    }
    if let Some(glued) = glued_with_unit(word, words) {
        let mut quantity = new(at, at + 1, vec![glued.value]);
        quantity.unit = glued.unit;
        quantity.people = glued.people;
        return Some(quantity);
    }
    // "one", "a year"
    let mut quantity = words
        .one
        .contains(word)
        .then(|| new(at, at + 1, vec![1.0]))?;
    with_unit(text, &mut quantity, words);
    let months = quantity.unit == Unit::Months;
    let decade = months && quantity.values.iter().any(|value| *value >= 120.0);
    if !decade {
        quantity.form = Form::Soft;
    }
    // "a" counts nothing but a decade; "one" may.
    (decade || quantity.unit != Unit::Plain || word.len() > 2).then_some(quantity)
}

/// "half", "a third", "two thirds", "half a million"
fn fraction(text: &Text, at: usize, words: &Words) -> Option<Quantity> {
    let value = *words.fractions.get(text.word(at))?;
    let before = text.word_before(at);
    let count = words.ones.get(before).copied();
    let half = (value - 0.5).abs() < 1e-6;
    if !half
        && count.is_none()
        && !words.one.contains(before)
        && words.to.before(text, at).is_none()
    {
        return None;
    }
    let next = if words.one.contains(text.word(at + 1)) {
        at + 2
    } else {
        at + 1
    };
    if let Some(scale) = words.scales.get(text.word(next)).filter(|_| half) {
        let mut quantity = new(at, next + 1, vec![value * scale]);
        with_unit(text, &mut quantity, words);
        return Some(quantity);
    }
    let mut span = new(at, next, vec![value]);
    with_unit(text, &mut span, words);
    if half && span.unit != Unit::Plain {
        return Some(span);
    }
    let mut quantity = new(at, at + 1, vec![value * count.unwrap_or(1.0) * 100.0]);
    quantity.unit = Unit::Percent;
    Some(quantity)
}

fn with_unit(text: &Text, quantity: &mut Quantity, words: &Words) {
    // "three and a half years"
    if let Some((half, _)) = words.half_more.at(text, quantity.tokens.end) {
        quantity.tokens.end = half.end;
        for value in &mut quantity.values {
            *value += 0.5;
        }
    }
    let at = quantity.tokens.end;
    let found = suffix_at(text, at, words)
        .map(|(unit, factor, people, range)| {
            quantity.people |= people;
            (unit, factor, 0.0, range.end)
        })
        .or_else(|| unit_at(text, at, words).map(|f| (f.unit, f.factor, f.added, f.end)));
    let Some((unit, factor, added, end)) = found else {
        return;
    };
    for value in &mut quantity.values {
        *value = *value * factor + added;
    }
    quantity.unit = unit;
    quantity.factor = factor;
    quantity.tokens.end = end;
    if text.word(end) == "+" {
        quantity.bound = Bound::Over;
    }
}

/// What is around a number: limits, prepositions, nouns.
fn context(text: &Text, quantity: &mut Quantity, words: &Words) {
    let mut start = quantity.tokens.start;
    if words.one.contains(text.word_before(start)) {
        start -= 1;
    }
    if text.word_before(start) == "factor" || text.word_before(start) == "faktor" {
        quantity.unit = Unit::Factor;
    }
    let factor_of = start >= 2 && text.word(start - 2) == "factor" && text.word(start - 1) == "of";
    if factor_of {
        quantity.unit = Unit::Factor;
    }
    for (phrases, bound) in [
        (&words.over, Bound::Over),
        (&words.under, Bound::Under),
        (&words.about, Bound::About),
    ] {
        if let Some((range, _)) = phrases.before(text, start) {
            quantity.bound = bound;
            start = range.start;
            break;
        }
    }
    match text.word_before(start) {
        ">" | "≥" => quantity.bound = Bound::Over,
        "~" | "≈" => quantity.bound = Bound::About,
        _ => {}
    }
    for (phrases, direction) in [
        (&words.to, Direction::To),
        (&words.by, Direction::By),
        (&words.from, Direction::From),
    ] {
        if phrases.before(text, start).is_some() {
            quantity.direction = direction;
        }
    }
    if text.word_before(start) == "→" {
        quantity.direction = Direction::To;
    }
    let of = quantity.is_indefinite() && matches!(text.word(quantity.tokens.end), "of" | "von");
    let nouns = nouns(text, quantity.tokens.end + usize::from(of), words);
    quantity.people |= is_of_people(text, quantity, words);
    quantity.nouns = nouns;
}

fn nouns(text: &Text, from: usize, words: &Words) -> Vec<String> {
    let following = text.tokens.iter().skip(from).enumerate();
    following
        .take_while(|(step, token)| {
            *step < NOUNS_MAX
                && token.gap.joins()
                && token.is_word()
                && !words.function.contains(&token.folded)
        })
        .map(|(_, token)| words.term(&token.folded))
        .collect()
}

/// "six engineers", "a team of six", "a six-person team"
fn is_of_people(text: &Text, quantity: &Quantity, words: &Words) -> bool {
    if quantity.unit != Unit::Plain {
        return false;
    }
    let after = text.tokens.iter().skip(quantity.tokens.end).take(NOUNS_MAX);
    let counted = after
        .take_while(|token| token.gap.joins() && !words.function.contains(&token.folded))
        .any(|token| words.people.contains(&token.folded));
    let direct = text
        .tokens
        .get(quantity.tokens.end)
        .is_some_and(|token| token.gap == Gap::Hyphen && words.collective.contains(&token.folded));
    counted
        || direct
        || words
            .headcount
            .before(text, quantity.tokens.start)
            .is_some()
}

/// Links "from 40" and "to 8 minutes", and gives the first the unit of the second.
fn pair(text: &Text, all: &mut [Quantity]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for second in 1..all.len() {
        let Some((before, [after, ..])) = all.split_at_mut_checked(second) else {
            continue;
        };
        let Some(first) = before.last_mut() else {
            continue;
        };
        let distance = after.tokens.start.saturating_sub(first.tokens.end);
        let dash = text
            .tokens
            .get(after.tokens.start)
            .is_some_and(|token| matches!(token.gap, Gap::Dash | Gap::Hyphen));
        let to = after.direction == Direction::To && distance <= 3;
        let and = distance == 1 && !to;
        if !(to || (dash && distance == 0) || and) {
            continue;
        }
        if first.unit == Unit::Plain && first.nouns.is_empty() {
            inherit(first, after);
        }
        if to && first.unit == after.unit {
            pairs.push((second - 1, second));
        }
    }
    pairs
}

/// The values of the second are in the base of its unit already.
fn inherit(first: &mut Quantity, after: &Quantity) {
    for value in &mut first.values {
        *value *= after.factor;
    }
    first.unit = after.unit.clone();
    first.factor = after.factor;
    first.nouns.clone_from(&after.nouns);
    first.people |= after.people;
}
