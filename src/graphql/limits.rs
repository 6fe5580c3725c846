//! The cost of lists: the size times the cost of an item, plus one.

use crate::types::page::{PAGE_DEFAULT, PAGE_MAX};

/// Maximum cost of one list: far above any configured limit, and low enough that the library's unchecked sum cannot overflow with as many
/// lists as a document may hold.
const COST_MAX: usize = usize::MAX >> 13;

/// The cost of a long text field, such as a description: it weighs far more than a name or a number.
pub const TEXT_COST: usize = 10;

/// The cost of a list with this many rows.
#[must_use]
pub fn list_cost(rows: usize, child: usize) -> usize {
    rows.saturating_mul(child).saturating_add(1).min(COST_MAX)
}

/// The cost of a page, before execution. A `first` out of range is refused later; here it must only not overflow.
#[must_use]
pub fn page_cost(first: Option<i32>, child: usize) -> usize {
    let size = first.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX);
    list_cost(usize::try_from(size).unwrap_or(1), child)
}
