//! Lines with dates: which dates they have, and whether they name all of an entry.

use super::{
    breaks,
    grades::is_minor,
    length,
    line::{Kind, Line},
    single,
    site::{self, is_plain_place, is_remote},
    span::{self, Span},
    study, terms,
    words::{is_degree, is_school, is_sentence, listed, names_company, parts, title_score},
};
use crate::date::PartialDate;

/// A bullet can have a span in its text; only one that is nothing else is the head of an entry.
pub(super) fn is_dated(line: &Line) -> bool {
    let is_list = || !line.text.ends_with('.') && parts(&line.text, &[]).0.len() > 2;
    let is_names = || !is_sentence(&line.text) || is_list();
    !line.is_bullet() || (line.text.chars().count() < 80 && is_names())
}

/// The most words of a line of unpaid work.
const UNPAID_WORDS_MAX: usize = 8;

/// The most words of a list of names, and of each of them.
const LIST_WORDS_MAX: usize = 24;
const PART_WORDS_MAX: usize = 8;
/// Dashes behind a date.
const DASHES: [char; 3] = ['-', '–', '—'];

/// The most characters of a word of a legal form in small letters.
const FORM_CHARS_MAX: usize = 4;

/// What the entries of a section are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Jobs, and what is written like them.
    Jobs,
    /// Unpaid work, which often has a year only.
    Unpaid,
    /// Schools.
    Schools,
}

/// The dates of a line, if they are those of an entry.
pub(super) fn dates(line: &Line, of: Of) -> Option<Span> {
    let from_span = span::find(&line.text, line.order);
    if line.is_bullet() {
        let titled = |rest: &str| {
            let (parts, _) = parts(rest, &[]);
            let named = |part: &String| title_score(part) > 0 || is_school(part) || is_degree(part);
            // "Mentor of students; assessed 14 since 2020" is a text.
            let is_low = |part: &String| part.starts_with(char::is_lowercase);
            parts.len() > 1 && parts.iter().any(named) && !parts.iter().any(is_low)
        };
        return from_span.filter(|span| span.rest.is_empty() || titled(&span.rest));
    }
    let names_study = || study::names_study(&line.text);
    if let Some(found) = from_span {
        // "2016 - Diploma, Oak School" has a dash that parts, and no span that goes on.
        let ends = line.text.trim_end().ends_with(DASHES) || line.text.split(' ').any(is_open);
        let is_one = found.end.is_none() && !found.current && !ends && !found.rest.is_empty();
        if is_one
            && !ends_open(&found)
            && names_study()
            && let Some(start) = found.start
        {
            return Some(Span {
                start: None,
                end: Some(start),
                ..found
            });
        }
        let among_parts = || found.inside && line.text.contains(',') && names_study();
        let parted =
            line.cells.len() > 1 || line.text.contains(['(', '|', '•', '·']) || among_parts();
        let beside = !found.inside || parted || ends_open(&found) || has_more_dates(&found);
        // "Cook, Oak Ltd, Hull. 2018 - 2021."
        let rest = without_stop(&found, &line.text);
        let found = Span { rest, ..found };
        return (beside && !is_text(&found.rest, of)).then_some(found);
    }
    let single = single::at_end(&line.text, line.order).or_else(|| before_remark(line, of));
    let among = || single::among(&line.text, line.order).filter(|_| names_study());
    let at_start = || {
        let found = single::at_start(&line.text, line.order);
        found.filter(|(_, rest)| begins_entry(line, rest, of))
    };
    // A row whose first column is a date.
    let in_cell = || {
        let (first, more) = line.cells.split_first().filter(|_| of != Of::Schools)?;
        let date = span::read(first, line.order)
            .date()
            .filter(|_| first.len() > 3)?;
        let names = length::without_length(&more.join(", "));
        (!more.is_empty()).then(|| (date, names.trim_end().to_owned()))
    };
    let (date, rest) = single.or_else(among).or_else(at_start).or_else(in_cell)?;
    (!is_text(&rest, of)).then_some(Span {
        start: None,
        end: Some(date),
        current: false,
        rest,
        inside: false,
        behind: String::new(),
    })
}

/// True for a day with a dash directly behind it: `2018-08–`.
fn is_open(word: &str) -> bool {
    let day = word.trim_end_matches(',').strip_suffix(DASHES);
    day.is_some_and(|day| day.len() >= 4 && day.starts_with(|c: char| c.is_ascii_digit()))
}

