//! Words of a claim that are of no fact: names of which other rules decide, and the few words that tell of facts.

use super::{
    claim::is_statement,
    parts::{Item, Meaning, Parts},
    roles::{is_of_title, is_own_title},
};
use crate::{check::Check, fact::FactKind};

/// True for names and dates, of which other rules decide: of an employer, a title, the posting.
pub(super) fn is_named(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let is_within = |range: &std::ops::Range<usize>| {
        range.start <= item.tokens.start && item.tokens.end <= range.end
    };
    let mut organisations = check.organisations.iter().map(|one| &one.tokens);
    let mut dates = check.dates.iter().map(|one| &one.tokens);
    let mut titles = check
        .cited
        .iter()
        .flat_map(|fact| check.text.find(&fact.title));
    // "in den Jahren 2019 und 2021"
    let next = item.tokens.end;
    let is_unit = check
        .words
        .spans
        .contains_key(check.text.word(item.tokens.start))
        && check.dates.iter().any(|date| date.tokens.start == next);
    organisations.any(is_within)
        || is_unit
        || dates.any(is_within)
        || (titles.any(|range| is_within(&range)) && is_own_title(check, said, item))
        || (check.is_of_posting(&item.tokens)
            && (!is_location(check, item) || speaks_of_posting(check, item)))
}

fn is_location(check: &Check<'_>, item: &Item) -> bool {
    let locations = check.verifier.locations.iter();
    let mut ranges = locations.flat_map(|name| check.text.find(name));
    ranges.any(|range| range.contains(&item.tokens.start))
}

/// True if the clause of an item speaks of the posting or of a wish: only there may a claim name its place.
fn speaks_of_posting(check: &Check<'_>, item: &Item) -> bool {
    let words = check.words;
    let mut sets = [&words.wishing, &words.posting_context, &words.addressee].into_iter();
    sets.any(|words| check.clause_has(item.tokens.start, words))
}

/// True for an item that no fact has, and that claims nothing, or what other rules have found to follow from the facts.
pub(super) fn may_tell(check: &Check<'_>, said: &Parts, place: usize) -> bool {
    let Some(item) = said.items.get(place) else {
        return false;
    };
    let (at, words) = (item.tokens.start, check.words);
    let word = check.text.word(at);
    let is_name = || check.cited.iter().any(|fact| !is_statement(fact));
    if is_of_title(check, at) && !is_own_title(check, said, item) {
        return false;
    }
    if words.others.contains(word) && !is_of_work(check, at) {
        return false;
    }
    if words.shared.contains(word) {
        return true;
    }
    if words.possessive.contains(word) && !is_name() {
        let mut next = said.items.iter().skip(place + 1).take(2);
        return next.any(|next| words.telling.contains(check.text.word(next.tokens.start)));
    }
    let is_wish = || check.clause_has(at, &words.wishing);
    let is_asked = || {
        let mut asked = check.asked.iter();
        check.is_about_posting(at) && asked.any(|source| source.words.contains(word))
    };
    let term = words.term(word);
    let mut quantities = check.quantities.all.iter().filter(|one| !one.is_soft());
    let mut skills = check.skills.iter();
    // "Kubernetes-Cluster": the name of a skill in a fact may have the word that follows it.
    let before = place
        .checked_sub(1)
        .and_then(|before| said.items.get(before));
    let is_of_skill = || {
        let mut texts = check.cited.iter().map(|fact| &fact.source.text);
        before.is_some_and(|one| matches!(one.meaning, Meaning::Skill(..)))
            && texts.any(|text| text.tokens.iter().any(|token| token.folded == word))
    };
    // "arbeitete … aus": a verb with its particle is another word.
    let told = match &item.meaning {
        Meaning::Word { folded, .. } => folded,
        _ => word,
    };
    // "as well", and not "well below"
    let raises = words.praising.contains(word)
        && words.prepositions.get(check.text.word_before(at)) != Some(&"as");
    (words.telling.contains(told) && !raises)
        || is_of_skill()
        || skills.any(|skill| skill.tokens.contains(&at))
        || quantities.any(|one| one.tokens.contains(&at))
        || (words.is_neutral(word) && check.is_about_posting(at))
        || (words.wishes.contains(word) && !words.praising.contains(word) && is_wish())
        || ((words.naming.contains(word) || is_bound(check, at)) && is_name())
        || (words.studying.contains(word) && is_of_study(check, said, item))
        || (is_name() && check.is_cited_term(&term))
        || is_asked()
        || is_of_title(check, at)
}

/// "more than" before a number, of which other rules decide.
fn is_bound(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let bounds = [&words.over, &words.under, &words.about];
    let mut found = bounds
        .into_iter()
        .flat_map(|bounds| bounds.find(&check.text));
    found.any(|(range, _)| {
        let mut quantities = check.quantities.all.iter();
        range.contains(&at)
            && quantities
                .any(|one| one.tokens.start == range.end || one.tokens.start == range.start)
    })
}

/// "other tasks", "another of my projects", and not "other customers".
fn is_of_work(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let mut near = at + 1..at + 4;
    let is_own = |word: &str| words.possessive.contains(word) || words.function.contains(word);
    let next = near.find(|at| !is_own(check.text.word(*at)));
    // "unter anderem"
    check.text.word_before(at) == "unter"
        || next.is_some_and(|at| words.works.contains(check.text.word(at)))
}

/// True if the part of an item is about a degree or a certificate, and about nothing else: "I studied computer science".
fn is_of_study(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let certifies = check
        .words
        .certifying
        .contains(check.text.word(item.tokens.start));
    let mut studies = check.cited.iter().filter(|fact| match fact.fact.kind {
        FactKind::Certification => true,
        FactKind::Education => !certifies,
        _ => false,
    });
    studies.any(|fact| {
        let is_other = |one: &Item| {
            let skill = matches!(one.meaning, Meaning::Skill(..));
            let mut others = check.cited.iter();
            !fact.parts.has(one)
                && !fact
                    .source
                    .words
                    .contains(check.text.word(one.tokens.start))
                && (skill || others.any(|other| other.parts.has(one)))
        };
        !said.of_part(item.part).any(is_other)
    })
}
