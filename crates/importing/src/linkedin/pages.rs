//! Addresses of profiles and postings in one form, for comparison.

use crate::{applications::identity as applications, text};

const HOST: &str = "linkedin.com";

/// An address without query, fragment and slash at its end.
fn path(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/')
}

/// The same for all ways to write an address: without scheme, `www.` and the country of LinkedIn's host, percent signs decoded, in lower case.
#[must_use]
pub fn identity(url: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(url).decode_utf8_lossy();
    let lower = text::plain_line(&decoded).to_lowercase();
    let bare = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = if is_linkedin(&lower) {
        HOST
    } else {
        host.strip_prefix("www.").unwrap_or(host)
    };
    // What follows the path of a member's page says who linked to it.
    let path = if host == HOST && path.starts_with("in/") {
        path.split(['?', '#']).next().unwrap_or_default()
    } else {
        path
    };
    format!("{host}/{}", path.trim_end_matches('/'))
}

/// The same for all ways to write the address of a posting.
pub(super) fn posting_identity(url: &str) -> String {
    match posting_number(url) {
        Some(number) => format!("{HOST}/jobs/view/{number}"),
        None if is_linkedin(url) => identity(url),
        None => applications::posting(url),
    }
}

/// The number of a posting of LinkedIn, at the end of its path (`/jobs/view/baker-at-orrin-4000000001`) or in its query.
fn posting_number(url: &str) -> Option<&str> {
    if !is_linkedin(url) {
        return None;
    }
    let digits =
        |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = if path(url).contains("/jobs/view/") {
        let path = path(url);
        path.get(path.len() - digits(path)..)?
    } else {
        let query = url.split_once("currentJobId=")?.1;
        query.split(['&', '#']).next()?
    };
    (!number.is_empty() && digits(number) == number.len()).then_some(number)
}

/// The address of a posting. LinkedIn's own are named by their path; the query of others may name the posting.
pub(super) fn posting(url: &str) -> String {
    if is_linkedin(url) && path(url).contains("/jobs/view/") {
        return secure(path(url));
    }
    url.split('#').next().unwrap_or_default().to_owned()
}

/// The address of a person's profile, without query.
pub(super) fn profile(url: &str) -> String {
    if is_linkedin(url) {
        secure(path(url))
    } else {
        path(url).to_owned()
    }
}

fn is_linkedin(url: &str) -> bool {
    let host = url.split("//").nth(1).unwrap_or_default();
    let host = host
        .split('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    host == HOST || host.ends_with(".linkedin.com")
}

/// LinkedIn has one address for both schemes.
fn secure(url: &str) -> String {
    url.split_once("://")
        .map_or_else(|| url.to_owned(), |(_, rest)| format!("https://{rest}"))
}
