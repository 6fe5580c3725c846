//! What has a line of its own: certificates and awards.

use super::{
    Builder,
    courses::{Holds, is_length, is_membership},
    credentials,
    details::{are_letters, degree_of, is_detail, is_mark, is_money, is_number, is_of_date},
    issued,
    personal::is_licence,
    ranks,
};
use crate::{
    date::PartialDate,
    lists,
    record::{Award, Certification},
    report::FindingKind,
    resume::{
        line::Line,
        single, span,
        words::{parts, title_score},
    },
    text::{is_listed, quote},
};

/// Words for the level of a certificate, which belong to its name: `Solutions Architect – Associate`.
const LEVELS: &str = "associate professional practitioner foundation foundations foundational fundamentals expert advanced specialty specialist master basic \
 intermediate beginner senior junior core level stufe niveau nivel nível livello nivå poziom stopień step part module modul módulo modulo i ii iii iv v 1 2 3 4 5";

/// The most words of a certificate that a full stop ends.
const SENTENCE_WORDS_MAX: usize = 6;

/// The first and the last day of a period.
type Period = (Option<PartialDate>, Option<PartialDate>);

/// The name of a certificate or an award, who gave it, and other names on the line.
struct Named {
    name: String,
    by: String,
    left: Vec<String>,
}

impl Builder<'_> {
    pub(super) fn certificates(&mut self, lines: &[Line], holds: Holds) {
        let lines = issued::joined(lines);
        let lines = with_years(&lines);
        for line in &lines.iter().flat_map(apart).collect::<Vec<Line>>() {
            let mut text = line.text.clone();
            let number = credentials::number(&text);
            let number = number.map(|(number, rest)| {
                text = rest;
                number
            });
            let expires = credentials::until(&text, line.order);
            let expires = expires.map(|(day, rest)| {
                text = rest;
                day
            });
            let (date, until, rest) = dates(&Line {
                text,
                ..line.clone()
            });
            if parts(&rest, &[])
                .0
                .iter()
                .skip(1)
                .any(|part| is_membership(part))
            {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
            let Some(named) = self.named(degree_of(&rest), "certificate", line) else {
                continue;
            };
            let (date, until) = self.period((date, until), &named, holds);
            let license_number = self.line("number", &number.unwrap_or_default());
            let item = Certification {
                name: named.name,
                authority: named.by,
                license_number,
                issued_on: date,
                expires_on: expires.or(until),
                source: self.source(&line.text),
                ..Certification::default()
            };
            self.profile.certifications.push(item);
        }
    }

    /// The day of issue and that of expiry of a period, which may be the length of a course, or either.
    fn period(&mut self, (from, to): Period, named: &Named, holds: Holds) -> Period {
        let (Some(first), Some(last)) = (from, to) else {
            return (from, to);
        };
        let both = [named.name.as_str(), named.by.as_str()];
        let is_course = is_length(first, last, &both, holds);
        if !is_course && holds == Holds::Certificates {
            return (from, to);
        }
        let (read, period) = if is_course {
            ("the length of a course, which ended then", to)
        } else {
            (
                "no validity, as it may also be the length of a course",
                None,
            )
        };
        let message = format!(
            "The period {first} – {last} of \"{}\" was read as {read}. Correct the certificate, if it is valid until {last}.",
            quote(&named.name)
        );
        self.journal.add(FindingKind::Guess, message);
        (period, None)
    }

    pub(super) fn awards(&mut self, lines: &[Line]) {
        for line in &lines.iter().flat_map(apart).collect::<Vec<Line>>() {
            let (date, until, rest) = dates(line);
            let Some(named) = self.named(&rest, "award", line) else {
                continue;
            };
            if let Some(until) = until {
                self.beside("award", &named.name, &[format!("– {until}")]);
            }
            let awarded_on = date
                .or_else(|| self.year_of_name(&named.name))
                .or_else(|| self.year_of_name(&named.by));
            let item = Award {
                title: named.name,
                issuer: named.by,
                awarded_on,
                source: self.source(&line.text),
                ..Award::default()
            };
            self.profile.awards.push(item);
        }
    }

    /// The only year in the name of an award, which is a guess: `Planner of the Year 2018`.
    fn year_of_name(&mut self, name: &str) -> Option<PartialDate> {
        let date = ranks::year(name)?;
        let message = format!(
            "The year {} in \"{}\" was read as its date. Correct the award, if it is of another year.",
            date.year,
            quote(name)
        );
        self.journal.add(FindingKind::Guess, message);
        Some(date)
    }

    /// The names of a line without its dates; what has no field is named, and a line without a name, too.
    fn named(&mut self, text: &str, what: &str, line: &Line) -> Option<Named> {
        let named = names(text).map(|named| match what {
            "award" => with_rank(named),
            _ => named,
        });
        let Some(named) = named else {
            self.unassigned(std::slice::from_ref(line));
            return None;
        };
        let name = self.line("name", &named.name);
        let by = self.line("issuer", &named.by);
        self.beside(what, &name, &named.left);
        Some(Named { name, by, ..named })
    }
}

