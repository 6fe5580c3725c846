//! A résumé as tailoring sees it, and the content that a changed one makes. A statement is named by its item and by the fact that it cites first, so that
//! it keeps its name when it is moved or reworded; one that cites none, or the same as another of its item, by its text as well.

use std::collections::HashMap;

use writing::{
    sentence::{Paragraph, Sentence, SentenceKind},
    tailor::{
        joined,
        model::{Bullet, Item, Record, Resume, Section},
    },
};

use crate::{
    features::writing::resumes::{self, Citation, Content, SectionKind, Statement},
    platform::hashing::sha256_hex,
    types::id::EvidenceId,
};

/// Characters of a hash in the name of a statement.
const HASH_LENGTH: usize = 16;
/// Maximum citations of a statement.
const CITATIONS_MAX: usize = 20;

/// What new words cite.
#[derive(Debug, Default)]
pub(super) struct Cited {
    /// By the name of the statement.
    pub statements: HashMap<String, Vec<Citation>>,
    /// Of the summary.
    pub summary: Vec<Citation>,
}

/// The résumé. Skills are apart, because their order is changed as a whole.
pub(super) fn of(content: &Content) -> Resume {
    let is_skills = |section: &&resumes::Section| section.kind == SectionKind::Skills;
    let skills = content.sections.iter().filter(is_skills);
    let others = content
        .sections
        .iter()
        .filter(|section| !is_skills(section));
    let section = |section: &resumes::Section| Section {
        id: section.kind.name().to_owned(),
        heading: section.heading.clone(),
        items: section.items.iter().map(item).collect(),
    };
    Resume {
        name: content.name.clone(),
        summary: content.summary.iter().map(sentence).collect(),
        summary_is_proposed: false,
        skills: skills
            .flat_map(|section| &section.items)
            .map(|item| item.title.clone())
            .collect(),
        sections: others.map(section).collect(),
    }
}

fn item(of: &resumes::Item) -> Item {
    let date = |date: &Option<_>| date.as_ref().map(ToString::to_string).unwrap_or_default();
    let dates = [date(&of.started_on), date(&of.ended_on)];
    let dates = dates.into_iter().filter(|date| !date.is_empty());
    let bullet = |(id, statement): (String, &Statement)| Bullet {
        id,
        fact: fact_of(statement).map_or_else(String::new, |fact| fact.to_string()),
        text: statement.text.clone(),
        variants: Vec::new(),
        hidden: statement.hidden,
    };
    Item {
        id: of.key.clone(),
        record: Record {
            organisation: of.organization.clone(),
            title: of.title.clone(),
            dates: dates.collect::<Vec<_>>().join(" "),
            licence: of.detail.clone(),
        },
        hidden: of.hidden,
        bullets: names(of)
            .into_iter()
            .zip(&of.statements)
            .map(bullet)
            .collect(),
    }
}

fn sentence(statement: &Statement) -> Sentence {
    let facts = statement.citations.iter();
    Sentence {
        text: statement.text.clone(),
        kind: SentenceKind::Claim,
        paragraph: Paragraph::Evidence,
        facts: facts.map(|cited| cited.evidence.to_string()).collect(),
        posting: Vec::new(),
    }
}

/// The fact that a statement is about.
fn fact_of(statement: &Statement) -> Option<EvidenceId> {
    statement.citations.first().map(|cited| cited.evidence)
}

/// The names of the statements of an item, in order.
fn names(item: &resumes::Item) -> Vec<String> {
    let mut cited: HashMap<EvidenceId, u32> = HashMap::new();
    for fact in item.statements.iter().filter_map(fact_of) {
        *cited.entry(fact).or_default() += 1;
    }
    let mut given: HashMap<String, u32> = HashMap::new();
    let name = |statement: &Statement| {
        let hash: String = sha256_hex(statement.text.as_bytes())
            .chars()
            .take(HASH_LENGTH)
            .collect();
        let key = &item.key;
        let name = match fact_of(statement) {
            Some(fact) if cited.get(&fact) == Some(&1) => format!("{key}.{fact}"),
            Some(fact) => format!("{key}.{fact}.{hash}"),
            None => format!("{key}.{hash}"),
        };
        let times = given.entry(name.clone()).or_default();
        *times += 1;
        match *times {
            1 => name,
            times => format!("{name}.{times}"),
        }
    };
    item.statements.iter().map(name).collect()
}

/// The content with what tailoring changed in it.
pub(super) fn written(
    content: &Content,
    (before, after): (&Resume, &Resume),
    cited: &Cited,
) -> Content {
    let mut new = content.clone();
    if before.summary != after.summary {
        new.summary = vec![Statement {
            text: joined(&after.summary),
            citations: cited.summary.iter().copied().take(CITATIONS_MAX).collect(),
            hidden: false,
        }];
    }
    let mut skills = after.skills.iter();
    for section in &mut new.sections {
        let items = std::mem::take(&mut section.items);
        section.items = if section.kind == SectionKind::Skills {
            let order = skills.by_ref().take(items.len());
            ordered(items, order.map(|name| (name.clone(), None)), |item| {
                item.title.clone()
            })
        } else {
            let mut sections = after.sections.iter();
            let changed = sections.find(|changed| changed.id == section.kind.name());
            let order = changed.into_iter().flat_map(|changed| &changed.items);
            ordered(items, order.map(|it| (it.id.clone(), Some(it))), |item| {
                item.key.clone()
            })
        }
        .into_iter()
        .map(|(item, changed)| match changed {
            Some(changed) => rewritten(item, changed, cited),
            None => item,
        })
        .collect();
    }
    new
}

fn rewritten(item: resumes::Item, changed: &Item, cited: &Cited) -> resumes::Item {
    let statements = names(&item).into_iter().zip(item.statements.clone());
    let statements: Vec<(String, Statement)> = statements.collect();
    let order = changed.bullets.iter().map(|it| (it.id.clone(), Some(it)));
    let statements = ordered(statements, order, |(name, _)| name.clone()).into_iter();
    let statement = |((name, old), bullet): ((String, Statement), Option<&Bullet>)| {
        let Some(bullet) = bullet else { return old };
        let mut new = Statement {
            text: bullet.text.clone(),
            hidden: bullet.hidden,
            ..old
        };
        if let Some(facts) = cited.statements.get(&name) {
            let is_old = |old: &Citation| facts.iter().all(|new| new.evidence != old.evidence);
            new.citations.retain(is_old);
            new.citations.splice(0..0, facts.iter().copied());
            new.citations.truncate(CITATIONS_MAX);
        }
        new
    };
    resumes::Item {
        statements: statements.map(statement).collect(),
        hidden: changed.hidden,
        ..item
    }
}

/// The values in an order of their keys, each with what the order has for it. Those that it does not name stay at the end.
fn ordered<T, V>(
    mut values: Vec<T>,
    order: impl Iterator<Item = (String, Option<V>)>,
    key: impl Fn(&T) -> String,
) -> Vec<(T, Option<V>)> {
    let mut sorted = Vec::with_capacity(values.len());
    for (wanted, with) in order {
        if let Some(at) = values.iter().position(|value| key(value) == wanted) {
            sorted.push((values.remove(at), with));
        }
    }
    sorted.extend(values.into_iter().map(|value| (value, None)));
    sorted
}

#[cfg(test)]
mod tests;
