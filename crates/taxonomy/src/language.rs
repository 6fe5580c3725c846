//! The languages of labels.

use serde::{Deserialize, Serialize};

/// A language in which skills and titles have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Es, Self::Fr];

    /// Its code of ISO 639-1: "en".
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The language of a tag of BCP 47, whatever its region: "de-CH" is German.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::of(&primary.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_are_read_without_their_region() {
        assert_eq!(Language::of_tag("de-CH"), Some(Language::De));
        assert_eq!(Language::of_tag("FR"), Some(Language::Fr));
        assert_eq!(Language::of_tag("es_MX"), Some(Language::Es));
        assert_eq!(Language::of_tag("it"), None);
        assert_eq!(Language::of_tag(""), None);
    }
}
