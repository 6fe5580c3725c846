//! Where entries begin: which lines above, beside and below dates are the head of an entry.

use std::ops::Range;

use super::{
    below::{below, goes_on_below},
    dated::{
        Of, dates, is_company_line, is_dated, is_name, is_place_line, is_title_with_part,
        is_title_with_town, is_whole, name_with_place, title_parts,
    },
    length,
    line::{Kind, Line},
    open::{OpenEnd, open_end},
    site::{is_place as is_town, is_plain_place, is_remote, page_apart, without_mode},
    span::Span,
    study, terms, undated,
    words::{is_degree, is_school, is_sentence, parts, title_score},
};

/// The most lines above a span that belong to its entry.
const HEAD_LINES_MAX: usize = 2;
/// The most words of a town that is not known.
const PLACE_WORDS_MAX: usize = 3;
/// Where the head of an entry begins, and where its body.
pub struct Head {
    /// Its first line.
    pub from: usize,
    /// The line with the dates.
    pub dates: Option<(usize, Span)>,
    /// What stands beside them, if it is a place.
    pub place: String,
    /// What stands alone where the end of its dates should.
    pub open: Option<OpenEnd>,
    /// Terms of a contract, or a remark in brackets, which is all that stands beside the dates.
    pub aside: Vec<String>,
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
        let dated = if is_dated(line) {
            dates(line, of)
        } else {
            None
        };
        if let Some(mut span) = dated {
            let place = beside(lines, free, at, &mut span);
            let open = open_end(lines, free, at, &mut span, of);
            let aside = if of == Of::Schools {
                remark(&mut span)
            } else {
                aside(&mut span)
            };
            // LinkedIn sets a degree and its dates below the school.
            let below_school = line.text.contains(" · (");
            let above = above(lines, free, at, &span, (below_school, of));
            let mut body = at + 1;
            if above == at && span.rest.is_empty() {
                body = below(lines, at, of);
            } else if is_more_below(lines, free, above..at, &span.rest, of) {
                body += 1;
            }
            heads.push(Head {
                from: above,
                dates: Some((at, span)),
                place,
                open,
                aside,
                body,
            });
            at = body;
            free = body;
            continue;
        }
        let is_school = || of == Of::Schools && is_next_school(lines, free, at);
        let is_listed = |last: &Head| last.dates.is_none() && last.body == at;
        let place = undated::Place {
            free,
            at,
            is_first: heads.is_empty(),
            is_listed: heads.last().is_some_and(is_listed),
        };
        let count = undated::head(lines, place, of).or_else(|| is_school().then_some(1));
        if let Some(count) = count {
            heads.push(Head {
                from: at,
                dates: None,
                place: String::new(),
                open: None,
                aside: Vec::new(),
                body: at + count,
            });
            free = at + count;
        }
        at += count.unwrap_or(1);
    }
    heads
}

/// Takes a remark in brackets that is all that stands beside the dates of a school: `(verkürzt)`.
fn remark(span: &mut Span) -> Vec<String> {
    let inner = span
        .rest
        .strip_prefix('(')
        .and_then(|it| it.strip_suffix(')'));
    let is_remark = inner.is_some_and(|it| it.starts_with(char::is_lowercase) && !it.contains('('));
    if !is_remark || study::names_study(&span.rest) {
        return Vec::new();
    }
    vec![std::mem::take(&mut span.rest)]
}

/// Takes the terms of a contract beside dates, and a remark in brackets that is all that stands there.
fn aside(span: &mut Span) -> Vec<String> {
    if let Some(all) = terms::alone(&span.rest) {
        span.rest.clear();
        return vec![all];
    }
    let (rest, notes) = terms::apart(&span.rest);
    span.rest = rest;
    notes
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
    let is_whole = || above.last().is_some_and(|last| is_whole(&last.text));
    let is_below = || is_plain_place(&rest) && named() || is_town(&rest) && is_whole();
    // "Dairy Hand at Oak Ltd", and below it "Matamata, 2022 – 2024".
    let is_joined = || {
        let joined = above.last().filter(|last| !last.is_body());
        let (parted, titled) = joined
            .map(|last| parts(&last.text, &[]))
            .unwrap_or_default();
        let is_words = rest.split(' ').count() <= PLACE_WORDS_MAX;
        titled && parted.len() == 2 && is_words && is_name(&rest) && title_score(&rest) == 0
    };
    if is_place && !above.is_empty() || is_below() || is_joined() {
        span.rest.clear();
        return rest;
    }
    String::new()
}

