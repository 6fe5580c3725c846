//! Entries of a section: which lines are the head of an entry and which its text.

use super::{
    labels::unlabelled,
    line::{Kind, Line, join},
    single,
    site::{is_plain_place, is_remote, without_mode},
    span::{self, Span},
    study,
    words::{is_degree, is_school, is_sentence, title_score},
};
use crate::date::PartialDate;

/// The most lines above a span that belong to its entry.
const HEAD_LINES_MAX: usize = 2;

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
    let lines = continued(lines);
    let starts = heads(&lines);
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
            .position(|line| span::is_length(&line.text))
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

/// Where the head of an entry begins, and where its body.
struct Head {
    from: usize,
    /// The line with the dates.
    dates: Option<(usize, Span)>,
    /// What stands beside them, if it is a place.
    place: String,
    body: usize,
}

fn heads(lines: &[Line]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut at = 0;
    // The first line that may belong to the next head.
    let mut free = 0;
    while let Some(line) = lines.get(at) {
        let dated = if is_dated(line) { dates(line) } else { None };
        if let Some(mut span) = dated {
            let place = beside(lines, free, at, &mut span);
            // LinkedIn sets a degree and its dates below the school.
            let below_school = line.text.contains(" · (");
            let above = above(lines, free, at, &span, below_school);
            let mut body = at + 1;
            if above == at && span.rest.is_empty() {
                body = below(lines, at);
            } else if above == at && goes_on_below(lines, at, &span.rest) {
                body += 1;
            }
            heads.push(Head {
                from: above,
                dates: Some((at, span)),
                place,
                body,
            });
            at = body;
            free = body;
            continue;
        }
        if undated(lines, free, at, heads.is_empty()) {
            heads.push(Head {
                from: at,
                dates: None,
                place: String::new(),
                body: at + 1,
            });
            free = at + 1;
        }
        at += 1;
    }
    heads
}

/// Takes the place beside dates, where it is all that stands there: words for remote work, or a place below names.
fn beside(lines: &[Line], free: usize, at: usize, span: &mut Span) -> String {
    let above = lines.get(free..at).unwrap_or_default();
    let named = || match above.last() {
        Some(last) if is_whole(&last.text) => true,
        Some(last) => above.len() > 1 && !last.gap,
        None => false,
    };
    // The dates before it may have taken its first bracket.
    let rest = match span.rest.strip_suffix(')') {
        Some(rest) if !rest.contains('(') => rest.to_owned(),
        _ => span.rest.clone(),
    };
    let is_place = is_remote(&rest) || rest.contains(", ") && is_plain_place(&rest);
    if is_place && !above.is_empty() || is_plain_place(&rest) && named() {
        span.rest.clear();
        return rest;
    }
    String::new()
}

/// A bullet can have a span in its text; only one that is nothing else is the head of an entry.
fn is_dated(line: &Line) -> bool {
    !line.is_bullet() || (line.text.chars().count() < 80 && !is_sentence(&line.text))
}

fn dates(line: &Line) -> Option<Span> {
    let from_span = span::find(&line.text, line.order);
    if line.is_bullet() {
        let titled = |rest: &str| {
            let (parts, _) = super::words::parts(rest, &[]);
            let named = |part: &String| title_score(part) > 0 || is_school(part) || is_degree(part);
            parts.len() > 1 && parts.iter().any(named)
        };
        return from_span.filter(|span| span.rest.is_empty() || titled(&span.rest));
    }
    let names_study = || study::names_study(&line.text);
    if let Some(found) = from_span {
        // "2016 - Diploma, Oak School" has a dash that parts, and no span that goes on.
        let ends = line.text.trim_end().ends_with(['-', '–', '—']);
        let is_one = found.end.is_none() && !found.current && !ends && !found.rest.is_empty();
        if is_one
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
        let parted = line.cells.len() > 1 || line.text.contains(['(', '|']) || among_parts();
        let beside = !found.inside || parted;
        return (beside && !is_sentence(&found.rest)).then_some(found);
    }
    let single = single::at_end(&line.text, line.order);
    let among = || single::among(&line.text, line.order).filter(|_| names_study());
    let (date, rest) = single.or_else(among)?;
    (!is_sentence(&rest)).then_some(Span {
        start: None,
        end: Some(date),
        current: false,
        rest,
        inside: false,
    })
}

/// The number of parts of a line such as title and company.
fn title_parts(rest: &str) -> usize {
    if rest.is_empty() {
        return 0;
    }
    super::words::parts(rest, &[]).0.len()
}

/// True if a line has a title and more, so that the line above it says something else.
fn is_whole(text: &str) -> bool {
    let (parts, titled) = super::words::parts(text, &[]);
    parts.len() > 1
        && (titled
            || parts
                .iter()
                .any(|part| title_score(part) > 0 || is_school(part)))
}

