//! Cancels the writing of letters; archives and removes letters.

use sea_orm::ActiveValue::Set;

use super::{Written, store::change};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::letters::{
        EventBody, Letters, Reason, State,
        entity::letter::{self, ActiveModel},
    },
    platform::unit_of_work::Unit,
    types::{actor::Person, id::LetterId, write::Write},
};

impl Letters {
    /// Stops the writing of a letter: what was accepted so far is not kept.
    pub async fn cancel(&self, write: &Write<'_>, id: LetterId) -> Result<Written> {
        let act = async |unit: &Unit| {
            let read = letter::locked(write.actor, id).one(unit).await?;
            let read = read.ok_or_else(|| Error::not_found("letter"))?;
            if read.state != State::Writing {
                let message =
                    "This letter is not being written; only the writing can be cancelled.";
                return Err(Refusal::invalid("input.id", message).into());
            }
            let reason = Reason::Cancelled;
            self.note(unit, &read, EventBody::Failed { reason }).await?;
            let new = ActiveModel {
                state: Set(State::Cancelled),
                reason: Set(Some(reason)),
                ..ActiveModel::default()
            };
            Ok(self.update_row(unit, &read, new).await?.into())
        };
        self.platform.write(write, act).await
    }

    /// Archives a letter, or brings it back; one that is so already stays as it is.
    pub async fn archive(
        &self,
        write: &Write<'_>,
        id: LetterId,
        is_archived: bool,
    ) -> Result<Written> {
        let archived_at = is_archived.then(|| self.platform.clock.now());
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            if row.archived_at.is_some() == is_archived {
                unit.changed(change(&row, Some(row.version))).await;
                return Ok(row.into());
            }
            let new = ActiveModel {
                archived_at: Set(archived_at),
                ..ActiveModel::default()
            };
            Ok(self.update_row(unit, &row, new).await?.into())
        };
        self.platform.write(write, act).await
    }

    /// Removes a letter with all revisions. Irreversible, so API tokens are refused. One that is being written is written no further.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: LetterId,
    ) -> Result<LetterId> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            letter::delete(unit, write.actor, id).await?;
            unit.changed(change(&row, None)).await;
            unit.signal(super::follow::topic(id)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }
}
