//! Where entries begin: which lines above, beside and below dates are the head of an entry.

use super::{
    line::{Kind, Line},
    single,
    site::{self, is_plain_place, is_remote, page_apart, without_mode},
    span::{self, Span},
    study,
    words::{is_degree, is_school, is_sentence, parts, title_score},
};

/// The most lines above a span that belong to its entry.
const HEAD_LINES_MAX: usize = 2;

/// What the entries of a section are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Jobs, and what is written like them.
    Jobs,
    /// Schools.
    Schools,
}

/// Where the head of an entry begins, and where its body.
pub struct Head {
    /// Its first line.
    pub from: usize,
    /// The line with the dates.
    pub dates: Option<(usize, Span)>,
    /// What stands beside them, if it is a place.
    pub place: String,
    /// The first line below it.
    pub body: usize,
}

/// The heads of the entries.
pub fn of(lines: &[Line], of: Of) -> Vec<Head> {
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
        let first = heads.is_empty();
        if undated(lines, free, at, first) || of == Of::Schools && is_next_school(lines, free, at) {
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
    let bracketed = span.rest.strip_prefix('(');
    let inner = bracketed.and_then(|rest| rest.strip_suffix(')'));
    let rest = inner.filter(|inner| !inner.contains('('));
    let rest = rest.unwrap_or(&span.rest).to_owned();
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
fn title_parts(rest: &str) -> usize {
    if rest.is_empty() {
        return 0;
    }
    parts(rest, &[]).0.len()
}

/// True if a line has a title and more, so that the line above it says something else. A place beside a name is no more.
fn is_whole(text: &str) -> bool {
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

/// The first line above a span that belongs to its head.
fn above(lines: &[Line], free: usize, at: usize, span: &Span, below_school: bool) -> usize {
    let wanted = match title_parts(without_mode(&span.rest)) {
        0 => HEAD_LINES_MAX,
        1 => 1,
        // A degree and its field are below their school.
        _ if (below_school || is_degree(&span.rest)) && !is_school(&span.rest) => {
            let over = at.checked_sub(1).and_then(|at| lines.get(at));
            usize::from(!over.is_some_and(|over| study::is_whole(&over.text)))
        }
        _ => 0,
    };
    let mut from = at;
    let mut taken = 0;
    let mut places = 0;
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
        let set_off =
            below.is_some_and(|below| below.gap) && !(taken == 1 && is_company_over(lines, from));
        if set_off && !matches!(line.kind, Kind::Heading(_)) && !is_length {
            break;
        }
        from -= 1;
        if is_length {
            // The company is above the length.
            from = from.saturating_sub(1).max(free);
            break;
        }
        // A place between the names and the dates is none of them.
        if wanted > 0 && places == 0 && is_place_line(&page_apart(&line.text).1) {
            places += 1;
            continue;
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
    // A place at the top belongs to the entry above.
    let is_of_above = from > 0 && from == free && (taken > 0 || wanted == 1);
    let top = lines.get(from).filter(|_| is_of_above && places > 0);
    from + usize::from(top.is_some_and(|top| is_place_line(&top.text)))
}

/// True for a company that stands alone over a title: the line before `from`.
fn is_company_over(lines: &[Line], from: usize) -> bool {
    let pair = from
        .checked_sub(1)
        .and_then(|at| lines.get(at))
        .zip(lines.get(from));
    pair.is_some_and(|(company, title)| {
        company.gap
            && company.kind == Kind::Text
            && title_score(&company.text) < 0
            && title_score(&title.text) > 0
            && title_parts(&title.text) == 1
    })
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
    let mut names = 0;
    let mut places = 0;
    while names < HEAD_LINES_MAX {
        let Some(line) = lines.get(body) else { break };
        if is_sentence(&line.text)
            || dates(line).is_some()
            || (body > at + 1 && (line.gap || line.is_bullet()))
        {
            break;
        }
        let (page, place) = page_apart(&line.text);
        let is_place = page.is_some() && place.is_empty() || is_place_line(&place);
        if is_place && names == 1 && places == 0 && goes_on_title(lines, body + 1) {
            places += 1;
            body += 1;
            continue;
        }
        body += 1;
        names += 1;
        if title_parts(&line.text) > 1 {
            break;
        }
    }
    body
}

/// True if the name of a job is at this line, behind a company and its place.
fn goes_on_title(lines: &[Line], at: usize) -> bool {
    let title = lines
        .get(at)
        .filter(|line| !line.gap && line.kind == Kind::Text);
    title.is_some_and(|title| title_score(&title.text) > 0 || study::is_study(&title.text))
}

/// True if the words beside dates are another school or job than the whole line above them, and no more of it.
fn is_other(rest: &str) -> bool {
    let first = parts(rest, &[]).0.into_iter().next().unwrap_or_default();
    let is_grade = first.chars().any(|c| c.is_ascii_digit());
    let is_more = is_place_line(rest) || is_remote(rest) || is_grade;
    let is_named = study::is_study(rest) || title_parts(rest) > 1;
    study::is_whole(rest) || is_school(rest) || is_named && !is_more
}

/// True for the name of a school without dates that follows another school.
fn is_next_school(lines: &[Line], free: usize, at: usize) -> bool {
    let Some(line) = lines
        .get(at)
        .filter(|line| at > 0 && line.kind == Kind::Text)
    else {
        return false;
    };
    let first = parts(&line.text, &line.cells).0.into_iter().next();
    let first = first.unwrap_or_default();
    let is_named =
        study::is_known_school(&first) || is_school(&first) || study::is_school_diploma(&first);
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || study::is_connector(word);
    let near = lines.iter().skip(at + 1).take(HEAD_LINES_MAX + 1);
    let mut near = near.take_while(|line| !line.gap && !line.is_bullet());
    let is_dated = near.any(|line| dates(line).is_some_and(|span| !is_school(&span.rest)));
    is_named
        && (line.gap || at == free)
        && first.split_whitespace().all(is_name)
        && !is_sentence(&line.text)
        && !is_dated
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
        return next.and_then(dates).is_none_or(|span| is_other(&span.rest));
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
    let (parts, _) = parts(&line.text, &line.cells);
    let named = (2..=4).contains(&parts.len()) && parts.iter().any(|part| title_score(part) > 0);
    named && (line.gap || (first && at == free))
}
