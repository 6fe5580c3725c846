//! Names of files that clients give, made harmless on every system.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The last part of a path, without characters that some system forbids or that hide others; empty if nothing is left.
#[must_use]
pub fn cleaned(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .nfc()
        .filter(|c| !is_hidden(*c))
        .map(|c| {
            if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    kept.trim_matches(|c: char| c.is_whitespace() || c == '.')
        .to_owned()
}

/// True for controls, characters without a glyph, and those that no font has.
fn is_hidden(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    )
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn a_file_name_is_its_last_part_in_visible_characters() {
        for (given, kept) in [
            ("Basic_Export.zip", "Basic_Export.zip"),
            ("CV.PDF", "CV.PDF"),
            ("CV v1.2", "CV v1.2"),
            ("/home/ada/a.zip", "a.zip"),
            ("C:\\Users\\ada\\b.pdf", "b.pdf"),
            ("../../etc/passwd", "passwd"),
            (".hidden", "hidden"),
            ("a\u{202e}fdp.exe\n", "afdp.exe"),
            ("a\0b\r\nc.png", "abc.png"),
            ("what? \"this\".odt", "what_ _this_.odt"),
            ("re\u{301}sume\u{301}.pdf", "r\u{e9}sum\u{e9}.pdf"),
            ("", ""),
            ("...", ""),
            ("a/", ""),
        ] {
            assert_eq!(cleaned(given), kept, "{given:?}");
        }
        assert_eq!(cleaned(&"x".repeat(500)).len(), 500);
    }
}