/// True if the line above has the other name than what is beside the dates: the company over a title and its place, the degree over the school.
fn has_other_name(lines: &[Line], free: usize, at: usize, rest: &str, of: Of) -> bool {
    let over = at.checked_sub(1).filter(|over| *over >= free);
    let Some((at, over)) = over.and_then(|at| Some((at, lines.get(at)?))) else {
        return false;
    };
    if of == Of::Schools {
        let is_diploma = || study::is_school_diploma(&over.text);
        let is_degree = study::is_study(&over.text) && (!is_school(&over.text) || is_diploma());
        return is_degree && is_school(rest) && !study::is_whole(rest) && !study::is_study(rest);
    }
    let (above, is_set_off) = (title_score(&over.text), over.gap || at == free);
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let is_apart = over.gap || before.is_none_or(Line::is_bullet);
    let is_apart = is_apart && above <= 1;
    let is_alone = is_name(&over.text) && title_parts(&over.text) == 1;
    if is_apart && is_alone && is_title_with_town(rest, above < 0) {
        return true;
    }
    if let Some(name) = name_with_place(rest) {
        let is_company = (is_set_off || above < 0) && is_name(&over.text);
        let is_alone = title_parts(&over.text) == 1;
        return if title_score(&name) > 1 {
            above <= 1 && is_company && is_alone || is_company_line(over)
        } else {
            // "Yard Clerk" over "Oak | Antwerp | 2018 – 2021".
            is_alone && (above > 1 || over.gap && is_name(&over.text))
        };
    }
    let is_company = is_company_line(over) || is_set_off && above < 0 && is_name(&over.text);
    is_title_with_part(rest) && is_company
}

/// The first line above a span that belongs to its head.
fn above(
    lines: &[Line],
    free: usize,
    at: usize,
    span: &Span,
    (below_school, of): (bool, Of),
) -> usize {
    let wanted = match title_parts(without_mode(&span.rest)) {
        0 if is_above_title(lines, free, at, of) => 1,
        0 => HEAD_LINES_MAX,
        1 => 1,
        _ if has_other_name(lines, free, at, without_mode(&span.rest), of) => 1,
        // A degree and its field are below their school.
        _ if (below_school || names_degree(&span.rest, of)) && !is_school(&span.rest) => {
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
        let is_length = length::is_length(&line.text);
        let is_text = !line.titled && (is_sentence(&line.text) || ends_text(&line.text));
        if line.is_body() || is_text && !is_length {
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
                .is_some_and(|line| length::is_length(&line.text));
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

/// True if the line below dates has a name that neither they nor the lines above them have.
fn is_more_below(lines: &[Line], free: usize, head: Range<usize>, rest: &str, of: Of) -> bool {
    let at = head.end;
    if rest.is_empty() {
        is_above_title(lines, free, at, of)
    } else {
        head.is_empty() && goes_on_below(lines, at, rest, of)
    }
}

/// True for dates between a company with its place and the title: `Oak, Berlin`, `2019 – 2021`, `Clerk`.
fn is_above_title(lines: &[Line], free: usize, at: usize, of: Of) -> bool {
    let line = |up: usize| {
        at.checked_sub(up)
            .filter(|at| *at >= free)
            .and_then(|at| lines.get(at))
    };
    let is_title = |line: &Line| title_score(&line.text) > 1 && title_parts(&line.text) == 1;
    let is_company = line(1).is_some_and(is_company_line);
    let is_titled = line(2).is_some_and(|line| title_score(&line.text) > 0);
    let below = lines
        .get(at + 1)
        .filter(|next| next.kind == Kind::Text && !next.gap);
    let is_below = below.is_some_and(|next| is_title(next) && !is_sentence(&next.text));
    of != Of::Schools && is_company && !is_titled && is_below
}

fn names_degree(rest: &str, of: Of) -> bool {
    is_degree(rest) || of == Of::Schools && study::is_study(rest)
}

/// True for the end of a text: a full stop behind a whole word in small letters.
fn ends_text(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let word = last.strip_suffix('.').unwrap_or_default();
    word.chars().count() > 4 && word.chars().all(char::is_lowercase)
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
pub(super) fn is_other(rest: &str) -> bool {
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
    let dated = |line: &Line| dates(line, Of::Schools);
    let is_dated = near.any(|line| dated(line).is_some_and(|span| !is_school(&span.rest)));
    is_named
        && (line.gap || at == free)
        && first.split_whitespace().all(is_name)
        && !is_sentence(&line.text)
        && !is_dated
}
