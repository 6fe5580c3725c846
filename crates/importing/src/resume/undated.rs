//! Entries without dates: which of their lines are the head.

use super::{
    dated::{Of, dates, is_company_line, is_name, is_place_line, title_parts},
    line::{Kind, Line},
    study,
    words::{is_sentence, parts, title_score},
};

/// The most lines above dates that belong to their entry.
const HEAD_LINES_MAX: usize = 2;
/// The most words of a title or a company on a line of its own.
const NAME_WORDS_MAX: usize = 7;

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The first line that may belong to the next head.
    pub free: usize,
    /// The line.
    pub at: usize,
    /// True if no head is above it.
    pub is_first: bool,
    /// True if the head above it has no dates either, and ends directly above it.
    pub is_listed: bool,
}

/// How many lines are the head of an entry without dates: a heading, or a title and a company that something sets off from what is above.
pub(super) fn head(lines: &[Line], place: Place, of: Of) -> Option<usize> {
    let at = place.at;
    let line = lines.get(at)?;
    let dates = |line: &Line| dates(line, of);
    // "PhD, Physics, MIT": a school needs no date.
    let is_school = |text: &str| study::is_whole(text) && !is_sentence(text);
    let over = at.checked_sub(1).and_then(|over| lines.get(over));
    let is_below_text = over.is_some_and(Line::is_bullet);
    let is_set_off = line.gap || at == place.free || is_below_text;
    if !line.is_body() && is_school(&line.text) && is_set_off {
        let next = lines.get(at + 1);
        let is_alone = next
            .and_then(dates)
            .is_none_or(|span| super::heads::is_other(&span.rest));
        return is_alone.then_some(1);
    }
    // The dates may be below it.
    let dated_below = lines
        .iter()
        .skip(at + 1)
        .take(HEAD_LINES_MAX)
        .take_while(|line| !line.is_bullet())
        .any(|line| dates(line).is_some());
    if dated_below || line.is_body() || is_sentence(&line.text) {
        return None;
    }
    if matches!(line.kind, Kind::Heading(_)) {
        return Some(1);
    }
    let (found, _) = parts(&line.text, &line.cells);
    let named = (2..=4).contains(&found.len()) && found.iter().any(|part| title_score(part) > 0);
    let is_start = place.is_first && at == place.free;
    if named && (line.gap || is_start) {
        return Some(1);
    }
    if of != Of::Jobs {
        return None;
    }
    // "Cook – Oak Inn" directly below "Waiter – Elm Café", or below the text of a job.
    let are_names = || found.iter().all(|name| is_name(name)) && line.text.len() < 120;
    if named && (place.is_listed || is_below_text) && are_names() {
        return Some(1);
    }
    let is_stack = (is_start || line.gap || is_below_text) && is_pair(lines, at);
    is_stack.then(|| 2 + usize::from(has_place(lines, at + 2)))
}

/// True for a title and a company on two lines, in any order, with a text below them or nothing.
fn is_pair(lines: &[Line], at: usize) -> bool {
    let Some([first, second]) = lines.get(at..at + 2) else {
        return false;
    };
    let is_free = |line: &Line| {
        line.kind == Kind::Text
            && line.text.split_whitespace().count() <= NAME_WORDS_MAX
            && !line.text.contains(':')
            && is_name(
                &line
                    .text
                    .replace(" - ", " ")
                    .replace(['–', '|', '·', '&'], ""),
            )
    };
    if !is_free(first) || !is_free(second) || second.gap {
        return false;
    }
    let is_title = |line: &Line| title_score(&line.text) > 0 && title_parts(&line.text) == 1;
    let is_company = |line: &Line| {
        title_score(&line.text) <= 0 && (title_parts(&line.text) <= 3 || is_company_line(line))
    };
    let ends = |line: Option<&Line>| {
        line.is_none_or(|next| next.gap || next.is_body() || is_sentence(&next.text))
    };
    let below = lines.get(at + 2);
    let is_over_text = ends(below) || has_place(lines, at + 2) && ends(lines.get(at + 3));
    is_over_text && (is_title(first) && is_company(second) || is_company(first) && is_title(second))
}

/// True for a place below a title and a company.
fn has_place(lines: &[Line], at: usize) -> bool {
    let line = lines
        .get(at)
        .filter(|line| line.kind == Kind::Text && !line.gap);
    line.is_some_and(|line| is_place_line(&line.text))
}
