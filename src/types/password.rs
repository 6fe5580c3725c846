//! Passwords, prepared by the OpaqueString profile (RFC 8265, 4.2): normal form C, every space U+0020, width and case as typed.
//! Keyboards and systems send the same character in different forms; without preparation, a password that was chosen on one device
//! would be refused on another.

use std::borrow::Cow;

use precis_profiles::{
    OpaqueString,
    precis_core::{DerivedPropertyValue, Error, FreeformClass, StringClass, profile::Profile},
};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::error::Refusal;

/// Length of a prepared password in code points. NIST SP 800-63B requires at least 8 and support for 64.
const LENGTH: std::ops::RangeInclusive<usize> = 10..=256;
/// Maximum length before preparation: at most four typed characters become one prepared character.
const TYPED_MAX: usize = 4 * *LENGTH.end();
/// Replaces a character that is newer than the tables of the profile.
const NEWER_PLACEHOLDER: char = '\u{2603}';

/// A new password, prepared for the strength check and hashing.
#[derive(Clone, Debug)]
pub struct NewPassword(SecretString);

/// A password that was entered to authenticate, in the forms in which it may have been hashed: prepared, and, if that differs, as typed,
/// because older hashes are of unprepared passwords.
#[derive(Clone, Debug)]
pub struct TypedPassword {
    prepared: Option<SecretString>,
    typed: Option<SecretString>,
}

impl NewPassword {
    /// Prepares a password and checks that it has 10 to 256 allowed characters.
    pub fn parse(path: &str, typed: &SecretString) -> Result<Self, Refusal> {
        let refuse = |message| Err(Refusal::invalid(path, message));
        if is_too_long(typed) {
            return refuse(WRONG_LENGTH);
        }
        match prepare(typed.expose_secret()) {
            Ok(prepared) if LENGTH.contains(&prepared.chars().count()) => {
                Ok(Self(SecretString::from(prepared)))
            }
            Ok(_) | Err(Unusable::Empty) => refuse(WRONG_LENGTH),
            Err(Unusable::Character) => refuse(
                "A password cannot hold control characters, line breaks, tabs, invisible characters (as in emoji that are joined of \
                 several) or characters that Unicode does not know; leave them out.",
            ),
        }
    }

    /// The prepared text.
    #[must_use]
    pub const fn secret(&self) -> &SecretString {
        &self.0
    }
}

impl TypedPassword {
    /// The forms of an entered password; `None` if no valid password can have this form.
    #[must_use]
    pub fn parse(typed: SecretString) -> Option<Self> {
        if is_too_long(&typed) {
            return None;
        }
        let fits = |text: &str| text.chars().count() <= *LENGTH.end();
        let prepared = prepare(typed.expose_secret())
            .ok()
            .filter(|text| fits(text))
            .map(SecretString::from);
        let differs = prepared
            .as_ref()
            .is_none_or(|prepared| prepared.expose_secret() != typed.expose_secret());
        let typed = Some(typed).filter(|typed| differs && fits(typed.expose_secret()));
        Some(Self { prepared, typed }).filter(|forms| forms.forms().next().is_some())
    }

    /// The forms to verify, in this order.
    pub fn forms(&self) -> impl Iterator<Item = &SecretString> {
        self.prepared.iter().chain(&self.typed)
    }

    /// The prepared form, if there is one.
    #[must_use]
    pub const fn prepared(&self) -> Option<&SecretString> {
        self.prepared.as_ref()
    }
}

const WRONG_LENGTH: &str =
    "A password has 10 to 256 characters; a few random words make a good one.";

/// Why a text cannot be a password.
enum Unusable {
    Empty,
    Character,
}

fn is_too_long(typed: &SecretString) -> bool {
    typed.expose_secret().chars().nth(TYPED_MAX).is_some()
}

/// Prepares a text by the profile. It is composed first: decomposed Hangul is allowed only when composed, and must be the same
/// password. The tables of the profile are those of Unicode 6.3; newer characters are judged by their general category.
fn prepare(typed: &str) -> Result<String, Unusable> {
    let composed: String = typed.nfc().collect();
    let (class, profile) = (FreeformClass::default(), OpaqueString::new());
    let is_newer =
        |c: char| class.get_value_from_char(c) == DerivedPropertyValue::Unassigned && is_visible(c);
    if !composed.chars().any(is_newer) {
        return profile
            .enforce(composed)
            .map(Cow::into_owned)
            .map_err(Unusable::from);
    }
    let judged: String = composed
        .chars()
        .map(|c| if is_newer(c) { NEWER_PLACEHOLDER } else { c })
        .collect();
    let judged = profile.enforce(judged)?;
    // Both mappings work character by character, so the positions of the newer ones do not change.
    Ok(judged
        .chars()
        .zip(composed.chars())
        .map(|(judged, c)| if is_newer(c) { c } else { judged })
        .collect())
}

impl From<Error> for Unusable {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid => Self::Empty,
            Error::BadCodepoint(_) | Error::Unexpected(_) => Self::Character,
        }
    }
}

