//! Which columns hold sealed values.

use uuid::Uuid;

/// A column whose values are sealed.
#[derive(Clone, Copy)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The column that names a row, a unique UUID.
    pub id: &'static str,
    /// The column with what is sealed; it may be null.
    pub column: &'static str,
    /// The purpose that the value of a row is sealed for.
    pub context: fn(Uuid) -> String,
}
