//! What a connector asks of a board, and what one answer amounts to. Nothing here sends anything: `service` does.

use http::Method;
use serde_json::Value;
use url::Url;

use super::listing::Listing;

/// An answer of a board: status, headers and the bytes of its body. Only successes are read by a connector.
pub type Response = http::Response<Vec<u8>>;

/// The media type that most boards answer.
const JSON: &str = "application/json";

/// One request to a board. It must read only: it may be sent again.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRequest {
    /// What it asks for.
    pub part: Part,
    /// `GET`, or `POST` for a search.
    pub method: Method,
    /// The address, on the server of the board's base.
    pub url: Url,
    /// The media type that is asked for.
    pub accept: &'static str,
    /// The body with its media type.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// What the connector needs to read the answer, such as the offset of a page or the id of a posting.
    pub memo: Value,
}

/// A part of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A page of the list of postings: what is on no page was taken down.
    Page,
    /// One posting of a page, or a part of it.
    Detail,
}

/// What one answer amounts to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The postings in it.
    pub listing: Listing,
    /// What is to be asked next: further pages, details.
    pub next: Vec<BoardRequest>,
}

impl BoardRequest {
    /// A `GET` of a page, as JSON.
    #[must_use]
    pub const fn get(url: Url) -> Self {
        Self {
            part: Part::Page,
            method: Method::GET,
            url,
            accept: JSON,
            body: None,
            memo: Value::Null,
        }
    }

    /// A `POST` of JSON for a page, as JSON.
    #[must_use]
    pub fn post(url: Url, body: &Value) -> Self {
        Self {
            method: Method::POST,
            body: Some((JSON, body.to_string().into_bytes())),
            ..Self::get(url)
        }
    }

    /// The same for a detail.
    #[must_use]
    pub fn detail(self) -> Self {
        Self {
            part: Part::Detail,
            ..self
        }
    }

    /// The same, asking for another media type.
    #[must_use]
    pub fn accepting(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    /// The same with a memo for the connector.
    #[must_use]
    pub fn with_memo(self, memo: Value) -> Self {
        Self { memo, ..self }
    }
}

impl Step {
    /// The last answer of a board.
    #[must_use]
    pub const fn last(listing: Listing) -> Self {
        Self {
            listing,
            next: Vec::new(),
        }
    }
}
