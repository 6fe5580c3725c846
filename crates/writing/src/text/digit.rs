//! Digits of all scripts.

/// The zeros of decimal digits beyond ASCII; nine more follow each.
const ZEROS: &[char] = &[
    '\u{660}',
    '\u{6F0}',
    '\u{7C0}',
    '\u{966}',
    '\u{9E6}',
    '\u{A66}',
    '\u{AE6}',
    '\u{B66}',
    '\u{BE6}',
    '\u{C66}',
    '\u{CE6}',
    '\u{D66}',
    '\u{DE6}',
    '\u{E50}',
    '\u{ED0}',
    '\u{F20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17E0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19D0}',
    '\u{1A80}',
    '\u{1A90}',
    '\u{1B50}',
    '\u{1BB0}',
    '\u{1C40}',
    '\u{1C50}',
    '\u{A620}',
    '\u{A8D0}',
    '\u{A900}',
    '\u{A9D0}',
    '\u{A9F0}',
    '\u{AA50}',
    '\u{ABF0}',
    '\u{FF10}',
    '\u{104A0}',
    '\u{11066}',
    '\u{110F0}',
    '\u{11136}',
    '\u{1D7CE}',
    '\u{1D7D8}',
    '\u{1D7E2}',
    '\u{1D7EC}',
    '\u{1D7F6}',
    '\u{1E950}',
    '\u{1FBF0}',
];

/// The digits that a character stands for: "7", "14" of ⑭. `None` if it is no digit.
pub(crate) fn digits(c: char) -> Option<String> {
    if c.is_ascii_digit() {
        return Some(c.to_string());
    }
    if c.is_ascii() || !c.is_numeric() {
        return None;
    }
    let value = ZEROS.iter().find_map(|zero| {
        let offset = u32::from(c).checked_sub(u32::from(*zero))?;
        (offset < 10).then_some(offset)
    });
    if let Some(value) = value {
        return Some(value.to_string());
    }
    let folded = analysis::fold(&c.to_string());
    let bare = folded.trim_matches(['(', ')', '.', ',']);
    (!bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())).then(|| bare.to_owned())
}

/// The value of ½ and the like.
pub(super) fn fraction(c: char) -> Option<f64> {
    if c.is_ascii() || !c.is_numeric() {
        return None;
    }
    let folded = analysis::fold(&c.to_string());
    let (over, under) = folded.split_once('⁄')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0.0).then(|| over / under)
}
