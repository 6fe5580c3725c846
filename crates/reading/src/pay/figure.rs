//! The figures of a pay line: a number with its unit and currency.

use super::{
    AMOUNT_MAX,
    currency::Money,
    number::{Groups, Number},
    term::{Scale, Term},
    token::{Kind, Token},
};

/// A number with its unit and currency.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The position of its first token.
    pub at: usize,
    /// The position after its last token.
    pub end: usize,
    /// Its number; none if the number or its unit is not known.
    pub number: Option<Number>,
    pub scale: Option<Scale>,
    /// A smaller part of the same number, in hundredths: "27万5千".
    pub rest: i64,
    /// The currencies beside it.
    pub money: Vec<Money>,
    /// True with a plus behind it: "90k+".
    pub open: bool,
}

impl Figure {
    /// The amount in hundredths, with a unit; none if it is too large or not exact.
    pub(super) fn amount(&self, scale: Option<Scale>) -> Option<i64> {
        let amount = value(self.number?, scale)?.checked_add(self.rest)?;
        (amount <= AMOUNT_MAX).then_some(amount)
    }

    /// True if the number has less than four digits and no unit: the unit of "60–75k" may belong to it, too.
    pub(super) fn is_short(&self) -> bool {
        let short = |number: Number| number.groups == Groups::None && number.lead <= 3;
        self.scale.is_none() && self.number.is_some_and(short)
    }
}

/// A number with its unit, in hundredths.
fn value(number: Number, scale: Option<Scale>) -> Option<i64> {
    // "1.200k" and "1.234 Mio" may have decimals or not.
    let doubtful = matches!(number.groups, Groups::Point | Groups::Comma);
    if scale.is_some_and(|scale| !scale.east) && doubtful {
        return None;
    }
    let by = scale.map_or(1, |scale| scale.by);
    let whole = i128::from(number.mantissa) * i128::from(by) * 100;
    let parts = 10_i128.checked_pow(number.decimals)?;
    (whole % parts == 0).then_some(())?;
    i64::try_from(whole / parts).ok()
}

/// All figures of a line, also those without a currency.
pub(super) fn figures(tokens: &[Token]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let from = figures.last().map_or(0, |figure| figure.end);
        match token.kind {
            Kind::Number(number) if at >= from => {
                if let Some(figure) = figure(tokens, at, from, number) {
                    at = figure.end;
                    figures.push(figure);
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    figures
}

/// The figure whose number is at a token; none for a percentage.
fn figure(tokens: &[Token], at: usize, from: usize, number: Option<Number>) -> Option<Figure> {
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let glued = |index: usize| tokens.get(index).is_some_and(|token| token.glued);
    let mut figure = Figure {
        at,
        end: at + 1,
        number,
        scale: None,
        rest: 0,
        money: Vec::new(),
        open: false,
    };
    if is_retirement_plan(tokens, at, number) || kind(at + 1) == Some(Kind::Percent) {
        return None;
    }
    figure.before(tokens, from);
    figure.unit(tokens);
    let mut end = figure.end;
    match kind(end) {
        // "15X": a unit that is not known.
        Some(Kind::Word) if glued(end) => {
            figure.number = None;
            end += 1;
        }
        // "60 Dtzd. EUR": the same.
        Some(Kind::Word)
            if figure.money.is_empty()
                && after_words(tokens, end).is_some_and(|next| is_own(tokens, next)) =>
        {
            figure.number = None;
            end = after_words(tokens, end)?;
        }
        _ => {}
    }
    if kind(end) == Some(Kind::Percent) {
        return None;
    }
    figure.end = end;
    figure.plus(tokens);
    figure.cents(tokens);
    figure.behind(tokens);
    figure.plus(tokens);
    let other = !figure.money.is_empty() && has_other_money(tokens, figure.at, figure.end, from);
    if other || is_negative(tokens, figure.at, from) || is_negative(tokens, at, from) {
        figure.number = None;
    }
    Some(figure)
}

/// The position after up to three words that are not known, and points.
fn after_words(tokens: &[Token], at: usize) -> Option<usize> {
    let unknown = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Dot);
    let words = tokens.get(at..)?.iter().take_while(unknown).count();
    (1..=4).contains(&words).then_some(at + words)
}

/// True if the currency at a token belongs to what is before it.
fn is_own(tokens: &[Token], at: usize) -> bool {
    let Some(Token {
        kind: Kind::Money(_),
        glued,
        ..
    }) = tokens.get(at)
    else {
        return false;
    };
    match tokens.get(at + 1) {
        Some(Token {
            kind: Kind::Number(_),
            glued: next,
            ..
        }) => *glued && !next,
        _ => true,
    }
}

/// "401k" and "401(k)".
fn is_retirement_plan(tokens: &[Token], at: usize, number: Option<Number>) -> bool {
    let is_k = |token: &Token| token.raw.eq_ignore_ascii_case("k");
    let plan =
        number.is_some_and(|number| matches!(number.mantissa, 401 | 403) && number.decimals == 0);
    let next = tokens.get(at + 1);
    let inside = tokens.get(at + 2);
    plan && (next.is_some_and(is_k)
        || (next.is_some_and(|token| token.kind == Kind::Open && token.glued)
            && inside.is_some_and(|token| is_k(token) || token.raw.eq_ignore_ascii_case("b"))))
}

/// "AUD/NZD 90,000", "90,000 AUD/NZD": one of two currencies.
fn has_other_money(tokens: &[Token], at: usize, end: usize, from: usize) -> bool {
    let kind = |index: Option<usize>| Some(tokens.get(index?)?.kind);
    let money = |index: Option<usize>| kind(index).is_some_and(is_money);
    let slash = |index: Option<usize>| kind(index) == Some(Kind::Slash);
    let number = matches!(kind(Some(end + 2)), Some(Kind::Number(_)));
    let before = at > from + 1 && slash(at.checked_sub(1)) && money(at.checked_sub(2));
    before || (slash(Some(end)) && money(Some(end + 1)) && !number)
}

/// True with a minus before it: a dash that touches the figure and no other one.
fn is_negative(tokens: &[Token], at: usize, from: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let touches = tokens.get(at).is_some_and(|token| token.glued);
    let Some(dash) = tokens.get(before).filter(|token| token.kind == Kind::Dash) else {
        return false;
    };
    let range = before == from && from > 0;
    let previous = before.checked_sub(1).and_then(|index| tokens.get(index));
    let after_word = dash.glued
        && previous
            .is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Term(_) | Kind::Close));
    touches && !range && !after_word
}

