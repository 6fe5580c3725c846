//! MEANING in a claim that a model words freely, for a letter or a summary: its words are those of the facts that it cites, as they are related
//! there, and the few that tell of facts and say nothing by themselves: "in my work with". Facts in another language are not compared.

use super::{
    Difference, How, Mark, Parts, compared, has_other_signs,
    named::{is_named, may_tell},
    parts::{Beginning, Item, Meaning},
    roles, told, uncited,
};
use crate::{check::Check, fact::FactKind, language::Language, prepared::Prepared, refusal::Rule};

/// Refuses what a claim says more than its facts, or otherwise.
pub(crate) fn claim(check: &mut Check<'_>) {
    let language = check.verifier.language;
    let is_foreign = |fact: &&Prepared| is_of_another_language(fact, language);
    if check.cited.iter().any(is_foreign) {
        return;
    }
    let all = check.text.tokens.len();
    let found = if check.is_claim() {
        differences(check)
    } else {
        uncited::differences(check)
    };
    for (tokens, detail) in found {
        check.refuse(Rule::Meaning, &tokens.unwrap_or(0..all), detail);
    }
}

fn differences(check: &Check<'_>) -> Vec<Difference> {
    let (verifier, sentence) = (check.verifier, check.sentence);
    let mut facts = check.cited.iter().map(|fact| fact.fact.text.as_str());
    if !facts.any(|fact| !has_other_signs(&sentence.text, fact)) {
        return vec![(None, "has signs that the facts do not have")];
    }
    let said = Parts::read(&sentence.text, verifier.language, &verifier.knowledge);
    let mut found = Vec::new();
    let mut of_facts: Vec<(usize, Item)> = Vec::new();
    let mut is_apart = false;
    for (place, item) in said.items.iter().enumerate() {
        let is_asked =
            matches!(item.meaning, Meaning::Skill(..)) && check.is_about_posting(item.tokens.start);
        if is_asked || is_named(check, &said, item) || is_computed(check, &said, item) {
            is_apart = true;
            continue;
        }
        let before = of_facts.last();
        let last = before.map(|(fact, _)| *fact);
        let in_part = last.filter(|_| before.is_some_and(|(_, one)| one.part == item.part));
        match fact_of(check, item, in_part) {
            Some(fact) => {
                let mixes =
                    |last: usize| last != fact && is_told(check, last) && is_told(check, fact);
                if in_part.is_some_and(mixes) {
                    found.push((Some(item.tokens.clone()), "is of another fact"));
                }
                let mut item = item.clone();
                let is_apart = std::mem::take(&mut is_apart)
                    || last.is_some_and(|last| last != fact)
                    || stands_alone(check, &said, &item);
                item.marks.extend(is_apart.then_some(Mark::Apart));
                of_facts.push((fact, item));
            }
            None if is_conjunction(check, &said, item) => {
                found.push((Some(item.tokens.clone()), "is no reason in the facts"));
            }
            None if denies_exception(check, &said, item) => is_apart = true,
            None if may_tell(check, &said, place) => is_apart = true,
            None => found.push((Some(item.tokens.clone()), "is not in the facts")),
        }
    }
    found.extend(told::governed(check, &said, &of_facts));
    found.extend(roles::roles(check, &of_facts));
    found.extend(roles::titles_of_others(check, &said, &of_facts));
    found.extend(roles::others(check, &of_facts));
    if found.is_empty() {
        for (at, fact) in check.cited.iter().enumerate() {
            let items = of_facts.iter().filter(|(fact, _)| *fact == at);
            let of_fact = Parts {
                items: items.map(|(_, item)| item.clone()).collect(),
                beginnings: said.beginnings.clone(),
                effects: said.effects.clone(),
            };
            found.extend(of_one(fact, &of_fact, verifier.language));
        }
    }
    found
}

/// How what is said of one fact differs from it.
fn of_one(fact: &Prepared, said: &Parts, language: &Language) -> Vec<Difference> {
    // "I know Kubernetes" needs no more than that the fact shows it.
    let mut items = said.items.iter();
    let names_skills = items.all(|item| matches!(item.meaning, Meaning::Skill(..)));
    if is_statement(fact) && !names_skills {
        return compared(said, &fact.parts, How::Claim, language);
    }
    lost_part(fact, said, language).into_iter().collect()
}

/// What is left out of a degree or a certificate that has not all of it: "the written part", "not completed".
fn lost_part(fact: &Prepared, said: &Parts, language: &Language) -> Option<Difference> {
    if !matches!(
        fact.fact.kind,
        FactKind::Education | FactKind::Certification
    ) {
        return None;
    }
    let is_kept = |item: &Item| said.has(item);
    let known = &fact.parts;
    let lost = known.items.iter().any(|item| {
        let is_partial = match &item.meaning {
            Meaning::Word { folded, .. } => language.words().partial.contains(folded),
            _ => false,
        };
        let mut part = known.of_part(item.part);
        let is_used = item.is(Mark::Denial) || (is_partial && part.any(is_kept));
        is_used && !is_kept(item)
    });
    lost.then_some((None, "leaves out that it is not all"))
}

/// True for facts that are sentences; others name something, and what is said of it has other words.
pub(super) const fn is_statement(fact: &Prepared) -> bool {
    matches!(
        fact.fact.kind,
        FactKind::Achievement | FactKind::Project | FactKind::Volunteering
    )
}

pub(super) fn is_told(check: &Check<'_>, fact: usize) -> bool {
    check.cited.get(fact).is_some_and(|fact| is_statement(fact))
}

