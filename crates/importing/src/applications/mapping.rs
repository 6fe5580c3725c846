//! What the columns of a list mean.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use super::{
    List,
    dates::{self, DateColumn, DateOrder},
    key, rows,
    stages::{self, StageWord},
};
use crate::{record::Stage, text};

/// Names of columns, by what they mean.
const NAMES: &str = include_str!("columns.tsv");
/// The most samples of a column.
const SAMPLES_MAX: usize = 3;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Meaning {
    /// Nothing that is read. The report names the column.
    #[default]
    Ignored,
    /// The company.
    Company,
    /// The role.
    Role,
    /// Both in one text: `Setter at Tintype`.
    CompanyAndRole,
    /// The stage, in words.
    Stage,
    /// The day of the application, or a mark that there was one.
    AppliedOn,
    /// The day on which the posting was saved.
    SavedOn,
    /// The address of the posting.
    Url,
    /// The place.
    Location,
    /// Pay; several columns are joined.
    Pay,
    /// Notes; several columns are joined.
    Note,
    /// Tags, between commas.
    Tags,
}

/// What each column means, and what the file alone does not settle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The meaning of each column, in their order.
    pub columns: Vec<Meaning>,
    /// The order of day and month where no row of a column proves it. None: such dates are left out and named.
    pub date_order: Option<DateOrder>,
    /// Stages of words, as the person chose them; these come before the known ones. The empty word stands for rows without a stage.
    pub stages: BTreeMap<String, Stage>,
}

/// A column as the file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The first values that differ.
    pub samples: Vec<String>,
    /// Number of rows with a value.
    pub filled: u32,
}

/// What a file has, for the person to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The columns.
    pub columns: Vec<Column>,
    /// Their meanings: those that their names suggest, unless others were chosen.
    pub mapping: Mapping,
    /// Columns of dates, with the order of day and month and its proof.
    pub dates: Vec<DateColumn>,
    /// The words for stages. The person is asked about those without a stage.
    pub stages: Vec<StageWord>,
    /// Number of rows.
    pub rows: u32,
}

/// True for the name of a column that says only that it holds days.
pub(super) fn is_plain_day(name: &str) -> bool {
    named(&key(name)) == Some("DAY")
}

/// What a name of a column means; `NAME` is the role or both, `DAY` any day.
pub(super) fn named(key: &str) -> Option<&'static str> {
    static TABLE: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let rows = NAMES.lines().filter_map(|row| row.split_once('\t'));
        rows.flat_map(|(meaning, names)| {
            names.split('|').map(move |name| (self::key(name), meaning))
        })
        .collect()
    });
    TABLE.get(key).copied()
}

/// The meanings of the columns by their names; a meaning that only one column can have goes to the first.
pub(super) fn guess(header: &[String]) -> Vec<Meaning> {
    let names: Vec<Option<&str>> = header.iter().map(|name| named(&key(name))).collect();
    let has = |name: &str| names.contains(&Some(name));
    let plain_name = match (has("COMPANY"), has("ROLE")) {
        (true, false) => Meaning::Role,
        (false, true) => Meaning::Company,
        (false, false) => Meaning::CompanyAndRole,
        (true, true) => Meaning::Ignored,
    };
    let plain_day = if has("APPLIED_ON") {
        Meaning::Ignored
    } else {
        Meaning::AppliedOn
    };
    let mut guessed: Vec<Meaning> = Vec::with_capacity(names.len());
    for name in names {
        let meaning = match name {
            Some("COMPANY") => Meaning::Company,
            Some("ROLE") => Meaning::Role,
            Some("NAME") => plain_name,
            Some("STAGE") => Meaning::Stage,
            Some("APPLIED_ON") => Meaning::AppliedOn,
            Some("DAY") => plain_day,
            Some("ADDED_ON") => Meaning::SavedOn,
            Some("URL") => Meaning::Url,
            Some("LOCATION") => Meaning::Location,
            Some("PAY") => Meaning::Pay,
            Some("NOTE") => Meaning::Note,
            Some("TAGS") => Meaning::Tags,
            _ => Meaning::Ignored,
        };
        let several = matches!(meaning, Meaning::Pay | Meaning::Note | Meaning::Tags);
        guessed.push(if !several && guessed.contains(&meaning) {
            Meaning::Ignored
        } else {
            meaning
        });
    }
    guessed
}

/// The meanings that the names and the cells of the columns suggest.
pub(super) fn suggested(list: &List) -> Vec<Meaning> {
    let mut columns = guess(&list.header);
    join_names(list, &mut columns);
    columns
}

/// What a file has, by these meanings of its columns.
pub(super) fn preview(list: &List, meanings: Vec<Meaning>) -> Preview {
    let mapping = Mapping {
        columns: meanings,
        ..Mapping::default()
    };
    let columns = list.header.iter().enumerate();
    let columns = columns.map(|(index, name)| column(list, index, name));
    Preview {
        columns: columns.collect(),
        dates: dates::columns(list, &mapping),
        stages: stages::words(list, &mapping),
        rows: u32::try_from(list.rows.len()).unwrap_or(u32::MAX),
        mapping,
    }
}

/// A role without a company may hold both: `Setter at Tintype`.
fn join_names(list: &List, columns: &mut [Meaning]) {
    if columns.contains(&Meaning::Company) {
        return;
    }
    let role = columns.iter().position(|meaning| *meaning == Meaning::Role);
    let Some((index, meaning)) = role.and_then(|at| Some((at, columns.get_mut(at)?))) else {
        return;
    };
    let cells = list.rows.iter().map(|row| row.cell(index));
    let filled = cells.clone().filter(|cell| !cell.is_empty()).count();
    if cells.filter(|cell| rows::is_role_at(cell)).count() * 2 > filled {
        *meaning = Meaning::CompanyAndRole;
    }
}

fn column(list: &List, index: usize, name: &str) -> Column {
    let mut samples: Vec<String> = Vec::new();
    let mut filled = 0;
    for row in &list.rows {
        let cell = row.cell(index);
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        let sample = text::quote(cell);
        if samples.len() < SAMPLES_MAX && !samples.contains(&sample) {
            samples.push(sample);
        }
    }
    Column {
        name: name.to_owned(),
        samples,
        filled,
    }
}
