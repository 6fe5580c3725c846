//! The connector of a kind of job board: the requests it needs, and the meaning of the responses. A connector does no I/O and is stateless:
//! the state between two responses is part of the requests.

use serde_json::Value;
use url::Url;

use super::{
    board::{self, BoardError},
    listing::{Listing, ParseError},
    request::{BoardRequest, Response, Step},
};

/// The connector of a kind of job board.
pub trait Connector: Send + Sync {
    /// The name in the database, the configuration and the command line, such as `greenhouse`.
    fn name(&self) -> &'static str;

    /// The display name, such as `Greenhouse`.
    fn label(&self) -> &'static str;

    /// The base URL of the public API, unless the configuration sets another.
    fn base(&self) -> &'static str;

    /// Whether the configuration or a user names the server of the requests.
    fn reach(&self) -> Reach {
        Reach::Configured
    }

    /// The conclusion if a board is not found.
    fn gone(&self) -> Gone {
        Gone::Board
    }

    /// An employer's name derived from the board's token, used until a better one is known.
    fn company_name(&self, board: &str) -> String {
        board::name_of(board)
    }

    /// The board's token, if `url` is a careers page of this kind. A token is read from the page's URL, never guessed from a company name,
    /// because a guessed one may belong to another company.
    fn detect(&self, url: &Url) -> Option<String>;

    /// The first requests for a board. The first one shows whether the board exists, and carries the ETag of the last run.
    ///
    /// # Errors
    /// If the token is invalid, or the base cannot have a path.
    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError>;

    /// Parses the response to a request: its postings, and the requests that follow.
    ///
    /// # Errors
    /// If the response does not have the format of this board; the message says what was expected.
    fn read(&self, _request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
        self.parse(response.body()).map(Step::last)
    }

    /// Parses a saved page, or the payload of one posting of a [`Listing`].
    ///
    /// # Errors
    /// If the payload does not have the format of this board; the message says what was expected.
    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError>;

    /// Recognises a JSON file as a payload of this kind of board, and extracts the token.
    fn recognise(&self, _payload: &Value) -> Option<Recognised> {
        None
    }
}

/// The origin of the server's name in a connector's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The configuration: all requests go to the base URL.
    Configured,
    /// The operator or a page: the token is a URL, and requests go to public addresses only.
    Named,
}

/// The conclusion if a board is repeatedly not found (404 or 410).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The board was removed, with all its postings.
    Board,
    /// Nothing: its postings may still be on their public pages, which decide.
    AskPages,
}

/// A recognised payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The board's token; none if the postings are on the employer's own site.
    pub board: Option<String>,
}
