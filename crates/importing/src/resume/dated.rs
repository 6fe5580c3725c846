//! Lines with dates: which dates they have, and whether they name all of an entry.

use super::{
    line::Line,
    single,
    site::{self, is_plain_place},
    span::{self, Span},
    study,
    words::{is_degree, is_school, is_sentence, parts, title_score},
};

/// A bullet can have a span in its text; only one that is nothing else is the head of an entry.
pub(super) fn is_dated(line: &Line) -> bool {
    !line.is_bullet() || (line.text.chars().count() < 80 && !is_sentence(&line.text))
}

/// The dates of a line, if they are those of an entry.
pub(super) fn dates(line: &Line) -> Option<Span> {
    let from_span = span::find(&line.text, line.order);
    if line.is_bullet() {
        let titled = |rest: &str| {
            let (parts, _) = parts(rest, &[]);
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
pub(super) fn title_parts(rest: &str) -> usize {
    if rest.is_empty() {
        return 0;
    }
    parts(rest, &[]).0.len()
}

/// True if a line has a title and more, so that the line above it says something else. A place beside a name is no more.
pub(super) fn is_whole(text: &str) -> bool {
    let (parts, titled) = parts(text, &[]);
    let (names, _) = site::places_apart(&parts);
    let has_degree = names.iter().any(|name| study::is_study(name));
    let is_named = |name: &String| {
        title_score(name) > 0 && !study::is_study(name) || has_degree && is_school(name)
    };
    names.len() > 1 && (titled || names.iter().any(is_named))
}

/// True for a line that is only a place: `Denver, CO`.
pub fn is_place_line(text: &str) -> bool {
    let is_name = || study::is_known_school(text) || title_score(text) > 0;
    is_plain_place(text) && !is_name()
}
