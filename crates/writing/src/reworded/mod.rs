//! MEANING: other words for one fact say no more than the fact, and leave nothing out that makes it smaller. A part between signs and
//! conjunctions may be left out or moved as a whole, and the end of a part may be left out; the other words stay, with their prepositions, in
//! any form, or in a word that means the same.

mod claim;
mod links;
mod named;
mod parts;
mod role;
mod roles;
#[cfg(test)]
mod tests;
mod told;
mod uncited;

use std::ops::Range;

use self::parts::{Beginning, Meaning};
pub(crate) use self::{
    claim::claim,
    parts::{Item, Mark, Parts},
};
use crate::{
    check::Check, knowledge::Knowledge, language::Language, prepared::Prepared, refusal::Rule,
};

/// Refuses what a sentence says otherwise than the fact that it words anew.
pub(crate) fn meaning(check: &mut Check<'_>, fact: &Prepared) {
    let (language, knowledge) = (check.verifier.language, check.verifier.knowledge);
    let sentence = check.sentence.text.clone();
    for (tokens, detail) in differences(&sentence, fact, language, &knowledge) {
        let tokens = tokens.unwrap_or(0..check.text.tokens.len());
        check.refuse(Rule::Meaning, &tokens, detail);
    }
}

/// How freely a text may choose its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// Another line of a résumé for the fact.
    Statement,
    /// A sentence that tells of the fact.
    Claim,
}

type Difference = (Option<Range<usize>>, &'static str);

fn differences(
    sentence: &str,
    fact: &Prepared,
    language: &Language,
    knowledge: &Knowledge<'_>,
) -> Vec<Difference> {
    if has_other_signs(sentence, &fact.fact.text) {
        return vec![(None, "has signs that the fact does not have")];
    }
    let said = Parts::read(sentence, language, knowledge);
    compared(&said, &fact.parts, How::Statement, language)
}

/// How what is said differs from what is known.
fn compared(said: &Parts, known: &Parts, how: How, language: &Language) -> Vec<Difference> {
    let mut found = Vec::new();
    let pairs = pairs(said, known, &mut found);
    if !found.is_empty() {
        return found;
    }
    let kept: Vec<bool> = (0..known.items.len())
        .map(|at| pairs.iter().any(|(_, place)| *place == at))
        .collect();
    let is_kept = |place: usize| kept.get(place).copied().unwrap_or_default();
    found.extend(links::links(&pairs, said, known, how, &is_kept, language));
    found.extend(pairs.iter().filter_map(|(item, place)| {
        let detail = changed(item, (known, *place), (how, language), &is_kept)?;
        Some((Some(item.tokens.clone()), detail))
    }));
    let genitives = (0..pairs.len()).filter(|at| links::is_new_genitive(&pairs, *at, known));
    found.extend(genitives.filter_map(|at| {
        let (item, _) = pairs.get(at)?;
        let detail = "stands in another relation in the fact";
        Some((Some(item.tokens.clone()), detail))
    }));
    found.extend(order(&pairs, said, known, language));
    found.extend(left_out(known, &kept, how, language).map(|detail| (None, detail)));
    found
}

/// True for signs that are neither usual in a statement nor in the fact: emphasis, pictures.
fn has_other_signs(sentence: &str, fact: &str) -> bool {
    const USUAL: &str = ",.;:()-–'’\"„“”&/%+#";
    let is_usual =
        |sign: char| sign.is_alphanumeric() || sign.is_whitespace() || USUAL.contains(sign);
    let mut signs = sentence.chars();
    signs.any(|sign| !is_usual(sign) && !fact.contains(sign))
}

/// Each item of the sentence, with the place of the same one in the fact.
fn pairs<'s>(
    said: &'s Parts,
    known: &Parts,
    found: &mut Vec<Difference>,
) -> Vec<(&'s Item, usize)> {
    let mut pairs: Vec<(&Item, usize)> = Vec::new();
    for item in &said.items {
        let last = pairs.last().map_or(0, |(_, place)| place + 1);
        let is_free = |place: usize| {
            let same = known
                .items
                .get(place)
                .is_some_and(|one| one.meaning.is_same(&item.meaning));
            same && pairs.iter().all(|(_, taken)| *taken != place)
        };
        let place = (last..known.items.len()).find(|place| is_free(*place));
        let place =
            place.or_else(|| (0..last.min(known.items.len())).find(|place| is_free(*place)));
        match place {
            Some(place) => pairs.push((item, place)),
            None => found.push((Some(item.tokens.clone()), "is not in the fact")),
        }
    }
    pairs
}

