//! Rules for skills.

use std::collections::{BTreeMap, BTreeSet};

use taxonomy::Kind;

use super::{Context, Draft, FactRow, Fix, Sink};
use crate::prepared::{Demand, Posting};

/// The number of skills that are asked for most.
const DEMANDED: usize = 20;
/// A skill that fewer postings ask for is not asked for much.
const POSTINGS_MIN: usize = 2;
/// From this closeness a skill implies another.
const IMPLIED_MIN: f64 = 0.8;
/// The most statements that are quoted.
const QUOTES_MAX: usize = 3;

fn facts<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a FactRow> {
    context.profile.roles.iter().flat_map(|role| &role.facts)
}

/// Each skill that statements show, with these.
fn shown<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Vec<&'a FactRow>> {
    let mut shown: BTreeMap<&str, Vec<&FactRow>> = BTreeMap::new();
    for fact in facts(context) {
        for skill in &fact.skills {
            shown.entry(skill).or_default().push(fact);
        }
    }
    shown
}

/// The ids of the listed skills.
fn listed<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let all = context.profile.skills.iter();
    all.filter_map(|skill| context.taxonomy.named_skill(&skill.name))
        .map(|skill| skill.id().as_str())
        .collect()
}

fn label(context: &Context<'_>, skill: &str) -> String {
    let known = context.taxonomy.skill(skill);
    known.map_or(skill, |skill| skill.label()).to_owned()
}

/// The skills that postings ask for most, each with the number of these, the most frequent first.
#[must_use]
pub fn demanded(saved: &[Posting]) -> Vec<(String, usize)> {
    counted(saved.iter().flat_map(|posting| &posting.skills))
}

fn counted<'a>(demands: impl Iterator<Item = &'a Demand>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for demand in demands {
        *counts.entry(&demand.skill).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(skill, count)| (skill.to_owned(), count))
        .collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    counts
}

/// Without those of which the person has an alternative.
fn most_demanded(context: &Context<'_>, has: &impl Fn(&str) -> bool) -> Vec<(String, usize)> {
    let has_other = |posting: &Posting, demand: &Demand| {
        let mut others = posting.skills.iter().filter(|other| {
            demand.group.is_some() && other.group == demand.group && other.skill != demand.skill
        });
        others.any(|other| has(&other.skill))
    };
    let demands = context.saved.iter().flat_map(|posting| {
        let all = posting.skills.iter();
        all.filter(move |demand| !has_other(posting, demand))
    });
    let all = counted(demands).into_iter();
    all.filter(|(_, count)| *count >= POSTINGS_MIN)
        .take(DEMANDED)
        .collect()
}

/// "3 postings of your open applications ask for Rust".
fn asking(count: usize, name: &str) -> String {
    format!("{count} postings of your open applications ask for {name}")
}

/// True unless each statement names the skill only by words that are not its label and may mean another thing: "pricing" is not yet a pricing
/// strategy. Other names of tools, languages and licences mean the same.
fn is_named(context: &Context<'_>, skill: &str, facts: &[&FactRow]) -> bool {
    let Some(known) = context.taxonomy.skill(skill) else {
        return true;
    };
    if matches!(known.kind(), Kind::Tool | Kind::Language | Kind::Licence) {
        return true;
    }
    let labels: BTreeSet<String> = taxonomy::Language::ALL
        .into_iter()
        .filter_map(|language| known.label_in(language))
        .chain([known.label()])
        .map(taxonomy::key)
        .collect();
    let names = || known.names().iter().map(taxonomy::Name::key);
    facts.iter().any(|fact| {
        let text = format!(" {} ", taxonomy::key(&fact.text));
        let has = |name: &str| {
            ["", "s", "es"]
                .iter()
                .any(|end| text.contains(&format!(" {name}{end} ")))
        };
        labels.iter().any(|label| has(label)) || !names().any(has)
    })
}

fn quoting(mut draft: Draft, facts: &[&FactRow]) -> Draft {
    for fact in facts.iter().take(QUOTES_MAX) {
        draft = draft.quoting(Some(&fact.id), &fact.text);
    }
    draft
}

pub(super) fn duplicate(context: &Context<'_>, sink: Sink<'_>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for skill in &context.profile.skills {
        let named = context.taxonomy.named_skill(&skill.name);
        let key = named.map_or_else(
            || taxonomy::key(&skill.name),
            |skill| skill.id().to_string(),
        );
        if let Some(first) = known.get(&key) {
            let fix = Fix::RemoveItem {
                item_id: skill.id.clone(),
            };
            let text = format!("\"{}\" and \"{first}\" are the same skill.", skill.name);
            sink(
                Draft::new(&skill.id, text)
                    .quoting(Some(&skill.id), &skill.name)
                    .with_fix(fix),
            );
        } else {
            known.insert(key, &skill.name);
        }
    }
}

