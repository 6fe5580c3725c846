//! Jobs with one thing on each line: title, company, town and dates; or dates and town above the names.

use super::{Line, dated, is_name, only_dates, ordered, titled};
use crate::resume::{
    line::Kind,
    site::{is_place, is_plain_place, is_remote},
    words::{is_form, title_score},
};

/// The most words of a town.
const TOWN_WORDS_MAX: usize = 4;

/// The lines, with those jobs whose lines have a fixed order in the form of a table's row.
pub(super) fn jobs(lines: &[Line]) -> Vec<Line> {
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_stack(lines, *at)).collect();
    // One job whose town is known tells that the others have theirs in the same place.
    let is_known = |at: &usize| {
        let town = lines.get(*at + 2);
        town.is_some_and(|town| is_town(&town.text))
    };
    let has_known = starts.iter().any(is_known);
    let mut read = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if starts.contains(&at)
            && has_known
            && let [first, second, town, dates, ..] = rest
            && let Some((title, company)) = names(first, second)
        {
            read.push(titled([title, company, &town.text], first));
            read.push(dated(&dates.text, dates));
            at += 4;
        } else if let Some((job, taken)) = below_dates(lines, at) {
            read.extend(job);
            at += taken;
        } else {
            read.push(line.clone());
            at += 1;
        }
    }
    read
}

/// Title and company; where words tell nothing, the title is first.
fn names<'a>(first: &'a Line, second: &'a Line) -> Option<(&'a str, &'a str)> {
    let (first, second) = (first.text.as_str(), second.text.as_str());
    ordered(first, second).or(Some((first, second)))
}

/// True for a title, a company, a town and dates on lines of their own, which begin at a place that is set off.
fn is_stack(lines: &[Line], at: usize) -> bool {
    let Some([first, second, town, dates]) = lines.get(at..at + 4) else {
        return false;
    };
    let scores = [first, second].map(|line| title_score(&line.text));
    let is_free = |line: &Line| is_name(line) && !line.text.contains([',', '|', '·']);
    is_set_off(lines, at)
        && is_free(first)
        && is_name(second)
        && !second.gap
        && !town.gap
        && !dates.gap
        && is_name(town)
        && only_dates(dates).is_some()
        && may_be_town(&town.text)
        && scores.iter().any(|score| *score > 0)
}

/// True for the first line, and for one below a gap or the text of another job.
fn is_set_off(lines: &[Line], at: usize) -> bool {
    let over = at.checked_sub(1).and_then(|over| lines.get(over));
    let is_gap = lines.get(at).is_some_and(|line| line.gap);
    is_gap || over.is_none_or(|over| over.is_bullet() || over.text.ends_with('.'))
}

fn may_be_town(text: &str) -> bool {
    let is_word = |word: &str| word.starts_with(char::is_uppercase) || word.chars().count() < 4;
    let has_form = || text.split(' ').any(is_form);
    text.split_whitespace().count() <= TOWN_WORDS_MAX
        && text.split_whitespace().all(is_word)
        && !text.chars().any(|c| c.is_ascii_digit())
        && title_score(text) <= 0
        && !has_form()
}

/// True for a town that is known, also with the short name of its country.
fn is_town(text: &str) -> bool {
    let first = text.split(", ").next().unwrap_or_default();
    is_place(text) || is_remote(text) || is_place(first)
}

/// `2018 – 2020`, `Berlin`, `Category Specialist`, `Zalando SE`, also with the town beside the dates.
fn below_dates(lines: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
    let over = at.checked_sub(1).and_then(|over| lines.get(over));
    let line = lines.get(at).filter(|line| line.kind == Kind::Text)?;
    let is_free = line.gap || over.is_none_or(Line::is_bullet);
    let (place, names_at) = match only_dates(line) {
        Some(_) => (lines.get(at + 1)?.text.clone(), at + 2),
        None => (beside(line)?, at + 1),
    };
    let is_place = is_plain_place(&place) || place.contains(", ") && is_town(&place);
    if !is_free || !is_place || title_score(&place) > 0 {
        return None;
    }
    let [first, second] = lines.get(names_at..names_at + 2)? else {
        return None;
    };
    let has_gap = lines.get(at + 1..names_at + 2)?.iter().any(|it| it.gap);
    if has_gap || !is_name(first) || !is_name(second) || is_plain_place(&second.text) {
        return None;
    }
    // A line of dates below the names is that of their own job.
    let next = lines.get(names_at + 2);
    if next.is_some_and(|next| !next.gap && only_dates(next).is_some()) {
        return None;
    }
    let (title, company) = ordered(&first.text, &second.text)?;
    let dates = line.text.strip_suffix(place.as_str()).unwrap_or(&line.text);
    let dates = dates.trim_end_matches([' ', ',', '–', '—', '-', '|', '·', '•']);
    let job = vec![titled([title, company, &place], line), dated(dates, line)];
    Some((job, names_at + 2 - at))
}

/// The place behind dates that begin a line.
fn beside(line: &Line) -> Option<String> {
    let found = crate::resume::span::find(&line.text, line.order)?;
    let is_first = line.text.starts_with(|c: char| c.is_ascii_digit());
    let is_last = !found.rest.is_empty() && line.text.ends_with(&found.rest);
    (is_first && is_last && found.start.is_some()).then_some(found.rest)
}
