//! A résumé as far as tailoring needs it.

use serde::{Deserialize, Serialize};

use crate::sentence::Sentence;

/// A résumé.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// The name of the person. It is never changed.
    pub name: String,
    /// The summary above the sections.
    pub summary: Vec<Sentence>,
    /// True if the summary is one that was proposed here. Only then is another one proposed.
    #[serde(default)]
    pub summary_is_proposed: bool,
    /// The names of the listed skills, in order.
    pub skills: Vec<String>,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section: employment, education, projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// An id, unique in the résumé.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// An item of a section: a role, a degree, a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// An id, unique in the résumé.
    pub id: String,
    /// What is never changed.
    pub record: Record,
    /// True if it is not printed.
    pub hidden: bool,
    /// Its statements, in order.
    pub bullets: Vec<Bullet>,
}

/// The values of an item that tailoring never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The employer or the school.
    pub organisation: String,
    /// The title or the degree.
    pub title: String,
    /// The dates as they are printed; empty if it has none.
    pub dates: String,
    /// The number of a licence.
    pub licence: String,
}

/// A statement of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bullet {
    /// An id, unique in the résumé.
    pub id: String,
    /// The id of the fact that it states.
    pub fact: String,
    /// Its words.
    pub text: String,
    /// Other words for the same fact that the person wrote.
    pub variants: Vec<String>,
    /// True if it is not printed.
    pub hidden: bool,
}

impl Resume {
    /// The item with an id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        let items = self.sections.iter().flat_map(|section| &section.items);
        items.into_iter().find(|item| item.id == id)
    }

    /// The statement with an id.
    #[must_use]
    pub fn bullet(&self, id: &str) -> Option<&Bullet> {
        self.bullets().find(|bullet| bullet.id == id)
    }

    /// All statements, in order.
    pub fn bullets(&self) -> impl Iterator<Item = &Bullet> {
        let items = self.sections.iter().flat_map(|section| &section.items);
        items.flat_map(|item| &item.bullets)
    }

    /// All values that tailoring never changes, by the ids of their items, in the order of the ids.
    #[must_use]
    pub fn records(&self) -> Vec<(&str, &Record)> {
        let items = self.sections.iter().flat_map(|section| &section.items);
        let mut all: Vec<_> = items.map(|item| (item.id.as_str(), &item.record)).collect();
        all.sort_by_key(|(id, _)| *id);
        all
    }

    pub(super) fn item_mut(&mut self, id: &str) -> Option<&mut Item> {
        let items = self
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.items);
        items.into_iter().find(|item| item.id == id)
    }

    pub(super) fn bullet_mut(&mut self, id: &str) -> Option<&mut Bullet> {
        let items = self
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.items);
        let mut bullets = items.flat_map(|item| &mut item.bullets);
        bullets.find(|bullet| bullet.id == id)
    }
}
