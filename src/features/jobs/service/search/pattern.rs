//! What the index is asked for: keys that follow each other. A word has one key for each language whose stemmer could have read it.

use analysis::{Analysis, Language, Shape, Token, analyse};

/// Keys that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pattern {
    pub keys: Vec<String>,
    /// True if the last key is only the beginning of a word.
    pub is_prefix: bool,
}

impl Pattern {
    pub(super) fn word(key: &str) -> Self {
        Self {
            keys: vec![key.to_owned()],
            is_prefix: false,
        }
    }

    pub(super) fn prefix(key: &str) -> Self {
        Self {
            keys: vec![key.to_owned()],
            is_prefix: true,
        }
    }
}

/// The key of a single letter within a compound.
fn fragment(word: &str) -> String {
    format!("_{word}")
}

/// The key of a token as it is written.
pub(super) fn plain(token: &Token) -> String {
    match token.shape {
        Shape::Fragment => fragment(&token.word),
        Shape::Word | Shape::Pair | Shape::Last => token.word.clone(),
    }
}

/// The key of a token in a text of this language.
pub(super) fn key_of(token: &Token, language: Language) -> String {
    match token.shape {
        Shape::Word => language.key(&token.word),
        Shape::Fragment | Shape::Pair | Shape::Last => plain(token),
    }
}

/// The patterns of a term: any of them matches.
pub(super) fn alternatives(found: &Analysis, is_prefix: bool) -> Vec<Pattern> {
    let tokens: Vec<&Token> = demanded(&found.tokens);
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut add = |pattern: Pattern| {
        if !pattern.keys.is_empty() && !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    };
    let lone = matches!(tokens.as_slice(), [token] if token.shape == Shape::Last);
    let whole = found
        .compounds
        .iter()
        .find(|compound| compound.length == found.tokens.len());
    let same = whole.filter(|compound| !compound.needs_signs);
    if let Some(joined) = same.and_then(|compound| compound.joined.as_deref()) {
        add(Pattern {
            keys: vec![joined.to_owned()],
            is_prefix,
        });
    }
    if is_prefix || lone {
        add(Pattern {
            keys: tokens.iter().map(|token| plain(token)).collect(),
            is_prefix: true,
        });
        return patterns;
    }
    if let [token] = tokens.as_slice() {
        add(Pattern::word(&token.word));
        if let Some(spelled) = &token.spelled_out {
            add(Pattern::word(spelled));
        }
    }
    for language in Language::LATIN {
        add(Pattern {
            keys: tokens.iter().map(|token| key_of(token, language)).collect(),
            is_prefix: false,
        });
    }
    // `R&D` may be written with spaces.
    if tokens.iter().any(|token| token.shape == Shape::Fragment) {
        add(Pattern {
            keys: tokens
                .iter()
                .map(|token| Language::English.key(&token.word))
                .collect(),
            is_prefix: false,
        });
    }
    patterns
}

/// The patterns of a word.
pub(super) fn alternatives_of(word: &str) -> Vec<Pattern> {
    alternatives(&analyse(word), false)
}

/// Without the last character of the last run: the pair before has it.
fn demanded(tokens: &[Token]) -> Vec<&Token> {
    let mut demanded: Vec<&Token> = tokens.iter().collect();
    if let [.., before, last] = tokens
        && last.shape == Shape::Last
        && before.shape == Shape::Pair
    {
        demanded.pop();
    }
    demanded
}
