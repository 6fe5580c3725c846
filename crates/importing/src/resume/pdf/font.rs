//! What the codes of a font mean, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as Pdf, Encoding, Object};

/// The most codes of a table.
const CODES_MAX: usize = 70_000;
/// The most bytes of a table.
const TABLE_BYTES_MAX: usize = 2_000_000;

/// A font.
pub struct Font<'a> {
    unicode: HashMap<u32, String>,
    /// Bytes of a code.
    code_bytes: usize,
    encoding: Option<Encoding<'a>>,
    widths: HashMap<u32, f64>,
    missing_width: Option<f64>,
    /// True for a font of pictures without a table of their meaning.
    pictures: bool,
}

impl<'a> Font<'a> {
    /// Reads a font.
    pub fn read(pdf: &'a Pdf, dict: &'a Dictionary) -> Self {
        let name = |key: &[u8]| {
            dict.get_deref(key, pdf)
                .and_then(Object::as_name)
                .unwrap_or_default()
        };
        let composite = name(b"Subtype") == b"Type0";
        let base = String::from_utf8_lossy(name(b"BaseFont")).to_lowercase();
        let table = dict
            .get_deref(b"ToUnicode", pdf)
            .and_then(Object::as_stream)
            .and_then(|stream| stream.get_plain_content_with_limit(TABLE_BYTES_MAX))
            .map(|bytes| table(&bytes))
            .unwrap_or_default();
        let pictures = [
            "dingbats",
            "awesome",
            "icon",
            "symbol",
            "wingdings",
            "webdings",
            "fontello",
        ]
        .iter()
        .any(|word| base.contains(word));
        let encoding = if composite {
            None
        } else {
            dict.get_font_encoding_with_limit(pdf, TABLE_BYTES_MAX).ok()
        };
        let mut font = Self {
            pictures: pictures && table.0.is_empty(),
            code_bytes: if composite { 2 } else { 1 },
            unicode: table.0,
            encoding,
            widths: HashMap::new(),
            missing_width: None,
        };
        if composite {
            if let Some(bytes) = table.1 {
                font.code_bytes = bytes;
            }
            font.composite_widths(pdf, dict);
        } else {
            font.simple_widths(pdf, dict);
        }
        font
    }

    fn simple_widths(&mut self, pdf: &Pdf, dict: &Dictionary) {
        let Ok(widths) = dict.get_deref(b"Widths", pdf).and_then(Object::as_array) else {
            return;
        };
        let first = dict
            .get_deref(b"FirstChar", pdf)
            .and_then(Object::as_i64)
            .unwrap_or(0);
        for (code, width) in (u32::try_from(first).unwrap_or(0)..).zip(widths.iter().take(256)) {
            if let Ok((_, width)) = pdf.dereference(width)
                && let Ok(width) = width.as_float()
            {
                self.widths.insert(code, f64::from(width));
            }
        }
    }

    fn composite_widths(&mut self, pdf: &Pdf, dict: &Dictionary) {
        let inner = dict
            .get_deref(b"DescendantFonts", pdf)
            .and_then(Object::as_array)
            .ok();
        let inner = inner
            .and_then(|list| list.first())
            .and_then(|font| pdf.dereference(font).ok());
        let Some(inner) = inner.and_then(|(_, font)| font.as_dict().ok()) else {
            return;
        };
        let default = inner
            .get_deref(b"DW", pdf)
            .and_then(Object::as_float)
            .unwrap_or(1_000.0);
        self.missing_width = Some(f64::from(default));
        let Ok(list) = inner.get_deref(b"W", pdf).and_then(Object::as_array) else {
            return;
        };
        let number = |object: &Object| object.as_float().ok().map(f64::from);
        let mut items = list.iter();
        while let Some(first) = items.next().and_then(|first| first.as_i64().ok()) {
            let first = u32::try_from(first).unwrap_or(0);
            match items.next().and_then(|next| pdf.dereference(next).ok()) {
                Some((_, Object::Array(widths))) => {
                    for (code, width) in (first..).zip(widths) {
                        if let Some(width) = number(width) {
                            self.widths.insert(code, width);
                        }
                    }
                }
                Some((_, end)) => {
                    let end = end
                        .as_i64()
                        .ok()
                        .and_then(|end| u32::try_from(end).ok())
                        .unwrap_or(first);
                    if let Some(width) = items.next().and_then(number) {
                        for code in (first..=end).take(CODES_MAX) {
                            self.widths.insert(code, width);
                        }
                    }
                }
                None => return,
            }
            if self.widths.len() > CODES_MAX {
                return;
            }
        }
    }

    /// The letters of a string, each with its width in thousandths of the size and whether it is a space of one byte.
    pub fn letters(&self, bytes: &[u8]) -> Vec<(String, f64, bool)> {
        bytes
            .chunks(self.code_bytes)
            .map(|chunk| {
                let code = chunk
                    .iter()
                    .fold(0_u32, |code, byte| (code << 8) | u32::from(*byte));
                let text = self.letter(code, chunk);
                let width = self
                    .widths
                    .get(&code)
                    .copied()
                    .filter(|width| *width > 0.0)
                    .or(self.missing_width)
                    .unwrap_or_else(|| usual_width(&text));
                (text, width, self.code_bytes == 1 && code == 32)
            })
            .collect()
    }