/// `Ice rescue. 30 hours. Red Hut. 2023.`: the names between full stops, of which the last is a day.
fn stopped(line: &Line) -> Option<Line> {
    let text = line.text.strip_suffix('.').unwrap_or(&line.text);
    let (names, day) = text.rsplit_once(". ")?;
    let date = span::read(day, line.order)
        .date()
        .filter(|_| day.len() >= 4);
    let is_plain = names.contains(". ") && !names.contains(", ") && line.cells.len() < 2;
    (date.is_some() && is_plain).then(|| Line {
        text: format!("{}, {day}", names.replace(". ", ", ")),
        cells: Vec::new(),
        ..line.clone()
    })
}

/// The certificates or awards of a line between semicolons.
fn apart(line: &Line) -> Vec<Line> {
    if let Some(whole) = stopped(line) {
        return vec![whole];
    }
    if let Some(several) = several(line) {
        let part = |text: String| Line {
            text,
            cells: Vec::new(),
            ..line.clone()
        };
        return several.into_iter().map(part).collect();
    }
    // "First Aid (2018), Crane (2016)": each has a date of its own.
    let listed: Vec<&str> = line.text.split("), ").collect();
    let has_year = |part: &&str| {
        part.rsplit_once('(')
            .is_some_and(|(_, year)| single::is_years(year.trim_end_matches(')')))
    };
    let is_list = listed.len() > 1 && listed.iter().all(has_year);
    let text = if is_list {
        line.text.replace("), ", "); ")
    } else {
        line.text.clone()
    };
    let parts: Vec<&str> = text.split("; ").map(str::trim).collect();
    let is_closed = |part: &&str| part.matches('(').count() == part.matches(')').count();
    if parts.len() < 2 || !parts.iter().all(is_closed) {
        return vec![line.clone()];
    }
    let part = |text: &&str| Line {
        text: (*text).to_owned(),
        cells: Vec::new(),
        ..line.clone()
    };
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(part)
        .collect()
}

/// The lines with a comma before the year at the end, if each of several ends with one: `Food hygiene 2016`.
fn with_years(lines: &[Line]) -> Vec<Line> {
    let parted = |line: &Line| {
        let (name, year) = line.text.rsplit_once(' ')?;
        let is_year = year.len() == 4 && single::is_years(year);
        (is_year && name.ends_with(char::is_alphanumeric)).then(|| format!("{name}, {year}"))
    };
    let texts: Option<Vec<String>> = lines.iter().map(parted).collect();
    let Some(texts) = texts.filter(|texts| texts.len() > 1) else {
        return lines.to_vec();
    };
    let with = |(line, text): (&Line, String)| Line {
        text,
        cells: Vec::new(),
        ..line.clone()
    };
    lines.iter().zip(texts).map(with).collect()
}

/// The certificates of a line that lists them: between commas if the last has its own day of expiry, or with a full stop behind each.
fn several(line: &Line) -> Option<Vec<String>> {
    let listed = lists::split(&line.text);
    let is_dated = |part: &String| {
        let until = credentials::until(part, line.order);
        until.is_some_and(|(_, rest)| !rest.is_empty())
    };
    let is_name = |part: &String| title_score(part) >= 0 && part.chars().count() > 2;
    if listed.len() > 2 && listed.last().is_some_and(is_dated) && listed.iter().all(is_name) {
        return Some(listed);
    }
    let sentences: Vec<&str> = line.text.trim_end_matches('.').split(". ").collect();
    let is_short = |part: &&str| {
        let last = part
            .split([' ', ')'])
            .rfind(|word| !word.is_empty())
            .unwrap_or_default();
        let words = part.split(' ').count();
        words <= SENTENCE_WORDS_MAX
            && last.chars().count() > 3
            && part.starts_with(char::is_uppercase)
    };
    (sentences.len() > 1 && sentences.iter().all(is_short))
        .then(|| sentences.into_iter().map(str::to_owned).collect())
}

/// The names of a line with those joined that a comma is a part of: `Class A with H, N, T endorsements`, `£8,400`.
fn joined(names: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    let is_letter =
        |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    for name in names {
        let first = name.split(' ').next().unwrap_or_default();
        let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
        match whole.last_mut() {
            Some(last) if is_letter(first) && last.rsplit(' ').next().is_some_and(is_letter) => {
                last.push_str(", ");
                last.push_str(&name);
            }
            Some(last) if digits(&name) == 3 && name.len() == 3 && is_money(last) => {
                last.push(',');
                last.push_str(&name);
            }
            _ => whole.push(name),
        }
    }
    whole
}

