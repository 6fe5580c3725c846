//! DATE: every date is one of a cited fact, and says the same of it.

use crate::{
    check::Check,
    date::{DateMention, Form, Mode, months},
    fact::{FactKind, PartialDate},
    prepared::Prepared,
    refusal::Rule,
};

/// What "recently" may be.
const RECENT_MONTHS: i32 = 24;

pub(crate) fn date(check: &mut Check<'_>) {
    let dates = check.dates.clone();
    for date in &dates {
        if check.is_of_posting(&date.tokens) || supported(check, date) {
            continue;
        }
        let detail = check.raw(&date.tokens);
        check.refuse(Rule::Date, &date.tokens, detail);
    }
    now(check);
}

fn supported(check: &Check<'_>, date: &DateMention) -> bool {
    let by_fact = check.cited.iter().any(|fact| supports(check, date, fact));
    by_fact || (!check.is_claim() && in_requirement(check, date))
}

fn in_requirement(check: &Check<'_>, date: &DateMention) -> bool {
    let asked = check.asked.iter().flat_map(|source| &source.dates);
    asked.into_iter().any(|known| {
        known.year == date.year && known.month == date.month && date.form == Form::Exact
    })
}

/// True if a fact has a date.
pub(super) fn supports(check: &Check<'_>, date: &DateMention, fact: &Prepared) -> bool {
    let today = check.verifier.today;
    match date.form {
        Form::Relative => {
            let words: Vec<String> = check
                .text
                .tokens
                .iter()
                .take(date.tokens.end)
                .skip(date.tokens.start)
                .map(|t| t.folded.clone())
                .collect();
            !fact.source.text.find(&words).is_empty()
        }
        Form::Recent => {
            let ends = fact.fact.to.or(fact.fact.from);
            let texts = fact
                .source
                .dates
                .iter()
                .filter_map(|d| d.year.map(PartialDate::year));
            let near = |date: PartialDate| months(today) - months(date) <= RECENT_MONTHS;
            fact.is_open() || ends.is_some_and(near) || texts.into_iter().any(near)
        }
        Form::Exact => exact(check, date, fact),
    }
}

fn exact(check: &Check<'_>, date: &DateMention, fact: &Prepared) -> bool {
    let is = |year: i32, month: Option<u32>| {
        date.year.is_none_or(|of| of == year) && date.month.is_none_or(|of| Some(of) == month)
    };
    let is_date =
        |known: Option<PartialDate>| known.is_some_and(|known| is(known.year, known.month));
    let in_text = |wanted: fn(Mode) -> bool| {
        let dates = fact
            .source
            .dates
            .iter()
            .filter(|known| known.form == Form::Exact);
        dates.into_iter().any(|known| {
            let year = known.year.or(fact.fact.from.map(|from| from.year));
            wanted(known.mode) && year.is_some_and(|year| is(year, known.month))
        })
    };
    // What happened in a year did not begin or end with it; a degree or a certificate did.
    let tells = is_told(fact);
    match date.mode {
        Mode::Since { open } => {
            let begins = is_date(fact.fact.from)
                || in_text(|mode| matches!(mode, Mode::Since { .. }))
                || (!tells && in_text(|mode| mode != Mode::Until));
            let ended = fact
                .fact
                .to
                .is_some_and(|to| months(to) < months(check.verifier.today))
                && !fact.fact.current;
            begins && !(open && ended)
        }
        Mode::Until => {
            is_date(fact.fact.to)
                || in_text(|mode| mode == Mode::Until)
                || (!tells && in_text(|mode| !matches!(mode, Mode::Since { .. })))
        }
        Mode::At if says(check, &check.words.completed) => {
            is_date(fact.fact.to) || in_text(|mode| !matches!(mode, Mode::Since { .. }))
        }
        Mode::At if says(check, &check.words.began) => {
            is_date(fact.fact.from) || in_text(|mode| mode != Mode::Until)
        }
        Mode::At => {
            is_date(fact.fact.from)
                || is_date(fact.fact.to)
                || in_text(|_| true)
                || is_number(date, fact)
                || within_role(check, date, fact)
        }
    }
}

const fn is_told(fact: &Prepared) -> bool {
    matches!(
        fact.fact.kind,
        FactKind::Achievement | FactKind::Project | FactKind::Volunteering
    )
}

fn says(check: &Check<'_>, words: &rustc_hash::FxHashSet<String>) -> bool {
    let mut tokens = check.text.tokens.iter();
    tokens.any(|token| words.contains(&token.folded))
}

/// A number of a fact that looks like a year.
fn is_number(date: &DateMention, fact: &Prepared) -> bool {
    let year = date.year.filter(|_| date.month.is_none());
    let mut known = fact.source.quantities.all.iter();
    year.is_some_and(|year| {
        known.any(|known| {
            let mut values = known.values.iter();
            values.any(|value| (value - f64::from(year)).abs() < 0.1)
        })
    })
}

/// "In 2021 I worked at …": the time of a role holds its years.
fn within_role(check: &Check<'_>, date: &DateMention, fact: &Prepared) -> bool {
    let (Some(year), None) = (date.year, date.month) else {
        return false;
    };
    let months = fact
        .months(check.verifier.today)
        .filter(|_| fact.fact.kind == FactKind::Role);
    months.is_some_and(|(start, end)| start / 12 <= year && year <= (end - 1) / 12)
}

/// "currently" needs a fact that has not ended.
fn now(check: &mut Check<'_>) {
    let dated = check
        .cited
        .iter()
        .any(|fact| fact.fact.from.is_some() || fact.fact.to.is_some());
    let open = check.cited.iter().any(|fact| fact.is_open());
    if !dated || open {
        return;
    }
    let found = check.words.now.find(&check.text);
    let is_fresh = |range: &std::ops::Range<usize>| {
        let mut fresh = check.words.not_now.find(&check.text).into_iter();
        fresh.any(|(one, _)| one.start <= range.start && range.end <= one.end)
    };
    let found = found.into_iter().find(|(range, _)| !is_fresh(range));
    if let Some((range, _)) = found {
        let detail = check.raw(&range);
        check.refuse(Rule::Date, &range, detail);
    }
}
