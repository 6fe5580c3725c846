//! Addresses of profiles and postings in one form, for comparison.

use crate::text;

/// An address without query, fragment and slash at its end.
fn path(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/')
}

/// The same for all ways to write an address: without scheme and `www.`, percent signs decoded, in lower case.
pub(super) fn identity(url: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(url).decode_utf8_lossy();
    let lower = text::plain_line(&decoded).to_lowercase();
    let bare = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .unwrap_or(&lower);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.trim_end_matches('/').to_owned()
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
    host == "linkedin.com" || host.ends_with(".linkedin.com")
}

/// LinkedIn has one address for both schemes.
fn secure(url: &str) -> String {
    url.split_once("://")
        .map_or_else(|| url.to_owned(), |(_, rest)| format!("https://{rest}"))
}