/// "of" may be new: "migrated a service", "migration of a service". "to" may go before a verb: "helped to migrate".
fn may_follow(item: &Item, of_fact: &Item, language: &Language) -> bool {
    // "zu pflegen"
    let is_infinitive = language.capital_nouns() && item.is(Mark::Small) && of_fact.is(Mark::Small);
    let before_a_verb = item.is(Mark::Small) && matches!(item.meaning, Meaning::Word { .. });
    item.preposition == of_fact.preposition
        || (item.preposition == Some("of") && of_fact.preposition.is_none())
        || (before_a_verb && item.preposition.is_none() && of_fact.preposition == Some("to"))
        || (is_infinitive && item.preposition == Some("to") && of_fact.preposition.is_none())
}

/// How an item of the sentence differs from the same one of the fact.
fn changed(
    item: &Item,
    (known, place): (&Parts, usize),
    (how, language): (How, &Language),
    is_kept: &impl Fn(usize) -> bool,
) -> Option<&'static str> {
    let of_fact = known.items.get(place)?;
    let is_apart =
        how == How::Claim && !of_fact.binds() && claim::is_apart(item, (known, place), is_kept);
    if !is_apart && !may_follow(item, of_fact, language) {
        Some("stands in another relation in the fact")
    } else if item.is(Mark::Often) && !of_fact.is(Mark::Often)
        || item.is(Mark::Every) && has_most(known, of_fact.part)
    {
        Some("is not said to be so often in the fact")
    } else if is_plural_of(item, of_fact) {
        Some("is one in the fact")
    } else {
        let is_smaller =
            item.is(Mark::Small) && !of_fact.is(Mark::Small) && !of_fact.is(Mark::First);
        is_smaller.then_some("has a capital letter in the fact")
    }
}

/// "up to 15 companies a week": not so many in every one.
fn has_most(known: &Parts, part: usize) -> bool {
    let mut items = known.of_part(part);
    items.any(|one| one.meaning.is_number() && one.preposition == Some("to"))
}

/// "workshops" of a workshop. Plurals without an "s" are known behind "a" only, and of endings that no plural has.
fn is_plural_of(item: &Item, of_fact: &Item) -> bool {
    const OF_ONE: &[&str] = &["ung", "heit", "keit", "schaft", "ion", "tat", "ik"];
    const PLURALS: &[&str] = &["n", "en", "e", "er", "nen"];
    let (Meaning::Word { folded, .. }, Meaning::Word { folded: one, .. }) =
        (&item.meaning, &of_fact.meaning)
    else {
        return false;
    };
    let plural = folded.strip_suffix('s');
    let plural = plural.map(|stem| stem.strip_suffix('e').unwrap_or(stem));
    let with_s = plural.is_some_and(|stem| one == stem || one.strip_suffix('e') == Some(stem));
    let is_noun = !item.is(Mark::Small) && !of_fact.is(Mark::Small) && !item.is(Mark::One);
    let is_one = of_fact.is(Mark::One) || OF_ONE.iter().any(|ending| one.ends_with(ending));
    let ending = folded.strip_prefix(one.as_str());
    let in_other_way = is_noun && is_one && ending.is_some_and(|end| PLURALS.contains(&end));
    folded != one && (with_s || in_other_way)
}

/// Parts are not mixed, and words change their order within one only with their preposition, or as its first word; in languages that end a clause
/// with its verb, as its last word, too.
fn order(
    pairs: &[(&Item, usize)],
    said: &Parts,
    known: &Parts,
    language: &Language,
) -> Vec<Difference> {
    let part_of = |place: usize| known.items.get(place).map_or(0, |item| item.part);
    let mut found = Vec::new();
    let mut ended: Vec<usize> = Vec::new();
    let first_of = |item: &Item| {
        said.items
            .iter()
            .find(|one| one.part == item.part)
            .map(|one| one.tokens.start)
    };
    for (at, window) in (1_usize..).zip(pairs.windows(2)) {
        let [(before, earlier), (item, place)] = window else {
            continue;
        };
        let (left, part) = (part_of(*earlier), part_of(*place));
        let is_verb = |item: &Item, place: usize| {
            let last = known.of_part(part_of(place)).last();
            language.capital_nouns()
                && item.is(Mark::Small)
                && item.preposition.is_none()
                && last.map(|one| one.tokens.start)
                    == known.items.get(place).map(|one| one.tokens.start)
        };
        if left != part {
            // "baute Küchen und Treppen ein": one verb of two parts.
            ended.extend((!is_verb(before, *earlier)).then_some(left));
            if ended.contains(&part) {
                found.push((
                    Some(item.tokens.clone()),
                    "stands in another part of the fact",
                ));
            }
        }
        // "alle zwei Wochen besuche ich ältere Menschen": the verb moved, and not what follows it.
        let is_verb_before = is_verb(before, *earlier);
        let earlier = match at.checked_sub(2).and_then(|at| pairs.get(at)) {
            Some((one, place)) if is_verb_before && one.part == item.part => place,
            _ => earlier,
        };
        let moved = left == part && place < earlier;
        let is_first = first_of(before) == Some(before.tokens.start) || before.part != item.part;
        let is_verb = follows_a_phrase(pairs, at)
            || language.capital_nouns()
                && item.is(Mark::Small)
                && said.of_part(item.part).last().map(|one| one.tokens.start)
                    == Some(item.tokens.start);
        if moved && !is_first && !is_verb && item.preposition.is_none() {
            found.push((
                Some(item.tokens.clone()),
                "stands in another order in the fact",
            ));
        }
    }
    found
}

