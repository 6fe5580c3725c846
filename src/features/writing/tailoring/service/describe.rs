//! What a proposal changes, in words: the place, what is there, and what is to be there.

use writing::tailor::{
    Operation, joined,
    model::{Item, Resume, Section},
};

use crate::features::writing::resumes::SectionKind;

/// What a change is about.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    /// The place, as in the differences of two revisions.
    pub place: String,
    /// What is there, a line for each element.
    pub before: Vec<String>,
    /// What is to be there.
    pub after: Vec<String>,
}

/// What a change of this résumé is about.
pub(super) fn described(operation: &Operation, resume: &Resume) -> Described {
    match operation {
        Operation::SetSummary { sentences } => Described {
            place: "summary".to_owned(),
            before: resume.summary.iter().map(|one| one.text.clone()).collect(),
            after: vec![joined(sentences)],
        },
        Operation::ReorderSkills { order } => Described {
            place: format!("sections.{}", SectionKind::Skills.name()),
            before: resume.skills.clone(),
            after: order.clone(),
        },
        Operation::ReorderItems { parent, order } => reordered(resume, parent, order),
        Operation::HideItem { id } => at(resume, id, Vec::new()),
        Operation::PickVariant { bullet, text: new }
        | Operation::RephraseBullet {
            bullet,
            new_text: new,
            ..
        } => at(resume, bullet, vec![new.clone()]),
    }
}

fn reordered(resume: &Resume, parent: &str, order: &[String]) -> Described {
    let section = resume.sections.iter().find(|section| section.id == parent);
    let (place, named): (String, Vec<(&str, String)>) = if let Some(section) = section {
        let items = section.items.iter();
        let named = items.map(|item| (item.id.as_str(), label(item)));
        (place_of(section, None), named.collect())
    } else {
        let Some((section, item)) = items(resume).find(|(_, item)| item.id == parent) else {
            return Described::default();
        };
        let bullets = item.bullets.iter();
        let named = bullets.map(|bullet| (bullet.id.as_str(), bullet.text.clone()));
        (place_of(section, Some(item)), named.collect())
    };
    let label = |id: &String| {
        let found = named.iter().find(|(other, _)| other == id);
        found.map(|(_, label)| label.clone())
    };
    let after = order.iter().filter_map(label).collect();
    Described {
        place,
        before: named.iter().map(|(_, label)| label.clone()).collect(),
        after,
    }
}

/// A change of an item or a statement.
fn at(resume: &Resume, id: &str, after: Vec<String>) -> Described {
    for (section, item) in items(resume) {
        if item.id == id {
            return Described {
                place: place_of(section, Some(item)),
                before: vec![label(item)],
                after,
            };
        }
        let found = item.bullets.iter().enumerate();
        if let Some((index, bullet)) = found.into_iter().find(|(_, bullet)| bullet.id == id) {
            return Described {
                place: format!("{}.statements.{index}", place_of(section, Some(item))),
                before: vec![bullet.text.clone()],
                after,
            };
        }
    }
    Described::default()
}

fn items(resume: &Resume) -> impl Iterator<Item = (&Section, &Item)> {
    let sections = resume.sections.iter();
    sections.flat_map(|section| section.items.iter().map(move |item| (section, item)))
}

fn place_of(section: &Section, item: Option<&Item>) -> String {
    match item {
        Some(item) => format!("sections.{}.items.{}", section.id, item.id),
        None => format!("sections.{}", section.id),
    }
}

fn label(item: &Item) -> String {
    let parts = [&item.record.title, &item.record.organisation];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}
