//! Tracks the frames (RFC 9113, 4.1) in the byte stream of an HTTP/2 client without decoding them. While a field block
//! is incomplete, nothing else can be sent on the connection (6.10), so it needs the same timeout as the head of an HTTP/1.1 request.

/// The client's connection preface (RFC 9113, 3.4).
pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Bytes of the preface that no HTTP/1.1 request starts with.
const DISTINCT: usize = 3;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;

/// A position in the byte stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// After this many bytes of the preface.
    Preface(usize),
    /// Not HTTP/2.
    NotHttp2,
    /// After this many bytes of a frame header.
    FrameHeader(u8),
    /// This many bytes before the end of a payload.
    Payload(usize),
}

/// The frames of one connection received so far.
#[derive(Debug)]
pub(crate) struct H2Frames {
    position: Position,
    length: usize,
    kind: u8,
    /// True if the field block continues in the next frame.
    continues: bool,
}

impl H2Frames {
    pub(crate) const fn new() -> Self {
        Self {
            position: Position::Preface(0),
            length: 0,
            kind: 0,
            continues: false,
        }
    }

    /// True once the bytes can only be HTTP/2.
    pub(crate) const fn is_http2(&self) -> bool {
        match self.position {
            Position::Preface(received) => received >= DISTINCT,
            Position::NotHttp2 => false,
            Position::FrameHeader(_) | Position::Payload(_) => true,
        }
    }

    /// True inside a frame or a field block that must end soon. Request bodies (DATA) have a timeout of their own.
    pub(crate) const fn is_incomplete(&self) -> bool {
        match self.position {
            Position::Preface(_) | Position::NotHttp2 => false,
            Position::FrameHeader(received) => received > 0 || self.continues,
            Position::Payload(_) => self.kind != DATA,
        }
    }

    /// Processes received bytes; returns true if a frame or a field block ended in them.
    pub(crate) fn receive(&mut self, mut bytes: &[u8]) -> bool {
        let mut ended = false;
        while let Some((first, rest)) = bytes.split_first() {
            match self.position {
                Position::NotHttp2 => return false,
                Position::Payload(left) => {
                    let (_, after) = bytes.split_at(left.min(bytes.len()));
                    let taken = bytes.len() - after.len();
                    self.position = Position::Payload(left.saturating_sub(taken));
                    bytes = after;
                    ended |= self.finish_frame();
                }
                Position::Preface(received) => {
                    bytes = rest;
                    self.preface(received, *first);
                }
                Position::FrameHeader(received) => {
                    bytes = rest;
                    self.frame_header(received, *first);
                    ended |= self.finish_frame();
                }
            }
        }
        ended
    }

    fn preface(&mut self, received: usize, byte: u8) {
        let next = received.saturating_add(1);
        self.position = match PREFACE.get(received) {
            Some(expected) if *expected != byte => Position::NotHttp2,
            _ if next == PREFACE.len() => Position::FrameHeader(0),
            _ => Position::Preface(next),
        };
    }

    /// Length (3 bytes), type, flags and stream id (4 bytes).
    fn frame_header(&mut self, received: u8, byte: u8) {
        match received {
            0 => self.length = usize::from(byte),
            1 | 2 => self.length = self.length << 8 | usize::from(byte),
            3 => self.kind = byte,
            4 if matches!(self.kind, HEADERS | CONTINUATION) => {
                self.continues = byte & END_HEADERS == 0;
            }
            _ => {}
        }
        self.position = if received == 8 {
            Position::Payload(self.length)
        } else {
            Position::FrameHeader(received.saturating_add(1))
        };
    }

    /// Finishes a frame; returns true if the field block or message it belongs to is complete.
    fn finish_frame(&mut self) -> bool {
        let is_over = self.position == Position::Payload(0);
        if is_over {
            self.position = Position::FrameHeader(0);
        }
        is_over && !self.continues
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTINUATION, DATA, END_HEADERS, H2Frames, HEADERS, PREFACE};

    fn frame(kind: u8, flags: u8, payload: &[u8]) -> Vec<u8> {
        let length = u8::try_from(payload.len()).unwrap();
        [&[0, 0, length, kind, flags, 0, 0, 0, 1], payload].concat()
    }

    #[test]
    fn the_end_of_a_field_block_is_seen_however_the_bytes_are_cut() {
        let parts = [
            (frame(4, 0, &[]), true),
            (frame(HEADERS, 0, b"half a head"), false),
            (frame(CONTINUATION, 0, b""), false),
            (frame(CONTINUATION, END_HEADERS, b"its end"), true),
            (frame(DATA, 0, b"a body"), true),
            (frame(HEADERS, END_HEADERS, b"a whole head"), true),
        ];
        for size in [1, 2, 9, 1_000] {
            let mut frames = H2Frames::new();
            assert!(!PREFACE.chunks(size).any(|piece| frames.receive(piece)));
            for (bytes, ends) in &parts {
                let ended = bytes
                    .chunks(size)
                    .filter(|piece| frames.receive(piece))
                    .count()
                    > 0;
                let seen = (ended, frames.is_incomplete());
                assert_eq!(seen, (*ends, !*ends), "in pieces of {size}: {bytes:?}");
            }
        }
    }

    #[test]
    fn everything_but_a_body_is_incomplete_until_it_ends() {
        for (bytes, expected) in [
            (&[][..], false),
            (&[0], true),
            (&[0, 0, 6, DATA, 0, 0, 0, 0], true),
            (&[0, 0, 6, DATA, 0, 0, 0, 0, 1], false),
            (&[0, 0, 6, DATA, 0, 0, 0, 0, 1, b'a'], false),
            (&[0, 0, 6, HEADERS, END_HEADERS, 0, 0, 0, 1, b'a'], true),
            (&[0, 0, 6, 4, 0, 0, 0, 0, 0, b'a'], true),
        ] {
            let mut frames = H2Frames::new();
            frames.receive(PREFACE);
            frames.receive(bytes);
            assert_eq!(frames.is_incomplete(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn http2_is_told_from_other_bytes() {
        for (bytes, expected) in [
            (&b""[..], false),
            (b"P", false),
            (b"POST /", false),
            (b"PRI", true),
            (PREFACE, true),
            (b"PRI * HTTP/1.1\r\n", false),
        ] {
            let mut frames = H2Frames::new();
            assert!(!bytes.chunks(1).any(|piece| frames.receive(piece)));
            let seen = (frames.is_http2(), frames.is_incomplete());
            assert_eq!(seen, (expected, false), "{bytes:?}");
        }
    }
}