/// True for characters of the general categories that the profile allows (RFC 8264, 4.3.1).
fn is_visible(c: char) -> bool {
    // The only invisible mark added since Unicode 6.3: a variation selector.
    let is_mark = c.general_category() == GeneralCategory::NonspacingMark && c == '\u{180f}';
    let groups = [
        GeneralCategoryGroup::Letter,
        GeneralCategoryGroup::Mark,
        GeneralCategoryGroup::Number,
        GeneralCategoryGroup::Symbol,
        GeneralCategoryGroup::Punctuation,
    ];
    !is_mark && groups.contains(&c.general_category_group())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn prepared(text: &str) -> Option<String> {
        prepare(text).ok()
    }

    #[test]
    fn one_password_has_one_form() {
        for (typed, expected) in [
            ("caf\u{e9} au lait", "caf\u{e9} au lait"),
            ("cafe\u{301} au lait", "caf\u{e9} au lait"),
            // Several combining marks, in another order.
            ("a\u{323}\u{302}", "\u{1ead}"),
            ("a\u{302}\u{323}", "\u{1ead}"),
            ("\u{212b}ngstr\u{f6}m", "\u{c5}ngstr\u{f6}m"),
            // Decomposed Hangul, as macOS sends it.
            (
                "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
                "\u{d55c}\u{ae00}",
            ),
            // All spaces become U+0020, and stay where they are.
            ("a\u{a0}b\u{3000}c\u{2002}d", "a b c d"),
            ("  correct  horse  ", "  correct  horse  "),
            // Width and case are preserved, and compatibility characters are not decomposed.
            (
                "\u{ff50}\u{ff41}\u{ff53}\u{ff53}",
                "\u{ff50}\u{ff41}\u{ff53}\u{ff53}",
            ),
            ("\u{fb01}sh \u{2463} A", "\u{fb01}sh \u{2463} A"),
            // Symbols that the tables know, and newer ones.
            (
                "\u{2620} \u{1f412} \u{1f914} \u{1fae0}",
                "\u{2620} \u{1f412} \u{1f914} \u{1fae0}",
            ),
            ("e\u{301}\u{a0}\u{1f914}", "\u{e9} \u{1f914}"),
        ] {
            assert_eq!(prepared(typed).as_deref(), Some(expected), "{typed:?}");
            assert_eq!(
                prepared(expected).as_deref(),
                Some(expected),
                "{typed:?} twice"
            );
        }
    }

    #[test]
    fn what_no_password_holds_is_refused() {
        for text in [
            "",
            "a\0b",
            "a\tb",
            "a\nb",
            "a\u{7f}b",
            "a\u{ad}b",
            "a\u{200b}b",
            "a\u{200d}b",
            "a\u{202e}b",
            "a\u{feff}b",
            "\u{2764}\u{fe0f}",
        ] {
            assert_eq!(prepared(text), None, "{text:?}");
        }
        // Private-use, unassigned and non-character code points.
        for text in [
            "a\u{e000}b",
            "a\u{378}b",
            "a\u{fdd0}b",
            "a\u{10ffff}b",
            "a\u{180f}b",
            "a\u{1f914}\u{200d}b",
        ] {
            assert_eq!(prepared(text), None, "{text:?}");
        }
    }

    #[test]
    fn its_length_is_counted_in_prepared_characters() {
        let parse = |text: String| NewPassword::parse("x", &SecretString::from(text)).is_ok();
        assert!(!parse("e\u{301}".repeat(9)), "18 are typed, and are 9");
        assert!(
            parse("e\u{301}".repeat(10))
                && parse("\u{e9}".repeat(256))
                && parse("e\u{301}".repeat(256))
        );
        assert!(
            !parse("e\u{301}".repeat(257))
                && !parse("\u{e9}".repeat(257))
                && !parse("a".repeat(1_000_000))
        );
    }

    #[test]
    fn what_was_hashed_as_typed_is_tried_too() {
        let forms = |text: &str| {
            let typed = TypedPassword::parse(SecretString::from(text.to_owned()));
            typed.map(|typed| {
                typed
                    .forms()
                    .map(|form| form.expose_secret().to_owned())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(forms("caf\u{e9}"), Some(vec!["caf\u{e9}".to_owned()]));
        assert_eq!(
            forms("cafe\u{301}"),
            Some(vec!["caf\u{e9}".to_owned(), "cafe\u{301}".to_owned()])
        );
        assert_eq!(
            forms("tab\tand more"),
            Some(vec!["tab\tand more".to_owned()])
        );
        assert_eq!(
            forms(&"e\u{301}".repeat(256)),
            Some(vec!["\u{e9}".repeat(256)]),
            "none was hashed that was longer"
        );
        assert_eq!(forms(&"a".repeat(257)), None);
    }

    proptest! {
        #[test]
        fn every_normal_form_of_a_text_is_the_same_password(text in "\\PC{0,40}") {
            let (composed, apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(prepared(&composed), prepared(&text));
            prop_assert_eq!(prepared(&apart), prepared(&text));
        }

        #[test]
        fn what_is_prepared_stays_so(text in "\\PC{0,40}") {
            if let Some(once) = prepared(&text) {
                prop_assert_eq!(prepared(&once), Some(once.clone()));
            }
        }
    }
}
