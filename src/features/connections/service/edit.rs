//! Adds, changes and removes people by hand.

use sea_orm::PaginatorTrait;
use serde::{Deserialize, Serialize};

use super::{import::change, input::PersonChange};
use crate::{
    error::{Error, Refusal, Result},
    features::connections::{Connections, PersonRow, entity::person, entity::removed_person},
    platform::unit_of_work::Unit,
    types::{actor::Person, id::PersonId, write::Write},
};

/// The result of a removal of all people.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RemovedAll {
    /// The number of people who were removed.
    pub removed: u64,
}

impl Connections {
    /// Adds a person, also one whom the user had removed.
    pub async fn add(&self, write: &Write<'_>, new: PersonChange) -> Result<PersonRow> {
        let mut row = self.blank(write.actor.user_id, self.platform.clock.now());
        let checked = new.apply(&mut row);
        let act = async |unit: &Unit| {
            checked?;
            self.users.lock_to_count(unit, row.user_id).await?;
            let people = person::of(row.user_id).count(unit).await?;
            let people = usize::try_from(people).map_err(Error::internal)?;
            self.refuse_more(people.saturating_add(1))?;
            self.forget_removed(unit, row.user_id, std::slice::from_ref(&row))
                .await?;
            self.note_companies(unit, std::slice::from_mut(&mut row))
                .await?;
            person::insert(unit, vec![row.clone()]).await?;
            unit.changed(change(&row, Some(row.version))).await;
            Ok(row)
        };
        self.platform.write(write, act).await
    }

    /// Changes a person. What the user typed is not overwritten by later imports.
    pub async fn update(
        &self,
        write: &Write<'_>,
        id: PersonId,
        new: PersonChange,
    ) -> Result<PersonRow> {
        let user = write.actor.user_id;
        let act = async |unit: &Unit| {
            // An import of the same user waits.
            self.users.lock_to_count(unit, user).await?;
            let read = person::of_by_id(user, id).one(unit).await?;
            let mut row = read.ok_or_else(not_found)?;
            write.check_version(row.version)?;
            let (version, key) = (row.version, row.company_key.clone());
            new.apply(&mut row)?;
            let now = self.platform.clock.now();
            row.version = version.saturating_add(1);
            (row.updated_at, row.seen_at) = (now, now);
            if row.company_key != key {
                self.note_companies(unit, std::slice::from_mut(&mut row))
                    .await?;
            }
            if !person::update_if(unit, &row, version).await? {
                return Err(Refusal::VersionConflict { current: version }.into());
            }
            unit.changed(change(&row, Some(row.version))).await;
            Ok(row)
        };
        self.platform.write(write, act).await
    }

    /// Removes a person; later imports do not add them again. Irreversible, so API tokens are refused.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: PersonId,
    ) -> Result<PersonId> {
        let user = write.actor.user_id;
        let act = async |unit: &Unit| {
            self.users.lock_to_count(unit, user).await?;
            let row = person::of_by_id(user, id).one(unit).await?;
            let row = row.ok_or_else(not_found)?;
            write.check_version(row.version)?;
            unit.forget_results(user, &[id.0]).await?;
            self.remember_removed(unit, user, std::slice::from_ref(&row))
                .await?;
            person::delete(unit, user, id).await?;
            unit.changed(change(&row, None)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }

    /// Removes all people. Later imports do not add them again, unless `may_return`: then those who were removed before may return as well.
    /// Irreversible, so API tokens are refused.
    pub async fn remove_all(
        &self,
        _person: &Person,
        write: &Write<'_>,
        may_return: bool,
    ) -> Result<RemovedAll> {
        let user = write.actor.user_id;
        let act = async |unit: &Unit| {
            self.users.lock_to_count(unit, user).await?;
            let people = person::of(user).all(unit).await?;
            let ids: Vec<_> = people.iter().map(|row| row.id.0).collect();
            unit.forget_results(user, &ids).await?;
            if may_return {
                removed_person::forget_all(unit, user).await?;
            } else {
                self.remember_removed(unit, user, &people).await?;
            }
            let removed = person::delete_all(unit, user).await?;
            for row in &people {
                unit.changed(change(row, None)).await;
            }
            Ok(RemovedAll { removed })
        };
        self.platform.write(write, act).await
    }
}

fn not_found() -> Error {
    Error::not_found("person")
}
