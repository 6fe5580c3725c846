//! The period that an amount is paid for: as it is stated, or by its size.

use super::{
    Period,
    currency::{Fit, fits, period_by_size},
    lexer::tokens,
    term::Term,
    token::{Kind, Token},
};
use crate::text::cut;

/// Maximum number of characters of a label or a text that are read.
const CHARS_MAX: usize = 2_000;

/// The period that a text names; none if it names several. What is counted ("40 hours", "3 days a week") is no period of pay.
#[must_use]
pub fn period_in(text: &str) -> Option<Period> {
    let tokens = tokens(cut(text, CHARS_MAX));
    let dead = counted(&tokens);
    single(named(&tokens, &dead).map(|(_, period)| period))
}

/// The period of an amount: the label of a field, or the pay line, decides; else the size of the amount; else the prose around it, but
/// never against the size.
#[must_use]
pub fn period_of(
    currency: &str,
    min: Option<i64>,
    max: Option<i64>,
    label: &str,
    prose: &str,
) -> Option<Period> {
    if let Some(period) = period_in(label) {
        return Some(period);
    }
    let code = currency.trim().to_ascii_uppercase();
    by_size(&code, min, max).or_else(|| {
        let tokens = tokens(cut(prose, CHARS_MAX));
        let dead = counted(&tokens);
        let per = named(&tokens, &dead).filter(|(at, _)| is_rate(&tokens, *at));
        let period = single(per.map(|(_, period)| period))?;
        let ends = [min, max].into_iter().flatten();
        ends.into_iter()
            .all(|end| fits(&code, period, end, Fit::Usual))
            .then_some(period)
    })
}

/// The period of the greater end, if the size of the smaller one does not contradict it.
pub(super) fn by_size(code: &str, min: Option<i64>, max: Option<i64>) -> Option<Period> {
    let known = |end: Option<i64>| end.filter(|end| *end > 0);
    let greatest = known(min).max(known(max))?;
    let least = known(min).map_or(greatest, |min| known(max).map_or(min, |max| min.min(max)));
    let period = period_by_size(code, greatest)?;
    let other = period_by_size(code, least);
    other.is_none_or(|other| other == period).then_some(period)
}

/// The periods that are named, with their positions.
pub(super) fn named<'a>(
    tokens: &'a [Token],
    dead: &'a [bool],
) -> impl Iterator<Item = (usize, Period)> + 'a {
    tokens.iter().enumerate().filter_map(|(at, token)| {
        let Kind::Term(Term::Period(period)) = token.kind else {
            return None;
        };
        (!dead.get(at).copied().unwrap_or_default()).then_some((at, period))
    })
}

/// The only period of several mentions.
pub(super) fn single(mut periods: impl Iterator<Item = Period>) -> Option<Period> {
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// True for "per month" and "monthly", and false for "one paid wellness day".
fn is_rate(tokens: &[Token], at: usize) -> bool {
    const ADVERBS: &[&str] = &[
        "hourly",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "annual",
        "annually",
        "annum",
        "pa",
        "monatlich",
        "jahrlich",
        "stundlich",
        "mensuel",
        "mensuels",
        "annuel",
        "annuels",
        "mensual",
        "anual",
        "mensal",
        "mensile",
        "annuo",
        "annui",
        "rocznie",
        "miesiecznie",
    ];
    const LINKS: &[&str] = &["per", "par", "por", "pro", "im", "al", "all", "die"];
    // A phrase such as "per month" is one token, with its first word.
    let rate = tokens.get(at).is_some_and(|token| {
        let word = token.folded.as_str();
        ADVERBS.contains(&word) || LINKS.contains(&word) || word.is_empty()
    });
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    rate || before.is_some_and(|before| {
        matches!(before.kind, Kind::Slash | Kind::Term(Term::Per))
            || LINKS.contains(&before.folded.as_str())
    })
}

/// The tokens that belong to what is counted: "40 hours per week", "3 days a week", "12-month".
pub(super) fn counted(tokens: &[Token]) -> Vec<bool> {
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let mut dead = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        if !matches!(kind(at), Some(Kind::Number(_))) || is_paid(tokens, at) {
            continue;
        }
        let skipped = matches!(kind(at + 1), Some(Kind::Plus | Kind::Dash));
        let noun = at + 1 + usize::from(skipped);
        let unit = tokens.get(noun).is_some_and(|token| {
            matches!(token.kind, Kind::Term(Term::Period(_)))
                || matches!(
                    token.raw.to_lowercase().as_str(),
                    "h" | "d" | "std" | "tage"
                )
        });
        if !unit {
            continue;
        }
        let mut end = noun + 1;
        while matches!(
            kind(end),
            Some(Kind::Slash | Kind::Term(Term::Per | Term::A | Term::Filler))
        ) {
            end += 1;
        }
        if matches!(kind(end), Some(Kind::Term(Term::Period(_)))) {
            end += 1;
        } else {
            end = noun + 1;
        }
        dead.iter_mut()
            .take(end)
            .skip(at)
            .for_each(|dead| *dead = true);
    }
    dead
}

/// True if a currency is beside the number, or beside the other end of its range: "$20-25 hourly".
fn is_paid(tokens: &[Token], at: usize) -> bool {
    let mut index = at;
    for _ in 0..4 {
        let Some(before) = index.checked_sub(1).and_then(|before| tokens.get(before)) else {
            return false;
        };
        match before.kind {
            Kind::Money(_) => return true,
            Kind::Number(_)
            | Kind::Dash
            | Kind::Tilde
            | Kind::WideTilde
            | Kind::Term(Term::Until | Term::Scale(_)) => index -= 1,
            _ => return false,
        }
    }
    false
}
