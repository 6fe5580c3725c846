//! A client that sends any bytes and reads any response, which no HTTP library would.

use std::{io::Result, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Reading time for an endless response: it is checked by what was received until then.
pub const STREAM_WAIT: Duration = Duration::from_secs(1);
const HANDSHAKE: &str = "GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
    sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n";

/// A connection, kept for the next request where the server keeps it.
pub struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// An answer over HTTP.
#[derive(Debug, Default)]
pub struct Received {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
    /// True if the connection can be used for another request.
    pub is_open: bool,
}

/// A frame of a server.
#[derive(Debug)]
pub enum Frame {
    Text(String),
    /// With the code, if there was one.
    Close(Option<u16>),
    Other,
}

impl Received {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            line.split_once(':')
                .filter(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim())
        })
    }

    /// True if the response may be endless.
    pub fn is_stream(&self) -> bool {
        self.header("content-type").is_some_and(|of| {
            of.starts_with("text/event-stream") || of.starts_with("multipart/mixed")
        })
    }
}

impl Connection {
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            unread: Vec::new(),
        })
    }

    /// Sends a request and reads its answer. The server may answer and close before it has taken everything.
    pub async fn exchange(&mut self, bytes: &[u8], has_body: bool) -> Result<Received> {
        let sent = self.stream.write_all(bytes).await;
        let received = self.answer(has_body).await;
        // Why nothing could be sent tells more than that nothing came.
        received.or_else(|error| sent.and(Err(error)))
    }

    /// Sends bytes and closes the sending side; returns all that is received.
    pub async fn throw(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        // The server may close the connection at any time.
        drop(self.stream.write_all(bytes).await);
        self.rest().await
    }

    /// Sends bytes, and reads until this text is received or the connection ends.
    pub async fn hear(&mut self, bytes: &[u8], words: &[u8]) -> Result<()> {
        drop(self.stream.write_all(bytes).await);
        while !self.unread.windows(words.len()).any(|said| said == words) {
            self.read_more().await?;
        }
        Ok(())
    }

    /// Closes the sending side; returns all that was and is received.
    pub async fn rest(&mut self) -> Result<Vec<u8>> {
        drop(self.stream.shutdown().await);
        drop(self.stream.read_to_end(&mut self.unread).await);
        Ok(std::mem::take(&mut self.unread))
    }

    /// Turns it into a WebSocket.
    pub async fn upgrade(&mut self) -> Result<u16> {
        Ok(self.exchange(HANDSHAKE.as_bytes(), true).await?.status)
    }

    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.write_all(bytes).await
    }

    /// The next frame of the server (RFC 6455, 5.2).
    pub async fn frame(&mut self) -> Result<Frame> {
        let head = self.exactly(2).await?;
        let length = match head[1] & 0x7f {
            126 => usize::from(u16::from_be_bytes(
                self.exactly(2).await?.try_into().expect("two bytes"),
            )),
            127 => usize::try_from(u64::from_be_bytes(
                self.exactly(8).await?.try_into().expect("eight bytes"),
            ))
            .expect("a length"),
            short => usize::from(short),
        };
        let payload = self.exactly(length).await?;
        Ok(match head[0] & 0x0f {
            1 => Frame::Text(String::from_utf8_lossy(&payload).into_owned()),
            8 => Frame::Close(payload.first_chunk().map(|code| u16::from_be_bytes(*code))),
            _ => Frame::Other,
        })
    }

    async fn answer(&mut self, has_body: bool) -> Result<Received> {
        let mut received = Received::default();
        // Interim responses come first (RFC 9110, 15.2); 101 is not an interim response.
        while received.status < 200 && received.status != 101 {
            received.head = self.head().await?;
            let status = received
                .head
                .split(' ')
                .nth(1)
                .and_then(|status| status.parse().ok());
            received.status = status
                .ok_or_else(|| std::io::Error::other(format!("no status: {}", received.head)))?;
        }
        let closes = received
            .header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"));
        received.is_open = !closes && !received.is_stream() && received.status != 101;
        if !has_body || matches!(received.status, 101 | 204 | 304) {
            return Ok(received);
        }
        let length = received
            .header("content-length")
            .map(|length| length.parse().expect("a length"));
        if received.is_stream() {
            // It is judged by what was received before.
            let mut body = Vec::new();
            drop(tokio::time::timeout(STREAM_WAIT, self.chunks(&mut body)).await);
            received.body = body;
        } else if let Some(length) = length {
            received.body = self.exactly(length).await?;
        } else if received.header("transfer-encoding").is_some() {
            let mut body = Vec::new();
            self.chunks(&mut body).await?;
            received.body = body;
        } else {
            received.is_open = false;
            drop(self.stream.read_to_end(&mut self.unread).await);
            received.body = std::mem::take(&mut self.unread);
        }
        Ok(received)
    }

    async fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let size = self.until(b"\r\n").await?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(std::io::Error::other)?;
            let mut chunk = self.exactly(size + 2).await?;
            chunk.truncate(size);
            body.extend(chunk);
            if size == 0 {
                return Ok(());
            }
        }
    }

    async fn head(&mut self) -> Result<String> {
        self.until(b"\r\n\r\n").await
    }

    async fn until(&mut self, end: &[u8]) -> Result<String> {
        loop {
            if let Some(at) = self
                .unread
                .windows(end.len())
                .position(|window| window == end)
            {
                let found = self.unread.drain(..at + end.len()).collect();
                return String::from_utf8(found).map_err(std::io::Error::other);
            }
            self.read_more().await?;
        }
    }

    async fn exactly(&mut self, count: usize) -> Result<Vec<u8>> {
        while self.unread.len() < count {
            self.read_more().await?;
        }
        Ok(self.unread.drain(..count).collect())
    }

    async fn read_more(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.unread).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
