//! The body of a page of the snapshot API.

use serde_json::Value;
use url::Url;

use super::{Asked, Row};

/// What a page says about the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It has no link; there may be a page all the same.
    Unstated,
    /// There is one at the same server. It is asked for by its number, not by the link.
    Stated,
    /// The link leads to another server. It is not followed, and the run is not complete.
    OtherServer,
}

/// A page of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The rows of the domain that was asked for.
    pub rows: Vec<Row>,
    /// What it says about the next page.
    pub next: Next,
    /// Elements of other domains; they were not read.
    pub other_domains: u32,
    /// Rows that are no objects.
    pub unreadable_rows: u32,
}

/// Reads a page; None if the body has another form. Elements of another domain are dropped, and their rows are never looked at.
pub(super) fn read(body: &[u8], asked: &Asked<'_>) -> Option<Page> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let mut page = Page {
        rows: Vec::new(),
        next: next(&body, asked.base),
        other_domains: 0,
        unreadable_rows: 0,
    };
    let elements = match body.as_object()?.get("elements") {
        Some(Value::Array(elements)) => elements.as_slice(),
        // An empty page has an object here.
        Some(Value::Object(empty)) if empty.is_empty() => &[],
        Some(element @ Value::Object(_)) => std::slice::from_ref(element),
        Some(Value::Null) | None if body.get("paging").is_some() => &[],
        _ => return None,
    };
    for element in elements {
        let domain = element.get("snapshotDomain").and_then(Value::as_str);
        if !domain.is_some_and(|domain| domain.eq_ignore_ascii_case(asked.domain)) {
            page.other_domains += 1;
            continue;
        }
        let rows = match element.get("snapshotData") {
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(row @ Value::Object(_)) => std::slice::from_ref(row),
            Some(Value::Null) | None => &[],
            Some(_) => {
                page.unreadable_rows += 1;
                &[]
            }
        };
        for row in rows {
            match row {
                Value::Object(row) => page.rows.push(row.clone()),
                _ => page.unreadable_rows += 1,
            }
        }
    }
    Some(page)
}

fn next(body: &Value, base: &Url) -> Next {
    let links = body.pointer("/paging/links").and_then(Value::as_array);
    let links = links.map(Vec::as_slice).unwrap_or_default();
    let mut next = Next::Unstated;
    for link in links {
        let rel = link.get("rel").and_then(Value::as_str);
        if !rel.is_some_and(|rel| rel.eq_ignore_ascii_case("next")) {
            continue;
        }
        let href = link.get("href").and_then(Value::as_str).unwrap_or_default();
        let same = base
            .join(href)
            .is_ok_and(|url| url.origin() == base.origin());
        if !same {
            return Next::OtherServer;
        }
        next = Next::Stated;
    }
    next
}
