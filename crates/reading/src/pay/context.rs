//! The meaning of the words around a figure: the period, an open end, or that it is not pay.

use super::{
    Period,
    term::Term,
    token::{Kind, Token},
    vocabulary::is_east,
};

/// How far words around a figure are looked at, in tokens.
const REACH: usize = 8;

/// The period beside a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rate {
    /// None is stated.
    None,
    /// The period, and the position after it.
    Per(Period, usize),
    /// One that cannot be represented: "biweekly", "per 2 weeks", "per mile".
    Unknown,
}

/// The side on which a single figure is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// "from", "or more"
    Up,
    /// "up to"
    Down,
}

/// The period behind a figure: "/hr", "brutto im Monat", "(per year)".
pub(super) fn rate_after(tokens: &[Token], end: usize) -> Rate {
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let period = |index: usize| match kind(index) {
        Some(Kind::Term(Term::Period(period))) => Some(period),
        _ => None,
    };
    let mut per = false;
    for at in end..end + REACH {
        let Some(token) = tokens.get(at) else { break };
        match token.kind {
            Kind::Term(Term::Period(period)) => return Rate::Per(period, at + 1),
            Kind::Term(Term::NoPeriod) => return Rate::Unknown,
            Kind::Term(Term::Per) | Kind::Slash => per = true,
            Kind::Term(
                Term::A
                | Term::Filler
                | Term::Pay
                | Term::And
                | Term::OrMore
                | Term::OrLess
                | Term::Min
                | Term::Max,
            )
            | Kind::Open => {}
            Kind::Dash if token.glued && tokens.get(at + 1).is_some_and(|next| next.glued) => {}
            Kind::Number(number) if per => {
                let one = number.is_some_and(|number| number.mantissa == 1 && number.decimals == 0);
                return match period(at + 1) {
                    Some(period) if one => Rate::Per(period, at + 2),
                    Some(_) => Rate::Unknown,
                    None => Rate::None,
                };
            }
            Kind::Word | Kind::Term(_) if per => {
                return period(at + 1).map_or(Rate::Unknown, |period| Rate::Per(period, at + 2));
            }
            _ => break,
        }
    }
    Rate::None
}

/// The period before a figure: "Hourly rate: $20", "Monatsgehalt ab", "年収".
pub(super) fn rate_before(tokens: &[Token], dead: &[bool], at: usize, floor: usize) -> Rate {
    for index in (floor..at).rev().take(REACH) {
        let Some(token) = tokens.get(index) else {
            break;
        };
        match token.kind {
            Kind::Term(Term::Period(period)) if !dead.get(index).copied().unwrap_or_default() => {
                return Rate::Per(period, index + 1);
            }
            Kind::Term(Term::NoPeriod) => return Rate::Unknown,
            Kind::Term(
                Term::Filler
                | Term::Pay
                | Term::Per
                | Term::A
                | Term::From
                | Term::Min
                | Term::UpTo
                | Term::Max
                | Term::Until
                | Term::Between,
            )
            | Kind::Colon
            | Kind::Dash
            | Kind::Tilde
            | Kind::WideTilde
            | Kind::Open
            | Kind::Close
            | Kind::Money(_) => {}
            _ => break,
        }
    }
    Rate::None
}

/// The word that opens a figure: "from", "between", "up to".
pub(super) fn opening(tokens: &[Token], at: usize, floor: usize) -> Option<Term> {
    for index in (floor..at).rev().take(REACH) {
        match tokens.get(index)?.kind {
            Kind::Term(
                term @ (Term::From
                | Term::Min
                | Term::UpTo
                | Term::Max
                | Term::Until
                | Term::Between),
            ) => {
                return Some(term);
            }
            Kind::Term(Term::Filler | Term::Pay | Term::Period(_) | Term::Per | Term::A)
            | Kind::Colon
            | Kind::Tilde => {}
            _ => return None,
        }
    }
    None
}

