//! What differs between two contents, as a list of differences with their places. It is symmetrical: from the second to the first, what was
//! added is removed, and `before` and `after` change places.
//!
//! Sections are the same if their kinds are, items if their keys are in sections of one kind, and links if their addresses are. Statements have no
//! key: `pairs` finds out which are the same.

mod lists;
mod order;
mod pairs;

use self::{
    lists::{pairs_by, without},
    order::moved,
    pairs::pairs_of_statements,
};
use crate::features::writing::resumes::{Citation, Content, Item, Link, Section, Statement};

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The kind.
    pub kind: DifferenceKind,
    /// The place before, such as `sections.WORK.items.i3.statements.2`; none for what was added.
    pub place_before: Option<String>,
    /// The place after; none for what was removed.
    pub place_after: Option<String>,
    /// What was there before, as text.
    pub before: Option<String>,
    /// What is there after, as text.
    pub after: Option<String>,
}

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, async_graphql::Enum)]
#[graphql(name = "ResumeChangeKind")]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another value: `before` and `after`.
    Changed,
    /// It is at another position among its neighbours; `before` and `after` are the positions, from 0.
    Moved,
}

/// The differences from one content to another; empty exactly if they are equal, but for the numbers of future keys.
#[must_use]
pub fn diff(before: &Content, after: &Content) -> Vec<Difference> {
    let mut found = Found::default();
    found.value("language", before.language.tag(), after.language.tag());
    for (place, one, other) in [
        ("name", &before.name, &after.name),
        ("headline", &before.headline, &after.headline),
        ("location", &before.location, &after.location),
        ("email", &before.email, &after.email),
        ("phone", &before.phone, &after.phone),
    ] {
        found.value(place, one, other);
    }
    found.links(&before.links, &after.links);
    found.statements("summary", &before.summary, &after.summary);
    found.sections(&before.sections, &after.sections);
    found.0
}

