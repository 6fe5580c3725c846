//! Tells the encodings of one byte for each character apart, by the letters that they would give.

use encoding_rs::{WINDOWS_1250, WINDOWS_1252, WINDOWS_1254};

use super::{Charset, alphabets, char_of};

/// Letters beyond ASCII of languages that are written in Windows-1250.
const CENTRAL: [&str; 6] = [
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ćčđšž",
    "ăâîşţ",
];
/// The same of Windows-1252.
const WESTERN: [&str; 9] = [
    "äöüßé",
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúüªº¿¡",
    "ãáàâçéêíõóôúüªº",
    "àèéìíòóùúªº",
    "éëïöüèó",
    "åäöé",
    "æøåé",
    "áðéíóúýþæö",
];
/// Letters beyond ASCII of Turkish, with `İ` in lower case, and those that only it has in Windows-1254.
const TURKISH: &str = "çğıöşüâîûi";
const ONLY_TURKISH: &str = "ışi";
/// How much of the letters a language of Windows-1250 has to have, in hundredths.
const SHARE_MIN: u64 = 95;
/// The fewest pairs of letters beyond ASCII that are Cyrillic words.
const PAIRS_MIN: u64 = 2;
/// Letters of Windows-1251 outside of the upper rows, such as `ё` and `і`.
const CYRILLIC_LOWER: [u8; 10] = [0xA5, 0xA8, 0xAA, 0xAF, 0xB2, 0xB3, 0xB4, 0xB8, 0xBA, 0xBF];

/// The bytes of words that are no ASCII letters.
#[derive(Debug)]
pub(super) struct Letters {
    last: u8,
    /// True if the last byte was counted, or is no letter beyond ASCII.
    counted: bool,
    /// How often each byte from 128 on is beside a letter.
    bytes: [u64; 128],
    /// Two such bytes in a row that are letters of Windows-1251, and of other alphabets in its place.
    pairs: u64,
    /// Such a byte beside an ASCII letter.
    mixed: u64,
    /// Capitals of Windows-1250 behind small letters, which are small letters of older Macintosh programs.
    misplaced: u64,
    of_macintosh: u64,
    of_windows: u64,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            last: b' ',
            counted: true,
            bytes: [0; 128],
            pairs: 0,
            mixed: 0,
            misplaced: 0,
            of_macintosh: 0,
            of_windows: 0,
        }
    }
}

impl Letters {
    /// Counts the next bytes.
    pub(super) fn count(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if !byte.is_ascii() {
                self.beyond(*byte);
            } else if byte.is_ascii_alphabetic() && !self.last.is_ascii() {
                if !self.counted {
                    self.add(self.last);
                }
                self.mixed += 1;
                self.counted = true;
            }
            self.last = *byte;
        }
    }

    fn beyond(&mut self, byte: u8) {
        let after_letter = self.last.is_ascii_alphabetic();
        if after_letter {
            match byte {
                // `á` to `è`, `ê`, and `ò` to `ü`, without quotation marks, dashes and `œ` of Windows-1252.
                0x87..=0x90 | 0x98..=0x9B | 0x9D..=0x9F => self.of_macintosh += 1,
                // `ß`, and `à` to `ÿ`.
                0xDF..=0xF6 | 0xF8..=0xFF => self.of_windows += 1,
                _ => {}
            }
            self.mixed += 1;
            self.misplaced +=
                u64::from(self.last.is_ascii_lowercase() && matches!(byte, 0x8A..=0x8F));
        } else if is_cyrillic(self.last) && is_cyrillic(byte) && self.last.max(byte) >= 0xC0 {
            self.pairs += 1;
        }
        self.counted = after_letter || !self.last.is_ascii();
        if self.counted {
            self.add(byte);
        }
    }

    fn add(&mut self, byte: u8) {
        if let Some(count) = self.bytes.get_mut(usize::from(byte & 0x7F)) {
            *count += 1;
        }
    }

    /// The encoding that the letters speak for.
    pub(super) fn charset(&self) -> Charset {
        if self.pairs >= PAIRS_MIN && self.pairs > self.mixed {
            alphabets::charset(&self.bytes)
        } else if self.is_turkish() {
            Charset::Windows1254
        } else if self.is_central() {
            Charset::Windows1250
        } else if self.of_macintosh > self.of_windows {
            Charset::Macintosh
        } else {
            Charset::Windows1252
        }
    }

    /// True if all letters are Turkish, two of them at least, and some that Windows-1252 does not have. `ğ` alone may be an Icelandic `ð`.
    fn is_turkish(&self) -> bool {
        let letters = self.letters(WINDOWS_1254);
        let has = |alphabet: &str| letters.iter().any(|(c, _)| alphabet.contains(*c));
        let all_turkish = letters.iter().all(|(c, _)| TURKISH.contains(*c));
        let count = |alphabet: &str| -> u64 {
            let own = letters.iter().filter(|(c, _)| alphabet.contains(*c));
            own.map(|(_, count)| count).sum()
        };
        letters.len() > 1 && all_turkish && has(ONLY_TURKISH) && count("ğ") <= count("ıiüç")
    }

    /// True if one language of Windows-1250 has almost all letters, at least two of them, and more than any of Windows-1252 has.
    fn is_central(&self) -> bool {
        let central = self.letters(WINDOWS_1250);
        let western = self.letters(WINDOWS_1252);
        let all: u64 = central.iter().map(|(_, count)| count).sum();
        let has = |letters: &[(char, u64)], alphabet: &str| -> u64 {
            let own = letters.iter().filter(|(c, _)| alphabet.contains(*c));
            own.map(|(_, count)| count).sum()
        };
        let best = WESTERN.iter().map(|alphabet| has(&western, alphabet)).max();
        CENTRAL.iter().any(|alphabet| {
            let own = has(&central, alphabet);
            let mut letters = central.iter().filter(|(c, _)| alphabet.contains(*c));
            let first = letters.next();
            own * 100 >= all * SHARE_MIN
                && own > best.unwrap_or_default()
                && self.misplaced * 10 <= own
                && letters.any(|(c, _)| first.is_some_and(|(first, _)| first != c))
        })
    }

    /// The letters that the bytes are in an encoding, in lower case, with their number.
    fn letters(&self, encoding: &'static encoding_rs::Encoding) -> Vec<(char, u64)> {
        let counts = (0x80_u8..=0xFF).zip(self.bytes).filter(|(byte, count)| {
            // Quotation marks, dashes and signs that both encodings have in the same place.
            *count > 0 && char_of(WINDOWS_1250, *byte).is_alphabetic()
        });
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        counts
            .map(|(byte, count)| (lower(char_of(encoding, byte)), count))
            .collect()
    }
}

fn is_cyrillic(byte: u8) -> bool {
    byte >= 0xC0 || CYRILLIC_LOWER.contains(&byte)
}
