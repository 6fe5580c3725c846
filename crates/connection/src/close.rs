//! Closes a connection so that the client receives the last response.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long sending the last answer and draining may take, and how long a refused client has to send its first bytes.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// An empty SETTINGS frame and a GOAWAY that names no request (RFC 9113, 6.5 and 6.8): nothing on this connection was processed.
const REFUSED_OVER_HTTP2: &[u8] = &[
    0, 0, 0, 4, 0, 0, 0, 0, 0, // SETTINGS
    0, 0, 8, 7, 0, 0, 0, 0, 0, // GOAWAY
    0, 0, 0, 0, 0, 0, 0, 0, // last stream 0, NO_ERROR
];

/// The protocol in which a refused client expects the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1, or bytes that are not HTTP.
    Http1,
    /// HTTP/2 with prior knowledge.
    Http2,
}

/// Sends `last_answer`, closes the sending side and drains what the client still sends: a socket that is dropped with unread
/// bytes is reset, and the client may lose the answer (RFC 9112, 9.6).
pub async fn send_and_drain<S>(mut stream: S, last_answer: Option<Vec<u8>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let closing = async {
        if let Some(answer) = last_answer {
            stream.write_all(&answer).await?;
        }
        stream.shutdown().await?;
        let mut ignored = [0; 4_096];
        while stream.read(&mut ignored).await? > 0 {}
        std::io::Result::Ok(())
    };
    // A client that is gone or silent is dropped.
    drop(timeout(CLOSE_TIMEOUT, closing).await);
}

/// Waits for the first bytes of a connection that will be refused: a response sent before them would confuse the client, and a
/// client that sends nothing expects none. `None` if nothing arrived in time.
pub async fn first_protocol(stream: &TcpStream) -> Option<Protocol> {
    let mut first = [0; 3];
    match timeout(CLOSE_TIMEOUT, stream.peek(&mut first)).await {
        Ok(Ok(3)) if first == *b"PRI" => Some(Protocol::Http2),
        Ok(Ok(1..)) => Some(Protocol::Http1),
        _ => None,
    }
}

/// Refuses an HTTP/2 connection before any of its requests was read.
pub async fn refuse_http2<S>(stream: S)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    send_and_drain(stream, Some(REFUSED_OVER_HTTP2.to_vec())).await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::{REFUSED_OVER_HTTP2, refuse_http2, send_and_drain};

    #[tokio::test]
    async fn the_last_answer_arrives_although_the_client_still_sends() {
        let (mut client, server) = duplex(64);
        client.write_all(b"the rest of a request").await.unwrap();
        let reading = async move {
            let mut answer = Vec::new();
            client.read_to_end(&mut answer).await.unwrap();
            answer
        };
        let ((), answer) = tokio::join!(send_and_drain(server, Some(b"408".to_vec())), reading);
        assert_eq!(answer, b"408");
    }

    #[tokio::test]
    async fn a_client_that_never_closes_is_dropped_after_the_timeout() {
        let (client, server) = duplex(64);
        send_and_drain(server, None).await;
        drop(client);
    }

    #[tokio::test]
    async fn a_refusal_over_http2_is_settings_and_goaway() {
        let (mut client, server) = duplex(64);
        let reading = async move {
            let mut frames = vec![0; REFUSED_OVER_HTTP2.len()];
            client.read_exact(&mut frames).await.unwrap();
            frames
        };
        let ((), frames) = tokio::join!(refuse_http2(server), reading);
        let (settings, goaway) = frames.split_at(9);
        assert_eq!(settings.get(3), Some(&4), "SETTINGS");
        assert_eq!(goaway.get(3), Some(&7), "GOAWAY");
        assert_eq!(
            goaway.len(),
            9 + 8,
            "a frame head, the last stream and an error code"
        );
    }
}
