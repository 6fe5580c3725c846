//! Schools, and what stands among them and is none.

use super::{
    Builder,
    courses::Holds,
    credentials,
    schools::{self, School},
};
use crate::{
    bullets,
    record::Education,
    report::FindingKind,
    resume::{
        entries::{self, Entry},
        forms,
        line::{self, Kind, Line},
        single, span,
        study::{is_known_school, is_study, names_study},
        words::{is_school, is_sentence, title_score},
    },
    text::{is_listed, quote},
};

/// The most bytes of a line below a school that is another one.
const OTHER_BYTES_MAX: usize = 160;

impl Builder<'_> {
    pub(super) fn educations(&mut self, lines: &[Line]) {
        let forms::Read { lines, left } = forms::schools(lines);
        self.left_out(left);
        let lines: Vec<Line> = schools::unbulleted(&lines);
        let (found, left) = entries::schools(&lines);
        self.unassigned(&left);
        let mut entered = None;
        for mut entry in found {
            let Some(mut school) = schools::read(&entry.head) else {
                self.incomplete("school", &entry);
                continue;
            };
            late_year(&mut school, &mut entry);
            if is_course(&school) || is_doubtful(&school, &entry) {
                self.course(&entry);
                continue;
            }
            self.doubtful_school(&school.name);
            school.left.extend(entry.place());
            school.left.append(&mut entry.notes);
            school.left.extend(expected(&entry));
            self.beside("school", &school.name, &school.left);
            let valid = entry.body.extract_if(.., |line| is_valid_until(line));
            let valid: Vec<Line> = valid.collect();
            self.certificates(&valid, Holds::Certificates);
            let others = entry.body.extract_if(.., |line| is_other(line));
            let others: Vec<Line> = others.collect();
            self.unassigned(&others);
            let description = self.journal.block("description", &line::text(&entry.body));
            self.contradiction(&entry);
            self.open_end(&entry);
            if school.is_entrance && entry.start.is_none() {
                (entry.start, entry.end) = (entry.end, None);
                entered = Some(self.profile.educations.len());
            } else if self.graduated(entered, &school, &entry) {
                continue;
            }
            let item = Education {
                school: self.line("school", &school.name),
                degree: self.line("degree", &school.degree),
                field: self.line("field", &school.field),
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                source: self.source(&entry.quote),
                ..Education::default()
            };
            self.profile.educations.push(item);
        }
    }

    /// Names a course, which is no degree of a school.
    fn course(&mut self, entry: &Entry) {
        let message = format!(
            "\"{}\" is a course or names no school, and was not read as one. Enter it by hand as a certificate or a school, if it belongs to the profile.",
            quote(&entry.quote)
        );
        self.journal.add(FindingKind::Unassigned, message);
        self.unassigned(&entry.body);
    }

    /// Gives a school whose first day is known its last one: `2011年4月 東京大学 入学`, `2015年3月 東京大学 卒業`.
    fn graduated(&mut self, entered: Option<usize>, school: &School, entry: &Entry) -> bool {
        let last = entered.filter(|at| at + 1 == self.profile.educations.len());
        let Some(item) = last.and_then(|at| self.profile.educations.get_mut(at)) else {
            return false;
        };
        let (name, field) = (&item.school, &item.field);
        let is_same = *name == school.name && (*field == school.field || school.field.is_empty());
        if !is_same || item.ended_on.is_some() || entry.start.is_some() {
            return false;
        }
        item.ended_on = entry.end;
        if let Some(quote) = &mut item.source.quote {
            quote.push('\n');
            quote.push_str(&entry.quote);
        }
        true
    }
}

/// Takes the year at the end of a degree or a field, where the school has no other date: `BA History 1999`.
fn late_year(school: &mut School, entry: &mut Entry) {
    if entry.start.is_some() || entry.end.is_some() {
        return;
    }
    for text in [&mut school.field, &mut school.degree] {
        let parted = text
            .rsplit_once(' ')
            .filter(|(_, year)| single::is_years(year));
        let found = parted.and_then(|(name, year)| {
            let date = span::read(year, crate::date::SlashOrder::DayFirst).date()?;
            Some((name.to_owned(), date))
        });
        if let Some((name, date)) = found {
            (*text, entry.end) = (name, Some(date));
            return;
        }
    }
}

/// True if what was read as a school is the name of a course: `Basic Leader Course`, `Corso di Contabilità`.
fn is_course(school: &School) -> bool {
    is_course_name(&school.name)
}

fn is_course_name(name: &str) -> bool {
    const COURSES: &str =
        "course corso curso cursus kurs lehrgang workshop seminar formation training";
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word =
        |word: Option<&&str>| word.is_some_and(|word| COURSES.split(' ').any(|it| it == *word));
    is_word(words.first()) || is_word(words.last())
}

/// The words that say that the last day is not yet there: `expected 2028`.
fn expected(entry: &Entry) -> Option<String> {
    const WORDS: &str = "expected anticipated expecting projected voraussichtlich vsl prévu prévue previsto prevista esperado esperada atteso attesa verwacht przewidywany";
    let end = entry.end?.year.to_string();
    let mut lines = entry.quote.lines().take(entry.head.len().max(1) + 1);
    let line = lines.find(|line| line.contains(&end))?;
    let mut words = line.split([' ', '(', ')', ',', ':', '.']);
    let word = words.find(|word| is_listed(WORDS, &word.to_lowercase()))?;
    Some(format!("{word} {end}"))
}

/// True for a certificate below a school, which says until when it is valid: `CACES R482 (valable jusqu'en 2029)`.
fn is_valid_until(line: &Line) -> bool {
    let is_text = line.kind == Kind::Text && line.text.len() < OTHER_BYTES_MAX;
    let found = credentials::until(&line.text, line.order).filter(|_| is_text);
    found.is_some_and(|(_, rest)| !rest.is_empty())
}

/// True if nothing says that what was read as a school is one: it may be a certificate, or who gave it.
fn is_doubtful(school: &School, entry: &Entry) -> bool {
    let is_named = is_known_school(&school.name) || is_school(&school.name);
    let is_titled = title_score(&school.name) > 0;
    let has_studied = !school.degree.is_empty() && is_study(&school.degree);
    !is_named && !has_studied && (entry.start.is_none() || is_titled)
}

/// True for a line below a school that is a course or a school of its own: it has a date, and names one or begins with it.
fn is_other(line: &Line) -> bool {
    let (text, order) = (line.text.as_str(), line.order);
    let is_text = line.kind == Kind::Text
        && text.len() < OTHER_BYTES_MAX
        && !text.contains(['"', '“', '„', '«']);
    let begins = || single::at_start(text, order).is_some();
    let names = || names_study(text) || is_course_name(text);
    // "Elm Course, Red Hut, 2018 (40 hours)"
    let bracketed = text.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let bare = bracketed.map_or(text, |(bare, _)| bare);
    let is_dated = || {
        let whole = span::find(text, order).is_some_and(|it| !it.inside && it.start.is_some());
        single::at_end(text, order).is_some() || single::at_end(bare, order).is_some() || whole
    };
    let are_names = || text.split(", ").count() > 2 && !is_sentence(bare);
    is_text && (begins() || is_dated() && (names() || are_names()))
}
