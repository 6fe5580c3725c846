//! Reads the rows of a list.

use std::collections::HashMap;

use super::{
    Mapping, Meaning, cells, checks,
    identity::{self, identity},
    list::List,
    names,
    orders::{self, Orders},
    pay,
    reached::Progress,
    remarks, stages, surplus, totals,
};
use reading::company::Name;

use crate::{
    address,
    journal::Journal,
    lists,
    record::{Application, Stage},
    report::FindingKind,
    resume::title_score,
    table::Row,
    text::{LINE_CHARS_MAX, NAME_CHARS_MAX, Room, quote},
};

/// The most tags of a row.
const TAGS_MAX: usize = 50;
/// What an application has no field for becomes a line of its note.
const NOTE_LINE: Room = Room {
    holder: "a line of the note",
    chars_max: LINE_CHARS_MAX,
};
/// A tag, which shares its line with others.
const TAG: Room = Room {
    chars_max: NAME_CHARS_MAX,
    ..NOTE_LINE
};

/// Reads the rows. Each is an application, or has a finding.
pub(super) fn read(list: &List, mapping: &Mapping, journal: &mut Journal) -> Vec<Application> {
    let orders = orders::settled(list, mapping);
    remarks::add(list, mapping, &orders, journal);
    let mut reader = Reader {
        mapping,
        chosen: stages::chosen(mapping),
        list,
        orders,
        plain_day: checks::plain_day(list, mapping).is_some(),
        journal,
        seen: HashMap::new(),
        alike: HashMap::new(),
        applications: Vec::new(),
    };
    for row in &list.rows {
        reader.row(row);
    }
    reader.applications
}