impl Figure {
    /// Takes the currency before the number, with its unit: "US$", "k€ 45", "EUR: 60".
    fn before(&mut self, tokens: &[Token], from: usize) {
        let kind = |index: usize| tokens.get(index).map(|token| token.kind);
        let mut at = self.at;
        if at > from + 1
            && at.checked_sub(1).and_then(kind) == Some(Kind::Colon)
            && at.checked_sub(2).and_then(kind).is_some_and(is_money)
        {
            at -= 1;
        }
        while self.money.len() < 2 && at > from {
            let Some(Kind::Money(money)) = kind(at - 1) else {
                break;
            };
            self.money.insert(0, money);
            at -= 1;
            self.at = at;
        }
        if self.money.is_empty() || at <= from {
            return;
        }
        let unit = tokens.get(at - 1).zip(tokens.get(at));
        if let Some((token, money)) = unit
            && let Kind::Term(Term::Scale(scale)) = token.kind
            && money.glued
        {
            self.scale = Some(scale);
            self.at = at - 1;
        }
    }

    /// Takes the unit behind the number, and smaller parts of it: "27万5千".
    fn unit(&mut self, tokens: &[Token]) {
        // "60-k"
        let dash = tokens
            .get(self.end)
            .is_some_and(|token| token.kind == Kind::Dash && token.glued)
            && tokens.get(self.end + 1).is_some_and(|token| token.glued);
        let Some(scale) = self.scale_at(tokens, self.end + usize::from(dash)) else {
            return;
        };
        self.end += usize::from(dash);
        if self.scale.is_some() {
            self.number = None;
        }
        self.scale = Some(scale);
        self.end += 1;
        if self.number.is_some_and(is_whole) {
            self.rest = self.smaller_parts(tokens, scale);
        }
    }