fn names(text: &str) -> Option<Named> {
    let names = joined(leveled(text).unwrap_or_else(|| parts(text, &[]).0)).into_iter();
    // "renewed 2021" gave nothing, and "2019 and 2020" did not, either.
    let is_dated = |name: &String| single::is_years(name) || is_of_date(name);
    let (dated, names): (Vec<String>, Vec<String>) = names.partition(is_dated);
    let mut names = names.into_iter();
    let first = names.next()?;
    let mut names = names.peekable();
    let level = names.next_if(|next| is_level(next));
    // The level with the sign before it.
    let whole = level.and_then(|level| {
        let behind = text.get(first.len()..)?;
        let end = first.len() + behind.find(&level)? + level.len();
        text.trim_start().get(..end).map(str::to_owned)
    });
    let name = whole.unwrap_or(first);
    // "First Aid (Red Hut)": the issuer may be in brackets.
    let bracketed = name
        .strip_suffix(')')
        .and_then(|name| name.split_once(" ("))
        .filter(|(_, by)| by.split_whitespace().count() > 1 && !is_of_date(by) && !are_letters(by))
        .filter(|(_, by)| !is_number(by) && !is_mark(by))
        .map(|(name, by)| (name.to_owned(), by.to_owned()));
    let (name, by) = match (names.next(), bracketed) {
        (None, Some((name, by))) => (name, by),
        (by, _) => (name, by.unwrap_or_default()),
    };
    // "Forklift Operator, Class IV", "Nurse, PIN 14I0123E": what is behind the name is no issuer.
    let is_part = is_detail(&by) || is_licence(&name);
    let (by, detail) = if is_part {
        // "Ice rescue, 30 hours, Red Hut": the issuer is behind the length.
        let next = names.next_if(|next| !is_detail(next)).unwrap_or_default();
        (next, Some(by))
    } else {
        (by, None)
    };
    // "Stage at Oak Inn, Bergen": a place is no part of the issuer.
    let (by, behind) = match by.split_once(", ") {
        Some((by, behind)) if text.contains(" at ") => (by.to_owned(), Some(behind.to_owned())),
        _ => (by, None),
    };
    Some(Named {
        name,
        by,
        left: detail
            .into_iter()
            .chain(behind)
            .chain(names)
            .chain(dated)
            .collect(),
    })
}

/// A rank and its prize as one name; who gave it is behind both.
fn with_rank(named: Named) -> Named {
    if !ranks::is_rank(&named.name) || named.by.is_empty() {
        return named;
    }
    let mut left = named.left.into_iter();
    Named {
        name: format!("{}, {}", named.name, named.by),
        by: left.next().unwrap_or_default(),
        left: left.collect(),
    }
}

/// The names of a line whose first has its level behind a dash: `Digital Teaching – Level 2 (50 h), Elm College`.
fn leveled(text: &str) -> Option<Vec<String>> {
    let first = lists::split(text).into_iter().next()?;
    let mut signs = [" – ", " — ", " - "].iter();
    let (_, level) = signs.find_map(|sign| first.split_once(*sign))?;
    let word = level.split(' ').next()?;
    let rest = text.get(first.len()..)?.trim_start_matches([',', ' ']);
    let names = (!rest.is_empty()).then(|| parts(rest, &[]).0)?;
    is_level(word).then(|| std::iter::once(first.clone()).chain(names).collect())
}

fn is_level(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    !lower.is_empty() && words.all(|word| is_listed(LEVELS, word))
}

/// The date of what has a line of its own, the date until when it is valid, and the other words.
pub(super) fn dates(line: &Line) -> (Option<PartialDate>, Option<PartialDate>, String) {
    let order = line.order;
    let plain = line.text.replace('（', " (").replace('）', ") ");
    let text =
        if single::at_end(&line.text, order).is_none() && single::at_end(&plain, order).is_some() {
            plain.trim_end()
        } else {
            line.text.as_str()
        };
    let span = span::find(text, order).filter(|span| span.start.is_some() && !span.inside);
    if let Some(span) = span.filter(|span| !span.rest.is_empty()) {
        return (span.start, span.end, span.rest);
    }
    let found = single::at_end(text, order).or_else(|| single::at_start(text, order));
    match found.or_else(|| single::among(text, order)) {
        Some((date, rest)) => (Some(date), None, rest),
        None => (None, None, text.to_owned()),
    }
}