/// Reads rows one after the other.
pub(super) struct Reader<'a> {
    pub(super) list: &'a List,
    pub(super) mapping: &'a Mapping,
    /// The stages that the person chose, by the keys of their words.
    pub(super) chosen: HashMap<String, Stage>,
    pub(super) orders: Orders,
    /// True if the column with the day of the application is only named `Date`.
    pub(super) plain_day: bool,
    pub(super) journal: &'a mut Journal,
    /// The applications by what makes two the same.
    seen: HashMap<String, usize>,
    /// The applications by company and role.
    alike: HashMap<String, Vec<usize>>,
    applications: Vec<Application>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        let number = usize::try_from(row.number).unwrap_or(usize::MAX);
        self.journal.entry(number.saturating_sub(1));
        if let Some(message) = row.state.message() {
            self.journal.add(FindingKind::BrokenFile, message);
        }
        if !row.is_read() {
            return;
        }
        if let Some(message) = cells::hidden(row, &self.list.header) {
            self.journal.add(FindingKind::Encoding, message);
        }
        if let Some(message) = surplus::remark(row, self.list.header.len()) {
            self.journal.add(FindingKind::Guess, message);
        }
        if let Some(word) = totals::word(row) {
            let message = format!(
                "The row \"{}\" adds others up, and is no application.",
                quote(&word)
            );
            self.journal.add(FindingKind::Unassigned, message);
            return;
        }
        let (company, role) = self.names(row);
        if company.is_empty() || role.is_empty() {
            self.incomplete(&company, &role);
            return;
        }
        let sending = self.sending(row);
        let mut applied_on = sending.on;
        let (mut saved_on, unread) = self.day(row, Meaning::SavedOn);
        let Progress {
            stage,
            stated,
            lines,
            ..
        } = self.progress(row, &sending);
        let lines = sending.lines.into_iter().chain(unread).chain(lines);
        let lines = lines.collect();
        // A day of which nothing says what happened on it is no day of an application that was not sent.
        if self.plain_day && matches!(stage, Some(Stage::Saved | Stage::Preparing)) {
            saved_on = saved_on.or(applied_on);
            applied_on = None;
        }
        let application = Application {
            stage,
            company,
            role,
            location: self.note_line(row, Meaning::Location, "place"),
            url: self.url(row),
            stated_stage: stated,
            applied_on,
            saved_on,
            pay: self.pay(row),
            note: self.note(row),
            lines: self.lines(row, lines),
            tags: self.tags(row),
            source: self.journal.source(),
        };
        self.add(application);
    }

    fn incomplete(&mut self, company: &str, role: &str) {
        let (needs, has) = if company.is_empty() {
            ("company", role)
        } else {
            ("role", company)
        };
        let has = if has.is_empty() {
            String::new()
        } else {
            format!(" (it says \"{}\")", quote(has))
        };
        let message =
            format!("The row has no {needs}{has}. Complete it in the file, or enter it by hand.");
        self.journal.add(FindingKind::Incomplete, message);
    }

    /// Adds an application, unless it is there already.
    fn add(&mut self, application: Application) {
        let key = identity(&application);
        let place = self.seen.get(&key).copied();
        let Some(known) = place.and_then(|place| self.applications.get(place)) else {
            self.name_alike(&application);
            self.seen.insert(key, self.applications.len());
            let alike = self.alike.entry(identity::role(&application)).or_default();
            alike.push(self.applications.len());
            self.applications.push(application);
            return;
        };
        if Name::read(&known.company).conflicts(&Name::read(&application.company)) {
            self.applications.push(application);
            return;
        }
        let same = known.stage == application.stage
            && known.note == application.note
            && known.lines == application.lines
            && known.pay == application.pay
            && known.tags == application.tags;
        let row = known.source.row.unwrap_or_default();
        if same {
            let message = format!("The row repeats row {row}, and was counted once.");
            self.journal.add(FindingKind::Duplicate, message);
        } else {
            let message = format!(
                "Row {row} has the same company (but for its spelling or legal form), role and days, and says something else. Both were read; remove one if they are the same application."
            );
            self.journal.add(FindingKind::Guess, message);
            self.applications.push(application);
        }
    }

    /// Names an earlier row for the same role whose day and address do not differ, as one of both may lack them.
    fn name_alike(&mut self, application: &Application) {
        let earlier = self.alike.get(&identity::role(application));
        let mut earlier = earlier
            .into_iter()
            .flatten()
            .filter_map(|place| self.applications.get(*place));
        if let Some(other) = earlier.find(|other| identity::can_be_one(other, application)) {
            let row = other.source.row.unwrap_or_default();
            let message = format!(
                "Row {row} has the same company (but for its spelling or legal form) and role, and no other day or address. Both were read; remove one if they are the same application."
            );
            self.journal.add(FindingKind::Guess, message);
        }
    }

    pub(super) fn cells<'r>(&self, row: &'r Row, meaning: Meaning) -> Vec<(usize, &'r str)> {
        cells::of(row, self.mapping, meaning)
    }

    /// A line of any length: who keeps the application knows how long it may be.
    pub(super) fn line(&mut self, row: &Row, meaning: Meaning, what: &str) -> String {
        let cell = cells::first(row, self.mapping, meaning);
        self.journal.whole_line(what, cell)
    }

    fn note_line(&mut self, row: &Row, meaning: Meaning, what: &str) -> String {
        let cells = self.cells(row, meaning).into_iter();
        let cells: Vec<&str> = cells.map(|(_, cell)| cells::without_page(cell)).collect();
        self.journal.line_of(NOTE_LINE, what, &cells.join(" – "))
    }

    fn pay(&mut self, row: &Row) -> String {
        let cells = self.cells(row, Meaning::Pay).into_iter();
        let bound = |column: usize| names::bound(self.list.header.get(column)?);
        let cells: Vec<_> = cells.map(|(column, cell)| (bound(column), cell)).collect();
        self.journal.line_of(NOTE_LINE, "pay", &pay::joined(&cells))
    }

    /// The addresses of links that are names of the company or the role, as lines of the note.
    fn links(&self, row: &Row) -> Vec<String> {
        let of = |meaning| self.cells(row, meaning);
        let cells = of(Meaning::Company).into_iter().chain(of(Meaning::Role));
        let links = cells.filter_map(|(column, cell)| {
            let (_, address) = cells::link(cell)?;
            Some(format!("{}: {address}", self.list.header.get(column)?))
        });
        links.collect()
    }

    fn note(&mut self, row: &Row) -> String {
        let cells = self.cells(row, Meaning::Note).into_iter();
        let notes = cells.filter(|(column, _)| self.line_name(*column).is_none());
        let notes: Vec<&str> = notes.map(|(_, cell)| cell).collect();
        self.journal.whole_block("note", &notes.join("\n\n"))
    }

    /// A line of the note for each column of notes with another name, further lines, and what no column holds.
    fn lines(&mut self, row: &Row, further: Vec<String>) -> Vec<String> {
        let cells = self.cells(row, Meaning::Note).into_iter();
        let named = cells.filter_map(|(column, cell)| {
            let name = self.line_name(column)?;
            Some(format!("{}: {cell}", name.trim_end_matches([':', ' '])))
        });
        let surplus = surplus::line(row, self.list.header.len());
        let addresses = self.links(row);
        let lines: Vec<String> = named
            .chain(addresses)
            .chain(further)
            .chain(surplus)
            .collect();
        lines
            .iter()
            .map(|line| self.journal.whole_block("line of the note", line))
            .collect()
    }

    /// The name of a column of notes, if it says more than that.
    fn line_name(&self, column: usize) -> Option<&str> {
        let name = self.list.header.get(column).map(String::as_str);
        name.filter(|name| !name.is_empty() && names::named(name) != Some("NOTE"))
    }

    fn names(&mut self, row: &Row) -> (String, String) {
        let company = self.line(row, Meaning::Company, "company");
        let role = self.line(row, Meaning::Role, "role");
        if !company.is_empty() && !role.is_empty() {
            return (company, role);
        }
        let both = self.line(row, Meaning::CompanyAndRole, "name");
        match company_and_role(&both) {
            Some((company, role)) => {
                let message = format!(
                    "\"{}\" was read as the role {role} at {company}. Check it.",
                    quote(&both)
                );
                self.journal.add(FindingKind::Guess, message);
                (company, role)
            }
            None if company.is_empty() && role.is_empty() => (both, role),
            None => (company, role),
        }
    }

    fn url(&mut self, row: &Row) -> Option<String> {
        let cells = self.cells(row, Meaning::Url);
        let (_, cell) = cells.first()?;
        let url = address::web(cells::link(cell).map_or(*cell, |(_, address)| address));
        if url.is_none() {
            self.journal.unreadable("address", cell);
        }
        url
    }

    fn tags(&mut self, row: &Row) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for (_, cell) in self.cells(row, Meaning::Tags) {
            for tag in lists::split(cell) {
                let tag = self.journal.line_of(TAG, "tag", &tag);
                if !tag.is_empty() && !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
        if tags.len() > TAGS_MAX {
            let message = format!("The row has {} tags, and {TAGS_MAX} were read.", tags.len());
            self.journal.add(FindingKind::Cut, message);
            tags.truncate(TAGS_MAX);
        }
        tags
    }
}

/// What is between a role and the company behind it.
const ROLE_FIRST: [&str; 6] = [" at ", " @ ", " bei ", " chez ", " bij ", " presso "];

/// True for a role with its company.
pub(super) fn is_role_at(text: &str) -> bool {
    ROLE_FIRST.iter().any(|between| text.contains(between))
}

/// `Setter at Tintype`, `Setter @ Tintype`, `Tintype – Setter`.
fn company_and_role(text: &str) -> Option<(String, String)> {
    let split = |separator: &str| {
        let (first, second) = text.split_once(separator)?;
        let (first, second) = (first.trim(), second.trim());
        (!first.is_empty() && !second.is_empty()).then(|| (first.to_owned(), second.to_owned()))
    };
    if let Some((role, company)) = ROLE_FIRST.into_iter().find_map(split) {
        return Some((company, role));
    }
    let (first, second) = [" – ", " — ", " - ", " | ", ": ", " / "]
        .into_iter()
        .find_map(split)?;
    // The company is first, unless the first looks more like a title.
    Some(if title_score(&first) > title_score(&second) {
        (second, first)
    } else {
        (first, second)
    })
}
