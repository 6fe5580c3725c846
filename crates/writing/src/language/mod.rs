//! Languages of texts: a file for each.

mod de;
mod en;

/// What a language needs.
#[derive(Debug)]
pub struct Language {
    /// Its code of ISO 639-1.
    pub(crate) code: &'static str,
}

impl Language {
    /// All of them, English first.
    pub const ALL: &[&'static Self] = &[&en::ENGLISH, &de::GERMAN];

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
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}
