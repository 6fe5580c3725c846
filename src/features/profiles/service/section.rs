//! Replaces the rows of a section, in the same way for all four sections.

use std::collections::HashSet;

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    Written,
    change::at_most,
    item::{NewEducation, NewEmployment, NewItem, NewLanguage, NewSkill, Place},
};
use crate::{
    error::{Error, Refusal, Result},
    features::profiles::{Profiles, entity::section},
    platform::unit_of_work::Unit,
    types::{actor::Actor, write::Write},
};

/// The rows of a section, and the ids that must exist already.
struct Draft<N: NewItem> {
    rows: Vec<<N::Entity as EntityTrait>::Model>,
    keep: Vec<Uuid>,
}

impl Profiles {
    /// Replaces the employments, in this order.
    pub async fn set_employments(
        &self,
        write: &Write<'_>,
        items: Vec<NewEmployment>,
    ) -> Result<Written> {
        self.replace(write, items).await
    }

    /// Replaces the educations, in this order.
    pub async fn set_educations(
        &self,
        write: &Write<'_>,
        items: Vec<NewEducation>,
    ) -> Result<Written> {
        self.replace(write, items).await
    }

    /// Replaces the skills, in this order.
    pub async fn set_skills(&self, write: &Write<'_>, items: Vec<NewSkill>) -> Result<Written> {
        self.replace(write, items).await
    }

    /// Replaces the languages, in this order.
    pub async fn set_languages(
        &self,
        write: &Write<'_>,
        items: Vec<NewLanguage>,
    ) -> Result<Written> {
        self.replace(write, items).await
    }

    /// An item with an id updates its row, one without inserts a row; rows that no item names are deleted.
    async fn replace<N: NewItem>(&self, write: &Write<'_>, items: Vec<N>) -> Result<Written> {
        let actor = write.actor;
        let Draft { rows, keep } = self.draft(actor, items)?;
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let known: HashSet<Uuid> = section::ids::<N::Entity>(unit, actor)
                .await?
                .into_iter()
                .collect();
            if !keep.iter().all(|id| known.contains(id)) {
                return Err(Error::not_found(N::WHAT));
            }
            section::replace::<N::Entity>(unit, actor, keep, rows).await?;
            self.written(unit, write, profile).await
        };
        self.platform.write(write, act).await
    }

    /// Checks everything that needs no database read, before the write lock is taken.
    fn draft<N: NewItem>(&self, actor: &Actor, items: Vec<N>) -> Result<Draft<N>> {
        let section = format!("input.{}", N::SECTION);
        at_most(&section, items.len(), N::MAX)?;
        let mut seen = HashSet::new();
        let mut draft = Draft {
            rows: Vec::with_capacity(items.len()),
            keep: Vec::new(),
        };
        for (position, item) in (0_i32..).zip(items) {
            let path = format!("{section}.{position}");
            if let Some(id) = item.id() {
                if !seen.insert(id) {
                    return Err(duplicate(
                        format!("{path}.id"),
                        "This id is in the list twice; each item must have its own.",
                    ));
                }
                draft.keep.push(id);
            }
            let id = item.id().unwrap_or_else(|| self.platform.clock.new_id());
            draft.rows.push(item.into_row(&Place {
                id,
                user_id: actor.user_id,
                position,
                path,
            })?);
        }
        let mut names = HashSet::new();
        let twice = draft.rows.iter().position(|row| {
            N::unique_name(row).is_some_and(|name| !names.insert(name.to_lowercase()))
        });
        match twice {
            Some(i) => Err(duplicate(
                format!("{section}.{i}.name"),
                "This name is in the list twice, ignoring case.",
            )),
            None => Ok(draft),
        }
    }
}

fn duplicate(path: String, message: &'static str) -> Error {
    Refusal::Duplicate {
        path,
        message: message.into(),
        existing: None,
    }
    .into()
}
