//! Columns with sealed values.

use uuid::Uuid;

/// A column whose values are sealed.
#[derive(Clone, Copy)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The id column of the rows, a unique UUID.
    pub id: &'static str,
    /// The column with the sealed value; nullable.
    pub column: &'static str,
    /// The sealing context of a row's value.
    pub context: fn(Uuid) -> String,
}
