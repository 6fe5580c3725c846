//! The tables that are read, their columns, and the cells of one row by the name of their field.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    report::{FindingKind, Notes},
    table::key,
    text,
};

/// Table, field, and names of its column, separated by bars. Fields with an exclamation mark are needed; the
/// field `-` is not read.
const TABLE: &str = include_str!("columns.tsv");

/// A table of LinkedIn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Profile,
    Positions,
    Education,
    Skills,
    Languages,
    Certifications,
    Volunteering,
    Projects,
    Publications,
    Honors,
    Connections,
    JobApplications,
    SavedJobs,
    Preferences,
}

impl Kind {
    pub(crate) const ALL: [Self; 14] = [
        Self::Profile,
        Self::Positions,
        Self::Education,
        Self::Skills,
        Self::Languages,
        Self::Certifications,
        Self::Volunteering,
        Self::Projects,
        Self::Publications,
        Self::Honors,
        Self::Connections,
        Self::JobApplications,
        Self::SavedJobs,
        Self::Preferences,
    ];

    /// The name in `columns.tsv`, the file of the archive, and the domain of the snapshot API.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Profile => ("profile", "Profile.csv", "PROFILE"),
            Self::Positions => ("positions", "Positions.csv", "POSITIONS"),
            Self::Education => ("education", "Education.csv", "EDUCATION"),
            Self::Skills => ("skills", "Skills.csv", "SKILLS"),
            Self::Languages => ("languages", "Languages.csv", "LANGUAGES"),
            Self::Certifications => ("certifications", "Certifications.csv", "CERTIFICATIONS"),
            Self::Volunteering => (
                "volunteering",
                "Volunteering.csv",
                "VOLUNTEERING_EXPERIENCES",
            ),
            Self::Projects => ("projects", "Projects.csv", "PROJECTS"),
            Self::Publications => ("publications", "Publications.csv", "PUBLICATIONS"),
            Self::Honors => ("honors", "Honors.csv", "HONORS"),
            Self::Connections => ("connections", "Connections.csv", "CONNECTIONS"),
            Self::JobApplications => (
                "job_applications",
                "Job Applications.csv",
                "JOB_APPLICATIONS",
            ),
            Self::SavedJobs => ("saved_jobs", "Saved Jobs.csv", "SAVED_JOBS"),
            Self::Preferences => (
                "preferences",
                "Job Seeker Preferences.csv",
                "JOB_SEEKER_PREFERENCES",
            ),
        }
    }

    /// The name of its file in the archive.
    pub(crate) const fn file(self) -> &'static str {
        self.names().1
    }

    /// Its domain in the snapshot API.
    pub(crate) const fn domain(self) -> &'static str {
        self.names().2
    }

    /// The usual name of the column of a field; none if the table has no such field.
    pub(super) fn column_of(self, field: &str) -> Option<&'static str> {
        let mut fields = self.columns().fields.iter();
        let found = fields.find(|(name, _)| *name == field);
        found.map(|(_, usual)| *usual)
    }

    fn columns(self) -> &'static Columns {
        static NONE: LazyLock<Columns> = LazyLock::new(Columns::default);
        COLUMNS.get(self.names().0).unwrap_or(&NONE)
    }

    /// How many of the names are columns of this table; 0 without one of those that are needed.
    pub(crate) fn score(self, keys: &[String]) -> usize {
        let columns = self.columns();
        let known = |key: &&String| columns.by_key.contains_key(key.as_str());
        let needed = |key: &String| match columns.by_key.get(key.as_str()) {
            Some(Column::Field(field)) => columns.needed.contains(field),
            Some(Column::Ignored) | None => false,
        };
        if columns.needed.is_empty() || keys.iter().any(needed) {
            keys.iter().filter(known).count()
        } else {
            0
        }
    }

    /// The names of needed columns that a header lacks.
    pub(crate) fn lacks(self, header: &[String]) -> Vec<&'static str> {
        let columns = self.columns();
        let present: Vec<_> = header
            .iter()
            .filter_map(|name| columns.column(name))
            .collect();
        let missing = columns
            .needed
            .iter()
            .filter(|needed| !present.contains(&Column::Field(**needed)));
        missing
            .filter_map(|field| columns.fields.get(*field).map(|(_, name)| *name))
            .collect()
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// The field with this index.
    Field(usize),
    /// It is not read, on purpose.
    Ignored,
}

/// The columns of one table.
#[derive(Default)]
struct Columns {
    /// The fields, with the usual name of their column.
    fields: Vec<(&'static str, &'static str)>,
    /// The indexes of fields that an item cannot be without.
    needed: Vec<usize>,
    /// The columns by their key, and by their usual name.
    by_key: HashMap<String, Column>,
}

impl Columns {
    /// None if the column is not known.
    fn column(&self, name: &str) -> Option<Column> {
        // Most names are written as LinkedIn writes them.
        let known = self
            .by_key
            .get(name)
            .or_else(|| self.by_key.get(&key(name)));
        known.copied()
    }
}

