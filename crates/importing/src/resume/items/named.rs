//! What has a line of its own: certificates and awards.

use super::{
    Builder,
    courses::{Holds, is_length, is_membership},
    credentials,
    details::{
        are_letters, behind_length, degree_of, is_detail, is_endorsements, is_internship, is_mark,
        is_money, is_more_of_name, is_number, is_of_date,
    },
    issued,
    personal::{is_driving_licence, is_licence},
    ranks, rows,
};
use crate::{
    date::PartialDate,
    lists,
    record::{Award, Certification},
    report::FindingKind,
    resume::{line::Line, single, span, words::parts},
    text::{is_listed, quote},
};

/// Words for the level of a certificate, which belong to its name: `Solutions Architect – Associate`.
const LEVELS: &str = "associate professional practitioner foundation foundations foundational fundamentals expert advanced specialty specialist master basic \
 intermediate beginner senior junior core level stufe niveau nivel nível livello nivå poziom stopień step part module modul módulo modulo i ii iii iv v 1 2 3 4 5";

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
        let first = self.profile.certifications.len();
        let lines = issued::joined(lines);
        let lines = rows::with_years(&lines);
        for line in &lines.iter().flat_map(rows::apart).collect::<Vec<Line>>() {
            if is_driving_licence(&line.text) || is_endorsements(&line.text) {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
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
        let read = self.profile.certifications.iter().skip(first);
        let givers: Vec<String> = read.map(|it| it.authority.clone()).collect();
        self.doubtful_givers(&givers);
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
        let first = self.profile.awards.len();
        for line in &lines.iter().flat_map(rows::apart).collect::<Vec<Line>>() {
            if is_internship(&line.text) {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
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
        let read = self.profile.awards.iter().skip(first);
        let givers: Vec<String> = read.map(|it| it.issuer.clone()).collect();
        self.doubtful_givers(&givers);
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
        .filter(|(_, by)| !is_number(by) && !is_mark(by) && !is_more_of_name(by))
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
    // "ITED – Fitter, 50 hours, Oak Centre": the issuer is behind the length.
    let (name, by, detail) = match behind_length(&by) {
        Some((more, length, by)) if detail.is_none() => {
            (format!("{name} – {more}"), by, Some(length))
        }
        _ => (name, by, detail),
    };
    // "Didactics, 60 AE" between bars.
    let (name, length) = match name.rsplit_once(", ") {
        Some((bare, length))
            if is_detail(length) && length.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (bare.to_owned(), Some(length.to_owned()))
        }
        _ => (name, None),
    };
    // "Imaginary Council (£98,000)": a sum is no part of who gave it.
    let (by, sum) = match by.strip_suffix(')').and_then(|by| by.rsplit_once(" (")) {
        Some((by, sum)) if is_money(sum) => (by.to_owned(), Some(sum.to_owned())),
        _ => (by, None),
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
            .chain(length)
            .chain(sum)
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
