//! Content negotiation of GraphQL over HTTP: the media types of requests and responses, and parsing of list-valued
//! headers.

use http::{HeaderMap, HeaderName, header};

/// The media type of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status shows whether the operation ran.
    GraphqlResponse,
    /// The same in the edition of September 2026: 422 for documents that parse but are not valid, 294 for responses with data and errors.
    GraphqlResponse2026,
    /// `application/json`: 200 for every well-formed request, for legacy clients.
    Json,
}

impl Media {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse | Self::GraphqlResponse2026 => {
                "application/graphql-response+json; charset=utf-8"
            }
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The same media type in the edition that the operator configured.
    pub(super) const fn of_edition(self, is_2026: bool) -> Self {
        match self {
            Self::GraphqlResponse if is_2026 => Self::GraphqlResponse2026,
            other => other,
        }
    }

    /// The client's preferred media type; `None` if it accepts neither. Without `Accept`, JSON is assumed.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut accepts = members(headers, &header::ACCEPT).peekable();
        if accepts.peek().is_none() {
            return Some(Self::Json);
        }
        let rank = |media: Option<Self>| {
            media.map_or(
                0,
                |media| if media == Self::GraphqlResponse { 2 } else { 1 },
            )
        };
        accepts
            .map(of_range)
            .max_by_key(|media| rank(*media))
            .flatten()
    }
}

fn of_range(range: &str) -> Option<Media> {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let refused = parts.any(is_refusal);
    match name.as_str() {
        _ if refused => None,
        "application/graphql-response+json" => Some(Media::GraphqlResponse),
        "application/json" | "application/*" | "*/*" => Some(Media::Json),
        _ => None,
    }
}

/// The members of a list in one or several headers (RFC 9110, 5.6.1), empty ones included. Headers that are not text are ignored.
pub(super) fn members<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl DoubleEndedIterator<Item = &'a str> + use<'a> {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(str::trim))
}

/// True if a parameter is `q=0`, which excludes the member (RFC 9110, 12.4.2).
pub(super) fn is_refusal(parameter: &str) -> bool {
    matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
}

/// True if a body is `application/json` in UTF-8, which no form can send.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut parts = value
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/json")
        && parts.all(|part| {
            part.strip_prefix("charset=")
                .is_none_or(|charset| charset.trim_matches('"') == "utf-8")
        })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::{Media, is_json, is_refusal, members};

    #[test]
    fn the_best_accepted_type_wins() {
        for (accept, expected) in [
            (None, Some(Media::Json)),
            (Some("*/*"), Some(Media::Json)),
            (Some("application/json"), Some(Media::Json)),
            (
                Some("application/json, application/graphql-response+json"),
                Some(Media::GraphqlResponse),
            ),
            (
                Some("application/graphql-response+json;q=0, application/json"),
                Some(Media::Json),
            ),
            (Some("text/html"), None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            }
            assert_eq!(Media::accepted(&headers), expected, "{accept:?}");
        }
    }

    #[test]
    fn a_list_is_one_however_many_headers_it_stands_in() {
        let mut headers = HeaderMap::new();
        assert_eq!(members(&headers, &header::ACCEPT).count(), 0);
        for value in [&b"a, b ,c"[..], b"", b"\xff, x", b"d;q=0,"] {
            headers.append(header::ACCEPT, HeaderValue::from_bytes(value).unwrap());
        }
        headers.append(header::VARY, HeaderValue::from_static("other"));
        assert_eq!(
            members(&headers, &header::ACCEPT).collect::<Vec<_>>(),
            ["a", "b", "c", "", "d;q=0", ""]
        );
        assert_eq!(
            members(&headers, &header::ACCEPT).rev().nth(1),
            Some("d;q=0")
        );
    }

    #[test]
    fn only_a_weight_of_zero_is_a_refusal() {
        for (parameter, expected) in [
            ("q=0", true),
            ("q=0.000", true),
            ("q=0.001", false),
            ("q=1", false),
            ("q=0.0000", false),
            ("v=0", false),
            ("", false),
        ] {
            assert_eq!(is_refusal(parameter), expected, "{parameter}");
        }
    }

    #[test]
    fn only_json_in_utf_8_is_json() {
        for (content_type, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("application/json; charset=UTF-8", true),
            ("application/json; charset=latin1", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
            ("application/jsonp", false),
        ] {
            let headers = HeaderMap::from_iter([(
                header::CONTENT_TYPE,
                HeaderValue::from_static(content_type),
            )]);
            assert_eq!(is_json(&headers), expected, "{content_type}");
        }
    }
}
