//! The requested page of a list, validated: the `first` and `after` of the Relay connection specification.

use super::cursor::{Cursor, List};
use crate::error::{Error, Result};

/// Maximum page size.
pub const PAGE_MAX: i32 = 100;
/// Page size if `first` is omitted.
pub const PAGE_DEFAULT: i32 = 20;

/// A valid page request.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The number of rows, 1 to 100.
    pub size: u64,
    /// The row after which the page starts.
    pub after: Option<Cursor>,
}

/// One page of rows.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The rows, each with its cursor.
    pub rows: Vec<(Cursor, T)>,
    /// True if another row follows.
    pub has_next: bool,
}

impl Page {
    /// Validates the arguments of a list field.
    pub fn parse(first: Option<i32>, after: Option<&str>, list: List) -> Result<Self> {
        let first = first.unwrap_or(PAGE_DEFAULT);
        let size = u64::try_from(first)
            .ok()
            .filter(|_| (1..=PAGE_MAX).contains(&first));
        let size = size.ok_or_else(|| {
            Error::bad_input(format!("\"first\" must be between 1 and {PAGE_MAX}."))
        })?;
        let after = after
            .map(|text| Cursor::decode(text, list).ok_or_else(broken_cursor))
            .transpose()?;
        Ok(Self { size, after })
    }

    /// Number of rows to read: one more than the page size, to know whether another page follows.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.size + 1
    }

    /// Truncates rows that were read with [`Page::limit`] to the page.
    pub fn slice<T>(&self, mut rows: Vec<T>, cursor: impl Fn(&T) -> Cursor) -> Slice<T> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let has_next = rows.len() > size;
        rows.truncate(size);
        Slice {
            rows: rows.into_iter().map(|row| (cursor(&row), row)).collect(),
            has_next,
        }
    }
}

impl<T> Slice<T> {
    /// The same page with each row converted.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Slice<U> {
        Slice {
            rows: self
                .rows
                .into_iter()
                .map(|(cursor, row)| (cursor, f(row)))
                .collect(),
            has_next: self.has_next,
        }
    }
}

fn broken_cursor() -> Error {
    Error::bad_input(
        "\"after\" is not a cursor of this list; pass a cursor that this list returned in this order, or omit it to start at the beginning.",
    )
}
