//! Faults of JSON that leave the rest of a file readable: halves of characters in texts, and numbers that are too large or too long.

use std::fmt;

use crate::{report::FindingKind, text};

/// What was read in place of a fault, with the line of the file.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// An escape that is half of a character became U+FFFD; so many in the file.
    Half { line: usize, count: usize },
    /// A number beyond all that programs can hold became null.
    Number { line: usize, digits: String },
    /// A number with more digits than programs hold was rounded.
    Rounded { line: usize, digits: String },
}

impl Fault {
    /// The kind of its finding.
    pub const fn kind(&self) -> FindingKind {
        match self {
            Self::Half { .. } => FindingKind::Encoding,
            Self::Number { .. } | Self::Rounded { .. } => FindingKind::Unreadable,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Half { line, count } => write!(
                f,
                "Characters were cut in half before this file was written ({count}, the first in line {line}). Complete the texts that lack them."
            ),
            Self::Number { line, digits } => write!(
                f,
                "The number {} in line {line} is too large to be read. It was left out.",
                text::quote(digits)
            ),
            Self::Rounded { line, digits } => write!(
                f,
                "The number {} in line {line} has more digits than are kept. It was rounded; write it in quotation marks to keep it.",
                text::quote(digits)
            ),
        }
    }
}

/// The most numbers that are named.
const NUMBERS_MAX: usize = 100;

/// The text with the faults mended, and what they are.
pub fn mended(text: &str) -> (String, Vec<Fault>) {
    let mut mender = Mender {
        rest: text,
        line: 1,
        mended: String::with_capacity(text.len()),
        halves: None,
        faults: Vec::new(),
    };
    while mender.step() {}
    let half = mender
        .halves
        .map(|(line, count)| Fault::Half { line, count });
    (
        mender.mended,
        half.into_iter().chain(mender.faults).collect(),
    )
}

struct Mender<'a> {
    rest: &'a str,
    line: usize,
    mended: String,
    /// The line of the first half of a character, and their number.
    halves: Option<(usize, usize)>,
    faults: Vec<Fault>,
}

impl Mender<'_> {
    /// Mends the next text or number; false at the end.
    fn step(&mut self) -> bool {
        let starts = |c: char| c == '"' || c == '-' || c.is_ascii_digit();
        let Some(at) = self.rest.find(starts) else {
            self.keep(self.rest.len());
            return false;
        };
        self.keep(at);
        if self.rest.starts_with('"') {
            self.keep(1);
            self.string();
        } else {
            self.number();
        }
        true
    }

    /// Copies so many bytes as they are.
    fn keep(&mut self, bytes: usize) {
        let (kept, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += kept.bytes().filter(|byte| *byte == b'\n').count();
        self.mended.push_str(kept);
        self.rest = rest;
    }

    /// The rest of a text, with its closing sign.
    fn string(&mut self) {
        while let Some(at) = self.rest.find(['"', '\\']) {
            self.keep(at);
            if self.rest.starts_with('"') {
                self.keep(1);
                return;
            }
            match (unit(self.rest), self.rest.get(6..).and_then(unit)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => self.keep(12),
                (Some(0xD800..=0xDFFF), _) => self.half(),
                // The sign behind the backslash may be longer than a byte, which is an error that stays one.
                _ => self.keep(1 + self.rest.chars().nth(1).map_or(0, char::len_utf8)),
            }
        }
        self.keep(self.rest.len());
    }

    fn half(&mut self) {
        self.mended.push_str("\\uFFFD");
        self.rest = self.rest.get(6..).unwrap_or_default();
        let (line, count) = self.halves.unwrap_or((self.line, 0));
        self.halves = Some((line, count + 1));
    }

    fn number(&mut self) {
        let of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|c| !of_number(c)).unwrap_or(self.rest.len());
        let digits = self.rest.get(..end).unwrap_or_default();
        if !digits.parse::<f64>().is_ok_and(f64::is_infinite) {
            if is_rounded(digits) && self.faults.len() < NUMBERS_MAX {
                let (line, digits) = (self.line, digits.to_owned());
                self.faults.push(Fault::Rounded { line, digits });
            }
            return self.keep(end);
        }
        self.mended.push_str("null");
        self.rest = self.rest.get(end..).unwrap_or_default();
        if self.faults.len() < NUMBERS_MAX {
            let (line, digits) = (self.line, digits.to_owned());
            self.faults.push(Fault::Number { line, digits });
        }
    }
}

/// True for a number that is another one when it is read.
///
/// Two shortest texts may stand for one number, 1330176330411623.2 and .3: programs write the one or the other.
fn is_rounded(digits: &str) -> bool {
    if digits.parse::<i64>().is_ok() || digits.parse::<u64>().is_ok() {
        return false;
    }
    let Ok(read) = digits.parse::<f64>() else {
        return false;
    };
    let written = significant(digits);
    let shortest = format!("{read:e}");
    let as_long = format!("{read:.*e}", written.len().saturating_sub(1));
    ![shortest, as_long]
        .iter()
        .any(|text| significant(text) == written)
}

/// The digits of a number without its sign, point and exponent, and without zeros at both ends.
fn significant(number: &str) -> String {
    let (mantissa, _) = number.split_once(['e', 'E']).unwrap_or((number, ""));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

/// The unit of UTF-16 that an escape at the start of the text stands for.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}
