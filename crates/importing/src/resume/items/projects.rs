//! Projects: entries as jobs are, or lines of a name, a day and a text.

use super::{Builder, page};
use crate::{
    bullets,
    date::PartialDate,
    record::Project,
    resume::{
        entries,
        line::{self, Kind, Line},
        single, span,
        words::is_sentence,
    },
};

/// What parts a name and a text.
const SIGNS: [&str; 4] = [" – ", " — ", " - ", ": "];
/// Words before a day since when, or until when, something lasts.
const SINCE: [&str; 8] = [
    "since ", "seit ", "depuis ", "desde ", "dal ", "sinds ", "from ", "ab ",
];
const UNTIL: [&str; 8] = [
    "until ",
    "till ",
    "bis ",
    "jusqu'en ",
    "hasta ",
    "fino al ",
    "até ",
    "tot ",
];

/// The first and the last day of a project.
type Days = (Option<PartialDate>, Option<PartialDate>);

impl Builder<'_> {
    pub(super) fn projects(&mut self, lines: &[Line]) {
        // A list in which a name has its day in brackets behind it is one of projects, not of entries with texts.
        let is_list = lines.iter().all(Line::is_bullet);
        let are_lines = lines.len() > 1 && lines.iter().all(is_alone);
        let is_first = |line: &&Line| line.kind == Kind::Bullet(0);
        let are_dated = |lines: &[Line]| {
            let mut first = lines.iter().filter(is_first);
            first.any(|line| bracketed(line).is_some_and(|(_, _, text)| !text.is_empty()))
        };
        if is_list && are_dated(lines) || are_lines {
            self.undated_projects(lines);
            return;
        }
        let (found, left) = entries::read(lines);
        self.undated_projects(&left);
        for mut entry in found {
            let others = projects_below(&mut entry.body);
            let first = entry.head.first();
            let text = first.map(|line| line.text.clone()).unwrap_or_default();
            let named = Named::of(&text);
            let url = named
                .url
                .or_else(|| first.and_then(|line| line.url.clone()));
            entry.notes.extend(named.beside);
            let what = named.text.filter(|text| !text.is_empty());
            entry.body.splice(0..0, what.map(Line::text));
            let name = self.line("name", &named.name);
            if name.is_empty() {
                self.incomplete("name", &entry);
                continue;
            }
            let beside = [entry.place(), entry.notes.clone()].concat();
            self.beside("project", &name, &beside);
            let description = self.journal.block("description", &line::text(&entry.body));
            let item = Project {
                name,
                url,
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                source: self.source(&entry.quote),
                ..Project::default()
            };
            self.profile.projects.push(item);
            self.undated_projects(&others);
        }
    }

    /// Lines without dates are projects of one line each, or of a name with bullets below it.
    fn undated_projects(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while let Some((line, below)) = rest.split_first() {
            let is_below = |below: &&Line| match (line.kind, below.kind) {
                (Kind::Bullet(depth), Kind::Bullet(own)) => own > depth,
                (_, kind) => matches!(kind, Kind::Bullet(_)),
            };
            let (body, others) = below.split_at(below.iter().take_while(is_below).count());
            self.short_project(line, body);
            rest = others;
        }
    }

    /// `Tide clock – a clock of brass`. Bullets below a name are what was done.
    fn short_project(&mut self, line: &Line, body: &[Line]) {
        let text = line.text.as_str();
        let (name, (start, end), description) = bracketed(line).unwrap_or_else(|| parted(line));
        let Named {
            name, url, beside, ..
        } = Named::of(&name);
        let name = name.as_str();
        if is_sentence(name) || name.split_whitespace().count() > 8 {
            self.unassigned(std::slice::from_ref(line));
            self.unassigned(body);
            return;
        }
        let name = self.line("name", name);
        let (description, url) = match page(&description) {
            Some(page) => (String::new(), Some(page)),
            None => (description, url),
        };
        let description = [description, line::text(body)];
        let description = description.join("\n");
        let description = self.journal.block("description", description.trim());
        self.beside("project", &name, &beside);
        let item = Project {
            name,
            url: url.or_else(|| line.url.clone()),
            claims: bullets::split(&description),
            description,
            started_on: start,
            ended_on: end,
            source: self.source(text),
            ..Project::default()
        };
        self.profile.projects.push(item);
    }
}

/// The name of a project, and what stands beside it.
struct Named {
    name: String,
    url: Option<String>,
    /// What it is made with.
    beside: Vec<String>,
    /// What it is.
    text: Option<String>,
}

impl Named {
    /// `Tide clock (https://…) – a clock of brass`, `Tide clock | React, Rust`, `Tide clock – tide.example`.
    fn of(text: &str) -> Self {
        // What is behind a bar is none of the name.
        let (text, barred) = text.split_once(" | ").unwrap_or((text, ""));
        let sign = SIGNS.iter().find(|sign| text.contains(**sign));
        let parted = sign
            .filter(|sign| sign.trim() != ":")
            .and_then(|sign| text.split_once(*sign));
        let (name, behind) = parted.unwrap_or((text, ""));
        let (name, of_name) = page_in_brackets(name);
        let (behind, of_text) = match page(behind) {
            Some(url) => ("", Some(url)),
            None => (behind, None),
        };
        let (barred, of_bar) = match page(barred) {
            Some(url) => ("", Some(url)),
            None => (barred, None),
        };
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Self {
            name: name.to_owned(),
            url: of_name.or(of_text).or(of_bar),
            beside: filled(barred).into_iter().collect(),
            text: filled(behind),
        }
    }
}

