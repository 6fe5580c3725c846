//! Job boards: what to ask of each and what its answer means. Pure functions, no I/O: `service` fetches and stores.
//! A new board is one file with a [`Connector`] and one line in [`all`].
//! Invariant: a payload gives records or an error, never a panic, and one bad posting never hides the good ones.

pub mod record;

pub mod listing;

mod ashby;
mod greenhouse;
mod lever;

pub mod link;
pub mod pay;
pub mod place;
pub mod terms;
pub mod text;
pub mod title;

mod board;
mod field;

#[cfg(test)]
mod tests;

use serde_json::Value;
use url::Url;

pub use board::BoardError;
pub use listing::{Listing, ParseError, Skipped};
pub use record::{Pay, Place, PostingRecord};

/// How to read one kind of job board.
pub trait Connector: Send + Sync {
    /// The word for this kind of board in the database, the configuration and the command line: `greenhouse`.
    fn name(&self) -> &'static str;

    /// The name people know it by: `Greenhouse`.
    fn label(&self) -> &'static str;

    /// The public API the board answers at, unless the configuration says otherwise.
    fn base(&self) -> &'static str;

    /// The board's token, if the careers page at `url` is one of this kind.
    /// A token read from a page is a fact; one guessed from a company's name may be another company's.
    fn detect(&self, url: &Url) -> Option<String>;

    /// What to GET for a page of a board; pages count from 0.
    ///
    /// # Errors
    /// When the token can't be one, the base can't carry a path, or the board has no such page.
    fn page_url(&self, base: &Url, board: &str, page: u32) -> Result<Url, BoardError>;

    /// Reads a payload that is JSON already.
    ///
    /// # Errors
    /// When the payload is not this board's shape; the sentence says what was expected.
    fn read(&self, payload: &Value) -> Result<Listing, ParseError>;

    /// Whether a file holds this board's payload, and whose.
    fn recognise(&self, payload: &Value) -> Option<Recognised>;

    /// Reads a payload as it came over the wire.
    ///
    /// # Errors
    /// When the payload is not JSON, or not this board's shape.
    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        self.read(&listing::json(self.label(), payload)?)
    }
}

/// A payload of a known kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The board's token; none when its postings live on the employer's own site.
    pub board: Option<String>,
}

/// Every kind of board we read.
#[must_use]
pub fn all() -> &'static [&'static dyn Connector] {
    &[
        &greenhouse::Greenhouse,
        &lever::GLOBAL,
        &lever::EU,
        &ashby::Ashby,
    ]
}

/// The connector of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static dyn Connector> {
    all()
        .iter()
        .copied()
        .find(|connector| connector.name() == name)
}

/// The connector and board token behind a careers page.
#[must_use]
pub fn detect(url: &Url) -> Option<(&'static dyn Connector, String)> {
    all()
        .iter()
        .copied()
        .find_map(|connector| connector.detect(url).map(|board| (connector, board)))
}

/// The connector that knows this payload. One that also finds the token goes before one that only knows the shape.
#[must_use]
pub fn recognise(payload: &Value) -> Option<(&'static dyn Connector, Recognised)> {
    let known = || {
        all()
            .iter()
            .copied()
            .filter_map(|connector| connector.recognise(payload).map(|found| (connector, found)))
    };
    known()
        .find(|(_, found)| found.board.is_some())
        .or_else(|| known().next())
}
