//! What a page costs: its size times what is under it.

use crate::types::page::{PAGE_DEFAULT, PAGE_MAX};

/// The cost of a list of ids.
#[must_use]
pub const fn ids_cost(ids: usize, child: usize) -> usize {
    ids.saturating_mul(child).saturating_add(1)
}

/// The cost of a list field, before it runs. A `first` out of range is refused later; here it only must not overflow.
#[must_use]
pub fn page_cost(first: Option<i32>, child: usize) -> usize {
    let size = first.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX);
    usize::try_from(size).unwrap_or(1).saturating_mul(child).saturating_add(1)
}
