//! What the names of columns mean, as trackers and people write them.

use std::{collections::HashMap, sync::LazyLock};

use crate::{table::Row, text};

/// Names of columns, by what they mean.
const NAMES: &str = include_str!("columns.tsv");
/// What is between two names of one column: `Firma / Company`.
const BETWEEN: [char; 7] = ['/', '|', ',', '&', '+', '／', '・'];

/// Words for the lower end of a span, as in `Salary Min`.
const LOW: [&str; 20] = [
    "min", "minimum", "from", "low", "lower", "von", "ab", "de", "desde", "mínimo", "da", "minimo",
    "van", "od", "från", "fra", "от", "від", "最低", "下限",
];
/// Words for the upper end, as in `Gehalt bis`.
const HIGH: [&str; 20] = [
    "max", "maximum", "to", "high", "upper", "bis", "à", "hasta", "máximo", "a", "massimo", "até",
    "tot", "do", "till", "til", "до", "最高", "上限", "maksimum",
];

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
}

/// The end of a span that a name of a column says.
pub(super) fn bound(name: &str) -> Option<Bound> {
    words(name).find_map(bound_of)
}

/// True for a name that says nothing but an end of a span.
pub(super) fn is_bound_only(name: &str) -> bool {
    words(name).next().is_some() && words(name).all(|word| bound_of(word).is_some())
}

fn bound_of(word: &str) -> Option<Bound> {
    let word = word.to_lowercase();
    let word = word.as_str();
    if LOW.contains(&word) {
        return Some(Bound::Low);
    }
    HIGH.contains(&word).then_some(Bound::High)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// True for the name of a column that says only that it holds days.
pub(super) fn is_plain_day(name: &str) -> bool {
    named(name) == Some("DAY")
}

/// What a name of a column means; `NAME` is the role or both, `BOTH` the company and the role, `DAY` any day.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let name = text::line(name);
    known(&name)
        .or_else(|| known(&without_brackets(&name)))
        .or_else(|| of_parts(name.split(BETWEEN)))
        .or_else(|| of_scripts(&name))
        .or_else(|| of_first(&name))
        .or_else(|| of_bound(&name))
}

/// How many different meanings the names of columns have.
pub(super) fn count(header: &[String]) -> usize {
    let mut meanings: Vec<&str> = header.iter().filter_map(|name| named(name)).collect();
    meanings.sort_unstable();
    meanings.dedup();
    meanings.len()
}

/// True for a row that repeats the names of the columns, also in another language.
pub(super) fn are_repeated(header: &[String], row: &Row) -> bool {
    let filled = header.iter().enumerate();
    let mut filled = filled
        .map(|(index, name)| (name, row.cell(index)))
        .filter(|(_, cell)| !cell.is_empty());
    let is_same = |name: &str, cell: &str| {
        let meaning = named(cell);
        meaning.is_some() && meaning == named(name)
    };
    let several = filled.clone().count() > 1;
    several && filled.all(|(name, cell)| is_same(name, cell))
}

fn known(name: &str) -> Option<&'static str> {
    static TABLE: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let rows = NAMES.lines().filter_map(|row| row.split_once('\t'));
        rows.flat_map(|(meaning, names)| names.split('|').map(move |name| (key(name), meaning)))
            .collect()
    });
    TABLE.get(&key(name)).copied()
}

/// A name as names are compared: its letters and digits, without case and accents.
fn key(name: &str) -> String {
    let plain = text::unaccented(&text::line(name));
    plain.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `Salary (EUR)` as `Salary`.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let outside = name.chars().filter(|c| {
        let closes = matches!(c, ')' | ']' | '）' | '】');
        depth += usize::from(matches!(c, '(' | '[' | '（' | '【'));
        let is_outside = depth == 0;
        depth = depth.saturating_sub(usize::from(closes));
        is_outside
    });
    outside.collect()
}

/// What all parts of a name mean; a company and a role are both.
fn of_parts<'a>(parts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut meanings = parts
        .map(|part| known(&without_brackets(part)))
        .collect::<Option<Vec<_>>>()?;
    meanings.sort_unstable();
    meanings.dedup();
    match meanings.as_slice() {
        [only] => Some(only),
        ["COMPANY", "ROLE"] => Some("BOTH"),
        _ => None,
    }
}

/// What the first part of a name means, if the others are unknown: `Firma, Anschrift`. A name beside a telephone is no name of a role.
fn of_first(name: &str) -> Option<&'static str> {
    let (first, _) = name.split_once(BETWEEN)?;
    known(first).filter(|meaning| *meaning != "NAME")
}

/// What a name of one end of a span of pay means.
fn of_bound(name: &str) -> Option<&'static str> {
    let rest: Vec<&str> = words(name)
        .filter(|word| bound_of(word).is_none())
        .collect();
    known(&rest.join(" ")).filter(|meaning| *meaning == "PAY")
}

/// What a name in two scripts means, by the one that is known: `Company 公司`.
fn of_scripts(name: &str) -> Option<&'static str> {
    let (latin, other): (String, String) = name.chars().partition(char::is_ascii);
    let has_letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    if !has_letters(&latin) || !has_letters(&other) {
        return None;
    }
    match (known(&latin), known(&other)) {
        (Some(one), Some(two)) if one != two => None,
        (one, two) => one.or(two),
    }
}
