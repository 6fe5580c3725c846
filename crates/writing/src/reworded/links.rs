//! How the parts of a sentence are linked: by a condition, an exception, a cause. The parts of the fact are linked in the same way.

use super::{
    Difference, How,
    parts::{Beginning, Item, Mark, Parts},
};
use crate::language::Language;

/// The links of a sentence that the fact does not have.
pub(super) fn links(
    pairs: &[(&Item, usize)],
    said: &Parts,
    known: &Parts,
    how: How,
    is_kept: &impl Fn(usize) -> bool,
    language: &Language,
) -> Vec<Difference> {
    let joined = Joined {
        known,
        is_kept,
        language,
    };
    let mut found = Vec::new();
    let mut before: Option<(&Item, usize)> = None;
    for (item, place) in pairs {
        let Some(of_fact) = known.items.get(*place) else {
            continue;
        };
        let mut refuse = |detail| found.push((Some(item.tokens.clone()), detail));
        let begins = |beginning| {
            let said = said.beginnings.get(item.part) == Some(&beginning);
            let known = known.beginnings.get(of_fact.part) == Some(&beginning);
            (said, known)
        };
        let denies = |parts: &Parts, part| parts.of_part(part).any(|one| one.is(Mark::Denial));
        if let (false, true) | (true, false) = begins(Beginning::If) {
            refuse("holds under another condition in the fact");
        }
        // "do not speak French but translated letters" says something by itself.
        let before_it = of_fact.part.checked_sub(1);
        let is_denied =
            denies(known, of_fact.part) || before_it.is_some_and(|part| denies(known, part));
        if begins(Beginning::But) == (false, true) && !is_denied {
            refuse("is an exception in the fact");
        }
        if is_effect(said, item.part) && !is_effect(known, of_fact.part) {
            refuse("follows from something else in the fact, or from nothing");
        }
        let last = before.filter(|(last, _)| last.part == item.part);
        if how == How::Claim && last.is_some_and(|(_, last)| joined.mixes(last, *place)) {
            refuse("is joined with another part of the fact");
        }
        before = Some((*item, *place));
    }
    found
}

/// True for a part that follows from the words before it, or that "and" joins to one.
fn is_effect(parts: &Parts, part: usize) -> bool {
    let joined = (1..=part)
        .rev()
        .take_while(|part| parts.beginnings.get(*part) == Some(&Beginning::And));
    let mut all = std::iter::once(part).chain(joined.map(|part| part - 1));
    all.any(|part| parts.effects.contains(&part))
}

/// The parts of a fact of which a sentence makes one.
struct Joined<'k, K> {
    known: &'k Parts,
    is_kept: &'k K,
    language: &'k Language,
}

impl<K: Fn(usize) -> bool> Joined<'_, K> {
    /// True for two words of parts that do not go together.
    fn mixes(&self, place: usize, next: usize) -> bool {
        let items = &self.known.items;
        let (Some(one), Some(other)) = (items.get(place), items.get(next)) else {
            return false;
        };
        one.part != other.part
            && !self.follows(one, other)
            && !self.shares_first(one, other)
            && !self.shares_first(other, one)
            && !self.shares_last(one, other)
            && !self.shares_last(other, one)
    }

    fn begins(&self, part: usize, beginning: Beginning) -> bool {
        self.known.beginnings.get(part) == Some(&beginning)
    }

    /// "lunch for 80 children with a dish on Fridays": a part that goes on with a preposition needs no sign before it.
    fn follows(&self, one: &Item, other: &Item) -> bool {
        other.preposition.is_some()
            && other.part == one.part + 1
            && self.begins(other.part, Beginning::New)
    }

    /// "raised sales and revenue", "loaded and unloaded lorries": a part without a verb has that of the part before, and a verb alone has what
    /// the next part has.
    fn shares_first(&self, one: &Item, other: &Item) -> bool {
        let is_next = other.part > one.part
            && (one.part + 1..=other.part).all(|part| self.begins(part, Beginning::And));
        let first = |part: usize| {
            let items = &self.known.items;
            items.iter().position(|item| item.part == part)
        };
        let is_first = first(one.part)
            .and_then(|first| self.known.items.get(first))
            .is_some_and(|first| first.tokens == one.tokens);
        let is_alone = self.known.of_part(one.part).count() == 1;
        let keeps_first = first(other.part).is_some_and(|first| (self.is_kept)(first));
        !self.language.capital_nouns() && is_next && is_first && (keeps_first || is_alone)
    }

    /// The same in languages that end a clause with its verb: "Küchen und Treppen eingebaut".
    fn shares_last(&self, one: &Item, other: &Item) -> bool {
        let is_next = other.part > one.part
            && (one.part + 1..=other.part).all(|part| self.begins(part, Beginning::And));
        let ends_with_verb = |part: usize| {
            let last = self.known.of_part(part).last();
            last.filter(|item| is_bare_verb(item))
        };
        let is_last = ends_with_verb(other.part).is_some_and(|last| last.tokens == other.tokens);
        self.language.capital_nouns() && is_next && is_last && ends_with_verb(one.part).is_none()
    }
}

fn is_bare_verb(item: &Item) -> bool {
    item.is(Mark::Small) && item.preposition.is_none()
}

/// True if of a part only the verb at its end is used, for the part before.
pub(super) fn lends_its_verb(
    items: &[(usize, &Item)],
    beginning: Option<&Beginning>,
    is_kept: &impl Fn(usize) -> bool,
    language: &Language,
) -> bool {
    let Some(((last, verb), others)) = items.split_last() else {
        return false;
    };
    language.capital_nouns()
        && beginning == Some(&Beginning::And)
        && is_bare_verb(verb)
        && is_kept(*last)
        && !others.is_empty()
        && others.iter().all(|(place, _)| !is_kept(*place))
}

/// True if a part of the fact is not used, without which what is used does not hold: a condition of the part beside it.
pub(super) fn is_lost_condition(
    known: &Parts,
    part: usize,
    is_used: &impl Fn(usize) -> bool,
) -> bool {
    known.beginnings.get(part) == Some(&Beginning::If) && is_used(part.checked_sub(1).unwrap_or(1))
}

/// True for an "of" that the fact does not have between words that do not stand together there: "supervision of two nurses".
pub(super) fn is_new_genitive(pairs: &[(&Item, usize)], at: usize, known: &Parts) -> bool {
    let Some((item, place)) = pairs.get(at) else {
        return false;
    };
    let is_new = item.preposition == Some("of")
        && (known.items.get(*place)).is_some_and(|one| one.preposition.is_none());
    let before = at.checked_sub(1).and_then(|before| pairs.get(before));
    is_new
        && before.is_some_and(|(last, earlier)| {
            let between = known.items.iter().take(*place).skip(earlier + 1);
            let may_go = |one: &Item| one.is(Mark::Filler) || one.meaning.is_number();
            let is_near = earlier < place && between.clone().all(may_go);
            // "the time of a deploy"
            let is_turned = place + 1 == *earlier;
            last.part == item.part && !is_near && !is_turned
        })
}
