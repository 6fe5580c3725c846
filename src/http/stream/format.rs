//! The formats of response streams, and their negotiation.

use std::time::Duration;

use async_graphql::Response as Answer;
use http::{HeaderMap, header};

use super::{multipart, sse};
use crate::{
    config::Streams,
    graphql::{code::Code, operation::Operation},
    http::{
        negotiate::{self, Media},
        respond::{self, Refusal},
    },
};

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Format {
    /// `text/event-stream`.
    Events,
    /// `multipart/mixed; subscriptionSpec=1.0`.
    Parts,
}

/// Why a stream ends before its operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamEnd {
    /// The access token has expired.
    Expired,
    /// The session was revoked.
    Revoked,
    /// The process stops.
    Stopping,
    /// The client reads too slowly.
    Lagged,
}

/// The stream format that a client accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) struct Wanted {
    format: Format,
    /// True if it accepts only streams.
    alone: bool,
}

impl Wanted {
    /// Parses the `Accept` of a request.
    pub(in crate::http) fn of(headers: &HeaderMap) -> Option<Self> {
        let format = negotiate::members(headers, &header::ACCEPT)
            .filter_map(of_range)
            .min_by_key(|format| *format != Format::Events)?;
        Some(Self {
            format,
            alone: Media::accepted(headers).is_none(),
        })
    }

    /// The format for this operation; `None` for queries and mutations if the client also accepts single responses.
    pub(in crate::http) fn format_for(self, operation: &Operation) -> Option<Format> {
        (self.alone || operation.is_subscription()).then_some(self.format)
    }

    /// True if a refusal is sent in the stream: graphql-sse requires it, because browsers do not expose a refused request.
    pub(in crate::http) fn reports(self, refusal: &Refusal) -> bool {
        self.alone && self.format == Format::Events && refusal.is_of_graphql()
    }
}

fn of_range(range: &str) -> Option<Format> {
    let mut parts = range
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    let name = parts.next()?;
    let parts: Vec<String> = parts.collect();
    if parts.iter().any(|part| negotiate::is_refusal(part)) {
        return None;
    }
    let ours = |part: &String| {
        part.strip_prefix("subscriptionspec=")
            .is_some_and(|version| version.trim_matches('"') == "1.0")
    };
    match name.as_str() {
        "text/event-stream" => Some(Format::Events),
        "multipart/mixed" if parts.iter().any(ours) => Some(Format::Parts),
        _ => None,
    }
}

impl Format {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Events => sse::CONTENT_TYPE,
            Self::Parts => multipart::CONTENT_TYPE,
        }
    }

    /// The interval of keep-alive messages.
    pub(super) const fn keep_alive_interval(self, streams: &Streams) -> Duration {
        Duration::from_secs(match self {
            Self::Events => streams.comment_secs,
            Self::Parts => streams.heartbeat_secs,
        })
    }

    /// The bytes that are sent first, so that proxies and clients see the response head.
    pub(super) fn opening(self) -> String {
        match self {
            Self::Events => sse::BEAT.to_owned(),
            Self::Parts => multipart::OPENING.to_owned(),
        }
    }

    pub(super) fn beat(self) -> String {
        match self {
            Self::Events => sse::BEAT.to_owned(),
            Self::Parts => multipart::BEAT.to_owned(),
        }
    }

    pub(super) fn next(self, answer: &Answer) -> String {
        let body = respond::body(answer);
        match self {
            Self::Events => sse::next(&body),
            Self::Parts => multipart::next(&body),
        }
    }

    pub(super) fn complete(self) -> String {
        match self {
            Self::Events => sse::COMPLETE.to_owned(),
            Self::Parts => multipart::complete(),
        }
    }

    /// The last message of a stream that ends early.
    pub(super) fn cut_off(self, cut: StreamEnd, request_id: &str) -> String {
        let mut answer = respond::broken(cut.code(), cut.reason());
        respond::add_error_codes(&mut answer, request_id);
        match self {
            // The client would reconnect with the same token.
            Self::Events if matches!(cut, StreamEnd::Expired | StreamEnd::Revoked) => {
                sse::next(&respond::body(&answer)) + sse::COMPLETE
            }
            Self::Events => sse::cut_off(cut.reason()),
            Self::Parts => multipart::cut_off(&respond::errors(&answer)),
        }
    }
}

impl StreamEnd {
    const fn code(self) -> Code {
        match self {
            Self::Expired | Self::Revoked => Code::Unauthenticated,
            Self::Stopping => Code::Unavailable,
            Self::Lagged => Code::RequestTimeout,
        }
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::Expired => {
                "The access token has expired; subscribe with a new one, after your last cursor."
            }
            Self::Revoked => "The session was ended; sign in again.",
            Self::Stopping => {
                "The server restarts; subscribe again in a moment, after your last cursor."
            }
            Self::Lagged => "lagged: subscribe again, after your last cursor.",
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::{Format, Wanted};

    #[test]
    fn a_stream_is_opened_for_who_asks_for_one() {
        let events = |alone| {
            Some(Wanted {
                format: Format::Events,
                alone,
            })
        };
        let parts = |alone| {
            Some(Wanted {
                format: Format::Parts,
                alone,
            })
        };
        for (accept, expected) in [
            ("text/event-stream", events(true)),
            ("Text/Event-Stream; charset=utf-8", events(true)),
            ("text/event-stream;q=0", None),
            ("text/event-stream, multipart/mixed", events(true)),
            (
                "application/json, text/event-stream, multipart/mixed",
                events(false),
            ),
            ("multipart/mixed; subscriptionSpec=1.0", parts(true)),
            (
                "multipart/mixed;subscriptionSpec=\"1.0\", application/json",
                parts(false),
            ),
            (
                "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9",
                parts(false),
            ),
            (
                "multipart/mixed; subscriptionSpec=1.0, text/event-stream",
                events(true),
            ),
            ("multipart/mixed; subscriptionSpec=2.0", None),
            (
                "multipart/mixed; deferSpec=20220824, application/json",
                None,
            ),
            ("multipart/mixed", None),
            ("*/*", None),
            ("application/json", None),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(Wanted::of(&headers), expected, "{accept}");
        }
        assert_eq!(Wanted::of(&HeaderMap::new()), None);
    }
}
