//! Encodings of files: UTF-8, UTF-16, ISO-2022-JP, else Windows-1252, which is what spreadsheets write, or another one of Europe, the Near East
//! or the east of Asia, where the letters inside of words say so.

mod alphabets;
mod asian;
mod decoder;
mod letters;
mod wide;

use std::io::Read;

pub use decoder::Decoder;
use letters::Letters;
use wide::Wide;

/// An encoding that files are read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8 with some bytes that are not; these are read as Windows-1252.
    MixedUtf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
    /// Mac OS Roman.
    Macintosh,
    /// Windows-1250, for languages such as Polish, Czech and Hungarian.
    Windows1250,
    /// Windows-1251, for Cyrillic letters.
    Windows1251,
    /// Windows-1253, for Greek.
    Windows1253,
    /// Windows-1254, for Turkish.
    Windows1254,
    /// Windows-1255, for Hebrew.
    Windows1255,
    /// Windows-1256, for Arabic letters.
    Windows1256,
    /// KOI8, for Cyrillic letters.
    Koi8,
    /// Shift JIS, for Japanese.
    ShiftJis,
    /// EUC-JP, for Japanese.
    EucJp,
    /// ISO-2022-JP, for Japanese.
    Iso2022Jp,
    /// EUC-KR as Windows writes it, for Korean.
    EucKr,
    /// GB 18030, with GBK and GB 2312, for Chinese in simplified characters.
    Gb18030,
    /// Big5, for Chinese in traditional characters.
    Big5,
}

impl Charset {
    /// What a finding says if the file is not UTF-8.
    #[must_use]
    pub fn message(self) -> Option<String> {
        let (name, who, check) = match self {
            Self::Utf8 => return None,
            Self::MixedUtf8 => {
                let message = "Some characters are not UTF-8 and were read as Windows-1252. Check letters with accents.";
                return Some(message.to_owned());
            }
            Self::Utf16Le | Self::Utf16Be => {
                return Some("The file is UTF-16, not UTF-8, and was read as such.".to_owned());
            }
            Self::Windows1252 => ("Windows-1252", "spreadsheets write", ACCENTS),
            Self::Macintosh => ("Mac OS Roman", "older Macintosh programs write", ACCENTS),
            Self::Windows1250 => (
                "Windows-1250",
                "spreadsheets write in the centre and east of Europe",
                ACCENTS,
            ),
            Self::Windows1251 => (
                "Windows-1251",
                "spreadsheets write with Cyrillic letters",
                TEXT,
            ),
            Self::Windows1253 => ("Windows-1253", "spreadsheets write in Greek", TEXT),
            Self::Windows1254 => ("Windows-1254", "spreadsheets write in Turkish", ACCENTS),
            Self::Windows1255 => ("Windows-1255", "spreadsheets write in Hebrew", TEXT),
            Self::Windows1256 => (
                "Windows-1256",
                "spreadsheets write with Arabic letters",
                TEXT,
            ),
            Self::Koi8 => ("KOI8", "older programs write with Cyrillic letters", TEXT),
            Self::ShiftJis => ("Shift JIS", "spreadsheets write in Japanese", TEXT),
            Self::EucJp => ("EUC-JP", "older programs write in Japanese", TEXT),
            Self::Iso2022Jp => ("ISO-2022-JP", "mail programs write in Japanese", TEXT),
            Self::EucKr => ("EUC-KR", "spreadsheets write in Korean", TEXT),
            Self::Gb18030 => ("GB 18030", "spreadsheets write in Chinese", TEXT),
            Self::Big5 => (
                "Big5",
                "spreadsheets write in Chinese with traditional characters",
                TEXT,
            ),
        };
        Some(format!(
            "The file is not UTF-8 and was read as {name}, which {who}. {check}"
        ))
    }
}

/// What to check of a text that is read by a guess.
const ACCENTS: &str = "Check letters with accents.";
const TEXT: &str = "Check the text.";

/// The most bytes that are looked at for encodings of two bytes.
const SAMPLE_MAX: usize = 16 * 1024;

/// What begins Japanese in ISO-2022-JP.
const ESCAPES: [&[u8]; 2] = [b"\x1B$B", b"\x1B$@"];
/// The most stray bytes in UTF-8, for each character that is none of ASCII.
const STRAY_BYTES_MAX: u64 = 2;

/// A file with zeros is text if at most one byte in so many is a control character.
const CONTROLS_SHARE: u64 = 50;
/// One zero is a slip in a text of at least so many bytes.
const STRAY_ZERO_BYTES_MIN: u64 = 20;

/// The file has bytes that no text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary;

/// Finds the encoding of a file that is given piece by piece.
#[derive(Debug, Default)]
pub struct Detector {
    /// The first bytes, as long as there are fewer than a byte order mark has.
    head: Vec<u8>,
    /// Set by a byte order mark of UTF-16.
    marked: Option<Charset>,
    /// The bytes at the end of the last piece that may begin a character.
    tail: Vec<u8>,
    characters: u64,
    invalid: u64,
    bytes: u64,
    zeros: u64,
    controls: u64,
    /// Zeros and characters as UTF-16 would have them.
    wide: Wide,
    /// The last bytes before the next piece, which may begin an escape of ISO-2022-JP.
    last: Vec<u8>,
    /// True if there is such an escape.
    escapes: bool,
    letters: Letters,
    /// The file from its first byte that is not ASCII.
    sample: Vec<u8>,
}

