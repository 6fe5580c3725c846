//! Replacing a section as a whole: the same way for all four.

use std::collections::HashSet;

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    Profile,
    change::at_most,
    item::{NewEducation, NewEmployment, NewItem, NewLanguage, NewSkill, Place},
};
use crate::{
    error::{Error, Refusal, Result},
    features::profiles::{Profiles, entity::section},
    types::actor::Actor,
};

/// The rows of a section and which of them must be there already.
struct Draft<N: NewItem> {
    rows: Vec<<N::Entity as EntityTrait>::Model>,
    keep: Vec<Uuid>,
}

impl Profiles {
    /// Makes these the employments, in this order.
    pub async fn set_employments(
        &self,
        actor: &Actor,
        expected_version: i32,
        items: Vec<NewEmployment>,
    ) -> Result<Profile> {
        self.replace(actor, expected_version, items).await
    }

    /// Makes these the educations, in this order.
    pub async fn set_educations(
        &self,
        actor: &Actor,
        expected_version: i32,
        items: Vec<NewEducation>,
    ) -> Result<Profile> {
        self.replace(actor, expected_version, items).await
    }

    /// Makes these the skills, in this order.
    pub async fn set_skills(
        &self,
        actor: &Actor,
        expected_version: i32,
        items: Vec<NewSkill>,
    ) -> Result<Profile> {
        self.replace(actor, expected_version, items).await
    }

    /// Makes these the languages, in this order.
    pub async fn set_languages(
        &self,
        actor: &Actor,
        expected_version: i32,
        items: Vec<NewLanguage>,
    ) -> Result<Profile> {
        self.replace(actor, expected_version, items).await
    }

    /// An item with an id keeps its row, one without gets a new one, and rows that no item names go.
    async fn replace<N: NewItem>(
        &self,
        actor: &Actor,
        expected: i32,
        items: Vec<N>,
    ) -> Result<Profile> {
        let draft = self.draft(actor, items)?;
        let tx = self.platform.db.begin().await?;
        let profile = self.claim(&tx, actor, expected).await?;
        let known: HashSet<Uuid> = section::ids::<N::Entity>(&tx, actor)
            .await?
            .into_iter()
            .collect();
        if !draft.keep.iter().all(|id| known.contains(id)) {
            return Err(Error::not_found(N::WHAT));
        }
        section::replace::<N::Entity>(&tx, actor, draft.keep, draft.rows).await?;
        tx.commit().await?;
        Ok(profile.into())
    }

    /// Checks all that can be checked without looking: nothing of this holds the write lock.
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
                        "This id is in the list twice; each item has its own.",
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
                "This name is in the list twice, perhaps in other letter cases.",
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
