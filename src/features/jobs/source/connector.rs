//! How to read one kind of job board: which requests it needs, and what the answers mean. A connector does no I/O and keeps no state:
//! what it needs from one answer to the next is in the requests that it asks for.

use serde_json::Value;
use url::Url;

use super::{
    board::BoardError,
    listing::{Listing, ParseError},
    request::{BoardRequest, Response, Step},
};

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

    /// The first requests for a board. The first of them shows whether the board exists, and carries the tag of the last reading.
    ///
    /// # Errors
    /// When the token can't be one, or the base can't carry a path.
    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError>;

    /// Reads the answer to a request: the postings in it, and the requests that follow.
    ///
    /// # Errors
    /// When the answer is not of this board's shape; the sentence says what was expected.
    fn read(&self, _request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
        self.parse(response.body()).map(Step::last)
    }

    /// Reads a page that somebody saved.
    ///
    /// # Errors
    /// When the payload is not of this board's shape; the sentence says what was expected.
    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError>;

    /// Whether a file of JSON holds this board's payload, and whose.
    fn recognise(&self, _payload: &Value) -> Option<Recognised> {
        None
    }
}

/// A payload of a known kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The board's token; none when its postings live on the employer's own site.
    pub board: Option<String>,
}
