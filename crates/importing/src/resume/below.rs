//! What is below the dates of an entry and belongs to its head.

use super::{
    dated::{
        Of, dates, is_company_line, is_name, is_place_line, is_title_with_part, is_whole,
        name_with_place, title_parts,
    },
    line::{Kind, Line},
    site::{is_place, page_apart},
    study,
    words::{is_degree, is_school, is_sentence, listed, parts, title_score},
};

/// The most lines below a span that belong to its head.
const NAMES_MAX: usize = 2;
/// The most words of a title below a company.
const WORDS_MAX: usize = 8;

/// True if the line below a span that stands beside one name has the other: the company below the title, or the degree below the school.
pub(super) fn goes_on_below(lines: &[Line], at: usize, rest: &str, of: Of) -> bool {
    let Some(next) = lines.get(at + 1) else {
        return false;
    };
    // A paragraph below a heading with dates is set off from it.
    let of_heading = lines
        .get(at)
        .is_some_and(|line| matches!(line.kind, Kind::Heading(_)));
    let first = next.cells.first().unwrap_or(&next.text);
    let short = first.split_whitespace().count() <= 8 && !is_sentence(first);
    // A degree with its field, and the school; or the school with its place, and the degree.
    let is_degree_only = |text: &str| study::is_study(text) && !is_school(text);
    let of_study = is_degree_only(rest) && is_school(&next.text)
        || is_school(rest) && !study::is_study(rest) && is_degree_only(&next.text);
    let named = title_parts(rest) == 1 || title_score(&next.text) > 0 || is_degree(&next.text);
    let of_title = || of != Of::Schools && is_title_with_part(rest) && is_company(lines, at + 1);
    next.kind == Kind::Text
        && (!next.gap || of_heading)
        && short
        && (of_study || named && !is_whole(rest) || of_title())
        && !(of == Of::Schools && study::is_whole(&next.text))
        && dates(next, of).is_none()
}

/// True for a company that is alone on its line, with its place or a word of companies: `Mercy Hospital`.
fn is_company(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    let ends = lines
        .get(at + 1)
        .is_none_or(|next| next.gap || next.is_bullet());
    let is_alone = || title_parts(&line.text) == 1 && title_score(&line.text) < 0;
    // "Oak Infirmary, Kendal": a small town.
    let is_placed = || match listed(&line.text).as_slice() {
        [name, town] => title_score(name) < 0 && is_name(name) && is_place(town),
        _ => false,
    };
    is_company_line(line)
        || is_placed()
        || ends && is_alone() && is_name(&line.text) && !line.text.contains('&')
}

/// Where the body begins if the head is below the span.
pub(super) fn below(lines: &[Line], at: usize, of: Of) -> usize {
    let mut body = at + 1;
    let mut names = 0;
    let mut places = 0;
    while names < NAMES_MAX {
        let Some(line) = lines.get(body) else { break };
        if is_sentence(&line.text)
            || dates(line, of).is_some()
            || line.kind == Kind::Label
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
            let is_more = names == 1
                && (is_title_below(lines, body, of) || is_company_below(lines, body, of));
            return body + usize::from(is_more);
        }
    }
    body
}

/// True if a company that says its legal form is at this line, below a title with a comma: `Trainee, then clerk`, `Oak Ltd, Hull`.
fn is_company_below(lines: &[Line], at: usize, of: Of) -> bool {
    let pair = at
        .checked_sub(1)
        .and_then(|over| lines.get(over))
        .zip(lines.get(at));
    pair.is_some_and(|(title, company)| {
        let has_form = |text: &str| {
            let names = listed(text);
            names
                .iter()
                .any(|name| reading::company::Name::read(name).form.is_some())
        };
        let is_free = company.kind == Kind::Text && !company.gap && dates(company, of).is_none();
        of != Of::Schools
            && is_free
            && title_score(&title.text) > 0
            && has_form(&company.text)
            && !has_form(&title.text)
            && !is_sentence(&company.text)
    })
}

/// True if the title is at this line, below a company and its place, or the degree below a school.
fn is_title_below(lines: &[Line], at: usize, of: Of) -> bool {
    let pair = at
        .checked_sub(1)
        .and_then(|over| lines.get(over))
        .zip(lines.get(at));
    let Some((company, title)) = pair else {
        return false;
    };
    let text = title.text.as_str();
    let (names, _) = parts(&company.text, &company.cells);
    let score = names.iter().map(|name| title_score(name)).max();
    let has_title = score.is_some_and(|score| score > 1);
    let is_short = text.split_whitespace().count() <= WORDS_MAX && !is_sentence(text);
    let is_free = title.kind == Kind::Text && !title.gap && dates(title, of).is_none();
    let is_above = title_score(text) > score.unwrap_or_default().max(0);
    if of == Of::Schools {
        let is_degree = study::is_study(text) && !is_school(text);
        return is_free && is_short && is_degree && !study::is_whole(&company.text);
    }
    let is_title = is_above && title_parts(text) == 1;
    let ends = lines
        .get(at + 1)
        .is_none_or(|next| next.gap || next.is_bullet());
    let is_known = || name_with_place(&company.text).is_some() && ends && is_name(text);
    !has_title && is_short && is_free && (is_title || is_known())
}

/// True if the name of a job is at this line, behind a company and its place.
fn goes_on_title(lines: &[Line], at: usize) -> bool {
    let title = lines
        .get(at)
        .filter(|line| !line.gap && line.kind == Kind::Text);
    title.is_some_and(|title| title_score(&title.text) > 0 || study::is_study(&title.text))
}
