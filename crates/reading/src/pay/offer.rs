//! Figures joined to ranges: "$21/hr to $25/hr", "45-50 k€".

use super::{
    Period,
    context::{self, Rate},
    currency::Money,
    figure::{Figure, figures},
    number::Groups,
    period::single,
    term::Term,
    token::{Kind, Token},
    vocabulary::is_east,
};

/// The upper end of a range is at most so many times the lower one.
pub(super) const RATIO_MAX: i64 = 20;

/// One figure or a range of two.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// The position of its first token.
    pub at: usize,
    /// The position after its last token.
    pub end: usize,
    /// Lower and upper end, in hundredths; none if it is not understood.
    pub ends: Option<(i64, i64)>,
    /// The currencies beside its figures.
    pub money: Vec<Money>,
    /// A period between its two figures: "$21/hr to $25/hr".
    pub inner: Option<Period>,
    /// True for two figures.
    pub is_range: bool,
    /// True with a plus behind it.
    pub open: bool,
}

/// The figures of the line, joined to ranges; without what is only counted.
pub(super) fn offers(tokens: &[Token], dead: &[bool]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    let figures = figures(tokens);
    let mut rest = figures.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let second = after.first();
        let range = second.and_then(|second| range(tokens, first, second));
        rest = after
            .get(usize::from(range.is_some())..)
            .unwrap_or_default();
        let offer = range.unwrap_or_else(|| {
            let amount = first.amount(first.scale);
            Offer {
                at: first.at,
                end: first.end,
                ends: amount.map(|amount| (amount, amount)),
                money: paid_in(&[first]),
                inner: None,
                is_range: false,
                open: first.open,
            }
        });
        let is_counted = [offer.at, offer.end.saturating_sub(1)]
            .iter()
            .any(|at| dead.get(*at).copied().unwrap_or_default());
        if !(is_counted && offer.money.is_empty()) {
            offers.push(offer);
        }
    }
    offers
}

/// Two figures as a range, if only a dash or "to" is between them, and perhaps a period.
fn range(tokens: &[Token], first: &Figure, second: &Figure) -> Option<Offer> {
    let between = tokens.get(first.end..second.at)?;
    let opened = context::opening(tokens, first.at, 0);
    if !connects(between, opened) {
        return None;
    }
    let inner = single(between.iter().filter_map(|token| match token.kind {
        Kind::Term(Term::Period(period)) => Some(period),
        _ => None,
    }));
    if let (Some(inner), Rate::Per(period, _)) = (inner, context::rate_after(tokens, second.end))
        && inner != period
    {
        return None;
    }
    let ends = range_ends(first, second);
    let money = paid_in(&[first, second]);
    Some(Offer {
        at: first.at,
        end: second.end,
        ends: ends.map(|(from, to)| (from.min(to), from.max(to))),
        money,
        inner,
        is_range: true,
        open: false,
    })
}

/// The currencies beside the figures, else the one that their unit is used for.
fn paid_in(figures: &[&Figure]) -> Vec<Money> {
    let beside: Vec<Money> = figures
        .iter()
        .flat_map(|figure| figure.money.iter().copied())
        .collect();
    if beside.is_empty() {
        figures
            .iter()
            .filter_map(|figure| figure.scale?.money)
            .collect()
    } else {
        beside
    }
}

/// True if these tokens make a range of the figures around them.
fn connects(between: &[Token], opened: Option<Term>) -> bool {
    let last = between.len().saturating_sub(1);
    let (mut connected, mut comma, mut ceiling) = (false, false, false);
    for (index, token) in between.iter().enumerate() {
        match token.kind {
            Kind::Dash | Kind::Tilde | Kind::WideTilde => connected = true,
            Kind::Term(Term::Until | Term::UpTo | Term::Max) => {
                connected = true;
                ceiling = true;
            }
            Kind::Term(Term::A) if index == last => connected = true,
            Kind::Term(Term::And) | Kind::Ampersand => {
                if opened.is_none() {
                    return false;
                }
                connected = true;
            }
            Kind::Term(Term::OrMore) if token.raw.contains(is_east) => connected = true,
            Kind::Comma | Kind::Colon => comma |= token.kind == Kind::Comma,
            Kind::Term(Term::Period(_) | Term::Per | Term::A | Term::Filler | Term::Pay)
            | Kind::Slash => {}
            _ => return false,
        }
    }
    connected && (!comma || (ceiling && opened.is_some()))
}

/// Both ends. The unit of one belongs to the other, too, if that is shorter: "60–75k", "45-50.000".
fn range_ends(first: &Figure, second: &Figure) -> Option<(i64, i64)> {
    let (mut from, mut to) = (first.scale, second.scale);
    let plain = |figure: &Figure| {
        let number = figure.number?;
        Some(number.mantissa / 10_i64.checked_pow(number.decimals)?)
    };
    let ordered = plain(first)? <= plain(second)?;
    let short = |figure: &Figure, other: &Figure| {
        figure.is_short() || (figure.scale.is_none() && other.scale.is_some_and(|scale| scale.east))
    };
    if from.is_none() && to.is_some() && ordered && short(first, second) {
        from = to;
    } else if to.is_none() && from.is_some() && ordered && short(second, first) {
        to = from;
    }
    let (low, high) = (first.amount(from)?, second.amount(to)?);
    let thousands = second
        .number
        .is_some_and(|number| number.groups != Groups::None || number.lead > 3)
        && high % 100_000 == 0;
    let one_sign = first.money.is_empty() || second.money.is_empty();
    if from.is_none()
        && to.is_none()
        && first.is_short()
        && thousands
        && one_sign
        && high / low.max(1) > RATIO_MAX
    {
        let low = low.checked_mul(1_000)?;
        return (low <= high).then_some((low, high));
    }
    Some((low, high))
}
