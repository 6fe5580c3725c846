//! The order of day and month in the columns of dates of a file. LinkedIn writes the month first. A file that a spreadsheet saved anew may have
//! the day first, which a row of the column proves, as in lists of applications.

use super::{Fields, Kind};
use crate::date::{Proof, SlashOrder};

/// The fields that hold dates.
const DATES: [&str; 8] = [
    "date",
    "connected",
    "started",
    "ended",
    "issued",
    "expires",
    "published",
    "awarded",
];

/// What the rows of a file prove, by field.
#[derive(Default)]
pub(crate) struct Orders([Proof; DATES.len()]);

impl Orders {
    /// True if a table has columns of dates.
    pub(crate) fn are_in(kind: Kind) -> bool {
        DATES.iter().any(|field| kind.column_of(field).is_some())
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, fields: &Fields) {
        for (proof, field) in self.0.iter_mut().zip(DATES) {
            proof.add(fields.get(field));
        }
    }

    /// The order of a field: as proven, or else as LinkedIn writes it.
    pub(super) fn of(&self, field: &str) -> SlashOrder {
        let mut proofs = self.0.iter().zip(DATES);
        let found = proofs.find(|(_, name)| *name == field);
        found
            .and_then(|(proof, _)| proof.order())
            .unwrap_or(SlashOrder::MonthFirst)
    }

    /// What a finding says of each column with dates that can be two.
    pub(crate) fn doubts(&self, kind: Kind) -> Vec<String> {
        let open = self
            .0
            .iter()
            .zip(DATES)
            .filter(|(proof, _)| proof.is_open());
        let columns = open.filter_map(|(_, field)| kind.column_of(field));
        let doubt = |column: &str| {
            format!(
                "Dates of \"{column}\" can have the day or the month first, and no row proves which. The month was read first, as LinkedIn writes it; check them."
            )
        };
        columns.map(doubt).collect()
    }
}