/// The open side of a single figure.
pub(super) fn open_end(
    tokens: &[Token],
    at: usize,
    end: usize,
    floor: usize,
    east: bool,
) -> Option<Open> {
    let tilde =
        |token: &Token| token.kind == Kind::WideTilde || (east && token.kind == Kind::Tilde);
    let words = tokens.get(floor..at).unwrap_or_default().iter().rev();
    let mut words = words.skip_while(|token| {
        matches!(token.kind, Kind::Term(Term::Period(_) | Term::Pay)) && token.raw.contains(is_east)
    });
    if words.next().is_some_and(tilde) {
        return Some(Open::Down);
    }
    match opening(tokens, at, floor) {
        Some(Term::From | Term::Min) => return Some(Open::Up),
        Some(Term::UpTo | Term::Max | Term::Until) => return Some(Open::Down),
        _ => {}
    }
    for index in end..end + REACH {
        let token = tokens.get(index)?;
        let labels_next = || {
            let rest = tokens.get(index + 1..).unwrap_or_default().iter().take(3);
            rest.clone()
                .any(|token| matches!(token.kind, Kind::Number(_) | Kind::Money(_)))
        };
        match token.kind {
            Kind::Term(Term::OrMore) => return Some(Open::Up),
            Kind::Term(Term::OrLess) => return Some(Open::Down),
            Kind::Term(Term::Min) if !labels_next() => return Some(Open::Up),
            Kind::Term(Term::Max) if !labels_next() => return Some(Open::Down),
            Kind::Term(Term::Filler | Term::Pay | Term::Period(_) | Term::Per | Term::A)
            | Kind::Slash
            | Kind::Open => {}
            _ if tilde(token) && !labels_next() => return Some(Open::Up),
            _ => return None,
        }
    }
    None
}

/// True if a figure is money beside the pay or none at all: a bonus, funding, revenue.
pub(super) fn is_beside_pay(tokens: &[Token], spans: &[(usize, usize)], index: usize) -> bool {
    let Some((at, end)) = spans.get(index).copied() else {
        return false;
    };
    let floor = index
        .checked_sub(1)
        .and_then(|before| spans.get(before))
        .map_or(0, |(_, end)| *end);
    let next = spans.get(index + 1).map_or(tokens.len(), |(at, _)| *at);
    is_named_before(tokens, floor, at) || is_named_behind(tokens, end, next)
}

/// "Bonus: up to 10.000 €", "raised $5M".
fn is_named_before(tokens: &[Token], floor: usize, at: usize) -> bool {
    for index in (floor..at).rev() {
        let Some(token) = tokens.get(index) else {
            break;
        };
        match token.kind {
            Kind::Term(Term::NotPay) => return true,
            Kind::Term(Term::Pay | Term::Beside) | Kind::Break | Kind::Close | Kind::Plus => {
                return false;
            }
            // The period of "Monatsgehalt" is a word for pay, too.
            Kind::Term(Term::Period(_))
                if token.folded.contains("gehalt")
                    || token.folded.contains("lohn")
                    || token.raw.contains(is_east) =>
            {
                return false;
            }
            Kind::Comma | Kind::Dot if !tokens.get(index + 1).is_some_and(|next| next.glued) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// "$10,000 sign-on bonus", "$5M in funding", "$120k (OTE)".
fn is_named_behind(tokens: &[Token], end: usize, next: usize) -> bool {
    let mut inside = false;
    for index in end..tokens.len() {
        let Some(token) = tokens.get(index) else {
            break;
        };
        let after = tokens.get(index + 1);
        if index >= next {
            return false;
        }
        match token.kind {
            Kind::Term(Term::NotPay) => {
                let labels = after.is_some_and(|after| after.kind == Kind::Colon);
                let closes = tokens
                    .get(index..next)
                    .is_some_and(|rest| rest.iter().any(|token| token.kind == Kind::Close));
                let of_next = inside && next < tokens.len() && !closes;
                return !labels && !of_next;
            }
            Kind::Open => inside = true,
            Kind::Term(Term::Pay | Term::Beside | Term::And)
            | Kind::Ampersand
            | Kind::Break
            | Kind::Close
            | Kind::Plus
            | Kind::Number(_)
            | Kind::Colon => return false,
            Kind::Dash if !token.glued => return false,
            Kind::Comma | Kind::Dot if !after.is_some_and(|after| after.glued) => return false,
            Kind::Slash
                if !after.is_some_and(|after| {
                    matches!(
                        after.kind,
                        Kind::Term(Term::Period(_) | Term::Filler | Term::Per)
                    )
                }) =>
            {
                return false;
            }
            _ => {}
        }
    }
    false
}
