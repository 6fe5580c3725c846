//! Lines whose dates have words around them that no field has: `ca. 2015 – 2018`, `Winter 2017/18`, `Leeds, 2018 – 2020: Baker, Oak Ltd`.

use super::{Line, Read, seasons};
use crate::{
    resume::{line::Kind, site::is_place, span},
    text::quote,
};

/// Words directly before a year that say that it is not exact, or of which season it is.
const LEADS: &str = "ca.|ca|c.|circa|approx.|approx|approximately|about|around|roughly|etwa|env.|environ|vers|hacia|aprox.|verso|omstreeks|około|\
seasonal|season|seasons|saison|saisons|wintersaison|sommersaison|winter|winters|summers|autumns|springs|sommer|sommers|été|étés|hiver|hivers|temporada|temporadas|\
verano|veranos|invierno|stagione|estate|inverno|zomers|winters|seizoen|verão|sezon";
/// The most bytes of a line with the names and dates of a job.
const BYTES_MAX: usize = 160;

/// The lines without such words, which are named.
pub(super) fn plain(lines: &[Line]) -> Read {
    let mut read = Read::default();
    for line in lines {
        let listed = seasons::whole(line);
        let line = listed.as_ref().map_or(line, |(line, message)| {
            read.left.extend(message.clone());
            line
        });
        let whole = in_cell(line);
        let line = whole.as_ref().map_or(line, |(line, lead)| {
            read.left.push(without(lead, &line.text));
            line
        });
        let is_free = !line.is_bullet() && line.text.len() < BYTES_MAX && line.cells.len() < 2;
        let line = match without_lead(&line.text).filter(|_| is_free) {
            Some((text, lead)) if is_better(line, &text, &lead) => {
                read.left.push(without(&lead, &line.text));
                Line {
                    text,
                    ..line.clone()
                }
            }
            _ => line.clone(),
        };
        let (line, more) = match several(&line) {
            Some((text, more)) => (Line { text, ..line }, Some(more)),
            None => (line, None),
        };
        read.left.extend(more);
        let is_first = |text: String| Line {
            text,
            cells: Vec::new(),
            ..line.clone()
        };
        let line = behind_town(&line).map_or_else(|| line.clone(), is_first);
        read.lines.push(line);
    }
    read
}

fn without(lead: &str, text: &str) -> String {
    format!(
        "The \"{lead}\" of the dates in \"{}\" was not read. Correct the dates, if they are others.",
        quote(text)
    )
}

/// A row whose first cell is such a word and whole dates: `Winter 2017/18`.
fn in_cell(line: &Line) -> Option<(Line, String)> {
    let (first, more) = line.cells.split_first()?;
    let (text, lead) = without_lead(first)?;
    let dates = span::find(&text, line.order)?;
    let is_whole = dates.rest.is_empty() && dates.start.is_some() && dates.end.is_some();
    let cells: Vec<String> = std::iter::once(text).chain(more.iter().cloned()).collect();
    let text = cells.join(", ");
    let line = Line {
        text,
        cells,
        ..line.clone()
    };
    is_whole.then_some((line, lead))
}

/// A line without the word before its first year, and that word.
fn without_lead(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_year = |word: &str| {
        let plain = word.trim_matches(['(', '\'', '’']);
        plain.starts_with(['1', '2']) && plain.chars().take_while(char::is_ascii_digit).count() == 4
            || plain.contains('/') && plain.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_lead = |word: &str| {
        let word = word.trim_matches(['(', ',']).to_lowercase();
        LEADS.split('|').any(|lead| lead == word)
    };
    let at = words.windows(2).position(|pair| match pair {
        [lead, year] => is_lead(lead) && is_year(year),
        _ => false,
    })?;
    let lead = words.get(at)?;
    let bracket = if lead.starts_with('(') { "(" } else { "" };
    let before = words.get(..at)?.join(" ");
    let behind = words.get(at + 1..)?.join(" ");
    let sign = if before.is_empty() { "" } else { " " };
    let plain = lead.trim_matches(['(', ',']).to_owned();
    Some((format!("{before}{sign}{bracket}{behind}"), plain))
}

/// True if the dates of a line are a whole span without the word, and the word was left as a name with it.
fn is_better(line: &Line, text: &str, lead: &str) -> bool {
    let has_lead = |rest: &str| rest.split([' ', ',']).any(|word| word == lead);
    let before = span::find(&line.text, line.order);
    let found = span::find(text, line.order);
    let is_whole = found.is_some_and(|it| it.start.is_some() && (it.end.is_some() || it.current));
    is_whole && before.is_none_or(|before| has_lead(&before.rest))
}

/// The first of several spans that are all a line has, or with which it ends, and a sentence about the others.
fn several(line: &Line) -> Option<(String, String)> {
    let is_free = line.kind == Kind::Text && line.text.len() < BYTES_MAX;
    let is_span = |text: &str| {
        let found = span::find(text, line.order);
        found.is_some_and(|it| {
            it.rest.is_empty() && it.start.is_some() && (it.end.is_some() || it.current)
        })
    };
    let signs = [
        ", ", "; ", " and ", " und ", " et ", " y ", " e ", " en ", " & ", " / ",
    ];
    signs.iter().find_map(|sign| {
        let (first, other) = line.text.rsplit_once(sign).filter(|_| is_free)?;
        let found = span::find(first, line.order)?;
        let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
        let is_last = !found.inside && (found.rest.is_empty() || first.starts_with(&found.rest));
        let message = || {
            format!(
                "Of the dates in \"{}\" only the first were read; \"{}\" were not. Enter them by hand as another entry.",
                quote(&line.text),
                quote(other)
            )
        };
        (is_whole && is_last && is_span(other)).then(|| (first.to_owned(), message()))
    })
}

/// `Leeds, 2018 – 2020: Baker, Oak Ltd`: with the place at the end.
fn behind_town(line: &Line) -> Option<String> {
    let is_free = line.kind == Kind::Text && line.text.len() < BYTES_MAX;
    let (before, names) = line.text.split_once(": ").filter(|_| is_free)?;
    let (town, dates) = before.split_once(", ")?;
    let found = span::find(dates, line.order)?;
    let is_whole = found.rest.is_empty() && found.start.is_some();
    let is_town = is_place(town) && names.contains(", ");
    (is_whole && is_town).then(|| format!("{dates}: {names}, {town}"))
}