#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn added(&mut self, place: String, after: String) {
        self.0.push(Difference {
            kind: DifferenceKind::Added,
            place_before: None,
            place_after: Some(place),
            before: None,
            after: Some(after),
        });
    }

    fn removed(&mut self, place: String, before: String) {
        self.0.push(Difference {
            kind: DifferenceKind::Removed,
            place_before: Some(place),
            place_after: None,
            before: Some(before),
            after: None,
        });
    }

    /// A value at a place, or at one place before and another after. An empty one is none.
    fn value_at(&mut self, (place, other): (String, String), before: &str, after: &str) {
        match (before.is_empty(), after.is_empty()) {
            _ if before == after => {}
            (true, _) => self.added(other, after.to_owned()),
            (_, true) => self.removed(place, before.to_owned()),
            _ => self.0.push(Difference {
                kind: DifferenceKind::Changed,
                place_before: Some(place),
                place_after: Some(other),
                before: Some(before.to_owned()),
                after: Some(after.to_owned()),
            }),
        }
    }

    fn value(&mut self, place: &str, before: &str, after: &str) {
        self.value_at((place.to_owned(), place.to_owned()), before, after);
    }

    /// The pairs that changed their order. A place is the name of an element before, or after.
    fn moves<K: Ord>(
        &mut self,
        pairs: &[(usize, usize)],
        key: impl Fn(usize, usize) -> K,
        place: impl Fn(usize, usize) -> (String, String),
    ) {
        for (one, other) in moved(pairs, key) {
            let (place_before, place_after) = place(one, other);
            self.0.push(Difference {
                kind: DifferenceKind::Moved,
                place_before: Some(place_before),
                place_after: Some(place_after),
                before: Some(one.to_string()),
                after: Some(other.to_string()),
            });
        }
    }

    fn links(&mut self, before: &[Link], after: &[Link]) {
        let pairs = pairs_by(before, after, |link| link.url.as_str());
        let place = |index: usize| format!("links.{index}");
        for (index, link) in without(before, pairs.iter().map(|pair| pair.0)) {
            self.removed(place(index), link_text(link));
        }
        for (index, link) in without(after, pairs.iter().map(|pair| pair.1)) {
            self.added(place(index), link_text(link));
        }
        for (one, other) in &pairs {
            if let (Some(link), Some(next)) = (before.get(*one), after.get(*other)) {
                let places = (place(*one) + ".label", place(*other) + ".label");
                self.value_at(places, &link.label, &next.label);
            }
        }
        let key = |one: usize, _| before.get(one).map(|link| link.url.clone());
        self.moves(&pairs, key, |one, other| (place(one), place(other)));
    }

    fn sections(&mut self, before: &[Section], after: &[Section]) {
        let pairs = pairs_by(before, after, |section| section.kind);
        let place = |section: &Section| format!("sections.{}", section.kind.name());
        for (_, section) in without(before, pairs.iter().map(|pair| pair.0)) {
            self.removed(place(section), section.heading.clone());
            self.items(&place(section), &section.items, &[]);
        }
        for (_, section) in without(after, pairs.iter().map(|pair| pair.1)) {
            self.added(place(section), section.heading.clone());
            self.items(&place(section), &[], &section.items);
        }
        for (one, other) in &pairs {
            if let (Some(section), Some(next)) = (before.get(*one), after.get(*other)) {
                let place = place(section);
                self.value(&format!("{place}.heading"), &section.heading, &next.heading);
                self.items(&place, &section.items, &next.items);
            }
        }
        let key = |one: usize, _| before.get(one).map(|section| section.kind);
        let name = |one: usize| before.get(one).map(place).unwrap_or_default();
        self.moves(&pairs, key, |one, _| (name(one), name(one)));
    }

    fn items(&mut self, section: &str, before: &[Item], after: &[Item]) {
        let pairs = pairs_by(before, after, |item| item.key.as_str());
        let place = |item: &Item| format!("{section}.items.{}", item.key);
        for (_, item) in without(before, pairs.iter().map(|pair| pair.0)) {
            self.removed(place(item), item_text(item));
            self.statements(&place(item), &item.statements, &[]);
        }
        for (_, item) in without(after, pairs.iter().map(|pair| pair.1)) {
            self.added(place(item), item_text(item));
            self.statements(&place(item), &[], &item.statements);
        }
        for (one, other) in &pairs {
            if let (Some(item), Some(next)) = (before.get(*one), after.get(*other)) {
                self.item(&place(item), item, next);
            }
        }
        let key = |one: usize, _| before.get(one).map(|item| item.key.clone());
        let name = |one: usize| before.get(one).map(place).unwrap_or_default();
        self.moves(&pairs, key, |one, _| (name(one), name(one)));
    }

    fn item(&mut self, place: &str, before: &Item, after: &Item) {
        for ((field, one), (_, other)) in fields(before).into_iter().zip(fields(after)) {
            self.value(&format!("{place}.{field}"), &one, &other);
        }
        self.statements(place, &before.statements, &after.statements);
    }

    fn statements(&mut self, parent: &str, before: &[Statement], after: &[Statement]) {
        let pairs = pairs_of_statements(before, after);
        let place = |index: usize| {
            let list = if parent == "summary" {
                ""
            } else {
                "statements."
            };
            format!("{parent}.{list}{index}")
        };
        for (index, statement) in without(before, pairs.iter().map(|pair| pair.0)) {
            self.removed(place(index), statement.text.clone());
        }
        for (index, statement) in without(after, pairs.iter().map(|pair| pair.1)) {
            self.added(place(index), statement.text.clone());
        }
        for (one, other) in &pairs {
            if let (Some(statement), Some(next)) = (before.get(*one), after.get(*other)) {
                self.statement((place(*one), place(*other)), statement, next);
            }
        }
        let key = |one: usize, other: usize| {
            let mut two = [before.get(one), after.get(other)].map(|of| of.map(identity));
            two.sort_unstable();
            two
        };
        self.moves(&pairs, key, |one, other| (place(one), place(other)));
    }

    fn statement(
        &mut self,
        (place, other): (String, String),
        before: &Statement,
        after: &Statement,
    ) {
        let below = |field: &str| (format!("{place}.{field}"), format!("{other}.{field}"));
        self.value_at(
            below("citations"),
            &citations_text(&before.citations),
            &citations_text(&after.citations),
        );
        let hidden = (before.hidden.to_string(), after.hidden.to_string());
        self.value_at(below("hidden"), &hidden.0, &hidden.1);
        self.value_at((place, other), &before.text, &after.text);
    }
}

fn fields(item: &Item) -> [(&'static str, String); 9] {
    let date = |date: Option<crate::types::partial_date::PartialDate>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let source = item
        .source
        .as_ref()
        .map(|source| source.as_str().to_owned());
    [
        ("source", source.unwrap_or_default()),
        ("title", item.title.clone()),
        ("organization", item.organization.clone()),
        ("location", item.location.clone()),
        ("url", item.url.clone().unwrap_or_default()),
        ("startedOn", date(item.started_on)),
        ("endedOn", date(item.ended_on)),
        ("detail", item.detail.clone()),
        ("hidden", item.hidden.to_string()),
    ]
}

/// The values of an item in one line, but for its origin.
fn item_text(item: &Item) -> String {
    let values = fields(item)
        .into_iter()
        .filter(|(field, value)| !value.is_empty() && !matches!(*field, "source" | "hidden"));
    values
        .map(|(_, value)| value)
        .collect::<Vec<_>>()
        .join(", ")
}

fn link_text(link: &Link) -> String {
    if link.label.is_empty() {
        link.url.clone()
    } else {
        format!("{}: {}", link.label, link.url)
    }
}

fn citations_text(citations: &[Citation]) -> String {
    let text = |citation: &Citation| format!("{} version {}", citation.evidence, citation.version);
    citations.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// What tells a statement from others.
fn identity(statement: &Statement) -> (String, Vec<Citation>) {
    (statement.text.clone(), statement.citations.clone())
}

#[cfg(test)]
mod tests;
