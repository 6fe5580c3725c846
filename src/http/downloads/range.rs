//! Range and conditional requests for content with a strong entity tag (RFC 9110, 13.1 and 14.2). A request for several ranges is
//! answered with the whole content, as a server may.

use http::{HeaderMap, HeaderName, header};

/// The evaluated request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Requested {
    /// The whole content.
    Whole,
    /// The bytes from `first` up to, but excluding, `end`.
    Part { first: u64, end: u64 },
    /// A range that begins after the last byte (416).
    Unsatisfiable,
    /// `If-None-Match` has the tag (304).
    NotModified,
    /// `If-Match` lacks the tag (412).
    PreconditionFailed,
}

impl Requested {
    /// The bytes to send: the first, and the one after the last.
    pub(in crate::http) const fn span(self, size: u64) -> Option<(u64, u64)> {
        match self {
            Self::Whole => Some((0, size)),
            Self::Part { first, end } => Some((first, end)),
            Self::Unsatisfiable | Self::NotModified | Self::PreconditionFailed => None,
        }
    }
}

/// Evaluates the headers of a request for content of this size.
pub(in crate::http) fn evaluate(headers: &HeaderMap, tag: &str, size: u64) -> Requested {
    let value = |name: HeaderName| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    if value(header::IF_MATCH).is_some_and(|tags| !lists(tags, tag)) {
        return Requested::PreconditionFailed;
    }
    if value(header::IF_NONE_MATCH).is_some_and(|tags| lists(&tags.replace("W/", ""), tag)) {
        return Requested::NotModified;
    }
    // We send no `Last-Modified`, so a date in `If-Range` never matches.
    if value(header::IF_RANGE).is_some_and(|of| of != tag) {
        return Requested::Whole;
    }
    value(header::RANGE)
        .and_then(|range| part(range, size))
        .unwrap_or(Requested::Whole)
}

/// Parses a single range of bytes; `None` for anything else, which is ignored.
fn part(range: &str, size: u64) -> Option<Requested> {
    let (unit, range) = range.split_once('=')?;
    let (first, last) = range
        .trim()
        .split_once('-')
        .filter(|_| unit.trim().eq_ignore_ascii_case("bytes"))?;
    let (first, end) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, size.min(last.saturating_add(1))),
        (Some(first), None) if last.is_empty() => (first, size),
        (None, Some(count)) if first.is_empty() => (
            size.saturating_sub(count),
            if count == 0 { 0 } else { size },
        ),
        _ => return None,
    };
    Some(if first < end {
        Requested::Part { first, end }
    } else {
        Requested::Unsatisfiable
    })
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// True if a list of tags contains this one, by strong comparison.
fn lists(tags: &str, tag: &str) -> bool {
    tags.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known == tag)
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::{Requested, Requested::*, evaluate};

    fn ask(pairs: &[(&'static str, &'static str)]) -> Requested {
        let headers = pairs.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        evaluate(&headers.collect(), "\"t\"", 100)
    }

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (range, expected) in [
            ("bytes=0-", Part { first: 0, end: 100 }),
            ("bytes=0-0", Part { first: 0, end: 1 }),
            ("bytes=10-19", Part { first: 10, end: 20 }),
            (
                "bytes=90-999",
                Part {
                    first: 90,
                    end: 100,
                },
            ),
            (
                "bytes=-10",
                Part {
                    first: 90,
                    end: 100,
                },
            ),
            ("bytes=-999", Part { first: 0, end: 100 }),
            ("Bytes= 10-19", Part { first: 10, end: 20 }),
            (
                "bytes=99-99999999999999999999999",
                Part {
                    first: 99,
                    end: 100,
                },
            ),
            ("bytes=100-", Unsatisfiable),
            ("bytes=99999999999999999999999-", Unsatisfiable),
            ("bytes=-0", Unsatisfiable),
            ("bytes=20-10", Whole),
            ("bytes=0-1,5-6", Whole),
            ("bytes=-", Whole),
            ("bytes=a-b", Whole),
            ("bytes=+1-2", Whole),
            ("items=0-1", Whole),
            ("nonsense", Whole),
        ] {
            assert_eq!(ask(&[("range", range)]), expected, "{range}");
        }
    }

    #[test]
    fn conditions_come_first() {
        let of = |name, value| ask(&[("range", "bytes=1-1"), (name, value)]);
        let part = Part { first: 1, end: 2 };
        for (name, value, expected) in [
            ("if-range", "\"t\"", part),
            ("if-range", "\"other\"", Whole),
            ("if-range", "W/\"t\"", Whole),
            ("if-range", "Tue, 24 Nov 2026 12:00:00 GMT", Whole),
            ("if-match", "\"t\"", part),
            ("if-match", "\"a\", \"t\"", part),
            ("if-match", "*", part),
            ("if-match", "\"other\"", PreconditionFailed),
            ("if-match", "W/\"t\"", PreconditionFailed),
            ("if-none-match", "\"t\"", NotModified),
            ("if-none-match", "W/\"t\"", NotModified),
            ("if-none-match", "*", NotModified),
            ("if-none-match", "\"other\"", part),
        ] {
            assert_eq!(of(name, value), expected, "{name}: {value}");
        }
    }
}