    /// Takes the smaller parts of a number, which are whole: of "1.5万2.5" there are none.
    fn smaller_parts(&mut self, tokens: &[Token], scale: Scale) -> i64 {
        let (mut last, mut rest) = (scale, 0_i64);
        while let (
            true,
            Some(Token {
                kind: Kind::Number(Some(part)),
                glued,
                ..
            }),
        ) = (last.east, tokens.get(self.end))
        {
            let unit = self.scale_at(tokens, self.end + 1).filter(|unit| unit.east);
            let spaced = !glued && unit.is_none() && last.by < 100_000_000;
            let amount = value(*part, unit).filter(|_| is_whole(*part) && !spaced);
            let Some(amount) = amount.filter(|amount| *amount < last.by * 100) else {
                break;
            };
            rest += amount;
            self.end += 1 + usize::from(unit.is_some());
            let Some(unit) = unit else { break };
            last = unit;
        }
        rest
    }

    /// The unit at a token. A letter counts if it touches the number or a currency.
    fn scale_at(&self, tokens: &[Token], at: usize) -> Option<Scale> {
        let token = tokens.get(at)?;
        let Kind::Term(Term::Scale(scale)) = token.kind else {
            return None;
        };
        let next = tokens.get(at + 1).is_some_and(|next| is_money(next.kind));
        let rupees = self.money.contains(&Money::Code("INR"));
        (!scale.letter || token.glued || next || rupees).then_some(scale)
    }

    /// Takes a plus that touches what is before it, and nothing behind it.
    fn plus(&mut self, tokens: &[Token]) {
        let Some(token) = tokens
            .get(self.end)
            .filter(|token| token.kind == Kind::Plus)
        else {
            return;
        };
        let next = tokens.get(self.end + 1);
        let touches = next.is_some_and(|next| {
            next.glued
                && !matches!(
                    next.kind,
                    Kind::Slash | Kind::Close | Kind::Comma | Kind::Dot | Kind::Money(_)
                )
        });
        let ends = next.is_none_or(|next| {
            matches!(
                next.kind,
                Kind::Close
                    | Kind::Break
                    | Kind::Slash
                    | Kind::Term(Term::Per | Term::Period(_) | Term::A)
            )
        });
        if (token.glued && !touches) || ends {
            self.open = true;
            self.end += 1;
        }
    }

    /// Takes the cents behind the currency: "12€50".
    fn cents(&mut self, tokens: &[Token]) {
        let after = (tokens.get(self.end), tokens.get(self.end + 1));
        let (Some(sign), Some(cents)) = after else {
            return;
        };
        let (Kind::Money(money), Kind::Number(part)) = (sign.kind, cents.kind) else {
            return;
        };
        if !sign.glued || !cents.glued || !self.money.is_empty() {
            return;
        }
        let whole = |number: &Number| number.decimals == 0 && self.scale.is_none();
        let both = self.number.filter(whole).zip(part);
        self.number = both
            .filter(|(_, part)| part.decimals == 0 && part.lead == 2 && part.mantissa < 100)
            .and_then(|(number, part)| {
                let mantissa = number
                    .mantissa
                    .checked_mul(100)?
                    .checked_add(part.mantissa)?;
                Some(Number {
                    mantissa,
                    decimals: 2,
                    groups: Groups::Sure,
                    ..number
                })
            });
        self.money.push(money);
        self.end += 2;
    }

    /// Takes the currency behind the number: "45 €", "120k US$ USD", "60 000 (EUR)".
    fn behind(&mut self, tokens: &[Token]) {
        let kind = |index: usize| tokens.get(index).map(|token| token.kind);
        let mut end = self.end;
        let before = self.money.len();
        while let Some(Kind::Money(money)) = kind(end) {
            let next_has = matches!(kind(end + 1), Some(Kind::Number(_)));
            if self.money.len() - before >= 2
                || (next_has
                    && (before > 0
                        || !is_own(tokens, end)
                            && tokens.get(end + 1).is_some_and(|next| next.glued)))
            {
                break;
            }
            self.money.push(money);
            end += 1;
        }
        if let (Some(Kind::Open), Some(Kind::Money(money)), Some(Kind::Close)) =
            (kind(end), kind(end + 1), kind(end + 2))
        {
            self.money.push(money);
            end += 3;
        }
        self.end = end;
    }
}

/// True for a currency.
pub(super) const fn is_money(kind: Kind) -> bool {
    matches!(kind, Kind::Money(_))
}

/// True for a number without decimals.
fn is_whole(number: Number) -> bool {
    value(number, None).is_some_and(|hundredths| hundredths % 100 == 0)
}
