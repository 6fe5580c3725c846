//! Compresses responses by `Accept-Encoding` (RFC 9110, 12.5.3). Only complete text bodies are compressed: streams would be delayed in the
//! compressor, and images and archives do not shrink.

use async_compression::{
    Level,
    tokio::write::{BrotliEncoder, GzipEncoder, ZstdEncoder},
};
use http::{HeaderMap, HeaderValue, header};
use http_body_util::combinators::BoxBody;
use hyper::body::{Body as _, Bytes};
use poem::{Body, Endpoint, IntoResponse, Middleware, Request, Response};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::vary;
use crate::http::negotiate::members;

/// Bytes that are compressed before the task yields.
const PIECE: usize = 32 * 1_024;

/// A content coding, most preferred first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Zstd,
    Brotli,
    Gzip,
}

impl Coding {
    const ALL: [Self; 3] = [Self::Zstd, Self::Brotli, Self::Gzip];

    const fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The client's preferred coding; `None` if it prefers the response uncompressed.
    fn chosen(headers: &HeaderMap) -> Option<Self> {
        let offers: Vec<(String, u16)> = members(headers, &header::ACCEPT_ENCODING)
            .filter_map(offer)
            .collect();
        let weight = |name: &str| {
            offers
                .iter()
                .find(|(offered, _)| offered == name)
                .map(|(_, weight)| *weight)
        };
        let of = |coding: Self| weight(coding.name()).or_else(|| weight("*")).unwrap_or(0);
        // Of equal weights the first wins: `max_by_key` would take the last.
        let best = Self::ALL
            .into_iter()
            .rev()
            .max_by_key(|coding| of(*coding))
            .filter(|coding| of(*coding) > 0)?;
        if weight("identity").is_some_and(|plain| plain > of(best)) {
            None
        } else {
            Some(best)
        }
    }

    /// Compresses at a moderate level, which takes less time than it saves on a slow connection.
    async fn compress(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let packed = Vec::with_capacity(bytes.len() / 4);
        match self {
            Self::Zstd => {
                write(
                    ZstdEncoder::with_quality(packed, Level::Precise(3)),
                    bytes,
                    ZstdEncoder::into_inner,
                )
                .await
            }
            Self::Brotli => {
                write(
                    BrotliEncoder::with_quality(packed, Level::Precise(4)),
                    bytes,
                    BrotliEncoder::into_inner,
                )
                .await
            }
            Self::Gzip => {
                write(
                    GzipEncoder::with_quality(packed, Level::Precise(6)),
                    bytes,
                    GzipEncoder::into_inner,
                )
                .await
            }
        }
    }
}

async fn write<W: AsyncWrite + Unpin>(
    mut encoder: W,
    bytes: &[u8],
    packed: impl FnOnce(W) -> Vec<u8>,
) -> std::io::Result<Vec<u8>> {
    for piece in bytes.chunks(PIECE) {
        encoder.write_all(piece).await?;
        tokio::task::yield_now().await;
    }
    encoder.shutdown().await?;
    Ok(packed(encoder))
}

/// Parses one member such as `br;q=0.5`: its name and its weight in thousandths. Malformed members are ignored.
fn offer(text: &str) -> Option<(String, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts
        .next()
        .filter(|name| !name.is_empty())?
        .to_ascii_lowercase();
    let mut weight = 1_000;
    for part in parts {
        let value = part
            .strip_prefix("q=")
            .or_else(|| part.strip_prefix("Q="))?;
        weight = thousandths(value)?;
    }
    // `x-gzip` is the same as `gzip` (RFC 9110, 8.4.1.3).
    let name = if name == "x-gzip" {
        "gzip".to_owned()
    } else {
        name
    };
    Some((name, weight))
}

/// Parses a weight: `0`, `0.5`, `1.000` (RFC 9110, 12.4.2).
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = if digits {
        format!("{rest:0<3}").parse::<u16>().ok()?
    } else {
        return None;
    };
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1_000),
        _ => None,
    }
}

/// True if the response is text and not a stream.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let of_application = |kind: &str| {
        matches!(kind, "json" | "javascript" | "xml")
            || kind.ends_with("+json")
            || kind.ends_with("+xml")
    };
    match kind.split_once('/') {
        Some(("text", kind)) => kind != "event-stream",
        Some(("application", kind)) => of_application(kind),
        Some(("image", kind)) => kind == "svg+xml",
        _ => false,
    }
}

