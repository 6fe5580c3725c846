//! CROSS_FACT_JOIN: what a sentence says of an employer is in one fact of that employer, and a number belongs to what one fact counts.

use std::ops::Range;

use crate::{
    check::Check,
    prepared::Prepared,
    quantity::{Unit, supports},
    refusal::Rule,
    rule::date,
};

pub(crate) fn join(check: &mut Check<'_>) {
    let mut wrong: Vec<(Range<usize>, String)> = Vec::new();
    let employers = employers(check);
    for item in items(check) {
        let Some(names) = employers.get(item.clause) else {
            continue;
        };
        if names.is_empty() {
            continue;
        }
        let of_employer = |fact: &&&Prepared| names.iter().any(|name| belongs(fact, name));
        let supported: Vec<&&Prepared> = check
            .cited
            .iter()
            .filter(|fact| (item.supports)(check, fact))
            .collect();
        // A clause before the first employer may be about something else that has none.
        let before = check.organisations.iter().all(|one| {
            check
                .clauses
                .get(one.tokens.start)
                .is_some_and(|clause| *clause > item.clause)
        });
        let free = before && supported.iter().any(|fact| fact.organisation.is_empty());
        if !supported.is_empty() && !free && !supported.iter().any(of_employer) {
            wrong.push((
                item.tokens,
                "is a part of another fact than the employer".to_owned(),
            ));
        }
    }
    counted(check, &mut wrong);
    skills_and_numbers(check, &mut wrong);
    uncited(check, &mut wrong);
    for (tokens, detail) in wrong {
        check.refuse(Rule::CrossFactJoin, &tokens, detail);
    }
}

/// True if a fact is one of an organisation.
fn belongs(fact: &Prepared, name: &[String]) -> bool {
    fact.organisation == name || !fact.source.text.find(name).is_empty()
}

type Supports<'c> = Box<dyn Fn(&Check<'_>, &Prepared) -> bool + 'c>;

/// Something that must be in a fact of the employer.
struct Item<'c> {
    tokens: Range<usize>,
    clause: usize,
    supports: Supports<'c>,
}

fn items<'c>(check: &'c Check<'_>) -> Vec<Item<'c>> {
    let clause = |at: usize| check.clauses.get(at).copied().unwrap_or_default();
    let mut items: Vec<Item<'c>> = Vec::new();
    for skill in &check.skills {
        items.push(Item {
            tokens: skill.tokens.clone(),
            clause: clause(skill.tokens.start),
            supports: Box::new(|check, fact| has_skill(check, fact, skill)),
        });
    }
    for quantity in check
        .quantities
        .all
        .iter()
        .filter(|q| !q.is_soft() && q.unit != Unit::Months)
    {
        items.push(Item {
            tokens: quantity.tokens.clone(),
            clause: clause(quantity.tokens.start),
            supports: Box::new(|_, fact| {
                supports(quantity, &fact.source.quantities, fact.source.denies)
            }),
        });
    }
    for mention in &check.dates {
        items.push(Item {
            tokens: mention.tokens.clone(),
            clause: clause(mention.tokens.start),
            supports: Box::new(|check, fact| date::supports(check, mention, fact)),
        });
    }
    for title in super::title::claimed(check) {
        let words: Vec<String> = title
            .clone()
            .map(|at| check.text.word(at).to_owned())
            .collect();
        items.push(Item {
            clause: clause(title.start),
            tokens: title,
            supports: Box::new(move |check, fact| {
                let mut terms = words.iter().map(|word| check.words.term(word));
                !fact.title.is_empty() && terms.all(|term| fact.title_terms.contains(&term))
            }),
        });
    }
    items
}

fn has_skill(check: &Check<'_>, fact: &Prepared, skill: &crate::check::NamedSkill) -> bool {
    fact.source.skills.contains(&skill.id)
        || skill
            .tokens
            .clone()
            .all(|at| fact.source.words.contains(check.text.word(at)))
}

/// For each clause, the employers that it is about: its own, or those of the clause before, or of the first that has any.
fn employers(check: &Check<'_>) -> Vec<Vec<Vec<String>>> {
    let count = check.clauses.last().map_or(0, |last| last + 1);
    let mut found: Vec<Vec<Vec<String>>> = vec![Vec::new(); count];
    for organisation in &check.organisations {
        let clause = check
            .clauses
            .get(organisation.tokens.start)
            .copied()
            .unwrap_or_default();
        if check.is_of_posting(&organisation.tokens) {
            continue;
        }
        if let Some(names) = found.get_mut(clause) {
            names.push(organisation.words.clone());
        }
    }
    let first = found
        .iter()
        .find(|names| !names.is_empty())
        .cloned()
        .unwrap_or_default();
    let mut last = first;
    for names in &mut found {
        if names.is_empty() {
            names.clone_from(&last);
        } else {
            last.clone_from(names);
        }
    }
    found
}

/// "14 backups" of two facts, one with 14 clusters, one with backups.
fn counted(check: &Check<'_>, wrong: &mut Vec<(Range<usize>, String)>) {
    for quantity in check
        .quantities
        .all
        .iter()
        .filter(|q| q.unit == Unit::Plain && !q.is_soft() && !q.is_ordinal())
    {
        let having: Vec<&&Prepared> = check
            .cited
            .iter()
            .filter(|fact| supports(quantity, &fact.source.quantities, fact.source.denies))
            .collect();
        let nouns: Vec<&String> = quantity
            .nouns
            .iter()
            .filter(|noun| check.is_cited_term(noun))
            .collect();
        if having.is_empty() || nouns.is_empty() {
            continue;
        }
        let together = having
            .iter()
            .any(|fact| nouns.iter().any(|noun| fact.source.terms.contains(*noun)));
        if !together {
            wrong.push((
                quantity.tokens.clone(),
                "a number of one fact with what another says".to_owned(),
            ));
        }
    }
}

/// A number of one fact and a skill of another in one clause.
fn skills_and_numbers(check: &Check<'_>, wrong: &mut Vec<(Range<usize>, String)>) {
    for quantity in check
        .quantities
        .all
        .iter()
        .filter(|q| !q.is_soft() && q.unit != Unit::Months)
    {
        let clause = check.clauses.get(quantity.tokens.start);
        for skill in &check.skills {
            if check.clauses.get(skill.tokens.start) != clause {
                continue;
            }
            let number =
                |fact: &Prepared| supports(quantity, &fact.source.quantities, fact.source.denies);
            let named = |fact: &Prepared| has_skill(check, fact, skill);
            let both = check.cited.iter().any(|fact| number(fact) && named(fact));
            let apart = check.cited.iter().any(|fact| number(fact))
                && check.cited.iter().any(|fact| named(fact));
            if apart && !both {
                wrong.push((
                    quantity.tokens.start.min(skill.tokens.start)
                        ..quantity.tokens.end.max(skill.tokens.end),
                    "a number and a skill of two facts".to_owned(),
                ));
            }
        }
    }
}

/// An employer of a fact that is not cited, with something of one that is.
fn uncited(check: &Check<'_>, wrong: &mut Vec<(Range<usize>, String)>) {
    for organisation in &check.organisations {
        let cited = check
            .cited
            .iter()
            .any(|fact| belongs(fact, &organisation.words));
        if !cited && !check.cited.is_empty() && !check.is_of_posting(&organisation.tokens) {
            wrong.push((
                organisation.tokens.clone(),
                "an employer of a fact that is not cited".to_owned(),
            ));
        }
    }
}