/// True for an item behind words that stand together in the fact, too, and begin with a preposition: they moved, and not the item.
fn follows_a_phrase(pairs: &[(&Item, usize)], at: usize) -> bool {
    let part = pairs.get(at).map(|(item, _)| item.part);
    let mut next = None;
    for (item, place) in pairs.get(..at).unwrap_or_default().iter().rev() {
        if Some(item.part) != part || next.is_some_and(|next| next != place + 1) {
            return false;
        }
        if item.preposition.is_some() || item.is(Mark::Often) {
            return true;
        }
        next = Some(*place);
    }
    false
}

/// What may not be left out of the fact.
fn left_out(known: &Parts, kept: &[bool], how: How, language: &Language) -> Option<&'static str> {
    let is_kept = |place: usize| kept.get(place).copied().unwrap_or_default();
    let in_part = |part: usize| {
        let all = known.items.iter().enumerate();
        all.filter(move |(_, item)| item.part == part)
    };
    let is_used = |part: usize| in_part(part).any(|(place, _)| is_kept(place));
    for (part, beginning) in known.beginnings.iter().enumerate() {
        let items: Vec<(usize, &Item)> = in_part(part).collect();
        let takes_back =
            *beginning == Beginning::But || items.iter().any(|(_, item)| item.is(Mark::Denial));
        let lost_limit = |part: usize| {
            let mut limits = in_part(part).filter(|(_, item)| item.is(Mark::Limit));
            limits.any(|(place, _)| !is_kept(place))
        };
        let binds = items.first().is_some_and(|(_, item)| item.binds());
        if !is_used(part) {
            if links::is_lost_condition(known, part, &is_used) {
                return Some("leaves out when it holds");
            }
            let others = if binds {
                0..known.beginnings.len()
            } else {
                0..part
            };
            if (takes_back || binds) && others.into_iter().any(is_used) {
                return Some("leaves out what takes something back");
            }
            continue;
        }
        let joined = (1..=part)
            .rev()
            .take_while(|part| known.beginnings.get(*part) == Some(&Beginning::And));
        if joined.into_iter().any(|part| lost_limit(part - 1)) {
            return Some("leaves out a word that makes it smaller");
        }
        let missing = match how {
            How::Statement => missing(&items, &is_kept, language),
            How::Claim if links::lends_its_verb(&items, Some(beginning), &is_kept, language) => {
                None
            }
            How::Claim => claim::missing(&items, &is_kept, language),
        };
        if let Some(detail) = missing {
            return Some(detail);
        }
    }
    None
}

/// What is missing in a part that is used: only its end may be, and numbers and skills within it.
fn missing(
    items: &[(usize, &Item)],
    is_kept: &impl Fn(usize) -> bool,
    language: &Language,
) -> Option<&'static str> {
    let last = items.iter().rposition(|(place, _)| is_kept(*place))?;
    let mut number_is_kept = false;
    for (index, (place, item)) in items.iter().enumerate() {
        if is_kept(*place) {
            number_is_kept = item.meaning.is_number() || (number_is_kept && !item.is(Mark::Rate));
            continue;
        }
        let is_end = index > last;
        let is_verb = language.capital_nouns()
            && index + 1 == items.len()
            && item.is(Mark::Small)
            && item.preposition.is_none();
        let by_others = item.preposition == Some("by") && !item.meaning.is_number();
        if is_end && (item.is(Mark::Denial) || item.binds() || by_others || is_verb) {
            return Some("leaves out a word that changes it");
        }
        if item.is(Mark::Rate) && number_is_kept {
            return Some("leaves out what a number is counted by");
        }
        let follows_kept = index > 0
            && items
                .get(index - 1)
                .is_some_and(|(place, _)| is_kept(*place));
        let may_go = is_end
            || item.is(Mark::Filler)
            || (item.meaning.is_number() && follows_kept)
            || matches!(item.meaning, Meaning::Skill(..));
        if !may_go {
            return Some("leaves out a word within a part");
        }
    }
    None
}
