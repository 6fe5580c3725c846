//! The bytes of a file as JSON: its encoding, what of it can be read although no program writes it so, and why it cannot be read at all.

use serde::de::IgnoredAny;
use serde_json::{Value, error::Category};

use super::{BYTES_MAX, mend, repeated};
use crate::{
    charset::{self, Binary, Charset},
    journal::Journal,
    refused::Refused,
    report::FindingKind,
};

/// True for a file that is JSON by its content: an object, however broken, or any complete value.
#[must_use]
pub fn is_json(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let Ok((start, _)) = decode(start) else {
        return false;
    };
    let start: String = start.chars().filter(|c| !c.is_whitespace()).collect();
    if start.starts_with('{') {
        return !start.starts_with("{\\rtf");
    }
    // A list in Markdown or text may begin like a value of JSON, and ends otherwise.
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '[' | '"' | '-' | 't' | 'f' | 'n');
    let may_be = start.starts_with(begins) && bytes.len() <= BYTES_MAX;
    start.starts_with("[{")
        || may_be
            && decode(bytes)
                .is_ok_and(|(text, _)| serde_json::from_str::<IgnoredAny>(&text).is_ok())
}

/// The value of a file.
pub(super) fn parse(bytes: &[u8], notes: &mut Journal) -> Result<Value, Refused> {
    let (text, charset) = decode(bytes).map_err(|Binary| {
        Refused::new(
            "This is no text, so that it cannot be JSON. Export the file anew as JSON Resume.",
        )
    })?;
    if let Some(message) = charset.message() {
        notes.add(FindingKind::Encoding, message);
    }
    let (mended, faults) = mend::mended(&text);
    let value = serde_json::from_str(&text).or_else(|_| serde_json::from_str(&mended));
    let value = value.map_err(|error| unreadable(&error))?;
    for fault in faults {
        notes.add(fault.kind(), fault.to_string());
    }
    let repeated = repeated::keys(&mended);
    if !repeated.is_empty() {
        notes.add(FindingKind::Contradiction, repeated::message(&repeated));
    }
    Ok(value)
}

/// The text of a file. JSON begins with a sign of ASCII, which shows UTF-16 without a byte order mark.
fn decode(bytes: &[u8]) -> Result<(String, Charset), Binary> {
    match bytes {
        [1..=u8::MAX, 0, ..] => charset::decode(&[&[0xFF, 0xFE], bytes].concat()),
        [0, 1..=u8::MAX, ..] => charset::decode(&[&[0xFE, 0xFF], bytes].concat()),
        _ => charset::decode(bytes),
    }
}

fn unreadable(error: &serde_json::Error) -> Refused {
    let (line, column) = (error.line(), error.column());
    let place = format!("line {line}, column {column}");
    let is_deep = error.to_string().starts_with("recursion limit");
    let what = match error.classify() {
        Category::Eof => {
            format!("This JSON ends too early ({place}): a part of the file is missing.")
        }
        _ if is_deep => format!("This JSON is nested too deeply ({place})."),
        _ => format!("This is not JSON at {place}: a sign is missing there, or is too much."),
    };
    Refused::new(format!(
        "{what} Export the file anew as JSON Resume, or correct that place."
    ))
}
