//! The requests of a connector and its result for a response. No I/O; `service` sends the requests.

use http::Method;
use serde_json::Value;
use url::Url;

use super::listing::Listing;

/// A response of a board: status, headers and body. A connector is given only successful ones.
pub type Response = http::Response<Vec<u8>>;

/// The media type of most boards.
const JSON: &str = "application/json";

/// A request to a board. It must be safe to repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRequest {
    /// The part of the board that it requests.
    pub part: Part,
    /// `GET`, or `POST` for a search.
    pub method: Method,
    /// The URL, on the server of the board's base.
    pub url: Url,
    /// The accepted media type.
    pub accept: &'static str,
    /// The body with its media type.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// State that the connector needs to parse the response, such as the offset of a page or the id of a posting.
    pub memo: Value,
}

/// A part of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A page of the list of postings: a posting on no page is closed.
    Page,
    /// One posting of a page, or a part of it.
    Detail,
}

/// The result of parsing a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The postings in it.
    pub listing: Listing,
    /// The requests that follow: further pages, details.
    pub next: Vec<BoardRequest>,
}

impl BoardRequest {
    /// A `GET` request for a page in JSON.
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

    /// A `POST` request with JSON for a page in JSON.
    #[must_use]
    pub fn post(url: Url, body: &Value) -> Self {
        Self {
            method: Method::POST,
            body: Some((JSON, body.to_string().into_bytes())),
            ..Self::get(url)
        }
    }

    /// The same request for a detail.
    #[must_use]
    pub fn detail(self) -> Self {
        Self {
            part: Part::Detail,
            ..self
        }
    }

    /// The same request with another media type.
    #[must_use]
    pub fn accepting(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    /// The same request with a memo for the connector.
    #[must_use]
    pub fn with_memo(self, memo: Value) -> Self {
        Self { memo, ..self }
    }
}

impl Step {
    /// The result of the last response of a board.
    #[must_use]
    pub const fn last(listing: Listing) -> Self {
        Self {
            listing,
            next: Vec::new(),
        }
    }
}
