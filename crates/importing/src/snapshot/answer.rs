//! What an answer of the snapshot API means.

use chrono::DateTime;
use serde_json::Value;
use url::Url;

use super::page::{self, Page};
use crate::text;

/// Maximum number of seconds to wait before the next attempt.
const WAIT_SECS_MAX: u64 = 24 * 60 * 60;
/// Seconds to wait if the answer does not say.
const WAIT_SECS: u64 = 60;
/// What the API says where there is no (more) data; both forms are in use.
const NO_DATA: [&str; 2] = [
    "no data found for this memberid",
    "no data found for this domain and memberid",
];

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The domain, one of [`domains()`](super::domains).
    pub domain: &'a str,
    /// The number of the page; the first is 0.
    pub start: u32,
    /// The address of the API.
    pub base: &'a Url,
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A page, which may be empty. Pages go on until [`Answer::End`], with the next number.
    Rows(Page),
    /// There are no more pages.
    End,
    /// There is no data of this domain, or not yet: it comes minutes to hours after the consent. Nothing is to be deleted.
    NotYet,
    /// The token is no longer valid: the member has to consent again. Not to be repeated.
    ConsentNeeded,
    /// The request is wrong; holds what the API says. Not to be repeated.
    OurFault(String),
    /// Too many requests: to be repeated after this many seconds.
    Wait(u64),
    /// The server failed: to be repeated a few times, then an error, never the end.
    Retry,
}

/// Finds what an answer means. `header` gives the value of a header by its name in lower case.
pub fn answer<'h>(
    status: u16,
    header: impl Fn(&str) -> Option<&'h str>,
    body: &[u8],
    asked: &Asked<'_>,
) -> Answer {
    match status {
        200 => page::read(body, asked).map_or(Answer::Retry, Answer::Rows),
        401 => Answer::ConsentNeeded,
        404 if is_no_data(body) => {
            if asked.start == 0 {
                Answer::NotYet
            } else {
                Answer::End
            }
        }
        429 => Answer::Wait(wait(&header).unwrap_or(WAIT_SECS)),
        503 => wait(&header).map_or(Answer::Retry, Answer::Wait),
        408 | 425 | 500.. => Answer::Retry,
        _ => Answer::OurFault(fault(status, body)),
    }
}

/// Seconds, or an instant compared with the time of the server.
fn wait<'h>(header: &impl Fn(&str) -> Option<&'h str>) -> Option<u64> {
    let after = header("retry-after")?.trim();
    let seconds = after.parse().ok().or_else(|| {
        let until = DateTime::parse_from_rfc2822(after).ok()?;
        let now = DateTime::parse_from_rfc2822(header("date")?.trim()).ok()?;
        Some(u64::try_from((until - now).num_seconds()).unwrap_or(0))
    });
    seconds.map(|seconds: u64| seconds.min(WAIT_SECS_MAX))
}

fn is_no_data(body: &[u8]) -> bool {
    message(body).is_some_and(|message| {
        let message = message.to_lowercase();
        NO_DATA.contains(&message.trim().trim_end_matches('.'))
    })
}

fn fault(status: u16, body: &[u8]) -> String {
    let message = message(body).unwrap_or_default();
    format!("{status} {}", text::quote(&message))
        .trim_end()
        .to_owned()
}

/// The message of an error of the API.
fn message(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    body.get("message")?.as_str().map(str::to_owned)
}
