//! Stores revisions, within the limits of the user.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{Written, material::Material};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::letters::{
        Content, Grounds, LetterRow, Letters, RevisionReason, RevisionRow, State,
        entity::{grounds, letter, revision},
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Actor, id::LetterId, object_kind::ObjectKind, write::Write},
};

/// The next revision of a letter.
pub(super) struct Next {
    pub content: Content,
    pub reason: RevisionReason,
}

impl Letters {
    /// The letter, at the version that the caller expects. Other writes of the user wait until the transaction ends.
    pub(super) async fn of_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: LetterId,
    ) -> Result<LetterRow> {
        self.users.lock_to_count(unit, write.actor.user_id).await?;
        let read = letter::locked(write.actor, id).one(unit).await?;
        let read = read.ok_or_else(|| Error::not_found("letter"))?;
        write.check_version(read.version)?;
        Ok(read)
    }

    /// The same, if it has a text that can be changed.
    pub(super) async fn written_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: LetterId,
    ) -> Result<LetterRow> {
        let row = self.of_to_change(unit, write, id).await?;
        if row.state == State::Completed {
            return Ok(row);
        }
        let message = "This letter has no text: only a COMPLETED letter can be changed.";
        Err(Refusal::invalid("input.id", message).into())
    }

    /// The content of a revision; NOT_FOUND if there is none.
    pub(super) async fn content(
        &self,
        unit: &Unit,
        actor: &Actor,
        key: (LetterId, i32),
    ) -> Result<Content> {
        let found = revision::some(actor, &[key]).one(unit).await?;
        let found = found.ok_or_else(|| Error::not_found("revision"))?;
        Ok(found.content)
    }

    /// What a letter was written with. It does not change, so that it may be read outside of a transaction.
    pub(super) async fn material(&self, actor: &Actor, id: LetterId) -> Result<Material> {
        let row = self.get(actor, id).await?;
        let mut found = self.batch_grounds(actor, &[id]).await?;
        let grounds = found.remove(&id).unwrap_or_default();
        let (knowledge, today) = (
            self.matching.knowledge().await?,
            self.users.today(actor).await?,
        );
        Material::new(&row, &grounds, knowledge, today)
    }

    /// Writes the row as the next version.
    pub(super) async fn update_row(
        &self,
        unit: &Unit,
        read: &LetterRow,
        mut new: letter::ActiveModel,
    ) -> Result<LetterRow> {
        new.updated_at = Set(self.platform.clock.now());
        let Some(row) = letter::update_if(unit, new, read).await? else {
            return Err(Error::conflict(
                "Another request changed the letter at the same time; try again.",
            ));
        };
        unit.changed(change(&row, Some(row.version))).await;
        Ok(row)
    }

    /// Adds a revision that says something else than the one before; the same again adds none.
    pub(super) async fn add_if_other(
        &self,
        unit: &Unit,
        read: LetterRow,
        before: &Content,
        next: Next,
    ) -> Result<Written> {
        if next.content == *before {
            unit.unchanged(read.id.0).await;
            return Ok(read.into());
        }
        let limit = self.platform.config.writing.revisions_per_letter;
        if read.revision >= limit {
            let message = format!(
                "This letter has {limit} revisions, which is the maximum; write a new one."
            );
            return Err(Refusal::invalid("input", message).into());
        }
        let new = letter::ActiveModel {
            revision: Set(read.revision.saturating_add(1)),
            ..Default::default()
        };
        let row = self.update_row(unit, &read, new).await?;
        let added = RevisionRow {
            letter_id: row.id,
            number: row.revision,
            user_id: row.user_id,
            content: next.content,
            reason: next.reason,
            created_at: self.platform.clock.now(),
        };
        let added = added.into_active_model().reset_all().insert(unit).await?;
        Ok(Written {
            row,
            added: Some(added),
        })
    }
}

/// The grounds of each of these rows.
pub(super) fn by_letter(rows: Vec<grounds::Model>) -> impl Iterator<Item = (LetterId, Grounds)> {
    rows.into_iter().map(|row| (row.letter_id, row.body))
}

/// The change of a letter for the unit of work.
pub(super) const fn change(row: &LetterRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Letter, row.id.0, version)
}
