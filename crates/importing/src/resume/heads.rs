//! Where entries begin: which lines above, beside and below dates are the head of an entry.

use super::{
    below::{below, goes_on_below},
    dated::{dates, is_dated, is_place_line, is_whole, title_parts},
    line::{Kind, Line},
    site::{is_plain_place, is_remote, page_apart, without_mode},
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
