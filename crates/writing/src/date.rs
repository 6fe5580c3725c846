//! Dates in texts.

use std::ops::Range;

use crate::{
    fact::PartialDate,
    language::Words,
    text::{Gap, Literal, Text},
};

const YEARS: Range<u32> = 1950..2100;

/// What a date says of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    At,
    /// Open: "since", without an end.
    Since {
        open: bool,
    },
    Until,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A year, a month, or both; also "last year".
    Exact,
    /// "last month": only the same words of a fact support it.
    Relative,
    Recent,
}

/// A date in a text.
#[derive(Clone, Debug)]
pub(crate) struct DateMention {
    pub(crate) tokens: Range<usize>,
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u32>,
    pub(crate) mode: Mode,
    pub(crate) form: Form,
}

/// The dates of a text.
pub(crate) fn read(text: &Text, words: &Words, today: PartialDate) -> Vec<DateMention> {
    let mut dates: Vec<DateMention> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let Some(mut date) = one(text, at, words, today) else {
            at += 1;
            continue;
        };
        date.mode = mode(text, date.tokens.start, words, &mut dates);
        at = date.tokens.end.max(at + 1);
        dates.push(date);
    }
    dates
}

fn new(tokens: Range<usize>, year: Option<u32>, month: Option<u32>) -> DateMention {
    DateMention {
        tokens,
        year: year.and_then(|year| i32::try_from(year).ok()),
        month,
        mode: Mode::At,
        form: Form::Exact,
    }
}

fn one(text: &Text, at: usize, words: &Words, today: PartialDate) -> Option<DateMention> {
    if let Some((range, shift)) = words.relative_years.at(text, at) {
        let mut date = new(range, None, None);
        let shift = i32::from(shift < 0.0);
        date.year = Some(today.year - shift);
        return Some(date);
    }
    for (phrases, form) in [
        (&words.relative, Form::Relative),
        (&words.recent, Form::Recent),
    ] {
        if let Some((range, _)) = phrases.at(text, at) {
            let mut date = new(range, None, None);
            date.form = form;
            return Some(date);
        }
    }
    decade(text, at, words)
        .or_else(|| ago(text, at, words, today))
        .or_else(|| month(text, at, words))
        .or_else(|| numeric(text, at, words))
        .or_else(|| in_words(text, at, words))
}

fn relative(tokens: Range<usize>) -> DateMention {
    let mut date = new(tokens, None, None);
    date.form = Form::Relative;
    date
}

/// "the 2010s", "in the nineties"
fn decade(text: &Text, at: usize, words: &Words) -> Option<DateMention> {
    let token = text.tokens.get(at)?;
    let next = text.tokens.get(at + 1);
    let digits = year(text, at).is_some()
        && next.is_some_and(|next| {
            next.gap == Gap::None && matches!(next.folded.as_str(), "s" | "er")
        });
    if digits {
        return Some(relative(at..at + 2));
    }
    words
        .decades
        .contains(&token.folded)
        .then(|| relative(at..at + 1))
}

/// "two years ago", "vor zwei Jahren"
fn ago(text: &Text, at: usize, words: &Words, today: PartialDate) -> Option<DateMention> {
    let number = |from: usize| {
        let digits = text
            .tokens
            .get(from)?
            .literal
            .as_ref()
            .and_then(Literal::plain);
        let value = digits.map(f64::from);
        let value = value.or_else(|| {
            let word = text.word(from);
            let one = words.one.contains(word).then_some(1.0);
            words.ones.get(word).copied().or(one)
        })?;
        let span = *words.spans.get(text.word(from + 1))?;
        Some((value, span))
    };
    let (start, end, found) = if words.ago_before.contains(text.word(at)) {
        (at, at + 3, number(at + 1)?)
    } else {
        let found = number(at)?;
        words.ago.contains(text.word(at + 2)).then_some(())?;
        (at, at + 3, found)
    };
    let crate::language::Span::Months(length) = found.1 else {
        return Some(relative(start..end));
    };
    if length < 12.0 {
        return Some(relative(start..end));
    }
    let back = (1..100).find(|back| f64::from(*back) * 12.0 >= found.0 * length)?;
    let mut date = new(start..end, None, None);
    date.year = Some(today.year - back);
    Some(date)
}

fn month(text: &Text, at: usize, words: &Words) -> Option<DateMention> {
    let token = text.tokens.get(at)?;
    let value = *words
        .months
        .get(&token.folded)
        .filter(|_| token.is_capital())?;
    let month = (1..=12u32).find(|month| (f64::from(*month) - value).abs() < 0.1)?;
    let day = |index: usize| {
        let literal = text.tokens.get(index)?.literal.as_ref()?;
        let short = literal.groups.first().is_some_and(|group| group.len() <= 2);
        let plain = literal.plain().filter(|_| short)?;
        (1..=31).contains(&plain).then_some(())
    };
    let mut end = at + 1;
    let mut start = at;
    if day(end).is_some() && year(text, end).is_none() {
        end += 1;
        if matches!(text.word(end), "st" | "nd" | "rd" | "th") {
            end += 1;
        }
    } else if at > 0 && day(at - 1).is_some() {
        start = at - 1;
    }
    let year = year(text, end).filter(|_| text.tokens.get(end).is_some_and(|t| t.gap != Gap::Dash));
    if year.is_some() {
        end += 1;
    }
    let introduced = words.date_at.contains(text.word_before(start))
        || words.date_since.before(text, start).is_some()
        || words.date_until.before(text, start).is_some();
    let doubtful = words.doubtful_months.contains(&token.folded);
    let dated = year.is_some() || introduced || end > at + 1 || start < at;
    let sure = !doubtful || dated;
    let short = token.folded.len() <= 4 && !dated;
    (sure && !short).then(|| new(start..end, year, Some(month)))
}

