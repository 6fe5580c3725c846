//! What has a line of its own: certificates and awards.

use super::{
    Builder,
    courses::{Holds, is_length, is_membership},
    credentials, issued,
};
use crate::{
    date::{PartialDate, SlashOrder},
    lists,
    record::{Award, Certification},
    report::FindingKind,
    resume::{
        grades,
        line::Line,
        single, span,
        words::{parts, title_score},
    },
    text::{is_listed, quote},
};

/// Words for the level of a certificate, which belong to its name: `Solutions Architect – Associate`.
const LEVELS: &str = "associate professional practitioner foundation foundations foundational fundamentals expert advanced specialty specialist master basic \
 intermediate beginner senior junior core level stufe niveau nivel livello step part i ii iii iv v 1 2 3 4 5";

/// Units of the length of a course.
const HOURS: &str = "h hr hrs hour hours std stunden ue heures heure horas hora ore ora uur uren days tage jours días giorni dagen";
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
            let item = Award {
                title: named.name,
                issuer: named.by,
                awarded_on: date,
                source: self.source(&line.text),
                ..Award::default()
            };
            self.profile.awards.push(item);
        }
    }

    /// The names of a line without its dates; what has no field is named, and a line without a name, too.
    fn named(&mut self, text: &str, what: &str, line: &Line) -> Option<Named> {
        let Some(named) = names(text) else {
            self.unassigned(std::slice::from_ref(line));
            return None;
        };
        let name = self.line("name", &named.name);
        let by = self.line("issuer", &named.by);
        self.beside(what, &name, &named.left);
        Some(Named { name, by, ..named })
    }
}

/// The certificates or awards of a line between semicolons.
fn apart(line: &Line) -> Vec<Line> {
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

/// True for a sum of money: `£8`.
fn is_money(text: &str) -> bool {
    text.starts_with(['£', '€', '$']) || text.ends_with(['€', '£', '$'])
}

fn names(text: &str) -> Option<Named> {
    let names = joined(parts(text, &[]).0).into_iter();
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
    let is_part = is_detail(&by);
    let (by, detail) = if is_part {
        (String::new(), Some(by))
    } else {
        (by, None)
    };
    Some(Named {
        name,
        by,
        left: detail.into_iter().chain(names).chain(dated).collect(),
    })
}

/// The degree behind a label, with which a line goes on from that of its course: `Abschluss: Elektrotechnikermeister`.
fn degree_of(text: &str) -> &str {
    const LABELS: &str = "abschluss|degree|qualification|diplôme|diplome|diplôme obtenu|titre|título|titulación|titolo|diploma|grado|titel|tytuł";
    let parted = text.split_once(": ").filter(|(label, _)| {
        let label = label.trim().to_lowercase();
        LABELS.split('|').any(|it| it == label)
    });
    parted.map_or(text, |(_, degree)| degree)
}

/// True for short names of classes, between commas: `B, C1`.
fn are_letters(text: &str) -> bool {
    text.split(", ").all(|part| part.chars().count() < 3)
}

/// True for a class, a number or a letter, which is nobody's name.
fn is_detail(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = [
        "class ",
        "pin ",
        "category ",
        "categorie ",
        "klasse ",
        "with ",
    ];
    // "(30 h)", "shortlisted", "£8,400"
    let (number, unit) = lower.split_once(' ').unwrap_or_default();
    let is_length = number.parse::<u16>().is_ok() && is_listed(HOURS, unit.trim_end_matches('.'));
    let is_low = text.starts_with(char::is_lowercase) && !text.contains('.');
    text.chars().count() == 1
        || is_mark(text)
        || is_number(text)
        || is_length
        || is_low
        || is_money(text)
        || starts.iter().any(|start| lower.starts_with(start))
}

/// True for a mark or honours: `Note 1,9`. `Magna` alone is a company.
fn is_mark(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    grades::is_minor(text) && (has_digit || grades::is_honour(text) && text.contains(' '))
}

/// True for a word and the number of a document or a part: `Dokument 017`, `Modul 3`, `Nr. GR123`.
fn is_number(text: &str) -> bool {
    const WORDS: &str = "dokument document modul module módulo modulo nr no n° num número numero numéro nummer number teil part parte partie deel block bloc paragraph group gruppe ausgabe edition";
    let (word, number) = text.split_once(' ').unwrap_or_default();
    let word = word.to_lowercase();
    is_listed(WORDS, word.trim_end_matches('.'))
        && !number.contains(' ')
        && number.contains(|c: char| c.is_ascii_digit())
}

/// True for a word that says what a date is, and the date: `renewed 03/2023`.
fn is_of_date(text: &str) -> bool {
    let parted = text.split_once(' ');
    parted.is_some_and(|(word, date)| {
        let found = span::read(date, SlashOrder::DayFirst).date();
        word.starts_with(char::is_lowercase) && found.is_some()
    })
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
