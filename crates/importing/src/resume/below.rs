//! What is below the dates of an entry and belongs to its head.

use super::{
    dated::{dates, is_place_line, is_whole, title_parts},
    line::{Kind, Line},
    site::page_apart,
    study,
    words::{is_degree, is_school, is_sentence, title_score},
};

/// The most lines below a span that belong to its head.
const NAMES_MAX: usize = 2;

/// True if the line below a span that stands beside one name has the other: the company below the title, or the degree below the school.
pub(super) fn goes_on_below(lines: &[Line], at: usize, rest: &str) -> bool {
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
pub(super) fn below(lines: &[Line], at: usize) -> usize {
    let mut body = at + 1;
    let mut names = 0;
    let mut places = 0;
    while names < NAMES_MAX {
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