/// "2023", "2023-03", "03/2023", "12.05.2024", "'22"
fn numeric(text: &Text, at: usize, words: &Words) -> Option<DateMention> {
    let literal = text.tokens.get(at)?.literal.as_ref()?;
    let groups: Vec<u32> = literal
        .groups
        .iter()
        .filter_map(|g| g.parse().ok())
        .collect();
    let dots = literal.signs.iter().all(|sign| *sign == '.');
    match groups.as_slice() {
        [_, month, year] | [month, year]
            if dots && YEARS.contains(year) && (1..=12).contains(month) =>
        {
            return Some(new(at..at + 1, Some(*year), Some(*month)));
        }
        _ => {}
    }
    let part = |index: usize| {
        let token = text.tokens.get(index)?;
        let joined = matches!(token.gap, Gap::Hyphen | Gap::Slash);
        token.literal.as_ref()?.plain().filter(|_| joined)
    };
    if let Some(found) = year(text, at) {
        if let Some(month) = part(at + 1).filter(|month| (1..=12).contains(month)) {
            let day = part(at + 2).is_some_and(|day| (1..=31).contains(&day));
            return Some(new(at..at + 2 + usize::from(day), Some(found), Some(month)));
        }
        return is_year(text, at, words).then(|| new(at..at + 1, Some(found), None));
    }
    let plain = literal.plain()?;
    let joined = text
        .tokens
        .get(at + 1)
        .is_some_and(|token| matches!(token.gap, Gap::Hyphen | Gap::Slash));
    if (1..=12).contains(&plain)
        && joined
        && let Some(year) = year(text, at + 1)
    {
        return Some(new(at..at + 2, Some(year), Some(plain)));
    }
    // "in '22"
    let short = literal.groups.first().is_some_and(|group| group.len() == 2);
    let marked = text.tokens.get(at)?.gap == Gap::Break;
    let introduced = words.date_at.contains(text.word_before(at))
        || matches!(text.word_before(at), "since" | "until" | "seit" | "bis");
    (short && marked && introduced).then(|| new(at..at + 1, Some(2000 + plain), None))
}

/// A year with four digits.
fn year(text: &Text, at: usize) -> Option<u32> {
    let literal = text.tokens.get(at)?.literal.as_ref()?;
    let four = literal.groups.first().is_some_and(|group| group.len() == 4);
    literal.plain().filter(|year| four && YEARS.contains(year))
}

/// True unless it is the number of something: "2000 %", "2000 users".
fn is_year(text: &Text, at: usize, words: &Words) -> bool {
    let next = text.word(at + 1);
    let joined = text
        .tokens
        .get(at + 1)
        .is_some_and(|token| token.gap.joins());
    let unit = joined
        && (words.percent.contains(next)
            || matches!(next, "%" | "€" | "$" | "k")
            || words.spans.contains_key(next)
            || words.money.contains_key(next));
    let introduced = words.date_at.contains(text.word_before(at))
        || words.date_softeners.contains(text.word_before(at))
        || words.date_since.before(text, at).is_some()
        || words.date_until.before(text, at).is_some();
    let noun = joined
        && text.tokens.get(at + 1).is_some_and(|token| {
            token.is_word() && (token.is_capital() || words.capital_nouns.is_empty())
        })
        && !words.function.contains(next)
        && !introduced;
    !unit && !noun
}

/// "twenty nineteen", "zweitausendneunzehn"
fn in_words(text: &Text, at: usize, words: &Words) -> Option<DateMention> {
    if !words.date_at.contains(text.word_before(at))
        && words.date_since.before(text, at).is_none()
        && words.date_until.before(text, at).is_none()
    {
        return None;
    }
    let (end, value) = crate::quantity::number_at(text, at, words)?;
    let year = YEARS
        .into_iter()
        .find(|year| (f64::from(*year) - value).abs() < 0.1)?;
    Some(new(at..end, Some(year), None))
}

fn mode(text: &Text, start: usize, words: &Words, dates: &mut [DateMention]) -> Mode {
    let near = dates
        .last_mut()
        .filter(|last| start.saturating_sub(last.tokens.end) <= 1);
    let dashed = text
        .tokens
        .get(start)
        .is_some_and(|token| matches!(token.gap, Gap::Dash | Gap::Hyphen));
    let mut at = start;
    while at > 0 && start - at < 2 && words.date_softeners.contains(text.word(at - 1)) {
        at -= 1;
    }
    let until = words.date_until.before(text, at);
    if let Some(last) = near
        && (dashed || until.is_some())
    {
        if last.mode == Mode::At {
            last.mode = Mode::Since { open: false };
        }
        return Mode::Until;
    }
    let since = words
        .date_since
        .before(text, at)
        .or_else(|| words.date_since.before(text, start));
    if let Some((range, _)) = since {
        let first = text.word(range.start);
        let open = matches!(first, "since" | "seit" | "ever");
        return Mode::Since { open };
    }
    if until.is_some() && text.word_before(at) != "to" {
        return Mode::Until;
    }
    Mode::At
}

/// Months since the year 0.
pub(crate) fn months(date: PartialDate) -> i32 {
    let month = date.month.unwrap_or(1).clamp(1, 12);
    date.year * 12 + i32::try_from(month).unwrap_or(1) - 1
}