impl Detector {
    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        if self.marked.is_some() {
            return;
        }
        if self.head.len() < 2 {
            self.head.extend(piece.iter().take(2 - self.head.len()));
            self.marked = match self.head.as_slice() {
                [0xFF, 0xFE] => Some(Charset::Utf16Le),
                [0xFE, 0xFF] => Some(Charset::Utf16Be),
                _ => None,
            };
        }
        if self.marked.is_none() {
            self.wide.push(piece);
            self.escape(piece);
            self.bytes = self.bytes.saturating_add(piece.len() as u64);
            self.zeros = self
                .zeros
                .saturating_add(memchr::memchr_iter(0, piece).count() as u64);
            let control = |byte: &&u8| matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1C..=0x1F);
            let controls = piece.iter().filter(control).count();
            self.controls = self.controls.saturating_add(controls as u64);
        }
        self.letters.count(piece);
        self.sample(piece);
        if self.tail.is_empty() {
            self.count(piece);
        } else {
            let mut bytes = std::mem::take(&mut self.tail);
            bytes.extend_from_slice(piece);
            self.count(&bytes);
        }
    }

    /// Looks for the bytes that begin Japanese in ISO-2022-JP.
    fn escape(&mut self, piece: &[u8]) {
        if self.escapes {
            return;
        }
        self.last.extend_from_slice(piece);
        let mut found = ESCAPES.iter();
        self.escapes = found.any(|escape| memchr::memmem::find(&self.last, escape).is_some());
        let kept = self.last.len().saturating_sub(2);
        self.last.drain(..kept);
    }

    /// Keeps the beginning of what is not ASCII; one byte more than is looked at, to know whether it is all.
    fn sample(&mut self, piece: &[u8]) {
        let is_beyond = |byte: &u8| !byte.is_ascii();
        let from = if self.sample.is_empty() {
            piece.iter().position(is_beyond)
        } else {
            Some(0)
        };
        let rest = from.and_then(|from| piece.get(from..)).unwrap_or_default();
        let room = (SAMPLE_MAX + 1).saturating_sub(self.sample.len());
        self.sample.extend(rest.iter().take(room));
    }

    /// The encoding of two bytes for a character that the file is in.
    fn asian(&self) -> Option<Charset> {
        match self.sample.get(..SAMPLE_MAX) {
            Some(start) if self.sample.len() > SAMPLE_MAX => asian::charset(start, false),
            _ => asian::charset(&self.sample, true),
        }
    }

    /// Counts the characters beyond ASCII, and bytes that are none.
    fn count(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            if !valid.is_ascii() {
                let beyond = valid.chars().filter(|c| !c.is_ascii()).count();
                self.characters = self.characters.saturating_add(beyond as u64);
            }
            let invalid = chunk.invalid();
            let at_end = invalid.as_ptr_range().end == bytes.as_ptr_range().end;
            if at_end && may_continue(invalid) {
                self.tail = invalid.to_vec();
            } else if !invalid.is_empty() {
                self.invalid = self.invalid.saturating_add(1);
            }
        }
    }

    /// The encoding of all pieces.
    pub fn finish(mut self) -> Result<Charset, Binary> {
        if let Some(marked) = self.marked {
            return Ok(marked);
        }
        if !self.tail.is_empty() {
            self.invalid = self.invalid.saturating_add(1);
        }
        if let Some(charset) = self.wide.charset() {
            return Ok(charset);
        }
        // One stray zero is no reason to give up a text; a file of a program has more, and other controls.
        let is_stray = self.controls == 1 && self.bytes >= STRAY_ZERO_BYTES_MIN;
        if self.zeros > 0 && !is_stray && self.controls.saturating_mul(CONTROLS_SHARE) > self.bytes
        {
            return Err(Binary);
        }
        Ok(match (self.invalid, self.characters) {
            (0, 0) if self.escapes => Charset::Iso2022Jp,
            (0, _) => Charset::Utf8,
            (invalid, characters) if characters > invalid => Charset::MixedUtf8,
            _ => self.other(),
        })
    }

    /// The encoding of a text that is not UTF-8, or only in a few places.
    fn other(&self) -> Charset {
        let found = self.asian().unwrap_or_else(|| self.letters.charset());
        let is_of_latin_letters = matches!(
            found,
            Charset::Windows1252 | Charset::Windows1250 | Charset::Windows1254 | Charset::Macintosh
        );
        // A whole character of UTF-8 is two letters or signs in these that no word has; a stray byte is likelier.
        let has_characters = self.characters * STRAY_BYTES_MAX >= self.invalid;
        if is_of_latin_letters && self.characters > 0 && has_characters {
            return Charset::MixedUtf8;
        }
        found
    }
}

/// The character that a byte is in an encoding of one byte for each.
fn char_of(encoding: &'static encoding_rs::Encoding, byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(' ')
}

/// True for the beginning of a character of UTF-8 that is longer.
fn may_continue(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Decodes a whole file. A byte order mark is left out.
pub fn decode(bytes: &[u8]) -> Result<(String, Charset), Binary> {
    let mut detector = Detector::default();
    detector.push(bytes);
    let charset = detector.finish()?;
    let mut text = String::new();
    // Reading from memory does not fail.
    let _ = Decoder::new(bytes, charset).read_to_string(&mut text);
    Ok((text, charset))
}

#[cfg(test)]
mod tests;
