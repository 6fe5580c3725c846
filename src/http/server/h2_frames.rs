//! What a client of HTTP/2 is in the middle of: its bytes, cut into frames (RFC 9113, 4.1) and not looked into. While a head has
//! no end nothing else can be said on the connection (6.10), so it must not drip any more than a head of HTTP/1.1.

/// What a client says first (RFC 9113, 3.4), and how much of it HTTP/1.1 cannot mean.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const TELLING: usize = 3;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;

/// Where in the bytes we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// So many bytes of the preface were heard.
    Preface(usize),
    /// It is HTTP/1.1, or nonsense.
    Elsewhere,
    /// So many bytes of the head of a frame were heard.
    FrameHead(u8),
    /// So many bytes of a frame are still to come.
    Payload(usize),
}

/// The frames of one connection, as far as they were heard.
#[derive(Debug)]
pub(super) struct H2Frames {
    at: At,
    length: usize,
    kind: u8,
    /// The head of a request goes on in the next frame.
    continues: bool,
}

impl H2Frames {
    pub(super) const fn new() -> Self {
        Self { at: At::Preface(0), length: 0, kind: 0, continues: false }
    }

    /// Whether these are frames at all.
    pub(super) const fn is_http2(&self) -> bool {
        match self.at {
            At::Preface(heard) => heard >= TELLING,
            At::Elsewhere => false,
            At::FrameHead(_) | At::Payload(_) => true,
        }
    }

    /// Whether something has begun that must come to its end soon. The body of a request is not meant: it has a clock of its own.
    pub(super) const fn is_in_the_middle(&self) -> bool {
        match self.at {
            At::Preface(_) | At::Elsewhere => false,
            At::FrameHead(heard) => heard > 0 || self.continues,
            At::Payload(_) => self.kind != DATA,
        }
    }

    /// Takes what came in; whether something came to its end with it.
    pub(super) fn hear(&mut self, mut bytes: &[u8]) -> bool {
        let mut ended = false;
        while let Some((first, others)) = bytes.split_first() {
            let passed = match self.at {
                At::Elsewhere => return false,
                At::Payload(left) => {
                    let (_, rest) = bytes.split_at(left.min(bytes.len()));
                    self.at = At::Payload(left - (bytes.len() - rest.len()));
                    bytes = rest;
                    self.passes_the_end()
                }
                At::Preface(heard) => {
                    bytes = others;
                    self.preface(heard, *first);
                    false
                }
                At::FrameHead(heard) => {
                    bytes = others;
                    self.frame_head(heard, *first);
                    self.passes_the_end()
                }
            };
            ended |= passed;
        }
        ended
    }

    fn preface(&mut self, heard: usize, byte: u8) {
        self.at = match PREFACE.get(heard) {
            Some(expected) if *expected != byte => At::Elsewhere,
            _ if heard + 1 == PREFACE.len() => At::FrameHead(0),
            _ => At::Preface(heard + 1),
        };
    }

    /// Length, kind, flags, and the four bytes of the stream's number.
    fn frame_head(&mut self, heard: u8, byte: u8) {
        match heard {
            0 => self.length = usize::from(byte),
            1 | 2 => self.length = self.length << 8 | usize::from(byte),
            3 => self.kind = byte,
            4 if matches!(self.kind, HEADERS | CONTINUATION) => self.continues = byte & END_HEADERS == 0,
            _ => {}
        }
        self.at = if heard == 8 { At::Payload(self.length) } else { At::FrameHead(heard + 1) };
    }

    /// Goes on to the next frame where one is over; whether it was the last of what it belongs to.
    fn passes_the_end(&mut self) -> bool {
        let over = self.at == At::Payload(0);
        if over {
            self.at = At::FrameHead(0);
        }
        over && !self.continues
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTINUATION, DATA, END_HEADERS, H2Frames, HEADERS, PREFACE};

    fn frame(kind: u8, flags: u8, payload: &[u8]) -> Vec<u8> {
        [&[0, 0, u8::try_from(payload.len()).unwrap(), kind, flags, 0, 0, 0, 1], payload].concat()
    }

    #[test]
    fn the_end_of_each_part_is_seen_however_the_bytes_are_cut() {
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
            assert!(!PREFACE.chunks(size).any(|piece| frames.hear(piece)));
            for (bytes, ends) in &parts {
                let ended = bytes.chunks(size).filter(|piece| frames.hear(piece)).count() > 0;
                assert_eq!((ended, frames.is_in_the_middle()), (*ends, !*ends), "in pieces of {size}: {bytes:?}");
            }
        }
    }

    #[test]
    fn what_has_begun_and_is_no_body_is_in_the_middle() {
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
            frames.hear(PREFACE);
            frames.hear(bytes);
            assert_eq!(frames.is_in_the_middle(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn http_2_is_told_from_the_rest() {
        for (bytes, expected) in
            [(&b""[..], false), (b"P", false), (b"POST /", false), (b"PRI", true), (PREFACE, true), (b"PRI * HTTP/1.1\r\n", false)]
        {
            let mut frames = H2Frames::new();
            assert!(!bytes.chunks(1).any(|piece| frames.hear(piece)));
            assert_eq!((frames.is_http2(), frames.is_in_the_middle()), (expected, false), "{bytes:?}");
        }
    }
}
