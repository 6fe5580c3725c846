//! The last response before the server closes a connection, written as HTTP/1.1: for a head that was not received or not understood, and
//! for connections over the limit.

use std::time::Duration;

use connection::close::{self, Protocol};
use http::StatusCode;
use poem::Response;
use tokio::net::TcpStream;

use crate::{
    graphql::code::Code,
    http::{
        middleware::{self, HEAD_TOO_LARGE, RequestId, URL_TOO_LONG},
        negotiate::Media,
        respond::{self, Refusal},
    },
    platform::clock::Clock,
};

/// `Retry-After` of a refused connection.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Refuses a connection over the limit, once the client has begun to send.
pub(super) async fn refuse(stream: TcpStream, behind_tls: bool) {
    match close::first_protocol(&stream).await {
        Some(Protocol::Http2) => close::refuse_http2(stream).await,
        Some(Protocol::Http1) => {
            let answer = bytes(StatusCode::SERVICE_UNAVAILABLE, behind_tls).await;
            close::send_and_drain(stream, Some(answer)).await;
        }
        None => {}
    }
}

/// The bytes of a response after which the connection closes (RFC 9112, 2.1).
pub(super) async fn bytes(status: StatusCode, behind_tls: bool) -> Vec<u8> {
    let mut response = response(status, behind_tls);
    let body = response.take_body().into_bytes().await.unwrap_or_default();
    let date = Clock::default().now().format("%a, %d %b %Y %H:%M:%S GMT");
    let status = response.status();
    let head = format!(
        "HTTP/1.1 {status}\r\ndate: {date}\r\ncontent-length: {}\r\nconnection: close\r\n",
        body.len()
    );
    let mut bytes = head.into_bytes();
    for (name, value) in response.headers() {
        let line = [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat();
        bytes.extend_from_slice(&line);
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(&body);
    bytes
}

fn response(status: StatusCode, behind_tls: bool) -> Response {
    let id = RequestId::fresh();
    let (code, message) = match status {
        StatusCode::REQUEST_TIMEOUT => (
            Code::RequestTimeout,
            "The head of the request did not arrive in time.",
        ),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (Code::BadRequest, HEAD_TOO_LARGE),
        StatusCode::SERVICE_UNAVAILABLE => (
            Code::Overloaded,
            "Too many connections are open; try again in a moment.",
        ),
        StatusCode::URI_TOO_LONG => (Code::BadRequest, URL_TOO_LONG),
        _ => (Code::BadRequest, "The head of the request is not HTTP/1.1."),
    };
    let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER);
    let refusal = Refusal {
        retry_after,
        ..Refusal::with_status(status, code, message)
    };
    let mut response = respond::refusal(&refusal, Media::Json, &id);
    middleware::security_headers(response.headers_mut(), behind_tls);
    middleware::echo(response.headers_mut(), &id);
    response
}
