//! Counts what a client sends over a connection: the messages to PostgreSQL that wait for an answer, or the commands to Redis.

use std::sync::atomic::{AtomicU64, Ordering};

/// The protocol that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A `Sync` ends a message, and a `Query` is one (<https://www.postgresql.org/docs/current/protocol-message-formats.html>).
    Postgres,
    /// A command is an array of strings (<https://redis.io/docs/latest/develop/reference/protocol-spec/>).
    Redis,
}

/// Redis commands that keep a connection and belong to no request.
const UPKEEP: [&[u8]; 5] = [b"PING", b"CLIENT", b"HELLO", b"INFO", b"SUBSCRIBE"];

/// Reads one direction of one connection.
pub struct Counting {
    wire: Wire,
    unread: Vec<u8>,
    began: bool,
}

impl Counting {
    pub const fn new(wire: Wire) -> Self {
        Self {
            wire,
            unread: Vec::new(),
            began: false,
        }
    }

    /// Takes what was sent, and counts what is complete.
    pub fn take(&mut self, bytes: &[u8], count: &AtomicU64) {
        self.unread.extend_from_slice(bytes);
        loop {
            let next = match self.wire {
                Wire::Postgres => self.postgres(),
                Wire::Redis => redis(&self.unread),
            };
            let Some((length, counts)) = next else {
                return;
            };
            self.unread.drain(..length);
            count.fetch_add(u64::from(counts), Ordering::Relaxed);
        }
    }

    /// The length of the first message, and whether it counts.
    fn postgres(&mut self) -> Option<(usize, bool)> {
        let kind = if self.began {
            Some(*self.unread.first()?)
        } else {
            None
        };
        let at = usize::from(kind.is_some());
        let length = self.unread.get(at..at + 4)?;
        let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize + at;
        let message = self.unread.get(..length)?;
        // Before the first typed message: a request for TLS (80877103), then the start-up.
        self.began |= kind.is_none() && message[4..8] != 80_877_103_u32.to_be_bytes();
        Some((length, matches!(kind, Some(b'S' | b'Q'))))
    }
}

/// The length of the first command, and whether it counts.
fn redis(bytes: &[u8]) -> Option<(usize, bool)> {
    let (parts, mut at) = number(bytes, 0)?;
    let mut name = &bytes[..0];
    for part in 0..parts {
        let (length, from) = number(bytes, at)?;
        let text = bytes.get(from..from + length)?;
        at = from + length + 2;
        if part == 0 {
            name = text;
        }
    }
    (bytes.len() >= at).then(|| {
        (
            at,
            !UPKEEP
                .iter()
                .any(|upkeep| name.eq_ignore_ascii_case(upkeep)),
        )
    })
}

/// The number of a line such as `*3` or `$11`, and where the next line begins.
fn number(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let line = bytes.get(from..)?;
    let end = line.windows(2).position(|pair| pair == b"\r\n")?;
    let text = std::str::from_utf8(&line[1..end]).expect("digits");
    Some((text.parse().expect("a length"), from + end + 2))
}
