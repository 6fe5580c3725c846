//! What the columns of a list mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    dates::{self, DateColumn, DateOrder},
    list::List,
    stages::{self, StageWord},
};
use crate::{record::Stage, refused::Refused, text};

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
    /// A further column for stages, of which the latest counts: words, such as those of an outcome, or, if it is named by a stage, yes, no or
    /// the day on which that was reached.
    StageReached,
    /// The day of the application, or a mark that there was one.
    AppliedOn,
    /// The day on which the posting was saved.
    SavedOn,
    /// The address of the posting.
    Url,
    /// The place; several columns are joined.
    Location,
    /// Pay; several columns are joined.
    Pay,
    /// Notes; several columns are joined. One with another name is a line that begins with it.
    Note,
    /// Tags, between commas.
    Tags,
}

impl Meaning {
    /// Those that only one column can have.
    pub(super) const SINGLE: [Self; 7] = [
        Self::Company,
        Self::Role,
        Self::CompanyAndRole,
        Self::Stage,
        Self::AppliedOn,
        Self::SavedOn,
        Self::Url,
    ];

    /// The name, as a mapping states it.
    pub(super) fn name(self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.as_str().unwrap_or_default().to_owned()
    }
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

/// Refuses two columns for a meaning that only one can have: one of them would be dropped.
pub(super) fn refuse_doubled(list: &List, columns: &[Meaning]) -> Result<(), Refused> {
    let of = |meaning: Meaning| {
        let columns = columns.iter().zip(&list.header);
        columns.filter_map(move |(column, name)| (*column == meaning).then_some(name.as_str()))
    };
    for meaning in Meaning::SINGLE {
        let mut names = of(meaning);
        if let (Some(one), Some(other)) = (names.next(), names.next()) {
            return Err(doubled((one, meaning), (other, meaning)));
        }
    }
    let parts = [Meaning::Company, Meaning::Role].into_iter();
    let part = parts
        .flat_map(|part| of(part).map(move |name| (name, part)))
        .next();
    let both = of(Meaning::CompanyAndRole)
        .map(|name| (name, Meaning::CompanyAndRole))
        .next();
    match (part, both) {
        (Some(part), Some(both)) => Err(doubled(part, both)),
        _ => Ok(()),
    }
}

fn doubled(one: (&str, Meaning), other: (&str, Meaning)) -> Refused {
    let (name, others) = (text::quote(one.0), text::quote(other.0));
    let said = if one.1 == other.1 {
        format!(
            "are both mapped as {}, and only one column can be",
            one.1.name()
        )
    } else {
        format!(
            "are mapped as {} and {}, which say the same",
            one.1.name(),
            other.1.name()
        )
    };
    let reached = if (one.1, other.1) == (Meaning::Stage, Meaning::Stage) {
        "STAGE_REACHED, if the later stage counts, as "
    } else {
        ""
    };
    Refused::new(format!(
        "The columns \"{name}\" and \"{others}\" {said}. Map one of them as {reached}NOTE, which keeps it as a line of the note, or as IGNORED."
    ))
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