/// Compresses responses.
pub(crate) struct Compress {
    /// Minimum body size in bytes.
    pub from: usize,
}

/// The wrapped endpoint.
pub(crate) struct Compressed<E> {
    inner: E,
    from: usize,
}

impl<E: Endpoint> Middleware<E> for Compress {
    type Output = Compressed<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Compressed {
            inner,
            from: self.from,
        }
    }
}

impl<E: Endpoint> Endpoint for Compressed<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let coding = Coding::chosen(request.headers());
        let mut response = self.inner.get_response(request).await.into_response();
        if response.headers().contains_key(header::CONTENT_ENCODING) || !is_text(response.headers())
        {
            return Ok(response);
        }
        vary::depends_on(response.headers_mut(), &header::ACCEPT_ENCODING);
        match coding {
            // Boxed: the encoders are large, and each move of this future copies them.
            Some(coding) => Box::pin(packed(response, coding, self.from)).await,
            None => Ok(response),
        }
    }
}

/// Compresses the response if its body is complete and long enough.
async fn packed(mut response: Response, coding: Coding, from: usize) -> poem::Result<Response> {
    let body = BoxBody::<Bytes, std::io::Error>::from(response.take_body());
    let long_enough = body
        .size_hint()
        .exact()
        .is_some_and(|size| size > 0 && size >= u64::try_from(from).unwrap_or(u64::MAX));
    let body = Body::from(body);
    if !long_enough {
        response.set_body(body);
        return Ok(response);
    }
    let bytes = coding
        .compress(&body.into_bytes().await?)
        .await
        .map_err(poem::error::InternalServerError)?;
    response.set_body(bytes);
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(
        header::CONTENT_ENCODING,
        HeaderValue::from_static(coding.name()),
    );
    // The bytes differ from those that the entity tag was computed for, so it becomes weak (RFC 9110, 8.8.1).
    let weak = headers
        .get(header::ETAG)
        .and_then(|tag| tag.to_str().ok())
        .filter(|tag| !tag.starts_with("W/"));
    if let Some(weak) = weak.and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok()) {
        headers.insert(header::ETAG, weak);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::{Coding, is_text};

    #[test]
    fn the_client_chooses() {
        for (accepted, expected) in [
            ("", None),
            ("gzip", Some(Coding::Gzip)),
            ("x-gzip", Some(Coding::Gzip)),
            ("GZIP", Some(Coding::Gzip)),
            ("gzip, deflate, br, zstd", Some(Coding::Zstd)),
            ("gzip, deflate, br", Some(Coding::Brotli)),
            ("br;q=0.5, gzip;q=0.8", Some(Coding::Gzip)),
            ("br; q=0.501, gzip; q=0.5", Some(Coding::Brotli)),
            ("zstd;q=0, br;q=0.0, gzip;q=0.000", None),
            ("*", Some(Coding::Zstd)),
            ("*;q=0.1, gzip;q=0.2", Some(Coding::Gzip)),
            ("zstd;q=0, *", Some(Coding::Brotli)),
            ("*;q=0", None),
            ("*;q=0, gzip", Some(Coding::Gzip)),
            ("identity", None),
            ("identity;q=1, gzip;q=0.5", None),
            ("identity;q=0.5, gzip", Some(Coding::Gzip)),
            ("identity;q=0", None),
            ("deflate, compress", None),
            ("gzip;q=2, br;q=nonsense, zstd;q=0.1234", None),
            ("gzip;level=9", None),
            (", ,gzip", Some(Coding::Gzip)),
        ] {
            let headers = HeaderMap::from_iter([(
                header::ACCEPT_ENCODING,
                HeaderValue::from_static(accepted),
            )]);
            assert_eq!(Coding::chosen(&headers), expected, "{accepted:?}");
        }
        assert_eq!(Coding::chosen(&HeaderMap::new()), None);
    }

    #[test]
    fn only_whole_text_is_compressed() {
        for (kind, expected) in [
            ("application/json; charset=utf-8", true),
            ("application/graphql-response+json; charset=utf-8", true),
            ("application/jwk-set+json", true),
            ("text/html; charset=utf-8", true),
            ("text/calendar", true),
            ("image/svg+xml", true),
            ("text/event-stream", false),
            ("multipart/mixed; boundary=\"-\"", false),
            ("image/png", false),
            ("font/woff2", false),
            ("application/zip", false),
            ("", false),
        ] {
            let headers =
                HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            assert_eq!(is_text(&headers), expected, "{kind}");
        }
    }
}