/// A single date with terms or a remark in brackets behind it: `Summer 2012 (seasonal)`.
fn before_remark(line: &Line, of: Of) -> Option<(PartialDate, String)> {
    let at = line.text.rfind('(').filter(|_| of != Of::Schools)?;
    let (before, remark) = line.text.split_at_checked(at)?;
    terms::alone(remark)?;
    let (date, rest) = single::at_end(before.trim_end(), line.order)?;
    let rest = format!("{rest} {remark}");
    Some((date, rest.trim_start().to_owned()))
}

/// True for what is beside dates and is a sentence. The names of a course and of its school may have many words.
fn is_text(rest: &str, of: Of) -> bool {
    let is_names = || of == Of::Schools && (study::is_whole(rest) || study::is_long_course(rest));
    (is_sentence(rest) || has_sentence(rest)) && !is_names() && !is_long_list(rest)
}

/// True for a text in which a sentence ends: `Manuals for machine tools. Lead of terms`.
fn has_sentence(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(first, _)| {
        let last = first.rsplit(' ').next().unwrap_or_default();
        let is_word = last.chars().count() > FORM_CHARS_MAX && last.chars().all(char::is_lowercase);
        is_word && first.split(' ').count() > FORM_CHARS_MAX && !first.contains(", ")
    })
}

/// True for names of a job that have more words than most: `Fellow, Institute for Ice and Rock, Tromsø, Norway (with Prof. A. Vale)`.
fn is_long_list(text: &str) -> bool {
    let bare = text.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let bare = bare.map_or(text, |(bare, _)| bare);
    let parts = listed(bare);
    let is_part = |part: &String| {
        part.starts_with(char::is_uppercase) && part.split_whitespace().count() <= PART_WORDS_MAX
    };
    let is_named = |part: &String| title_score(part) != 0;
    bare.split_whitespace().count() <= LIST_WORDS_MAX
        && parts.len() > 1
        && !bare.contains(". ")
        && !bare.ends_with(['.', '!', '?', ';'])
        && parts.iter().all(is_part)
        && parts.iter().any(is_named)
}

/// What is beside a span, without the full stop that parts it from the dates behind it.
fn without_stop(span: &Span, line: &str) -> String {
    let before = span.rest.strip_suffix('.');
    let is_parted = before.is_some_and(|before| line.starts_with(before) && is_names(before));
    match before {
        Some(before) if is_parted && is_sentence(&span.rest) => before.to_owned(),
        _ => span.rest.clone(),
    }
}

/// True for several names between commas, each of which begins as names do.
fn is_names(text: &str) -> bool {
    let parts = listed(text);
    parts.len() > 1 && parts.iter().all(|part| is_name(part)) && !text.contains(". ")
}

/// True if nothing but further dates is behind a span: `Clerk, Oak Ltd, 2018 – 2020, 2022`.
fn has_more_dates(span: &Span) -> bool {
    let behind = span.rest.rsplit_once(", ").map(|(_, behind)| behind);
    span.inside && behind.is_some_and(single::is_years)
}

/// True for a whole line of names that ends with a date, a dash and a word in small letters: `Developer, Oak, 2020 – whenever`.
fn ends_open(span: &Span) -> bool {
    let is_word = span.behind.starts_with(char::is_lowercase) && !span.behind.contains([' ', ',']);
    let names = span.rest.strip_suffix(span.behind.as_str());
    let names = names.filter(|_| is_word && span.inside);
    names.is_some_and(|names| is_whole(names.trim_end_matches([',', ' '])))
}

/// True for what is behind a year that begins a job or unpaid work: `2016 Intern, Siemens`.
fn begins_entry(line: &Line, rest: &str, of: Of) -> bool {
    let (names, titled) = parts(rest, &[]);
    let has_title = names
        .iter()
        .any(|name| title_score(name) > 1 && is_name(name));
    let is_short = rest.split_whitespace().count() <= UNPAID_WORDS_MAX;
    // "2012: Groom, Oak Ltd": what is behind a colon is set off from the year.
    let is_pair = (2..=3).contains(&names.len()) && line.text.contains(": ");
    let is_parted = (is_pair || names.iter().any(|name| has_form(name)))
        && names.iter().all(|name| is_name(name));
    let is_job = names.len() > 1 && (titled || has_title || is_parted) || breaks::is_break(rest);
    let is_name = !rest.starts_with(char::is_lowercase);
    line.kind == Kind::Text && is_name && (is_job || of == Of::Unpaid && is_short)
}

/// True for a name of a company that says its legal form.
fn has_form(name: &str) -> bool {
    reading::company::Name::read(name).form.is_some()
}

