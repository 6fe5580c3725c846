//! The last words of a connection that we end: an answer like any other, said so that it arrives.

use std::time::Duration;

use http::StatusCode;
use poem::Response;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    http::{
        middleware::{self, HEAD_TOO_LARGE, RequestId, URL_TOO_LONG},
        negotiate::Media,
        respond::{self, Refusal},
    },
    platform::clock::Clock,
};

/// The same over HTTP/2 (RFC 9113, 6.5 and 6.8): empty settings; this connection ends, none of its requests was looked at.
const NO_ROOM: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// When to come back at the earliest.
const COME_BACK: Duration = Duration::from_secs(5);

/// How long the last words may take, and how long we hear out a client that is still sending.
const WAIT: Duration = Duration::from_secs(1);

/// Says the last words, if there are any, and hears the client out: a stream that is dropped with bytes unread takes with it
/// what was said last (RFC 9112, 9.6).
pub(super) async fn part(mut stream: TcpStream, status: Option<StatusCode>, behind_tls: bool) {
    let parting = async {
        if let Some(status) = status {
            stream.write_all(&written(words(status, behind_tls)).await).await?;
        }
        stream.shutdown().await?;
        let mut unheard = [0; 4_096];
        while stream.read(&mut unheard).await? > 0 {}
        std::io::Result::Ok(())
    };
    let _gone_or_silent = tokio::time::timeout(WAIT, parting).await;
}

/// Says to a client that there is no room, as soon as it has begun to speak: who is answered before is confused, and who says
/// nothing expects no answer.
pub(super) async fn turn_away(mut stream: TcpStream, behind_tls: bool) {
    let mut first = [0; 3];
    match tokio::time::timeout(WAIT, stream.peek(&mut first)).await {
        Ok(Ok(3)) if first == *b"PRI" => {
            let _gone = stream.write_all(NO_ROOM).await;
            part(stream, None, behind_tls).await;
        }
        Ok(Ok(1..)) => part(stream, Some(StatusCode::SERVICE_UNAVAILABLE), behind_tls).await,
        _ => {}
    }
}

/// The answer to a request that could not be read.
fn words(status: StatusCode, behind_tls: bool) -> Response {
    let id = RequestId::fresh();
    let (code, message) = match status {
        StatusCode::REQUEST_TIMEOUT => ("REQUEST_TIMEOUT", "The head of the request did not arrive in time; send it at once."),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => ("BAD_REQUEST", HEAD_TOO_LARGE),
        StatusCode::SERVICE_UNAVAILABLE => ("OVERLOADED", "Too many connections are open; come back in a moment."),
        StatusCode::URI_TOO_LONG => ("BAD_REQUEST", URL_TOO_LONG),
        _ => ("BAD_REQUEST", "The head of the request is not HTTP/1.1."),
    };
    let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(COME_BACK);
    let mut response = respond::refusal(&Refusal { retry_after, ..Refusal::new(status, code, message) }, Media::Json, &id);
    middleware::security_headers(response.headers_mut(), behind_tls);
    middleware::echo(response.headers_mut(), &id);
    response
}

/// An answer in HTTP/1.1, after which the connection ends (RFC 9112, 2.1).
async fn written(mut response: Response) -> Vec<u8> {
    let body = response.take_body().into_bytes().await.unwrap_or_default();
    let date = Clock::default().now().format("%a, %d %b %Y %H:%M:%S GMT");
    let mut text =
        format!("HTTP/1.1 {}\r\ndate: {date}\r\ncontent-length: {}\r\nconnection: close\r\n", response.status(), body.len()).into_bytes();
    for (name, value) in response.headers() {
        text.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    text.extend_from_slice(b"\r\n");
    text.extend_from_slice(&body);
    text
}
