//! Roles below a company that has no dates of its own: `Oak LLP, London`, below it `Senior Associate` and `Associate`, each with dates.

use super::{Line, dated, titled};
use crate::resume::{
    line::Kind,
    site::{is_place, is_plain_place, is_remote, places_apart},
    span,
    words::{is_sentence, listed, parts, title_score},
};

/// The most bytes of the line of a company or a role.
const BYTES_MAX: usize = 120;

/// Signs of other forms of a company and its place.
const SIGNS: [&str; 6] = [" – ", " — ", " - ", "|", "·", "•"];

/// The lines, with each role of such a company as a row of its own.
pub(super) fn jobs(lines: &[Line]) -> Vec<Line> {
    let mut read = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_free = line.gap || at == 0;
        // What is below is looked at only if this line is a company: it may be all of a long section.
        let over = is_free.then(|| company(line)).flatten();
        let below = lines.get(at + 1..).unwrap_or_default();
        let is_other = |line: &Line| !line.is_bullet() && company(line).is_some();
        let block = over.as_ref().map(|_| block(line, below, is_other));
        let block = below.get(..block.unwrap_or_default()).unwrap_or_default();
        let Some((name, place)) = over.filter(|_| are_roles(block)) else {
            read.push(line.clone());
            at += 1;
            continue;
        };
        for line in block {
            match role(line) {
                Some((title, dates)) => {
                    read.push(titled([&title, &name, &place], line));
                    read.push(dated(&dates, line));
                }
                None => read.push(line.clone()),
            }
        }
        at += block.len() + 1;
    }
    read
}

/// How many lines are below a company: up to the next gap, and in Markdown, which sets its roles off, up to what is no role.
fn block(over: &Line, below: &[Line], is_other: impl Fn(&Line) -> bool) -> usize {
    let is_set_off = below.first().is_some_and(|it| it.gap && role(it).is_some());
    let is_job = |line: &Line| {
        let found = span::find(&line.text, line.order);
        !line.is_bullet() && role(line).is_none() && found.is_some_and(|it| it.start.is_some())
    };
    let is_heading = |line: &Line| matches!(line.kind, Kind::Heading(_)) && over.kind != line.kind;
    let goes_on = |line: &&Line| {
        let is_of_block = !line.gap || is_set_off && (role(line).is_some() || line.is_bullet());
        is_of_block && !is_other(line) && !is_heading(line) && !is_job(line)
    };
    below.iter().take_while(goes_on).count()
}

/// A company and its place behind a dash or a bar: `Quay Ltd — Bristol, UK (hybrid)`. Its own words or legal form tell that it is one.
fn with_place_behind(text: &str) -> Option<(String, String)> {
    let bare = text.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let bare = bare
        .filter(|(_, mode)| is_remote(mode))
        .map_or(text, |(bare, _)| bare);
    let mut signs = SIGNS.iter();
    let (name, place) = signs.find_map(|sign| bare.split_once(*sign))?;
    let (name, place) = (name.trim(), place.trim());
    let is_known = is_place(place) || is_remote(place);
    let has_form = reading::company::Name::read(name).form.is_some();
    let is_company =
        title_score(name) < 0 || has_form || title_score(name) == 0 && is_plain_place(place);
    let is_last = !SIGNS.iter().any(|sign| place.contains(sign));
    let whole = text
        .find(place)
        .and_then(|at| text.get(at..))
        .unwrap_or(place);
    (is_known && is_company && is_last).then(|| (name.to_owned(), whole.to_owned()))
}

/// The name and the place of a company, which a word or its place tells.
fn company(line: &Line) -> Option<(String, String)> {
    let is_free = matches!(line.kind, Kind::Text | Kind::Heading(_)) && line.text.len() < BYTES_MAX;
    let is_dated = || span::find(&line.text, line.order).is_some();
    let parts = match line.cells.as_slice() {
        [name, place] if is_place(place) || is_remote(place) => {
            return only(vec![name.clone()], place.clone());
        }
        _ => listed(&line.text),
    };
    let behind = with_place_behind(&line.text).filter(|_| is_free && !is_dated());
    if behind.is_some() {
        return behind;
    }
    let is_parted = || SIGNS.iter().any(|sign| line.text.contains(sign));
    if !is_free || is_sentence(&line.text) || is_parted() || is_dated() {
        return None;
    }
    if let [name, place] = parts.as_slice()
        && is_remote(place)
    {
        return only(vec![name.clone()], place.clone());
    }
    let (names, places) = places_apart(&parts);
    match (names.as_slice(), places.as_slice()) {
        ([name, town], []) if is_place(town) => only(vec![name.clone()], town.clone()),
        _ => only(names, places.join(", ")),
    }
}

fn only(names: Vec<String>, place: String) -> Option<(String, String)> {
    let [name] = <[String; 1]>::try_from(names).ok()?;
    let score = title_score(&name);
    let has_form = || reading::company::Name::read(&name).form.is_some();
    let is_company = score < 0 || score == 0 && !place.is_empty() || has_form();
    is_company.then_some((name, place))
}

/// True if the first line is a role, there are several, and no other line has dates.
fn are_roles(block: &[Line]) -> bool {
    let is_dated = |line: &&Line| {
        let found = span::find(&line.text, line.order);
        !line.is_bullet() && found.is_some_and(|it| it.start.is_some())
    };
    let dated = block.iter().filter(is_dated).count();
    let roles = block.iter().filter(|line| role(line).is_some()).count();
    roles > 1 && roles == dated && block.first().is_some_and(|first| role(first).is_some())
}

/// A title and its dates, in columns or alone on the line.
pub(super) fn role(line: &Line) -> Option<(String, String)> {
    if line.kind != Kind::Text || line.text.len() > BYTES_MAX {
        return None;
    }
    let is_title = |title: &str| title_score(title) > 0 && !is_sentence(title);
    if let [title, dates] = line.cells.as_slice() {
        let found = span::find(dates, line.order)?;
        let is_role = found.rest.is_empty() && found.start.is_some() && is_title(title);
        return is_role.then(|| (title.clone(), dates.clone()));
    }
    let found = span::find(&line.text, line.order)?;
    let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
    let title = found.rest.as_str();
    let is_one =
        parts(title, &[]).0.len() == 1 && !title.contains(" at ") && !is_plain_place(title);
    let is_role = is_whole && !found.inside && is_one && is_title(title);
    let dates = line.text.replace(title, "");
    let dates = dates.trim_matches([' ', ',', ':', '–', '-', '—', '|', '(', ')']);
    (is_role && line.text.contains(title)).then(|| (title.to_owned(), dates.to_owned()))
}
