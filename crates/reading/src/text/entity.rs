//! Character references of HTML: `&ndash;`, `&#8211;`, `&#x2013;`.

use std::borrow::Cow;

use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Maximum length of a reference without its ampersand: the longest name has 32 characters.
const REFERENCE_BYTES_MAX: usize = 40;

/// Decodes every reference once, by the names and numbers of the HTML standard: `&amp;lt;` becomes `&lt;`. What is no reference stays.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        if let Some(after) = reference(after, &mut decoded) {
            rest = after;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Appends what the reference at the beginning of `text` means, and returns the text after it.
fn reference<'a>(text: &'a str, decoded: &mut String) -> Option<&'a str> {
    let name_end = text
        .bytes()
        .take(REFERENCE_BYTES_MAX)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'));
    let (name, rest) = text.split_at_checked(name_end.unwrap_or(text.len()))?;
    if let Some(after) = rest.strip_prefix(';') {
        match name.strip_prefix('#') {
            Some(number) => decoded.push(numbered(number)?),
            None => named(&format!("{name};"), decoded)?,
        }
        return Some(after);
    }
    // Without a semicolon, no letter, digit or equals sign may follow: "?a=1&copy=2" is an address.
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '=') {
        return None;
    }
    match name.strip_prefix('#') {
        Some(number) => {
            decoded.push(numbered(number).filter(|c| number.len() > 1 && !c.is_control())?);
        }
        // The table has the old names, such as "eacute", without their semicolon as well.
        None => named(name, decoded)?,
    }
    Some(rest)
}

fn named(name: &str, decoded: &mut String) -> Option<()> {
    let &(first, second) = NAMED_ENTITIES.get(name)?;
    // The table also has the beginnings of names, with zeros.
    decoded.push(char::from_u32(first).filter(|c| *c != '\0')?);
    if second != 0 {
        decoded.extend(char::from_u32(second));
    }
    Some(())
}

/// `8211` or `x2013`. Numbers of Windows-1252 mean its characters; those of no character become U+FFFD.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let well_formed = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    if !well_formed {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    if (0x80..=0x9F).contains(&code) {
        let replaced = C1_REPLACEMENTS.get(usize::try_from(code - 0x80).ok()?)?;
        return replaced.or(char::from_u32(code));
    }
    let character = char::from_u32(code).filter(|c| *c != '\0');
    Some(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}
