//! Text as it may be written in any format: normal form C, no control characters, nothing invisible that changes other text; and addresses of links.

use unicode_normalization::UnicodeNormalization;
use url::Url;

/// The space that no line ends at.
pub const NO_BREAK_SPACE: char = '\u{A0}';
/// The most bytes of an address.
const LINK_BYTES_MAX: usize = 2_000;
/// The most characters of a language tag.
const LANGUAGE_CHARS_MAX: usize = 35;

/// The text with each run of white space as one space, also at its ends.
pub fn text(raw: &str) -> String {
    let mut clean = String::with_capacity(raw.len());
    for c in raw.chars().filter(|c| !is_dropped(*c)).nfc() {
        let c = match c {
            NO_BREAK_SPACE | '\u{202F}' | '\u{2007}' => NO_BREAK_SPACE,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !clean.ends_with(' ') {
            clean.push(c);
        }
    }
    clean
}

/// The text without white space at its ends.
pub fn line(raw: &str) -> String {
    text(raw).trim().to_owned()
}

/// Control characters that are no white space, those that change the direction or the breaking of text, and what is no character.
fn is_dropped(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The address in ASCII, if it is one of the web or of mail.
pub fn link(raw: &str) -> Option<String> {
    let url = Url::parse(raw.trim()).ok()?;
    let is_used = match url.scheme() {
        "http" | "https" => url.has_host(),
        "mailto" => !url.path().is_empty(),
        _ => false,
    };
    let address = url.as_str();
    // The characters that a URL may hold, and that need care in one of the formats, are in no address that people write.
    let is_plain = address.len() <= LINK_BYTES_MAX
        && address
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\\' | '`'));
    (is_used && is_plain).then(|| address.to_owned())
}

/// The tag of a language, or `und` for what cannot be one.
pub fn language(raw: &str) -> &str {
    let tag = raw.trim();
    let is_tag = (2..=LANGUAGE_CHARS_MAX).contains(&tag.len())
        && tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
    if is_tag { tag } else { "und" }
}
