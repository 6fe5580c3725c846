//! Removes answers of the bank, and answers that were recorded by mistake.

use super::{record::recorded_change, save::change};
use crate::{
    error::{Error, Result},
    features::writing::answers::{
        Answers,
        entity::{answer, recorded},
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Person,
        id::{AnswerId, RecordedAnswerId},
        write::Write,
    },
};

impl Answers {
    /// Removes an answer with all versions. Irreversible, so API tokens are refused. What was given to applications stays.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: AnswerId,
    ) -> Result<AnswerId> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            answer::delete(unit, write.actor, id).await?;
            unit.changed(change(&row, None)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }

    /// Removes what was recorded for an application. Irreversible, so API tokens are refused.
    pub async fn remove_recorded(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: RecordedAnswerId,
    ) -> Result<RecordedAnswerId> {
        let act = async |unit: &Unit| {
            let row = recorded::of_by_id(write.actor, id).one(unit).await?;
            let row = row.ok_or_else(|| Error::not_found("recorded answer"))?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            recorded::delete(unit, write.actor, id).await?;
            unit.changed(recorded_change(&row, None)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }
}
