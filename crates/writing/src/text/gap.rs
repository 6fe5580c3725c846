//! What is between two tokens.

/// What is between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: "40k".
    None,
    Space,
    Hyphen,
    Apostrophe,
    /// A full stop inside a word: "B.Sc".
    Dot,
    Slash,
    Comma,
    /// A dash between numbers or phrases.
    Dash,
    /// Another sign, which ends a phrase.
    Break,
}

impl Gap {
    pub(super) fn of(between: &str) -> Self {
        // "the parents' association"
        if matches!(between, "' " | "’ ") {
            return Self::Space;
        }
        let mut gap = if between.is_empty() {
            Self::None
        } else {
            Self::Space
        };
        let spaced = between.contains(char::is_whitespace);
        for c in between.chars().filter(|c| !c.is_whitespace()) {
            let found = match c {
                '-' | '\u{2010}' | '\u{2011}' if !spaced => Self::Hyphen,
                '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Self::Dash,
                '\'' | '’' | '‘' | 'ʼ' | '`' if !spaced => Self::Apostrophe,
                '.' if !spaced => Self::Dot,
                '/' | '⁄' if !spaced => Self::Slash,
                ',' | '،' => Self::Comma,
                _ => Self::Break,
            };
            if gap != Self::Break {
                gap = found;
            }
        }
        gap
    }

    /// True if the tokens on both sides can be parts of a phrase.
    pub(crate) const fn joins(self) -> bool {
        matches!(
            self,
            Self::None | Self::Space | Self::Hyphen | Self::Apostrophe | Self::Dot
        )
    }

    /// True if it parts a sentence.
    pub(crate) const fn parts(self) -> bool {
        matches!(self, Self::Comma | Self::Break | Self::Dash)
    }
}