/// The cited fact that has an item, the one before it if it has it, too.
pub(super) fn fact_of(check: &Check<'_>, item: &Item, last: Option<usize>) -> Option<usize> {
    let has = |fact: &&Prepared| fact.parts.has(item);
    let is_last = last.and_then(|at| check.cited.get(at)).is_some_and(has);
    last.filter(|_| is_last)
        .or_else(|| check.cited.iter().position(has))
}

/// "with Rust I have experience": the only word of the facts in its part.
fn stands_alone(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let mut others = said
        .of_part(item.part)
        .filter(|one| one.tokens.start != item.tokens.start);
    matches!(item.meaning, Meaning::Skill(..))
        && matches!(item.preposition, Some("with" | "in"))
        && others.all(|one| fact_of(check, one, None).is_none())
}

/// "though not on the roof" for "except on the roof".
fn denies_exception(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let is_exception = |one: &Item| {
        check.cited.iter().any(|fact| {
            let mut items = fact.parts.items.iter();
            items.any(|known| {
                known.meaning.is_same(&one.meaning)
                    && fact.parts.beginnings.get(known.part) == Some(&Beginning::But)
            })
        })
    };
    let mut later = said
        .of_part(item.part)
        .filter(|one| one.tokens.start > item.tokens.start);
    item.is(Mark::Denial)
        && said.beginnings.get(item.part) == Some(&Beginning::But)
        && later.any(is_exception)
}

/// "as I taught": a preposition before the subject of a clause links what the facts may not link.
fn is_conjunction(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let is_subject = check
        .words
        .subject
        .contains(check.text.word(item.tokens.start));
    let mut later = said
        .of_part(item.part)
        .filter(|one| one.tokens.start > item.tokens.start);
    // "durch Verkauf": a skill as the cause of what the facts say.
    let is_cause = item.preposition == Some("by") && matches!(item.meaning, Meaning::Skill(..));
    (is_cause || is_subject && item.preposition.is_some())
        && later.any(|one| fact_of(check, one, None).is_some())
}

/// True for the words of a number that no fact has, which follows from those that they have: "by 80 %" of "from 40 to 8".
fn is_computed(check: &Check<'_>, said: &Parts, item: &Item) -> bool {
    let mut quantities = check.quantities.all.iter().filter(|one| !one.is_soft());
    quantities.any(|one| {
        let mut of_quantity = said
            .items
            .iter()
            .filter(|item| one.tokens.contains(&item.tokens.start));
        let first = of_quantity.next();
        one.tokens.contains(&item.tokens.start)
            && first.is_some_and(|first| fact_of(check, first, None).is_none())
    })
}

fn is_of_another_language(fact: &Prepared, language: &Language) -> bool {
    let own = language.words();
    let count = |is: &dyn Fn(&str) -> bool| {
        let words = fact.source.text.tokens.iter();
        words.filter(|token| is(&token.folded)).count()
    };
    let mut others = Language::ALL.iter().filter(|other| **other != language);
    others.any(|other| {
        let other = other.words();
        let (own, other) = (&own.function, &other.function);
        let mine = count(&|word| own.contains(word) && !other.contains(word));
        count(&|word| other.contains(word) && !own.contains(word)) > mine
    })
}

/// True if the preposition of an item says nothing about the fact: it follows words that are not of the fact, or those before it are left out.
pub(super) fn is_apart(
    item: &Item,
    (known, place): (&Parts, usize),
    is_kept: &impl Fn(usize) -> bool,
) -> bool {
    let part = known.items.get(place).map(|one| one.part);
    let mut before = (0..place).rev().take_while(|at| {
        let same = known.items.get(*at).map(|one| one.part) == part;
        same && !is_kept(*at)
    });
    let has_same = |at: usize| {
        let before = known.items.get(at).and_then(|one| one.preposition);
        before.is_some() && before == item.preposition
    };
    item.is(Mark::Apart) || before.any(has_same)
}

/// What is missing in a part of a fact of which a claim tells: it may leave out the verb, numbers behind words that stay, names of skills, and the
/// end of what stands between two prepositions.
pub(super) fn missing(
    items: &[(usize, &Item)],
    is_kept: &impl Fn(usize) -> bool,
    language: &Language,
) -> Option<&'static str> {
    let first = items.iter().position(|(place, _)| is_kept(*place))?;
    let number_is_kept = items
        .iter()
        .any(|(place, item)| is_kept(*place) && item.meaning.is_number());
    let is_small_verb = |item: &Item| item.is(Mark::Small) && item.preposition.is_none();
    let ends_with_verb = language.capital_nouns()
        && items.len() > 1
        && items.last().is_some_and(|(_, item)| is_small_verb(item));
    // True if all that follows before the next preposition is left out.
    let mut is_end = true;
    for (index, (place, item)) in items.iter().enumerate().rev() {
        let is_last = index + 1 == items.len();
        let is_verb = (index == 0 && !ends_with_verb)
            || (is_last && language.capital_nouns() && is_small_verb(item));
        if is_kept(*place) {
            is_end = item.preposition.is_some() || (is_verb && index > 0);
            continue;
        }
        let by_others = item.preposition == Some("by") && !item.meaning.is_number();
        if item.is(Mark::Denial) || item.is(Mark::Limit) || item.binds() || by_others {
            return Some("leaves out a word that changes it");
        }
        if item.is(Mark::Rate) && number_is_kept {
            return Some("leaves out what a number is counted by");
        }
        let is_number = item.meaning.is_number() && (index > first || *place == 0);
        let is_year =
            matches!(item.meaning, Meaning::Number(year) if (1950.0..2100.0).contains(&year));
        let is_free =
            item.is(Mark::Filler) || is_year || matches!(item.meaning, Meaning::Skill(..));
        if !(is_verb || is_number || is_free || (is_end && index > first)) {
            return Some("leaves out a word within a part");
        }
        is_end = is_end || item.preposition.is_some();
    }
    None
}