/// A name without the page in brackets behind it, and this page.
fn page_in_brackets(name: &str) -> (&str, Option<String>) {
    let parted = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    match parted.and_then(|(name, inner)| Some((name, page(inner)?))) {
        Some((name, url)) => (name, Some(url)),
        None => (name, None),
    }
}

/// True for a line of text with a date of its own, and a name or a text beside it.
fn is_alone(line: &Line) -> bool {
    let has_text = || SIGNS.iter().any(|sign| line.text.contains(sign));
    let is_dated = || {
        let (_, (start, end), _) = bracketed(line).unwrap_or_else(|| parted(line));
        start.is_some() || end.is_some()
    };
    line.kind == Kind::Text && line.cells.len() < 2 && has_text() && is_dated()
}

/// The name of a line, its days and its text.
fn parted(line: &Line) -> (String, Days, String) {
    let (text, order) = (line.text.as_str(), line.order);
    let named = SIGNS.iter().find_map(|sign| text.split_once(sign));
    let (name, description) = named.unwrap_or((text, ""));
    // "Tide clock, 2019 – a clock of brass": the date is behind the name, or before the text.
    let behind = single::at_end(name, order).filter(|(_, rest)| !rest.is_empty());
    if let Some((date, rest)) = behind {
        return (rest, (None, Some(date)), description.to_owned());
    }
    // "Tide clock – a clock of brass, 2019"
    let last = single::at_end(description, order).filter(|(_, rest)| !rest.is_empty());
    if let Some((date, rest)) = last {
        let rest = rest.trim_end_matches([',', ' ']).to_owned();
        return (name.to_owned(), (None, Some(date)), rest);
    }
    let found = span::find(description, order).filter(|it| {
        let is_last = !it.inside && !it.rest.is_empty() && description.starts_with(&it.rest);
        is_last && it.start.is_some()
    });
    if let Some(found) = found {
        return (name.to_owned(), (found.start, found.end), found.rest);
    }
    let before = SIGNS.iter().find_map(|sign| description.split_once(sign));
    let before = before.and_then(|(day, rest)| Some((span::read(day, order).date()?, rest)));
    match before {
        Some((date, rest)) => (name.to_owned(), (None, Some(date)), rest.to_owned()),
        None => (name.to_owned(), (None, None), description.to_owned()),
    }
}

/// `tidebox (2017 – 2019): a parser`: the name, the days in brackets behind it, and the text.
fn bracketed(line: &Line) -> Option<(String, Days, String)> {
    let mut opens = line.text.match_indices(" (");
    opens.find_map(|(at, _)| {
        let (name, rest) = line.text.split_at_checked(at)?;
        let (inner, text) = rest.strip_prefix(" (")?.split_once(')')?;
        // "Tide clock (Rust, 2024)": what it is made with belongs to the name.
        let (made, inner) = inner.rsplit_once(", ").unwrap_or(("", inner));
        let days = days(inner.trim(), line)?;
        let text = text.trim_start();
        let is_parted = text.is_empty() || text.starts_with([':', '–', '—', '-', ',']);
        let text = text.trim_start_matches([':', '–', '—', '-', ',', ' ']);
        let is_name = !name.is_empty() && !is_sentence(name);
        let name = if made.is_empty() {
            name.to_owned()
        } else {
            format!("{name} ({made})")
        };
        (is_name && is_parted).then(|| (name, days, text.to_owned()))
    })
}

/// The days that are all a bracket holds: `2022`, `2022–`, `–2019`, `since 2020`, `2021 – now`.
fn days(text: &str, line: &Line) -> Option<Days> {
    let read = |text: &str| {
        let text = text.trim();
        span::read(text, line.order)
            .date()
            .filter(|_| text.len() >= 4)
    };
    let dashes = ['–', '—', '-', '+'];
    let lower = text.to_lowercase();
    let since = SINCE.iter().find_map(|word| lower.strip_prefix(word));
    let start = since.or_else(|| text.strip_suffix(dashes));
    if let Some(date) = start.and_then(read) {
        return Some((Some(date), None));
    }
    let until = UNTIL.iter().find_map(|word| lower.strip_prefix(word));
    let end = until.or_else(|| text.strip_prefix(dashes));
    if let Some(date) = end.and_then(read) {
        return Some((None, Some(date)));
    }
    if let Some(date) = read(text) {
        return Some((None, Some(date)));
    }
    let found = span::find(text, line.order).filter(|it| it.rest.is_empty())?;
    Some((found.start, found.end))
}

/// Takes the further projects from the text of one: a name that is set off, with bullets below it.
fn projects_below(body: &mut Vec<Line>) -> Vec<Line> {
    let from = body.windows(2).position(|pair| {
        let [name, below] = pair else { return false };
        let is_name = name.gap && !name.is_bullet() && !is_sentence(&name.text);
        is_name && below.is_bullet() && !name.text.ends_with(':')
    });
    from.map_or_else(Vec::new, |from| body.split_off(from))
}
