//! TENURE: durations in months and years are stated by a fact, or are those of the roles that are cited.

use std::ops::Range;

use crate::{
    check::Check,
    prepared::Prepared,
    quantity::{Bound, Quantity, Unit, supports},
    refusal::Rule,
};

pub(crate) fn tenure(check: &mut Check<'_>) {
    let quantities = check.quantities.all.clone();
    for quantity in quantities
        .iter()
        .filter(|quantity| quantity.unit == Unit::Months)
    {
        let dated = check.dates.iter().any(|date| {
            date.tokens.start < quantity.tokens.end && quantity.tokens.start < date.tokens.end
        });
        if dated || check.is_of_posting(&quantity.tokens) || is_supported(check, quantity) {
            continue;
        }
        let detail = check.raw(&quantity.tokens);
        check.refuse(Rule::Tenure, &quantity.tokens, detail);
    }
    vague(check);
}

fn is_supported(check: &Check<'_>, quantity: &Quantity) -> bool {
    let stated = check
        .cited
        .iter()
        .any(|fact| supports(quantity, &fact.source.quantities, false));
    let asked = || {
        check
            .asked
            .iter()
            .any(|source| supports(quantity, &source.quantities, false))
    };
    let of_posting = !check.is_claim() || check.is_about_posting(quantity.tokens.start);
    if stated || (of_posting && asked()) {
        return true;
    }
    if quantity.is_soft() && !is_duration(check, quantity) {
        return true;
    }
    let Some(months) = span(check, &quantity.tokens) else {
        return false;
    };
    quantity
        .values
        .iter()
        .any(|value| fits(*value, months, quantity))
}

/// "once a year" is none; "for a year" is.
fn is_duration(check: &Check<'_>, quantity: &Quantity) -> bool {
    let before = check.text.word_before(quantity.tokens.start);
    matches!(
        before,
        "for"
            | "over"
            | "than"
            | "about"
            | "nearly"
            | "almost"
            | "after"
            | "in"
            | "within"
            | "seit"
            | "uber"
            | "als"
            | "fast"
            | "knapp"
            | "nach"
            | "binnen"
            | "gut"
    )
}

/// True if a duration is that of roles, by whole years or, for shorter ones, by whole months.
fn fits(value: f64, months: i32, quantity: &Quantity) -> bool {
    let exact = f64::from(months);
    let unit = quantity.factor.max(1.0);
    match quantity.bound {
        Bound::Over => value < exact && value + unit > exact,
        Bound::Under => value >= exact && value - unit / 2.0 <= exact,
        Bound::About => (value - exact).abs() <= unit / 2.0,
        Bound::Exactly if unit <= 1.0 => (value - exact).abs() <= 1.0,
        Bound::Exactly => {
            let half = (value / unit).fract() > 0.01;
            let upper = if half { unit / 2.0 } else { unit };
            value <= exact + 1.0 && exact + 1.0 < value + upper
        }
    }
}

/// The months of the cited roles that a duration is about, each month once.
fn span(check: &Check<'_>, tokens: &Range<usize>) -> Option<i32> {
    let facts = about(check, tokens);
    let mut spans: Vec<(i32, i32)> = facts
        .iter()
        .filter_map(|fact| fact.months(check.verifier.today))
        .collect();
    spans.sort_unstable();
    let (mut total, mut reached) = (0, i32::MIN);
    for (start, end) in spans {
        let from = start.max(reached);
        if end > from {
            total += end - from;
            reached = end;
        }
    }
    (total > 0).then_some(total)
}

/// Roles of the organisation that the sentence names, or those that show its skill, or all that are cited.
fn about<'v>(check: &Check<'v>, tokens: &Range<usize>) -> Vec<&'v Prepared> {
    let clause = |at: usize| check.clauses.get(at).copied();
    let here = clause(tokens.start);
    // "For four years, I have …": the clause of a duration alone is that of the whole sentence.
    let has_subject = (0..check.text.tokens.len())
        .any(|at| clause(at) == here && check.words.subject.contains(check.text.word(at)));
    let is_here = |at: usize| !has_subject || clause(at) == here;
    // "as a clerk and a driver": one title in its clause names them all.
    let named = |is_here: &dyn Fn(usize) -> bool| -> Vec<&'v Vec<String>> {
        let facts = check.cited.iter().copied();
        let titles = facts
            .map(|fact| &fact.title)
            .filter(|title| !title.is_empty());
        titles
            .filter(|title| is_named(check, title, is_here))
            .collect()
    };
    let titles = if named(&is_here).is_empty() {
        Vec::new()
    } else {
        named(&|_| true)
    };
    let mut organisations: Vec<&Vec<String>> = check
        .organisations
        .iter()
        .filter(|one| clause(one.tokens.start) == here)
        .map(|one| &one.words)
        .collect();
    if organisations.is_empty() && check.organisations.len() == 1 {
        organisations = check.organisations.iter().map(|one| &one.words).collect();
    }
    let skills: Vec<&str> = check
        .skills
        .iter()
        .filter(|skill| is_here(skill.tokens.start))
        .map(|skill| skill.id.as_str())
        .collect();
    let facts = check.cited.iter().copied();
    facts
        .filter(|fact| {
            organisations.is_empty()
                || organisations
                    .iter()
                    .any(|words| **words == fact.organisation)
        })
        .filter(|fact| titles.is_empty() || titles.contains(&&fact.title))
        .filter(|fact| {
            skills.is_empty() || skills.iter().any(|id| fact.source.skills.contains(*id))
        })
        .collect()
}

/// True if a sentence names a title, in any of its genders.
fn is_named(check: &Check<'_>, title: &[String], is_here: &dyn Fn(usize) -> bool) -> bool {
    let is_same = |at: usize, word: &String| {
        let said = check.text.word(at);
        said.len() > 2 && (said.starts_with(word.as_str()) || word.starts_with(said))
    };
    (0..check.text.tokens.len()).any(|at| {
        let mut words = (at..).zip(title);
        is_here(at) && words.all(|(at, word)| is_same(at, word))
    })
}

/// "many years", "langjährig"
fn vague(check: &mut Check<'_>) {
    for (range, least) in check.words.long.find(&check.text) {
        let counted = check.quantities.all.iter().any(|quantity| {
            quantity.unit == Unit::Months
                && quantity.tokens.start < range.end
                && range.start < quantity.tokens.end
        });
        if counted || check.is_of_posting(&range) {
            continue;
        }
        let words: Vec<String> = check
            .text
            .tokens
            .iter()
            .take(range.end)
            .skip(range.start)
            .map(|t| t.folded.clone())
            .collect();
        let stated = check.cited.iter().any(|fact| {
            let years = fact.source.quantities.all.iter().any(|known| {
                known.unit == Unit::Months && known.values.iter().any(|value| *value >= least)
            });
            years || !fact.source.text.find(&words).is_empty()
        });
        let spans = span(check, &range).is_some_and(|months| f64::from(months) >= least);
        if !stated && !spans {
            let detail = check.raw(&range);
            check.refuse(Rule::Tenure, &range, detail);
        }
    }
}