pub(super) fn not_listed(context: &Context<'_>, sink: Sink<'_>) {
    let listed = listed(context);
    for (skill, facts) in shown(context)
        .into_iter()
        .filter(|(skill, _)| !listed.contains(skill))
    {
        let name = label(context, skill);
        if !is_named(context, skill, &facts) {
            let text = format!(
                "Your statements may mean {name}, which is not among your skills. List it if they do."
            );
            sink(quoting(Draft::new(skill, text), &facts));
            continue;
        }
        let text = format!("Your statements show {name}, but it is not among your skills.");
        let fix = Fix::ListSkill {
            skill: skill.to_owned(),
            name,
        };
        sink(quoting(Draft::new(skill, text), &facts).with_fix(fix));
    }
}

pub(super) fn without_fact(context: &Context<'_>, sink: Sink<'_>) {
    let shown = shown(context);
    for skill in &context.profile.skills {
        let Some(known) = context.taxonomy.named_skill(&skill.name) else {
            continue;
        };
        if !shown.contains_key(known.id().as_str()) {
            let text = format!(
                "{} is listed, but no statement shows where you used it.",
                skill.name
            );
            sink(Draft::new(&skill.id, text).quoting(Some(&skill.id), &skill.name));
        }
    }
}

pub(super) fn implied(context: &Context<'_>, sink: Sink<'_>) {
    let (shown, listed) = (shown(context), listed(context));
    let has = |id: &str| shown.contains_key(id) || listed.contains(id);
    for (skill, count) in most_demanded(context, &has) {
        if shown.contains_key(skill.as_str()) || listed.contains(skill.as_str()) {
            continue;
        }
        let near = context.taxonomy.close_to(&skill);
        let best = near
            .filter(|(_, closeness)| closeness.strength >= IMPLIED_MIN)
            .find_map(|(have, _)| Some((have, shown.get(have.as_str())?)));
        let Some((have, facts)) = best else { continue };
        let (name, have) = (label(context, &skill), label(context, have));
        let text = format!(
            "{}. You show {have}, but do not say {name}.",
            asking(count, &name)
        );
        let draft = quoting(Draft::new(&skill, text), facts);
        match facts.first() {
            Some(fact) => sink(draft.with_fix(Fix::LinkSkill {
                fact_id: fact.id.clone(),
                skill,
                name,
            })),
            None => sink(draft),
        }
    }
}

pub(super) fn demanded_not_shown(context: &Context<'_>, sink: Sink<'_>) {
    let (shown, listed) = (shown(context), listed(context));
    let headline = context.profile.headline.to_lowercase();
    for (skill, count) in most_demanded(context, &|_| false) {
        let Some(facts) = shown.get(skill.as_str()) else {
            continue;
        };
        let name = label(context, &skill);
        if listed.contains(skill.as_str()) || headline.contains(&name.to_lowercase()) {
            continue;
        }
        let text = format!(
            "{}. You have it, but neither your headline nor your skills say so.",
            asking(count, &name)
        );
        let draft = quoting(Draft::new(&skill, text), facts);
        if is_named(context, &skill, facts) {
            sink(draft.with_fix(Fix::ListSkill { skill, name }));
        } else {
            sink(draft);
        }
    }
}

pub(super) fn demanded_gap(context: &Context<'_>, sink: Sink<'_>) {
    let (shown, listed) = (shown(context), listed(context));
    let has = |id: &str| shown.contains_key(id) || listed.contains(id);
    for (skill, count) in most_demanded(context, &has) {
        let mut near = context.taxonomy.close_to(&skill);
        let is_implied =
            near.any(|(have, closeness)| closeness.strength >= IMPLIED_MIN && has(have.as_str()));
        if has(&skill) || is_implied {
            continue;
        }
        let name = label(context, &skill);
        let text = format!("{}, which is not in your profile.", asking(count, &name));
        let demands = context
            .saved
            .iter()
            .flat_map(|posting| &posting.skills)
            .filter(|demand| demand.skill == skill);
        let mut draft = Draft::new(&skill, text);
        for demand in demands.take(QUOTES_MAX) {
            draft = draft.quoting(None, &demand.quote.text);
        }
        sink(draft);
    }
}
