//! Collects the items of all tables. Each row gives an item, repeats one, or is named in the report.

use std::collections::{HashMap, HashSet};

use super::{Fields, Kind, Orders, career, connections, jobs, person, recognition};
use crate::{
    address,
    date::{self, PartialDate, Stated},
    record::{Imported, Source},
    report::{FindingKind, Notes},
    text,
};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It gave an item.
    Item,
    /// A finding says why it gave none.
    Finding,
    /// It has no text that is read.
    Empty,
}

/// The items so far.
#[derive(Default)]
pub(crate) struct Gather {
    /// What was read.
    pub(crate) imported: Imported,
    /// Rows that were read, by their table and texts.
    seen: HashSet<String>,
    /// The place of items that another row may complete, by their identity.
    pub(super) places: HashMap<String, usize>,
}

/// A file of the archive, or a domain of the API, with the rows of a table.
pub(crate) struct Sheet<'a> {
    /// The table.
    pub(crate) kind: Kind,
    /// Its name, as the report shows it.
    pub(crate) file: &'a str,
    /// The order of day and month in its dates.
    pub(crate) orders: &'a Orders,
}

/// A row while it is read.
pub(super) struct Row<'a> {
    pub(super) fields: &'a Fields,
    sheet: &'a Sheet<'a>,
    number: u32,
}

impl Gather {
    /// Reads a row of a table.
    pub(crate) fn row(&mut self, sheet: &Sheet<'_>, number: u32, fields: &Fields) -> Outcome {
        if fields.is_empty() {
            return Outcome::Empty;
        }
        let row = Row {
            fields,
            sheet,
            number,
        };
        let lacks = fields.lacks();
        if !lacks.is_empty() {
            row.incomplete(&mut self.imported, &lacks);
            return Outcome::Finding;
        }
        fields.contradictions(&mut row.notes(&mut self.imported));
        fields.hidden(&mut row.notes(&mut self.imported));
        match sheet.kind {
            Kind::Profile => person::profile(self, &row),
            Kind::Languages => person::language(self, &row),
            Kind::Preferences => person::preferences(self, &row),
            Kind::Connections => connections::connection(self, &row),
            Kind::JobApplications | Kind::SavedJobs => jobs::job(self, sheet.kind, &row),
            Kind::Positions => career::position(self, &row),
            Kind::Education => career::education(self, &row),
            Kind::Volunteering => career::volunteering(self, &row),
            Kind::Projects => career::project(self, &row),
            Kind::Skills => person::skill(self, &row),
            Kind::Certifications => recognition::certification(self, &row),
            Kind::Publications => recognition::publication(self, &row),
            Kind::Honors => recognition::honor(self, &row),
        }
    }

    /// True the first time that this item is seen; else adds a finding.
    pub(super) fn first(&mut self, row: &Row<'_>, table: &str, texts: &[&str]) -> bool {
        let mut identity = table.to_owned();
        for text in texts {
            identity.push('\u{1F}');
            identity.push_str(&text::line(text).to_lowercase());
        }
        let first = self.seen.insert(identity);
        if !first {
            row.duplicate(&mut self.imported);
        }
        first
    }
}

impl Row<'_> {
    pub(super) fn notes<'a>(&'a self, imported: &'a mut Imported) -> Notes<'a> {
        imported.report.at(self.sheet.file, Some(self.number))
    }

    pub(super) fn source(&self) -> Source {
        Source {
            file: self.sheet.file.to_owned(),
            row: Some(self.number),
            quote: None,
        }
    }

    /// Names a row that lacks the cells of these columns.
    pub(super) fn incomplete(&self, imported: &mut Imported, lacks: &[&str]) {
        let lacks: Vec<_> = lacks.iter().map(|name| format!("\"{name}\"")).collect();
        let lacks = lacks.join(" and no ");
        let named_by = self.fields.named_by();
        let named_by = named_by
            .first()
            .map(|cell| format!(" (\"{}\")", text::quote(cell)));
        let message = format!(
            "This row{} has no {lacks}, so that it was not read. Complete it by hand.",
            named_by.unwrap_or_default()
        );
        self.notes(imported).add(FindingKind::Incomplete, message);
    }

    pub(super) fn duplicate(&self, imported: &mut Imported) {
        let message = "This row repeats another one, and was counted once.";
        self.notes(imported).add(FindingKind::Duplicate, message);
    }

    /// One line of any length; characters that were lost are named.
    pub(super) fn whole_line(&self, field: &str, name: &str, imported: &mut Imported) -> String {
        let line = text::line(self.fields.get(field));
        text::whole(line, name, &mut self.notes(imported))
    }

    pub(super) fn line(&self, field: &str, name: &str, imported: &mut Imported) -> String {
        text::fit_line(self.fields.get(field), name, &mut self.notes(imported))
    }

    pub(super) fn name(&self, field: &str, name: &str, imported: &mut Imported) -> String {
        text::fit_name(self.fields.get(field), name, &mut self.notes(imported))
    }

    pub(super) fn block(&self, field: &str, name: &str, imported: &mut Imported) -> String {
        text::fit_block(self.fields.get(field), name, &mut self.notes(imported))
    }

    /// The address of a web page; what is none becomes a finding.
    pub(super) fn url(&self, field: &str, imported: &mut Imported) -> Option<String> {
        let written = text::line(self.fields.get(field));
        let url = address::web(&written);
        if url.is_none() && !written.is_empty() {
            let message = format!(
                "\"{}\" is no address of a web page and was left out.",
                text::quote(&written)
            );
            self.notes(imported).add(FindingKind::Unreadable, message);
        }
        url
    }

    /// What a cell says about a date; what is none becomes a finding.
    pub(super) fn stated(&self, field: &str, name: &str, imported: &mut Imported) -> Stated {
        let written = self.fields.get(field);
        // Connections and applications have days; what lasts has months.
        let order = self.sheet.orders.of(field);
        let stated = if matches!(field, "connected" | "date") {
            date::read(written, order)
        } else {
            date::read_month(written, order)
        };
        if stated == Stated::Unreadable {
            let message = format!(
                "\"{}\" is no date that can be read. Enter \"{name}\" by hand.",
                text::quote(written)
            );
            self.notes(imported).add(FindingKind::Unreadable, message);
        }
        stated
    }

    /// The date of a cell that cannot say `Present`.
    pub(super) fn date(
        &self,
        field: &str,
        name: &str,
        imported: &mut Imported,
    ) -> Option<PartialDate> {
        let stated = self.stated(field, name, imported);
        if stated == Stated::Present {
            let message = format!(
                "\"{}\" is no date. Enter \"{name}\" by hand.",
                text::quote(self.fields.get(field))
            );
            self.notes(imported).add(FindingKind::Unreadable, message);
        }
        stated.date()
    }

    /// Beginning and end, and whether it lasts: the end says so, or it has a beginning and no end.
    pub(super) fn period(
        &self,
        imported: &mut Imported,
    ) -> (Option<PartialDate>, Option<PartialDate>, bool) {
        let started = self.date("started", "Started On", imported);
        let end = self.stated("ended", "Finished On", imported);
        let ended = end.date();
        if let (Some(started), Some(ended)) = (started, ended)
            && started.is_after(&ended)
        {
            let message = format!(
                "This ends ({ended}) before it begins ({started}). Both are shown as written; correct one."
            );
            self.notes(imported)
                .add(FindingKind::Contradiction, message);
        }
        let lasts = end == Stated::Present || (started.is_some() && end == Stated::Nothing);
        (started, ended, lasts)
    }
}
