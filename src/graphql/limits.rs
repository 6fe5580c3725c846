//! What a list costs: its size times what is under it, and one for itself.

use crate::types::page::{PAGE_DEFAULT, PAGE_MAX};

/// No list costs more: far above any limit, and so low that the library, which adds costs up without looking, cannot overflow
/// with as many of them as a document may hold.
const COST_MAX: usize = usize::MAX >> 13;

/// The cost of a text that fills pages: it weighs far more than a name or a number.
pub const TEXT_COST: usize = 10;

/// The cost of a list of so many rows.
#[must_use]
pub fn list_cost(rows: usize, child: usize) -> usize {
    rows.saturating_mul(child).saturating_add(1).min(COST_MAX)
}

/// The cost of a page, before it runs. A `first` out of range is refused later; here it only must not overflow.
#[must_use]
pub fn page_cost(first: Option<i32>, child: usize) -> usize {
    let size = first.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX);
    list_cost(usize::try_from(size).unwrap_or(1), child)
}