static COLUMNS: LazyLock<HashMap<&'static str, Columns>> = LazyLock::new(|| {
    let mut tables: HashMap<&'static str, Columns> = HashMap::new();
    for line in TABLE.lines() {
        let mut cells = line.split('\t');
        let (Some(table), Some(field), Some(names)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let columns = tables.entry(table).or_default();
        let mut column = Column::Ignored;
        if field != "-" {
            let usual = names.split('|').next().unwrap_or_default();
            let index = columns.fields.len();
            column = Column::Field(index);
            if field.ends_with('!') {
                columns.needed.push(index);
            }
            columns.fields.push((field.trim_end_matches('!'), usual));
        }
        for name in names.split('|') {
            columns.by_key.insert(key(name), column);
            columns.by_key.insert(name.to_owned(), column);
        }
    }
    tables
});

/// The cells of one row by field.
pub(crate) struct Fields {
    kind: Kind,
    values: Vec<String>,
    /// The fields that two columns state differently.
    contradicted: Vec<usize>,
    /// Columns with text that no field has.
    unknown: Vec<String>,
}

/// What the columns of one file are for, found once.
pub(crate) struct Layout {
    kind: Kind,
    columns: Vec<Option<Column>>,
    names: Vec<String>,
}

impl Layout {
    /// The layout of a header.
    pub(crate) fn new(kind: Kind, header: &[String]) -> Self {
        Self::of(kind, header.iter().map(String::as_str))
    }

    fn of<'a>(kind: Kind, names: impl Iterator<Item = &'a str>) -> Self {
        let mut layout = Self {
            kind,
            columns: Vec::new(),
            names: Vec::new(),
        };
        for name in names {
            layout.columns.push(kind.columns().column(name));
            layout.names.push(name.to_owned());
        }
        layout
    }

    /// Sorts the cells of a row into fields. Of doubled columns the first with a text counts.
    pub(crate) fn fields<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> Fields {
        let mut fields = Fields {
            kind: self.kind,
            values: vec![String::new(); self.kind.columns().fields.len()],
            contradicted: Vec::new(),
            unknown: Vec::new(),
        };
        for ((column, name), cell) in self.columns.iter().zip(&self.names).zip(cells) {
            if cell.trim().is_empty() {
                continue;
            }
            match column {
                None => fields.unknown.push(text::quote(name)),
                Some(Column::Ignored) => {}
                Some(Column::Field(field)) => fields.set(*field, cell),
            }
        }
        fields
    }
}

impl Fields {
    /// Sorts the cells of a row that names its columns itself.
    pub(crate) fn new(kind: Kind, cells: &[(&str, String)]) -> Self {
        let layout = Layout::of(kind, cells.iter().map(|(name, _)| *name));
        layout.fields(cells.iter().map(|(_, cell)| cell.as_str()))
    }

    fn set(&mut self, field: usize, cell: &str) {
        if let Some(value) = self.values.get_mut(field) {
            if value.is_empty() {
                cell.clone_into(value);
            } else if value.trim() != cell.trim() {
                self.contradicted.push(field);
            }
        }
    }

    /// The cell of a field, empty if the row has none.
    pub(crate) fn get(&self, field: &str) -> &str {
        let fields = self.kind.columns().fields.iter();
        let mut values = fields.zip(&self.values);
        values
            .find(|((name, _), _)| *name == field)
            .map_or("", |(_, value)| value.as_str())
    }

    /// True if a row has no text in any column that is read.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.iter().all(String::is_empty)
    }

    /// The bytes of all cells.
    pub(crate) fn bytes(&self) -> usize {
        self.values.iter().map(String::len).sum()
    }

    /// The names of needed columns that are empty in this row.
    pub(crate) fn lacks(&self) -> Vec<&'static str> {
        let columns = self.kind.columns();
        let empty = columns.needed.iter().filter(|field| {
            self.values
                .get(**field)
                .is_none_or(|value| text::is_blank(value))
        });
        empty
            .filter_map(|field| columns.fields.get(*field).map(|(_, name)| *name))
            .collect()
    }

    /// The needed cells that are not empty, to recognise the row by.
    pub(crate) fn named_by(&self) -> Vec<&str> {
        let needed = self.kind.columns().needed.iter();
        let values = needed.filter_map(|field| self.values.get(*field));
        values
            .filter(|value| !value.is_empty())
            .map(String::as_str)
            .collect()
    }

    /// The columns with text that is not read.
    pub(crate) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Names cells with control characters, which are left out, as their loss may matter.
    pub(crate) fn hidden(&self, notes: &mut Notes<'_>) {
        let is_control = |c: char| c.is_control() && !c.is_whitespace();
        let fields = self.kind.columns().fields.iter().zip(&self.values);
        let hidden = fields.filter(|(_, value)| value.contains(is_control));
        let names: Vec<&str> = hidden.map(|((_, name), _)| *name).collect();
        if names.is_empty() {
            return;
        }
        let message = format!(
            "Control characters, which are never shown, were left out of {}. Complete the texts, if they stood for others.",
            text::quoted_list(&names, names.len())
        );
        notes.add(FindingKind::Encoding, message);
    }

    /// Adds a finding for each doubled column with two texts.
    pub(crate) fn contradictions(&self, notes: &mut Notes<'_>) {
        for field in &self.contradicted {
            if let Some((_, name)) = self.kind.columns().fields.get(*field) {
                let message = format!(
                    "Two columns state \"{name}\" with different texts; the first was read. Check it."
                );
                notes.add(FindingKind::Contradiction, message);
            }
        }
    }
}
