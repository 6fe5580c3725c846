//! Outbound HTTP against real servers on loopback; names are resolved from a table.

mod addresses;
mod client;
mod guarded;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

use super::Limits;

/// Limits that are sufficient for any test, and for a busy machine.
const LIMITS: Limits<'static> = Limits {
    within: Duration::from_secs(20),
    max_bytes: 10_000,
    media_types: &[],
};

/// A server that answers each connection by a function of the request's head, and closes it.
struct Server {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(
        answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        // The thread ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a client");
                let head = head_of(&mut stream);
                if head.is_empty() {
                    continue;
                }
                seen.lock().expect("a list").push(head.clone());
                // The client may close the connection early.
                drop(answer(&head, &mut stream));
            }
        });
        Self { address, heads }
    }

    /// A server that sends the same answer to every request.
    fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, stream| stream.write_all(&answer))
    }

    fn port(&self) -> u16 {
        self.address.port()
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of the requests so far.
    fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("a list").clone()
    }
}

/// The head of a request, with any part of the body that was read along.
fn head_of(stream: &mut TcpStream) -> String {
    let (mut read, mut piece) = (Vec::new(), [0; 1_024]);
    while !read.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(count) => read.extend_from_slice(&piece[..count]),
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// An answer with this status, these headers and this body.
fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
        body.len()
    )
}
