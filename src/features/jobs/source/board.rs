//! Board tokens: extraction from the URL of a careers page, and use in the URL of the API.

use thiserror::Error;
use url::{Url, form_urlencoded};

/// Maximum length of a token.
const TOKEN_CHARS_MAX: usize = 100;

/// Why no request can be made for a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BoardError {
    /// The token is empty, too long, or has a character that no token has.
    #[error("a board token is 1 to 100 letters, digits, spaces or any of - _ . & ' + , !")]
    Token,
    /// The configured base is not an http(s) address.
    #[error("the base of a job board must be an http or https address")]
    Base,
}

/// A company name derived from the board's token.
pub(super) fn name_of(board: &str) -> String {
    let words = board
        .split(['-', '_', '.', ' '])
        .filter(|word| !word.is_empty());
    let capital = |word: &str| {
        word.chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(word.chars().skip(1))
            .collect::<String>()
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// The token in the first path segment of a careers page.
pub(super) fn token_in_path(url: &Url) -> Option<String> {
    token_in_segment(url, 0)
}

/// The token in a certain path segment, counted from 0.
pub(super) fn token_in_segment(url: &Url, index: usize) -> Option<String> {
    let segment = url.path_segments()?.nth(index)?;
    // The form parser is used as the percent-decoder; a plus means a space only in forms.
    let query = segment
        .replace('+', "%2B")
        .replace('&', "%26")
        .replace('=', "%3D");
    let (token, _) = form_urlencoded::parse(query.as_bytes()).next()?;
    is_token(&token).then(|| token.into_owned())
}

/// The token in a query parameter of a careers page.
pub(super) fn token_in_query(url: &Url, name: &str) -> Option<String> {
    let (_, token) = url.query_pairs().find(|(key, _)| key == name)?;
    is_token(&token).then(|| token.into_owned())
}

/// True if the page is on one of these hosts.
pub(super) fn is_at(url: &Url, hosts: &[&str]) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| hosts.contains(&host))
}

/// `base/path…/board/tail…?query`, with the token checked and percent-encoded.
pub(super) fn api_url(
    base: &Url,
    path: &[&str],
    board: &str,
    tail: &[&str],
    query: &[(&str, &str)],
) -> Result<Url, BoardError> {
    if !is_token(board) {
        return Err(BoardError::Token);
    }
    if !matches!(base.scheme(), "http" | "https") {
        return Err(BoardError::Base);
    }
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.path_segments_mut()
        .map_err(|()| BoardError::Base)?
        .pop_if_empty()
        .extend(path)
        .push(board)
        .extend(tail);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    Ok(url)
}

/// Tokens of Ashby contain spaces and similar characters; a slash, a percent sign or only dots would change the URL.
fn is_token(text: &str) -> bool {
    let fits = !text.is_empty() && text.chars().count() <= TOKEN_CHARS_MAX && text.trim() == text;
    fits && text.chars().any(char::is_alphanumeric)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " -_.&'+,!".contains(c))
}