    fn letter(&self, code: u32, bytes: &[u8]) -> String {
        if let Some(text) = self.unicode.get(&code) {
            return without_ligatures(text);
        }
        if self.pictures {
            // The usual bullets of the fonts of pictures; other pictures say nothing.
            let bullet = matches!(code, 0xB7 | 0xA7 | 0x6C | 0x6E | 0x71 | 0x76 | 0xD8 | 0xFC);
            return if bullet {
                "•".to_owned()
            } else {
                String::new()
            };
        }
        if self.code_bytes > 1 {
            return String::new();
        }
        let text = self
            .encoding
            .as_ref()
            .and_then(|encoding| encoding.bytes_to_string(bytes).ok());
        match text {
            Some(text) if !text.is_empty() && text != "\u{FFFD}" => without_ligatures(&text),
            _ => encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .chars()
                .filter(|c| !c.is_control())
                .collect(),
        }
    }
}

/// The width that most fonts give to a letter.
fn usual_width(text: &str) -> f64 {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' | ' ' | 'I' | 'f' | 't'
        | '/' => 278.0,
        'r' | '(' | ')' | '[' | ']' | '-' | '•' => 333.0,
        'm' | 'M' | 'w' | 'W' | '@' | '%' | '—' => 840.0,
        c if c.is_uppercase() => 690.0,
        _ => 540.0,
    };
    text.chars().map(width).sum()
}

fn without_ligatures(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}' => plain.push_str("ff"),
            '\u{FB01}' => plain.push_str("fi"),
            '\u{FB02}' => plain.push_str("fl"),
            '\u{FB03}' => plain.push_str("ffi"),
            '\u{FB04}' => plain.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => plain.push_str("st"),
            '\u{A0}' => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain
}

/// A table of codes and their texts, and the bytes of a code if it says so.
fn table(bytes: &[u8]) -> (HashMap<u32, String>, Option<usize>) {
    let text = String::from_utf8_lossy(bytes);
    let mut table = HashMap::new();
    let mut code_bytes = None;
    for (start, end, kind) in [
        ("begincodespacerange", "endcodespacerange", 0),
        ("beginbfchar", "endbfchar", 1),
        ("beginbfrange", "endbfrange", 2),
    ] {
        for block in text.split(start).skip(1) {
            let block = block.split(end).next().unwrap_or_default();
            let items = items(block);
            match kind {
                0 => {
                    if let Some(Item::Hex(first)) = items.first() {
                        code_bytes = Some(first.len().clamp(1, 4));
                    }
                }
                1 => {
                    for pair in items.chunks_exact(2) {
                        if let [Item::Hex(code), Item::Hex(target)] = pair {
                            table.insert(number(code), utf16(target));
                        }
                    }
                }
                _ => ranges(&items, &mut table),
            }
            if table.len() > CODES_MAX {
                return (table, code_bytes);
            }
        }
    }
    (table, code_bytes)
}

fn ranges(items: &[Item], table: &mut HashMap<u32, String>) {
    let mut items = items.iter().peekable();
    while let (Some(Item::Hex(first)), Some(Item::Hex(last))) = (items.next(), items.next()) {
        let (first, last) = (number(first), number(last));
        let codes = (first..=last).take(CODES_MAX.saturating_sub(table.len()));
        match items.next() {
            Some(Item::Hex(target)) => {
                let text = utf16(target);
                let mut letters: Vec<char> = text.chars().collect();
                let Some(base) = letters.pop().map(u32::from) else {
                    continue;
                };
                for (offset, code) in (0..).zip(codes) {
                    let mut text: String = letters.iter().collect();
                    text.extend(char::from_u32(base.saturating_add(offset)));
                    table.insert(code, text);
                }
            }
            Some(Item::List(targets)) => {
                for (code, target) in codes.zip(targets) {
                    table.insert(code, utf16(target));
                }
            }
            None => return,
        }
    }
}

enum Item {
    Hex(Vec<u8>),
    List(Vec<Vec<u8>>),
}

fn items(block: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut list: Option<Vec<Vec<u8>>> = None;
    let mut hex: Option<String> = None;
    for c in block.chars() {
        match (c, &mut hex) {
            ('<', _) => hex = Some(String::new()),
            ('>', Some(digits)) => {
                let bytes = bytes_of(digits);
                hex = None;
                match &mut list {
                    Some(list) => list.push(bytes),
                    None => items.push(Item::Hex(bytes)),
                }
            }
            ('[', None) => list = Some(Vec::new()),
            (']', None) => items.extend(list.take().map(Item::List)),
            (c, Some(digits)) if c.is_ascii_hexdigit() => digits.push(c),
            _ => {}
        }
    }
    items
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks(2)
        .filter_map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            [high] => u8::try_from(high * 16).ok(),
            _ => None,
        })
        .collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = match bytes {
        [single] => vec![u16::from(*single)],
        _ => bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_be_bytes([*pair.first()?, *pair.get(1)?])))
            .collect(),
    };
    char::decode_utf16(units.into_iter().take(16))
        .flatten()
        .filter(|c| *c != '\0')
        .collect()
}
