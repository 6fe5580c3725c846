//! Downloads of files that belong to one user: data exports, documents, and rendered résumés and letters. An interrupted download can be resumed by a range request
//! (RFC 9110, 14); the entity tags are strong, because the content never changes.

use std::fmt::Write;

use futures_util::{Stream, StreamExt, stream};
use http::{HeaderValue, Method, StatusCode, header};
use hyper::body::Bytes;
use poem::{Body, Request, Response};

use self::range::Requested;
use super::respond::Refusal;
use crate::{
    error::{Error, Kind, Result},
    graphql::code::Code,
};

pub(super) mod documents;
pub(super) mod exports;
pub(super) mod letters;
pub(super) mod range;
pub(super) mod resumes;

/// A file to be sent.
struct File<'a> {
    /// Its size in bytes.
    size: u64,
    /// The SHA-256 in hexadecimal.
    sha256: &'a str,
    media_type: &'a str,
    /// The name under which browsers save it.
    name: &'a str,
}

/// Refuses other methods than GET and HEAD.
fn only_reads(request: &Request) -> std::result::Result<(), Refusal> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    Err(Refusal::with_status(
        StatusCode::METHOD_NOT_ALLOWED,
        Code::BadRequest,
        "Use GET or HEAD.",
    ))
}

/// Why a file is not rendered; `absent` if there is no such text or revision.
fn not_rendered(error: Error, absent: impl FnOnce() -> Refusal) -> Refusal {
    match error.kind() {
        Kind::NotFound => absent(),
        Kind::BadInput => Refusal::bad_request(error.message()),
        _ => error.into(),
    }
}

/// The response to a request for a file; `read` reads the bytes from the first number up to, but excluding, the second.
async fn respond<S>(
    request: &Request,
    file: &File<'_>,
    read: impl AsyncFnOnce(u64, u64) -> Result<S>,
) -> std::result::Result<Response, Refusal>
where
    S: Stream<Item = Result<Bytes>> + Send + 'static,
{
    let tag = format!("\"{}\"", file.sha256);
    let requested = range::evaluate(request.headers(), &tag, file.size);
    let mut response = head(requested, &tag, file);
    if let Some((first, end)) = requested
        .span(file.size)
        .filter(|_| *request.method() == Method::GET)
    {
        let mut pieces = Box::pin(read(first, end).await?);
        // An error before the first byte still gets a status of its own.
        let first = pieces.next().await.transpose()?.map(Ok);
        let pieces = stream::iter(first)
            .chain(pieces)
            .map(|piece| piece.map_err(cut));
        response.set_body(Body::from_bytes_stream(pieces));
    }
    Ok(response)
}

/// The response without its body.
fn head(requested: Requested, tag: &str, file: &File<'_>) -> Response {
    let (status, size) = (status_of(requested), file.size);
    let mut response = Response::builder()
        .status(status)
        .header(header::CACHE_CONTROL, "private, no-store")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, tag);
    match requested {
        Requested::Part { first, end } => {
            response = response.header(
                header::CONTENT_RANGE,
                format!("bytes {first}-{}/{size}", end.saturating_sub(1)),
            );
        }
        Requested::Unsatisfiable => {
            response = response.header(header::CONTENT_RANGE, format!("bytes */{size}"));
        }
        _ => {}
    }
    if let Some((first, end)) = requested.span(size) {
        response = response
            .header(header::CONTENT_TYPE, file.media_type)
            .header(header::CONTENT_DISPOSITION, disposition(file.name))
            .header(header::CONTENT_LENGTH, end - first)
            // A browser that shows the file in spite of all runs nothing of it.
            .header(
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; frame-ancestors 'none'; sandbox",
            );
    }
    response.finish()
}

const fn status_of(requested: Requested) -> StatusCode {
    match requested {
        Requested::Whole => StatusCode::OK,
        Requested::Part { .. } => StatusCode::PARTIAL_CONTENT,
        Requested::Unsatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        Requested::NotModified => StatusCode::NOT_MODIFIED,
        Requested::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
    }
}

/// `attachment` with the name of the file (RFC 6266): in ASCII, and by RFC 8187 if it has other characters.
fn disposition(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    let mut text = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        text.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// A response that has begun cannot change its status: the body ends before its declared length, which the client detects.
fn cut(error: Error) -> std::io::Error {
    tracing::warn!(
        cause = error.cause().map(ToString::to_string),
        "a download could not be read to its end: {error}"
    );
    std::io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_is_written_in_ascii_and_if_needed_in_full() {
        for (name, expected) in [
            ("cv.pdf", r#"attachment; filename="cv.pdf""#),
            (
                "Lebenslauf Zoë.pdf",
                r#"attachment; filename="Lebenslauf Zo_.pdf"; filename*=UTF-8''Lebenslauf%20Zo%C3%AB.pdf"#,
            ),
            (
                "100%.pdf",
                r#"attachment; filename="100_.pdf"; filename*=UTF-8''100%25.pdf"#,
            ),
            (
                "履歴書.docx",
                r#"attachment; filename="___.docx"; filename*=UTF-8''%E5%B1%A5%E6%AD%B4%E6%9B%B8.docx"#,
            ),
            (
                "a\r\nb\".txt",
                r#"attachment; filename="a__b_.txt"; filename*=UTF-8''a%0D%0Ab%22.txt"#,
            ),
        ] {
            assert_eq!(disposition(name).to_str().unwrap_or_default(), expected);
        }
    }
}
