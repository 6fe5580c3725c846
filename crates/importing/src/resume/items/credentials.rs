//! What a line says of a certificate beside its name: until when it is valid, and its number.

use crate::{
    date::{PartialDate, SlashOrder},
    resume::span,
};

/// Words before the day until when something is valid, longest first where one begins with another.
const UNTIL: [&str; 47] = [
    "expiration date",
    "expires on",
    "expires in",
    "expires",
    "expired",
    "expiring",
    "expiry date",
    "expiry",
    "expiration",
    "exp. date",
    "exp date",
    "exp.",
    "exp:",
    "exp",
    "valid until",
    "valid through",
    "valid thru",
    "valid till",
    "valid to",
    "good through",
    "renewal date",
    "gültig bis",
    "läuft ab",
    "ablaufdatum",
    "valable jusqu'en",
    "valable jusqu'au",
    "valide jusqu'en",
    "valide jusqu'au",
    "expire le",
    "expire en",
    "válido hasta",
    "vigente hasta",
    "caduca",
    "valido fino al",
    "scadenza",
    "válido até",
    "validade",
    "geldig tot",
    "giltigt t.o.m.",
    "giltig t.o.m.",
    "giltigt till",
    "giltig till",
    "ważne do",
    "ważna do",
    "ważny do",
    "действителен до",
    "有効期限",
];
/// Words before the number of a certificate or a licence.
const NUMBER: [&str; 40] = [
    "license number",
    "licence number",
    "license no.",
    "licence no.",
    "license no",
    "licence no",
    "license #",
    "licence #",
    "lic. no.",
    "lic. #",
    "lic #",
    "lic.#",
    "license:",
    "licence:",
    "credential id",
    "certificate number",
    "certificate no.",
    "certificate no",
    "certificate #",
    "certificate id",
    "certification number",
    "certification no.",
    "certification #",
    "cert. no.",
    "cert. #",
    "cert #",
    "registration number",
    "registration no.",
    "reg. no.",
    "zertifikatsnummer",
    "zertifikat-nr.",
    "numéro de certificat",
    "n° de certificat",
    "número de licencia",
    "numero certificato",
    "id number",
    "id no.",
    "id:",
    "id",
    "#",
];
/// The most bytes of a line in which they are looked for.
const LINE_BYTES_MAX: usize = 400;
/// The most words of a day.
const DAY_WORDS_MAX: usize = 3;

/// The text without the day until when a certificate is valid, and this day: `First Aid – expires June 2027`.
pub(super) fn until(text: &str, order: SlashOrder) -> Option<(PartialDate, String)> {
    let (before, behind) = marked(text, &UNTIL)?;
    let behind = behind.trim_start_matches([':', ' ', '.']);
    let words = span::words(behind);
    let ends = words.iter().take(DAY_WORDS_MAX).rev();
    let mut days = ends.filter_map(|(_, end)| {
        let day = behind.get(..*end)?;
        let inner = day.trim_matches(['(', ')', ',', '.', ';', '|', ' ']);
        let is_year = inner.len() >= 4;
        let date = span::read(inner, order).date().filter(|_| is_year)?;
        Some((date, behind.get(*end..)?))
    });
    let (date, after) = days.next()?;
    Some((date, span::tidy(&closed(before), after)))
}

/// The text without the number of a certificate, and this number: `Registered Nurse, License #123`.
pub(super) fn number(text: &str) -> Option<(String, String)> {
    let (before, behind) = marked(text, &NUMBER)?;
    let behind = behind.trim_start_matches([':', '#', ' ', '.']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-/.".contains(c);
    let end = behind.find(|c| !is_part(c)).unwrap_or(behind.len());
    let (number, after) = behind.split_at_checked(end)?;
    let number = number.trim_end_matches(['.', '-', '/']);
    let has_digit = number.chars().any(|c| c.is_ascii_digit());
    has_digit.then(|| (number.to_owned(), span::tidy(&closed(before), after)))
}

/// The text before the first of some words, and behind it; the words begin a part, or stand behind a space.
fn marked<'a>(text: &'a str, marks: &[&str]) -> Option<(&'a str, &'a str)> {
    if text.len() > LINE_BYTES_MAX {
        return None;
    }
    let lower = text.to_lowercase().replace('’', "'");
    // Letters whose small ones have another length would shift what follows.
    let is_same = lower.len() == text.replace('’', "'").len() && !text.contains('’');
    let lower = if is_same { lower } else { text.to_owned() };
    let found = marks.iter().find_map(|mark| {
        let at = lower.match_indices(mark).find(|(at, _)| {
            let before = lower.get(..*at).unwrap_or_default();
            let behind = lower.get(at + mark.len()..).unwrap_or_default();
            let begins = before.is_empty() || before.ends_with([' ', '(', ',', '|', '–', '—']);
            let ends =
                !mark.ends_with(char::is_alphabetic) || !behind.starts_with(char::is_alphabetic);
            begins && ends
        });
        at.map(|(at, _)| (at, at + mark.len()))
    });
    let (from, to) = found?;
    Some((text.get(..from)?, text.get(to..)?))
}

/// The text with the bracket that what was taken stood in closed, if it holds more.
fn closed(before: &str) -> String {
    let before = before.trim_end_matches([' ', ',', ';', '|', '–', '—', '-', '·']);
    match before.strip_suffix('(') {
        Some(bare) => bare.trim_end().to_owned(),
        None => before.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{number, until};
    use crate::date::SlashOrder;

    #[test]
    fn days_of_expiry_and_numbers_are_taken() {
        for (text, day, rest) in [
            ("First Aid – expires June 2027", "2027-06", "First Aid"),
            ("BLS, exp. 03/2027", "2027-03", "BLS"),
            ("BLS (AHA, exp. 03/2027)", "2027-03", "BLS (AHA)"),
            ("BLS (expires 2027), Red Hut", "2027", "BLS, Red Hut"),
            ("Nurse, valid until 2028", "2028", "Nurse"),
            ("Schein, gültig bis 12/2026", "2026-12", "Schein"),
        ] {
            let found = until(text, SlashOrder::DayFirst);
            let (date, left) = found.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (date.to_string().as_str(), left.as_str()),
                (day, rest),
                "{text}"
            );
        }
        for text in [
            "Expert in tides, 2027",
            "First Aid, 2027",
            "expires soon",
            "Export, 2027",
        ] {
            assert_eq!(until(text, SlashOrder::DayFirst), None, "{text}");
        }
        for (text, no, rest) in [
            ("Registered Nurse, License #123", "123", "Registered Nurse"),
            ("RN (License No. RN-4567), Texas", "RN-4567", "RN, Texas"),
            ("PMP #9876", "9876", "PMP"),
        ] {
            assert_eq!(
                number(text),
                Some((no.to_owned(), rest.to_owned())),
                "{text}"
            );
        }
        assert_eq!(number("C# Developer"), None);
        assert_eq!(number("Driving licence: B"), None);
    }
}
