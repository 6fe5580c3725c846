//! Languages of texts. Adding one: a file of words like `en.txt`, and its line in [`Language::ALL`].

mod phrases;
mod source;
mod verb;
mod words;

use std::sync::LazyLock;

pub(crate) use self::{
    phrases::Phrases,
    verb::root as verb_root,
    words::{Span, Words},
};

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("en.txt"), analysis::Language::English, '.'));
static GERMAN: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("de.txt"), analysis::Language::German, ','));

/// What a language needs.
pub struct Language {
    code: &'static str,
    words: &'static LazyLock<Words>,
}

impl Language {
    /// All of them, English first.
    pub const ALL: &[&'static Self] = &[
        &Self {
            code: "en",
            words: &ENGLISH,
        },
        &Self {
            code: "de",
            words: &GERMAN,
        },
    ];

    /// The language with this code of ISO 639-1.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|one| one.code == code)
    }

    /// Its code of ISO 639-1.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) fn words(&self) -> &'static Words {
        self.words
    }

    /// True if all nouns are written with a capital letter.
    pub(crate) fn capital_nouns(&self) -> bool {
        !self.words().capital_nouns.is_empty()
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}