/// The first line above a span that belongs to its head.
fn above(lines: &[Line], free: usize, at: usize, span: &Span, below_school: bool) -> usize {
    let wanted = match title_parts(without_mode(&span.rest)) {
        0 => HEAD_LINES_MAX,
        1 => 1,
        // A degree and its field are below their school.
        _ if (below_school || is_degree(&span.rest)) && !is_school(&span.rest) => 1,
        _ => 0,
    };
    let mut from = at;
    let mut taken = 0;
    while from > free && taken < wanted {
        let Some(line) = lines.get(from - 1) else {
            break;
        };
        let is_length = span::is_length(&line.text);
        if line.is_bullet() || is_sentence(&line.text) && !is_length {
            break;
        }
        // Space sets an entry off from what is above, but a heading belongs to what is below it.
        let below = lines.get(from);
        let set_off = below.is_some_and(|below| below.gap);
        if set_off && !matches!(line.kind, Kind::Heading(_)) && !is_length {
            break;
        }
        from -= 1;
        if is_length {
            // The company is above the length.
            from = from.saturating_sub(1).max(free);
            break;
        }
        taken += 1;
        if matches!(line.kind, Kind::Heading(_)) || (taken == 1 && is_whole(&line.text)) {
            break;
        }
        // A role below the length of a company's roles.
        let length = from > free
            && lines
                .get(from - 1)
                .is_some_and(|line| span::is_length(&line.text));
        if length {
            from = from.saturating_sub(2).max(free);
            break;
        }
    }
    from
}

/// True if the line below a span that stands beside one name has the other: the company below the title, or the degree below the school.
fn goes_on_below(lines: &[Line], at: usize, rest: &str) -> bool {
    let Some(next) = lines.get(at + 1) else {
        return false;
    };
    // A paragraph below a heading with dates is set off from it.
    let of_heading = lines
        .get(at)
        .is_some_and(|line| matches!(line.kind, Kind::Heading(_)));
    let short = next.text.split_whitespace().count() <= 8 && !is_sentence(&next.text);
    // A degree with its field, and the school; or the school with its place, and the degree.
    let is_degree_only = |text: &str| study::is_study(text) && !is_school(text);
    let of_study = is_degree_only(rest) && is_school(&next.text)
        || is_school(rest) && !study::is_study(rest) && is_degree_only(&next.text);
    let named = title_parts(rest) == 1 || title_score(&next.text) > 0 || is_degree(&next.text);
    next.kind == Kind::Text
        && (!next.gap || of_heading)
        && short
        && (of_study || named && !is_whole(rest))
        && dates(next).is_none()
}

/// Where the body begins if the head is below the span.
fn below(lines: &[Line], at: usize) -> usize {
    let mut body = at + 1;
    while body <= at + HEAD_LINES_MAX {
        let Some(line) = lines.get(body) else { break };
        if is_sentence(&line.text)
            || dates(line).is_some()
            || (body > at + 1 && (line.gap || line.is_bullet()))
        {
            break;
        }
        body += 1;
        if title_parts(&line.text) > 1 {
            break;
        }
    }
    body
}

/// True if a line without dates is an entry of its own: a heading, or a title and a company set off from what is above.
fn undated(lines: &[Line], free: usize, at: usize, first: bool) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    // "PhD, Physics, MIT": a school needs no date.
    let is_school = |text: &str| study::is_whole(text) && !is_sentence(text);
    if !line.is_bullet() && is_school(&line.text) && (line.gap || at == free) {
        let next = lines.get(at + 1);
        let alone = next
            .and_then(dates)
            .is_none_or(|span| is_school(&span.rest));
        return alone;
    }
    // The dates may be below it.
    let dated_below = lines
        .iter()
        .skip(at + 1)
        .take(HEAD_LINES_MAX)
        .take_while(|line| !line.is_bullet())
        .any(|line| dates(line).is_some());
    if dated_below || line.is_bullet() || is_sentence(&line.text) {
        return false;
    }
    if matches!(line.kind, Kind::Heading(_)) {
        return true;
    }
    let (parts, _) = super::words::parts(&line.text, &line.cells);
    let named = (2..=4).contains(&parts.len()) && parts.iter().any(|part| title_score(part) > 0);
    named && (line.gap || (first && at == free))
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
    for (index, line) in lines.iter().enumerate() {
        let place = head.from + index;
        if let Some((at, span)) = &head.dates
            && *at == place
        {
            entry.start = span.start;
            entry.end = span.end;
            entry.current = span.current;
            if !span.rest.is_empty() {
                let mut rest = line.clone();
                rest.text.clone_from(&span.rest);
                rest.cells.retain(|cell| {
                    span::find(cell, line.order).is_none()
                        && single::at_end(cell, line.order).is_none()
                });
                entry.head.push(rest);
            }
        } else if place < head.body {
            entry.head.push(line.clone());
        } else {
            entry.body.push(line.clone());
        }
    }
    entry
}

/// The lines with those joined that continue a bullet.
fn continued(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let line = &unlabelled(line);
        let goes_on = line.kind == Kind::Text
            && !line.gap
            && line.cells.is_empty()
            && (line.text.starts_with(char::is_lowercase)
                || joined
                    .last()
                    .is_some_and(|last| last.text.ends_with(['-', ','])));
        match joined.last_mut() {
            Some(last) if goes_on && last.is_bullet() => join(&mut last.text, &line.text),
            _ => joined.push(line.clone()),
        }
    }
    joined
}
