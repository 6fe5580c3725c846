//! The rank of a match: a whole number that depends on the query and the posting alone, so that it is the same on both databases and does
//! not change when other postings arrive.

use analysis::Language;

use super::{
    document::{Field, first},
    pattern::Pattern,
    text::{Need, Reading, SearchText, Term},
};

/// Ranks are multiplied by this; below it is the time of publication in microseconds, until the year 2112.
pub(super) const UNIT: i64 = 1 << 52;
/// Points of a posting that has a rare word as typed: more than five other terms give, so that postings with words that are spelled alike
/// come behind. The sum of all points stays below 2 048.
const TYPED: i64 = 200;
/// Most terms that count for the rank.
const TERMS_MAX: usize = 8;

/// A level that a posting reaches if one of the patterns matches in the field.
pub(super) struct Level<'a> {
    pub points: i64,
    /// The field; any, if `None`.
    pub field: Option<Field>,
    pub patterns: Vec<Pattern>,
    /// Another term that each match has: if few postings match, it may be much rarer.
    pub beside: Option<&'a [Pattern]>,
}

/// The levels of a query: for each term, whether the title, the company, a skill or a place has it, whether the title has it as typed, and
/// whether the title begins with it; for a rare word, whether the posting has it as typed; for all terms, whether they follow each other in the title.
pub(super) fn levels(text: &SearchText) -> Vec<Level<'_>> {
    let mut levels = Vec::new();
    for term in text.wanted().take(TERMS_MAX) {
        let beside = beside(text, term);
        let level = |points, field, patterns| Level {
            points,
            field: Some(field),
            patterns,
            beside,
        };
        levels.push(level(16, Field::Title, term.patterns.clone()));
        levels.push(level(8, Field::Company, term.patterns.clone()));
        levels.push(level(4, Field::Skill, term.patterns.clone()));
        if let Some(word) = term
            .word
            .as_deref()
            .filter(|_| matches!(term.reading, Reading::Word | Reading::Widened))
        {
            levels.push(level(4, Field::Title, vec![Pattern::word(word)]));
        }
        if term.reading == Reading::Widened {
            levels.push(Level {
                points: TYPED,
                field: None,
                patterns: term.as_typed().to_vec(),
                beside,
            });
        }
        let begins: Vec<Pattern> = term.patterns.iter().filter_map(beginning).collect();
        if !begins.is_empty() {
            levels.push(level(2, Field::Title, begins));
        }
    }
    levels.extend(together(text).map(|pattern| Level {
        points: 16,
        field: Some(Field::Title),
        patterns: vec![pattern],
        beside: None,
    }));
    levels
}

/// The longest of the other terms that must occur: of words of a language, long ones are rarer.
fn beside<'a>(text: &'a SearchText, term: &Term) -> Option<&'a [Pattern]> {
    let others = text.with_need(Need::Must).filter(|other| *other != term);
    let longest = others.max_by_key(|other| other.typed.chars().count())?;
    Some(&longest.patterns)
}

fn beginning(pattern: &Pattern) -> Option<Pattern> {
    match pattern.keys.as_slice() {
        [key] if !pattern.is_prefix => Some(Pattern::word(&first(key))),
        _ => None,
    }
}

/// All words of the query, one after another.
fn together(text: &SearchText) -> Option<Pattern> {
    let words: Vec<&str> = text
        .with_need(Need::Must)
        .take(TERMS_MAX)
        .map(|term| term.word.as_deref())
        .collect::<Option<_>>()?;
    (words.len() > 1).then(|| Pattern {
        keys: words
            .iter()
            .map(|word| Language::English.key(word))
            .collect(),
        is_prefix: false,
    })
}
