//! The requested page of a list, validated: the `first` and `after` of the Relay connection specification.

use super::cursor::{Cursor, List, NoCursor, SearchCursor, TextCursor};
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
        let size = size(first)?;
        let after = after
            .map(|text| Cursor::decode(text, list).ok_or_else(broken_cursor))
            .transpose()?;
        Ok(Self { size, after })
    }

    /// Validates the arguments of a search; a cursor must be one of this search, and returns with its page.
    pub fn of_search(
        first: Option<i32>,
        after: Option<&str>,
        list: List,
        search: u64,
    ) -> Result<(Self, Option<SearchCursor>)> {
        let size = size(first)?;
        let after = after
            .map(|text| SearchCursor::decode(text, list, search).map_err(no_cursor))
            .transpose()?;
        let page = Self {
            size,
            after: after.map(|cursor| cursor.position),
        };
        Ok((page, after))
    }

    /// Validates the arguments of a list that is ordered by a text.
    pub fn of_text(
        first: Option<i32>,
        after: Option<&str>,
        list: List,
    ) -> Result<(Self, Option<TextCursor>)> {
        let after = after
            .map(|text| TextCursor::decode(text, list).ok_or_else(broken_cursor))
            .transpose()?;
        let page = Self {
            size: size(first)?,
            after: None,
        };
        Ok((page, after))
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
        self.map_with_cursors(|_, row| f(row))
    }

    /// The same page with each row converted, by its position as well.
    pub fn map_with_cursors<U>(self, f: impl Fn(&Cursor, T) -> U) -> Slice<U> {
        let convert = |(cursor, row)| {
            let converted = f(&cursor, row);
            (cursor, converted)
        };
        Slice {
            rows: self.rows.into_iter().map(convert).collect(),
            has_next: self.has_next,
        }
    }
}

/// Validates the size of a page.
pub fn size(first: Option<i32>) -> Result<u64> {
    let first = first.unwrap_or(PAGE_DEFAULT);
    u64::try_from(first)
        .ok()
        .filter(|_| (1..=PAGE_MAX).contains(&first))
        .ok_or_else(|| {
            Error::bad_input(format!("\"first\" must be between 1 and {PAGE_MAX}.")).at("first")
        })
}

fn no_cursor(reason: NoCursor) -> Error {
    let error = match reason {
        NoCursor::Unreadable => return broken_cursor(),
        NoCursor::Outdated => Error::bad_input(
            "\"after\" is a cursor of an earlier release of this server; omit it to start at the beginning.",
        ),
        NoCursor::OtherSearch => Error::bad_input(
            "\"after\" is a cursor of another search; pass it with the query, filter and order that it came with, or omit it to start at the beginning.",
        ),
    };
    error.at("after")
}

fn broken_cursor() -> Error {
    Error::bad_input(
        "\"after\" is not a cursor of this list; pass a cursor that this list returned in this order, or omit it to start at the beginning.",
    )
    .at("after")
}
