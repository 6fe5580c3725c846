//! Finds UTF-16 without a byte order mark: letters of ASCII have a zero before or behind them, always on the same side.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Charset;

/// The first bytes that are looked at as characters.
const HEAD_MAX: usize = 4 * 1024;
/// Shorter files are no UTF-16.
const BYTES_MIN: u64 = 8;
/// A text has at least one letter, space or sign of ASCII in so many characters.
const ASCII_SHARE: u64 = 20;
/// How much rarer zeros on the other side are.
const OTHERS_SHARE: u64 = 8;

/// The zeros of a file, and its beginning.
#[derive(Debug, Default)]
pub(super) struct Wide {
    bytes: u64,
    /// Zeros at even and at odd places.
    zeros: [u64; 2],
    head: Vec<u8>,
}

impl Wide {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, piece: &[u8]) {
        let room = HEAD_MAX.saturating_sub(self.head.len());
        self.head.extend(piece.iter().take(room));
        for at in memchr::memchr_iter(0, piece) {
            let is_odd = !(self.bytes + at as u64).is_multiple_of(2);
            let [even, odd] = &mut self.zeros;
            *(if is_odd { odd } else { even }) += 1;
        }
        self.bytes += piece.len() as u64;
    }

    /// UTF-16, if the file is.
    pub(super) fn charset(&self) -> Option<Charset> {
        let [even, odd] = self.zeros;
        let (charset, encoding, zeros, others) = if odd > even {
            (Charset::Utf16Le, UTF_16LE, odd, even)
        } else {
            (Charset::Utf16Be, UTF_16BE, even, odd)
        };
        let is_wide = self.bytes >= BYTES_MIN
            && self.bytes.is_multiple_of(2)
            && zeros * 2 * ASCII_SHARE >= self.bytes
            && others * OTHERS_SHARE <= zeros
            && !self.is_plain(zeros);
        (is_wide && self.is_text(encoding)).then_some(charset)
    }

    /// True for UTF-8 with a few stray zeros: UTF-16 with so few zeros has other letters, whose bytes are no UTF-8 or control characters.
    fn is_plain(&self, zeros: u64) -> bool {
        let is_of_text =
            |byte: &u8| !byte.is_ascii_control() || matches!(byte, 0 | b'\t' | b'\r' | b'\n');
        let is_utf8 = || match std::str::from_utf8(&self.head) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        zeros * 4 < self.bytes && self.head.iter().all(is_of_text) && is_utf8()
    }

    /// True if the first characters are those of a text.
    fn is_text(&self, encoding: &'static Encoding) -> bool {
        // The last unit may be half of a character.
        let whole = self.head.len() / 2 * 2;
        let whole = if whole == HEAD_MAX { whole - 2 } else { whole };
        let head = self.head.get(..whole).unwrap_or_default();
        let (text, _) = encoding.decode_without_bom_handling(head);
        let bad = |c: &char| {
            let is_control = c.is_control() && !c.is_whitespace();
            is_control || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}')
        };
        text.chars().filter(bad).count() <= 1
    }
}
