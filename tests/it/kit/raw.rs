//! HTTP/1.1 by hand: for requests that no regular client sends, and for raw responses.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Answer, PATIENCE, TestApp};

/// Pause between two bytes of a slow client.
const DRIP: Duration = Duration::from_millis(50);

/// A connection.
pub struct Raw {
    stream: TcpStream,
    received: Vec<u8>,
    /// The raw body of the last response.
    pub body: Vec<u8>,
}

impl Raw {
    pub async fn connect(app: &TestApp) -> Self {
        Self::connect_to(app.base_url.trim_start_matches("http://")).await
    }

    /// The same, to any server.
    pub async fn connect_to(address: &str) -> Self {
        Self {
            stream: TcpStream::connect(address).await.expect("a connection"),
            received: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Sends these bytes.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream
            .write_all(bytes.as_ref())
            .await
            .expect("the bytes are sent");
    }

    /// Sends bytes to a server that may have stopped listening.
    pub async fn try_send(&mut self, bytes: impl AsRef<[u8]>) {
        drop(self.stream.write_all(bytes.as_ref()).await);
    }

    /// Sends these bytes without reading; returns true if the connection is still open, or its buffer is full.
    pub async fn is_open_after(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        !matches!(
            tokio::time::timeout(DRIP, self.stream.write_all(bytes.as_ref())).await,
            Ok(Err(_))
        )
    }

    /// Sends one byte at a time, slowly, until there is a response.
    pub async fn drip_until_answered(&mut self, byte: &[u8]) -> Answer {
        let dripping = async {
            loop {
                let mut piece = [0; 4_096];
                match tokio::time::timeout(DRIP, self.stream.read(&mut piece)).await {
                    Ok(read) => return piece[..read.expect("bytes")].to_vec(),
                    Err(_) => self
                        .stream
                        .write_all(byte)
                        .await
                        .expect("the server reads until it responds"),
                }
            }
        };
        let begun = tokio::time::timeout(PATIENCE, dripping)
            .await
            .expect("a response in time");
        self.received.extend(begun);
        self.answer().await
    }

    /// Sends one byte at a time, slowly; returns true if the server has closed the connection meanwhile.
    pub async fn drip_is_cut(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if self.stream.write_all(&[*byte]).await.is_err() {
                return true;
            }
            if let Ok(read) =
                tokio::time::timeout(DRIP, self.stream.read_buf(&mut self.received)).await
                && !read.is_ok_and(|count| count > 0)
            {
                return true;
            }
        }
        false
    }

    /// Sends a small request; returns true if there is a response within a second.
    pub async fn is_answered_soon(&mut self) -> bool {
        self.send("GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n")
            .await;
        tokio::time::timeout(Duration::from_secs(1), self.answer())
            .await
            .is_ok()
    }

    /// The next response; its body must have a Content-Length.
    pub async fn answer(&mut self) -> Answer {
        let end = loop {
            match self
                .received
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
            {
                Some(at) => break at,
                None => assert!(
                    self.receive().await,
                    "no complete head: {:?}",
                    String::from_utf8_lossy(&self.received)
                ),
            }
        };
        let head = String::from_utf8(self.received[..end].to_vec()).expect("a head in ASCII");
        self.received.drain(..end + 4);
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok())
            .expect("a status");
        let headers: HeaderMap = lines
            .map(|line| {
                let (name, value) = line.split_once(": ").expect("a header");
                (
                    name.parse::<HeaderName>().expect("a name"),
                    HeaderValue::from_str(value).expect("a value"),
                )
            })
            .collect();
        let length = headers
            .get("content-length")
            .map_or(0, |length| length.to_str().unwrap().parse().unwrap());
        while self.received.len() < length {
            assert!(self.receive().await, "the body is incomplete");
        }
        self.body = self.received.drain(..length).collect();
        let text = String::from_utf8_lossy(&self.body).into_owned();
        Answer {
            status,
            headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    /// Waits until the server has closed the connection without sending more.
    pub async fn expect_end(&mut self) {
        while self.receive().await {}
        assert_eq!(String::from_utf8_lossy(&self.received), "");
    }

    /// Reads until these bytes are received, and keeps them.
    pub async fn until(&mut self, bytes: &[u8]) {
        while !self.received.windows(bytes.len()).any(|some| some == bytes) {
            assert!(self.receive().await, "the connection was closed before");
        }
    }

    /// All bytes until the server closes the connection.
    pub async fn rest(&mut self) -> Vec<u8> {
        while self.receive().await {}
        std::mem::take(&mut self.received)
    }

    /// Reads more; returns true if there was data. A reset counts as the end.
    async fn receive(&mut self) -> bool {
        let read = tokio::time::timeout(PATIENCE, self.stream.read_buf(&mut self.received))
            .await
            .expect("bytes in time");
        read.is_ok_and(|count| count > 0)
    }
}
