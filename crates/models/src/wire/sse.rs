//! Server-sent events, as the HTML standard of WHATWG interprets them (§9.2.6, "Interpreting an event stream"): a byte-order mark is skipped;
//! lines end with LF, CR or both; comments and unknown fields are ignored; a blank line dispatches an event if it has data; what
//! follows the last blank line is dropped. `id` and `retry` have no meaning here, as nothing is resumed.

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its type; empty if it has none.
    pub name: String,
    /// Its data.
    pub data: String,
}

/// A line or an event has more bytes than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Decodes events from pieces that are cut anywhere.
#[derive(Debug)]
pub(crate) struct Decoder {
    line: Vec<u8>,
    name: String,
    data: Option<String>,
    after_cr: bool,
    is_first: bool,
    bytes_max: usize,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Decoder {
    /// A decoder for events of at most this many bytes.
    pub(crate) const fn new(bytes_max: usize) -> Self {
        Self {
            line: Vec::new(),
            name: String::new(),
            data: None,
            after_cr: false,
            is_first: true,
            bytes_max,
        }
    }

    /// The events that these bytes complete.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Event>, TooLong> {
        let mut events = Vec::new();
        for &byte in bytes {
            let follows_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
            match byte {
                b'\n' if follows_cr => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => self.line.push(byte),
            }
            let data = self.data.as_ref().map_or(0, String::len);
            if self.line.len().saturating_add(data) > self.bytes_max {
                return Err(TooLong);
            }
        }
        Ok(events)
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let is_first = std::mem::replace(&mut self.is_first, false);
        let marked = line.strip_prefix(MARK).filter(|_| is_first);
        let line = String::from_utf8_lossy(marked.unwrap_or(&line));
        if line.is_empty() {
            let (name, data) = (std::mem::take(&mut self.name), self.data.take()?);
            return Some(Event { name, data });
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let mut decoder = Decoder::new(1_000);
        let mut found = Vec::new();
        for piece in pieces {
            found.extend(decoder.push(piece).unwrap());
        }
        let pair = |event: Event| (event.name, event.data);
        found.into_iter().map(pair).collect()
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(name, data)| ((*name).to_owned(), (*data).to_owned()))
            .collect();
        assert_eq!(events(&[text.as_bytes()]), expected, "{text:?}");
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(events(&bytes), expected, "{text:?} in single bytes");
    }

    #[test]
    fn events_are_read_as_the_standard_says() {
        check("data: a\n\n", &[("", "a")]);
        check(
            "data:a\r\n\r\ndata:  b\r\rdata\n\n",
            &[("", "a"), ("", " b"), ("", "")],
        );
        check("event: x\ndata: a\ndata: b\n\n", &[("x", "a\nb")]);
        check("\u{FEFF}data: a\n\n", &[("", "a")]);
        check("data: a\n\n\u{FEFF}data: b\n\n", &[("", "a")]);
        check(": ping\n\n:\n\ndata: a\n\n", &[("", "a")]);
        check("event: x\n\ndata: a\n\n", &[("", "a")]);
        check("id: 1\nretry: 5\nother: x\nword\ndata: a\n\n", &[("", "a")]);
        check("data: a\n", &[]);
        check("data: é日🦀\n\n", &[("", "é日🦀")]);
        check("data: a\r\n\ndata: b\n\r", &[("", "a"), ("", "b")]);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let found = events(&[b"data: a\xFF\n\n"]);
        assert_eq!(found, [(String::new(), "a\u{FFFD}".to_owned())]);
    }

    #[test]
    fn an_endless_event_is_refused() {
        let mut decoder = Decoder::new(100);
        assert_eq!(decoder.push(&[b'a'; 101]), Err(TooLong));
        let mut decoder = Decoder::new(100);
        assert_eq!(
            decoder.push(&b"data: 0123456789\n".repeat(20)),
            Err(TooLong)
        );
    }

    proptest! {
        #[test]
        fn any_cutting_gives_the_same_events(
            text in "(data|event|:|\u{FEFF}| |[a-zé🦀]|\r|\n|\r\n){0,60}",
            cuts in proptest::collection::vec(1_usize..9, 1..9),
        ) {
            let bytes = text.as_bytes();
            let (mut pieces, mut rest, mut sizes) = (Vec::new(), bytes, cuts.iter().cycle());
            while !rest.is_empty() {
                let size = sizes.next().copied().unwrap_or(1).min(rest.len());
                let (piece, after) = rest.split_at(size);
                pieces.push(piece);
                rest = after;
            }
            prop_assert_eq!(events(&pieces), events(&[bytes]));
        }
    }
}
