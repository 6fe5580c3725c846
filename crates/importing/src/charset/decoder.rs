//! Decodes a file of any encoding while it is read.

use std::io::{self, Read};

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GB18030, ISO_2022_JP, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256,
};

use super::{Charset, may_continue};

/// Bytes that are read at once.
const PIECE_BYTES: usize = 16 * 1024;
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Reads UTF-8 from a file of another encoding. A byte order mark is left out.
pub struct Decoder<R> {
    source: R,
    decoding: Decoding,
    input: Vec<u8>,
    ended: bool,
    /// True until the first text was decoded.
    first: bool,
    /// Decoded text that is not read yet, from `sent` on.
    output: Vec<u8>,
    sent: usize,
}

enum Decoding {
    /// UTF-8, where bytes that are not are Windows-1252. Holds the beginning of a character.
    Mixed(Vec<u8>),
    Other(encoding_rs::Decoder),
}

impl<R: Read> Decoder<R> {
    /// Decodes `source`, which is of the encoding that a [`Detector`](super::Detector) found.
    pub fn new(source: R, charset: Charset) -> Self {
        let encoding = match charset {
            Charset::Utf8 | Charset::MixedUtf8 => None,
            Charset::Utf16Le => Some(UTF_16LE),
            Charset::Utf16Be => Some(UTF_16BE),
            Charset::Windows1252 => Some(WINDOWS_1252),
            Charset::Macintosh => Some(MACINTOSH),
            Charset::Windows1250 => Some(WINDOWS_1250),
            Charset::Windows1251 => Some(WINDOWS_1251),
            Charset::Windows1253 => Some(WINDOWS_1253),
            Charset::Windows1254 => Some(WINDOWS_1254),
            Charset::Windows1255 => Some(WINDOWS_1255),
            Charset::Windows1256 => Some(WINDOWS_1256),
            // KOI8-R with the letters of Ukrainian, where KOI8-R has lines of tables.
            Charset::Koi8 => Some(KOI8_U),
            Charset::ShiftJis => Some(SHIFT_JIS),
            Charset::EucJp => Some(EUC_JP),
            Charset::Iso2022Jp => Some(ISO_2022_JP),
            Charset::EucKr => Some(EUC_KR),
            Charset::Gb18030 => Some(GB18030),
            Charset::Big5 => Some(BIG5),
        };
        let decoding = encoding.map_or(Decoding::Mixed(Vec::new()), |encoding| {
            Decoding::Other(encoding.new_decoder_without_bom_handling())
        });
        Self {
            source,
            decoding,
            input: Vec::new(),
            ended: false,
            first: true,
            output: Vec::new(),
            sent: 0,
        }
    }

    /// Decodes the next piece into `output`.
    fn fill(&mut self) -> io::Result<()> {
        self.input.resize(PIECE_BYTES, 0);
        let read = self.source.read(&mut self.input)?;
        self.input.truncate(read);
        self.ended = read == 0;
        self.output.clear();
        self.sent = 0;
        match &mut self.decoding {
            Decoding::Mixed(tail) => {
                tail.append(&mut self.input);
                let bytes = std::mem::take(tail);
                *tail = mixed(&bytes, self.ended, &mut self.output);
            }
            Decoding::Other(decoder) => {
                // Three bytes of UTF-8 at most for each byte of the others, four of Big5 for two, and room for a character that was begun.
                self.output.resize(PIECE_BYTES * 3 + 16, 0);
                let (_, _, written, _) =
                    decoder.decode_to_utf8(&self.input, &mut self.output, self.ended);
                self.output.truncate(written);
            }
        }
        if self.first && !self.output.is_empty() {
            self.first = false;
            if self.output.starts_with(MARK) {
                self.sent = MARK.len();
            }
        }
        Ok(())
    }
}

/// Appends the text of the bytes, and returns those at the end that may begin a character.
fn mixed(bytes: &[u8], ended: bool, output: &mut Vec<u8>) -> Vec<u8> {
    for chunk in bytes.utf8_chunks() {
        output.extend_from_slice(chunk.valid().as_bytes());
        let invalid = chunk.invalid();
        let at_end = invalid.as_ptr_range().end == bytes.as_ptr_range().end;
        if at_end && !ended && may_continue(invalid) {
            return invalid.to_vec();
        }
        let (text, _, _) = WINDOWS_1252.decode(invalid);
        output.extend_from_slice(text.as_bytes());
    }
    Vec::new()
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.sent >= self.output.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let rest = self.output.get(self.sent..).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..read), rest.get(..read)) {
            to.copy_from_slice(from);
        }
        self.sent += read;
        Ok(read)
    }
}
