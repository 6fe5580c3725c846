//! What was found in the last lines. Many rules ask for the dates of the same line, and each search is long.

use std::{cell::RefCell, collections::HashMap};

use super::span::Span;
use crate::date::SlashOrder;

/// The most lines that are kept; more are forgotten together.
const LINES_MAX: usize = 2_000;
/// The most bytes of a line that is kept.
const BYTES_MAX: usize = 400;

type Found = HashMap<(String, bool), Option<Span>>;

thread_local! {
    static FOUND: RefCell<Found> = RefCell::default();
}

/// The span that was found in a line before, or else the one that is searched.
pub(super) fn recall(
    line: &str,
    order: SlashOrder,
    search: impl FnOnce() -> Option<Span>,
) -> Option<Span> {
    if line.len() > BYTES_MAX {
        return search();
    }
    let key = (line.to_owned(), order == SlashOrder::MonthFirst);
    let known = FOUND.with_borrow(|found| found.get(&key).cloned());
    known.unwrap_or_else(|| {
        let span = search();
        FOUND.with_borrow_mut(|found| {
            if found.len() >= LINES_MAX {
                found.clear();
            }
            found.insert(key, span.clone());
        });
        span
    })
}