/// The number of parts of a line such as title and company.
pub(super) fn title_parts(rest: &str) -> usize {
    if rest.is_empty() {
        return 0;
    }
    parts(rest, &[]).0.len()
}

/// The names of a line, without the places behind them.
fn names(text: &str) -> Vec<String> {
    let (found, titled) = parts(text, &[]);
    if titled {
        return found;
    }
    site::places_apart(&found).0
}

/// True for a title and a town behind a bar or the like, whatever its size: `Cook | Gandía`. It may be a company, too. Below a company the
/// words of the title need not be known.
pub(super) fn is_title_with_town(text: &str, is_below: bool) -> bool {
    let has_sign = is_below || text.contains(['|', '·', '•']);
    let score_min = if is_below { 0 } else { 2 };
    match parts(text, &[]).0.as_slice() {
        [title, town] if has_sign => {
            title_score(title) >= score_min && title_score(town) <= 0 && site::is_place(town)
        }
        _ => false,
    }
}

/// The name of a line that has nothing else but a place: `Google, Mountain View, CA`.
pub(super) fn name_with_place(text: &str) -> Option<String> {
    let is_alone = title_parts(text) > 1 && !is_place_line(text);
    let mut names = if is_alone { names(text) } else { Vec::new() };
    names.pop().filter(|_| names.is_empty())
}

/// True for a company and its place, which stand below or above a title.
pub(super) fn is_company_line(line: &Line) -> bool {
    let name = match line.cells.as_slice() {
        [name, place] if site::is_place(place) => Some(name.clone()),
        _ => name_with_place(&line.text),
    };
    // "Medical Center" ends like the name of a job.
    let is_company = |name: &str| title_score(name) <= 1 && !is_remote(name) && is_name(name);
    // "Keilaniemi, Finland" is a place.
    let is_apart =
        |name: &str| line.cells.len() == 2 || title_score(name) < 0 || ends_in_city(line);
    line.kind == Kind::Text && name.is_some_and(|name| is_company(&name) && is_apart(&name))
}

/// True if the last part of a line is a city, or it has a city and where that lies.
fn ends_in_city(line: &Line) -> bool {
    let parts = listed(&line.text);
    let found = parts.last().map(|last| site::is_city(last));
    parts.len() > 2 || found.unwrap_or_default()
}

/// True if each word of a text begins as names do.
pub(super) fn is_name(text: &str) -> bool {
    // "Kancelaria Meritum Sp. k."
    let is_form = |word: &str| word.ends_with('.') && word.chars().count() <= FORM_CHARS_MAX;
    let is_upper = |word: &str| {
        !word.starts_with(char::is_lowercase) || study::is_connector(word) || is_form(word)
    };
    text.starts_with(char::is_uppercase) && text.split_whitespace().all(is_upper)
}

/// True for a title and a part of it behind a comma, which is no company: `Registered Nurse, ICU`.
pub(super) fn is_title_with_part(text: &str) -> bool {
    let parts = listed(text);
    let [title, part] = parts.as_slice() else {
        return false;
    };
    // "Staff Nurse, Accident & Emergency"
    let score = title_score(part);
    let is_part = score == 0 || score == -1 && part.contains('&') && !names_company(part);
    title_score(title) > 1 && is_part && title_parts(title) == 1
}

/// True if a line has a title and more, so that the line above it says something else. A place beside a name is no more.
pub(super) fn is_whole(text: &str) -> bool {
    // "Severn Water · Full-time" has one name.
    let (text, _) = terms::apart(text);
    let (parts, titled) = parts(&text, &[]);
    let (names, _) = site::places_apart(&parts);
    let has_degree = names.iter().any(|name| study::is_study(name));
    let is_named = |name: &String| {
        let score = title_score(name);
        score > i32::from(is_minor(name)) && !study::is_study(name) || has_degree && is_school(name)
    };
    // "The Oyster, Galway": a name that only ends as titles do, and its town.
    let is_placed = match names.as_slice() {
        [name, town] => title_score(name) <= 1 && title_score(town) <= 0 && site::is_place(town),
        _ => false,
    };
    names.len() > 1 && (titled || !is_placed && names.iter().any(is_named))
}

/// True for a line that is only a place: `Denver, CO`.
pub fn is_place_line(text: &str) -> bool {
    let is_name = || study::is_known_school(text) || title_score(text) > 0;
    (is_plain_place(text) || site::is_town_of_state(text)) && !is_name()
}
