//! As much of HTTP/1.1 as a client of models sends.

use tokio::{io::AsyncReadExt, net::TcpStream};

/// A request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub path: String,
    /// Names are in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

const BYTES_MAX: usize = 8 * 1_024 * 1_024;
const END: &[u8] = b"\r\n\r\n";

/// The request; none if it is cut or none of HTTP.
pub(crate) async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    loop {
        if let Some(at) = bytes.windows(END.len()).position(|window| window == END) {
            let (head, body) = bytes.split_at_checked(at + END.len())?;
            let mut request = head_of(&String::from_utf8_lossy(head))?;
            let length = request.header("content-length");
            let length: usize = length.unwrap_or("0").parse().ok()?;
            if body.len() >= length {
                request.body = body.iter().take(length).copied().collect();
                return Some(request);
            }
        }
        let mut chunk = [0; 8_192];
        let count = stream.read(&mut chunk).await.ok()?;
        if count == 0 || bytes.len() > BYTES_MAX {
            return None;
        }
        bytes.extend(chunk.iter().take(count));
    }
}

fn head_of(head: &str) -> Option<Request> {
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some(Request {
        path,
        headers: lines.filter_map(header).collect(),
        body: Vec::new(),
    })
}

impl Request {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}
