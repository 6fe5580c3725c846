//! Postal codes whose letters look like the code of a country: the Dutch "1016 BR".

/// Countries with postal codes of four digits: behind one, their own code is no part of it ("8001 CH").
const FOUR_DIGITS: &[&str] = &[
    "AT", "AU", "BE", "BG", "CH", "CY", "DK", "GE", "HU", "LI", "LU", "LV", "MK", "NO", "NZ", "PH",
    "PT", "SI", "TN", "ZA",
];

/// The text with Dutch postal codes replaced by spaces of the same length.
pub(super) fn without_postcodes(text: &str) -> String {
    let mut kept = text.to_owned();
    for (at, word) in words(text) {
        let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let letters = text.get(at + 5..at + 7).unwrap_or_default();
        let spaced = text.get(at + 4..at + 5) == Some(" ");
        let ends = text
            .get(at + 7..)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let code = letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        if digits && spaced && code && ends && !FOUR_DIGITS.contains(&letters) {
            kept.replace_range(at..at + 7, "       ");
        }
    }
    kept
}

/// The words of a text, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let at = (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            (at, word)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::without_postcodes;

    #[test]
    fn dutch_codes_are_no_countries() {
        for (text, kept) in [
            ("1016 BR Amsterdam", "        Amsterdam"),
            (
                "Amsterdam, 1016 BR, Netherlands",
                "Amsterdam,        , Netherlands",
            ),
            ("8001 CH", "8001 CH"),
            ("Sydney NSW 2000 AU", "Sydney NSW 2000 AU"),
            ("K1A 0B1 Ottawa", "K1A 0B1 Ottawa"),
            ("2000 BRX", "2000 BRX"),
        ] {
            assert_eq!(without_postcodes(text), kept);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_length_stays(text in "\\PC{0,40}|([0-9]{4} [A-Z]{2}[ ,é]?){0,5}") {
            prop_assert_eq!(without_postcodes(&text).len(), text.len());
        }
    }
}
