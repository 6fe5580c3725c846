//! What a word does in a text that is read as parts: it begins one, ends one, or says nothing.

use super::parts::{Beginning, Item, Mark, Meaning};
use crate::{
    language::Words,
    text::{Text, Token},
};

/// True for a word in small letters, or the first, that is no pronoun.
pub(super) fn may_be_verb(item: &Item, words: &Words) -> bool {
    let Meaning::Word { folded, .. } = &item.meaning else {
        return false;
    };
    (item.is(Mark::Small) || item.is(Mark::First))
        && !item.is(Mark::Named)
        && item.preposition.is_none()
        && !words.first_person.contains(folded)
}

/// "2,4 Mio. Euro"
pub(super) fn is_abbreviated(text: &Text, at: usize, words: &Words) -> bool {
    words.suffix_scales.contains_key(text.word_before(at))
        && words.money.contains_key(text.word(at))
}

/// Words that say nothing: articles, forms of "to be", and "every" before "month", which `Mark::Often` keeps.
pub(super) fn is_free(text: &Text, at: usize, words: &Words) -> bool {
    let word = text.word(at);
    let is_every = || words.every.contains(word) && words.spans.contains_key(text.word(at + 1));
    words.free.contains(word) || is_every()
}

/// "which" and "so" before what follows from the words before them, and not before "which is" and "which I".
pub(super) fn tells_an_effect(text: &Text, at: usize, words: &Words) -> bool {
    let next = text.word(at + 1);
    words.effects.contains(text.word(at))
        && !words.being.contains(next)
        && !words.first_person.contains(next)
}

/// True if a part ends before a token.
pub(super) fn ends(text: &Text, at: usize, words: &Words) -> bool {
    text.tokens
        .get(at)
        .is_none_or(|token| token.gap.parts() || beginning(&token.folded, words).is_some())
}

/// Signs that separate nothing, and marks of a genitive.
pub(super) fn is_mute(token: &Token) -> bool {
    (token.is_sign() && token.folded != "%") || token.folded == "s"
}

/// The beginning of a new part at a word.
pub(super) fn beginning(word: &str, words: &Words) -> Option<Beginning> {
    if words.conditions.contains(word) {
        Some(Beginning::If)
    } else if words.turning.contains(word) {
        Some(Beginning::But)
    } else if words.joining.contains(word) {
        Some(Beginning::And)
    } else {
        words.clause.contains(word).then_some(Beginning::New)
    }
}
