//! Tells Windows-1251, KOI8, Windows-1253, 1255 and 1256 apart, which have Cyrillic, Greek, Hebrew and Arabic letters in the same bytes: by how
//! frequent the letters are that the bytes would be.

use encoding_rs::{Encoding, KOI8_U, WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256};

use super::{Charset, char_of};

/// How often a letter is one of a thousand in Russian; the letters of other languages about as often as they are there.
const CYRILLIC: &[(&str, f64)] = &[
    ("о", 110.0),
    ("еа", 82.0),
    ("ин", 70.0),
    ("тс", 59.0),
    ("рвл", 45.0),
    ("ікмд", 32.0),
    ("пуј", 27.0),
    ("яыьгзбч", 17.0),
    ("йхжї", 10.0),
    ("шюцєў", 6.0),
    ("щэфљњћђџ", 3.5),
    ("ъёґ", 1.5),
];
/// The same in Greek.
const GREEK: &[(&str, f64)] = &[
    ("οα", 88.0),
    ("ιετν", 70.0),
    ("σηυρπκς", 41.0),
    ("μλί", 31.0),
    ("ωόγδάέή", 19.0),
    ("θχύώ", 12.0),
    ("φβξ", 7.0),
    ("ζψ", 3.5),
    ("ϊϋΐΰ", 1.0),
];
/// The same in Hebrew.
const HEBREW: &[(&str, f64)] = &[
    ("יוה", 108.0),
    ("לא", 68.0),
    ("מרתבש", 52.0),
    ("נעדחם", 34.0),
    ("כפק", 21.0),
    ("צטגסזן", 13.0),
    ("ךץף", 4.0),
];
/// The same in Arabic.
const ARABIC: &[(&str, f64)] = &[
    ("ا", 125.0),
    ("ل", 112.0),
    ("ينمو", 65.0),
    ("رتبعدةه", 42.0),
    ("فسأقكح", 26.0),
    ("جإشصىخط", 12.0),
    ("ضذثزئغء", 6.0),
    ("ظؤآپچگ", 2.0),
];
/// What is no letter of a language, or one that it hardly has.
const RARE: f64 = 0.3;
/// How much likelier another encoding than Windows-1251 has to be, as the logarithm for all letters, and for each.
const AHEAD_MIN: f64 = 5.0;
const AHEAD_OF_EACH_MIN: f64 = 0.25;

/// The encoding of text that is Cyrillic or Greek, by how often each byte from 128 on is in its words.
pub(super) fn charset(bytes: &[u64; 128]) -> Charset {
    let (usual, letters) = likelihood(bytes, WINDOWS_1251, CYRILLIC);
    let others = [
        (Charset::Koi8, likelihood(bytes, KOI8_U, CYRILLIC).0),
        (
            Charset::Windows1253,
            likelihood(bytes, WINDOWS_1253, GREEK).0,
        ),
        (
            Charset::Windows1255,
            likelihood(bytes, WINDOWS_1255, HEBREW).0,
        ),
        (
            Charset::Windows1256,
            likelihood(bytes, WINDOWS_1256, ARABIC).0,
        ),
    ];
    let best = others
        .into_iter()
        .max_by(|one, two| one.1.total_cmp(&two.1));
    let ahead = |other: f64| other - usual >= AHEAD_MIN.max(letters * AHEAD_OF_EACH_MIN);
    best.filter(|(_, other)| ahead(*other))
        .map_or(Charset::Windows1251, |(charset, _)| charset)
}

/// The logarithm of how likely the letters are, and their number.
fn likelihood(
    bytes: &[u64; 128],
    encoding: &'static Encoding,
    language: &[(&str, f64)],
) -> (f64, f64) {
    let counted = (0x80_u8..=0xFF).zip(bytes).filter(|(_, count)| **count > 0);
    counted.fold((0.0, 0.0), |(sum, letters), (byte, count)| {
        #[expect(clippy::cast_precision_loss, reason = "it is a weight")]
        let count = *count as f64;
        let c = char_of(encoding, byte);
        let lower = c.to_lowercase().next().unwrap_or(c);
        let known = language.iter().find(|(letters, _)| letters.contains(lower));
        let often = known.map_or(RARE, |(_, often)| *often);
        (sum + count * often.ln(), letters + count)
    })
}
