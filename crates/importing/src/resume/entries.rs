//! Entries of a section: which lines are the head of an entry and which its text.

use super::{
    dated::{Of, is_place_line},
    heads::{self, Head},
    labels::unlabelled,
    length,
    line::{Kind, Line, join},
    open::OpenEnd,
    single,
    site::page_apart,
    span, terms,
};
use crate::date::PartialDate;

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The lines of its head, without the dates.
    pub head: Vec<Line>,
    /// The first date.
    pub start: Option<PartialDate>,
    /// The last date.
    pub end: Option<PartialDate>,
    /// True if it lasts.
    pub current: bool,
    /// The place beside its dates, or words for remote work.
    pub place: String,
    /// What its head says and no field has, such as the terms of a contract.
    pub notes: Vec<String>,
    /// What was read as a name, and stands where the end of its dates should.
    pub open: Option<String>,
    /// The text below its head, with bullets.
    pub body: Vec<Line>,
    /// The company that several entries have in common.
    pub group: Option<String>,
    /// The place of that company.
    pub group_place: Option<String>,
    /// The lines as they are written.
    pub quote: String,
}

impl Entry {
    /// The place beside its dates, if there is one.
    pub fn place(&self) -> Vec<String> {
        let place = std::iter::once(self.place.clone());
        place.filter(|place| !place.is_empty()).collect()
    }
}

/// The entries of a section, and the lines that belong to none.
pub fn read(lines: &[Line]) -> (Vec<Entry>, Vec<Line>) {
    read_of(lines, Of::Jobs)
}

/// The same of a section of unpaid work, where a year may begin each.
pub fn unpaid(lines: &[Line]) -> (Vec<Entry>, Vec<Line>) {
    read_of(lines, Of::Unpaid)
}

/// The same of a section of schools, each of which needs no year.
pub fn schools(lines: &[Line]) -> (Vec<Entry>, Vec<Line>) {
    read_of(lines, Of::Schools)
}

fn read_of(lines: &[Line], of: Of) -> (Vec<Entry>, Vec<Line>) {
    let lines = continued(lines);
    let starts = heads::of(&lines, of);
    let mut entries = Vec::new();
    let first = starts.first().map_or(lines.len(), |head| head.from);
    let left = lines.get(..first).unwrap_or_default().to_vec();
    let mut group: Option<String> = None;
    for (index, head) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(lines.len(), |next| next.from);
        let slice = lines.get(head.from..end).unwrap_or_default();
        let mut entry = entry(slice, head);
        // The name of a company over a length of time holds for the roles below it.
        if let Some(at) = entry
            .head
            .iter()
            .position(|line| length::is_length(&line.text))
        {
            let names: Vec<Line> = entry.head.drain(..=at).collect();
            group = names.first().map(|line| line.text.clone());
        } else if entry.head.len() > 1 {
            group = None;
        }
        entry.group.clone_from(&group);
        entries.push(entry);
    }
    (entries, left)
}

fn entry(lines: &[Line], head: &Head) -> Entry {
    let mut entry = Entry {
        place: head.place.clone(),
        quote: lines
            .iter()
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
        ..Entry::default()
    };
    match &head.open {
        Some(OpenEnd {
            text,
            is_name: true,
        }) => entry.open = Some(text.clone()),
        Some(OpenEnd { text, .. }) => entry.notes.push(text.clone()),
        None => {}
    }
    entry.notes.extend_from_slice(&head.aside);
    for (index, line) in lines.iter().enumerate() {
        let place = head.from + index;
        if let Some((at, span)) = &head.dates
            && *at == place
        {
            entry.start = span.start;
            entry.end = span.end;
            entry.current = span.current;
            let (text, notes) = terms::apart(&span.rest);
            entry.notes.extend(notes);
            let (text, years) = without_years(text);
            entry.notes.extend(years);
            if !text.is_empty() {
                let mut rest = line.clone();
                rest.text = text;
                rest.cells.retain(|cell| {
                    span::find(cell, line.order).is_none()
                        && single::at_end(cell, line.order).is_none()
                        && !terms::is_term(cell)
                });
                entry.head.push(rest);
            }
        } else if place < head.body {
            let (text, notes) = terms::apart(&line.text);
            entry.notes.extend(notes);
            entry.head.push(Line {
                text,
                ..line.clone()
            });
        } else if place == head.body && is_remark(line) {
            entry.notes.push(line.text.clone());
        } else {
            entry.body.push(line.clone());
        }
    }
    places(&mut entry);
    entry
}

/// True for terms in brackets on a line of their own, below the names: `(tempo determinato)`.
fn is_remark(line: &Line) -> bool {
    let is_bracketed = line.text.starts_with('(') && line.text.ends_with(')');
    line.kind == Kind::Text && is_bracketed && terms::alone(&line.text).is_some()
}

/// Names without the further years behind them: `Clerk, Oak Ltd, 2022`.
fn without_years(text: String) -> (String, Option<String>) {
    match text.rsplit_once(", ") {
        Some((names, years)) if single::is_years(years) => {
            (names.to_owned(), Some(years.to_owned()))
        }
        _ => (text, None),
    }
}

/// Takes the lines of a head that are only a place or an address of a page.
fn places(entry: &mut Entry) {
    let mut at = 1;
    while let Some(line) = entry.head.get(at).filter(|_| entry.head.len() > 1) {
        let (page, place) = page_apart(&line.text);
        let is_place = place.is_empty() || is_place_line(&place);
        if !is_place || (place.is_empty() && page.is_none()) || line.cells.len() > 1 {
            at += 1;
            continue;
        }
        entry.notes.extend(page);
        if entry.place.is_empty() {
            entry.place = place;
        } else if !place.is_empty() {
            entry.notes.push(place);
        }
        entry.head.remove(at);
    }
}

/// The lines with those joined that continue a bullet.
fn continued(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let line = &unlabelled(line);
        let goes_on = line.kind == Kind::Text
            && !line.gap
            && line.cells.is_empty()
            && !span::begins(&line.text)
            && (line.text.starts_with(char::is_lowercase)
                || joined
                    .last()
                    .is_some_and(|last| last.text.ends_with(['-', ','])));
        // "engi-" and "neers" are one word.
        let is_broken = |last: &Line| {
            let before = last.text.strip_suffix('-').unwrap_or_default();
            before.ends_with(char::is_lowercase) && line.text.starts_with(char::is_lowercase)
        };
        match joined.last_mut() {
            Some(last) if goes_on && (last.is_bullet() || is_broken(last)) => {
                join(&mut last.text, &line.text);
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}
