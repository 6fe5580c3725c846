//! Reads tailorings that are to be changed, and stores decisions.

use sea_orm::ActiveValue::Set;

use crate::{
    error::{Error, Result},
    features::writing::tailoring::{
        Body, Decision, TailoringRow, Tailorings,
        entity::{
            content,
            tailoring::{self, ActiveModel, Decisions},
        },
    },
    platform::unit_of_work::{Change, Unit},
    types::{
        id::{ProposalId, TailoringId},
        object_kind::ObjectKind,
        write::Write,
    },
};

impl Tailorings {
    /// The tailoring that the input names at this place, at the version that the caller expects. Other writes of the user wait until the transaction ends.
    pub(super) async fn of_to_change(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        (path, id): (&str, TailoringId),
    ) -> Result<TailoringRow> {
        self.users.lock_to_count(unit, write.actor.user_id).await?;
        let read = tailoring::of_by_id(write.actor, id).one(unit).await?;
        let read = read.ok_or_else(|| Error::not_found("tailoring").at(path))?;
        write.check_version(read.version)?;
        Ok(read)
    }

    /// What it proposes.
    pub(super) async fn body(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        id: TailoringId,
    ) -> Result<Body> {
        let found = content::of_tailorings(write.actor, &[id]).one(unit).await?;
        let found = found.ok_or_else(|| Error::internal("a tailoring has no content"))?;
        Ok(found.whole())
    }

    /// Stores decisions, in place of earlier ones about the same proposals.
    pub(super) async fn decide(
        &self,
        unit: &Unit,
        read: &TailoringRow,
        new: Vec<Decision>,
    ) -> Result<TailoringRow> {
        let about: Vec<ProposalId> = new.iter().map(|decision| decision.proposal).collect();
        let old = read.decisions.0.iter();
        let old = old.filter(|decision| !about.contains(&decision.proposal));
        let all = old.cloned().chain(new).collect();
        let next = ActiveModel {
            decisions: Set(Decisions(all)),
            updated_at: Set(self.platform.clock.now()),
            ..ActiveModel::default()
        };
        let Some(row) = tailoring::update_if(unit, next, read).await? else {
            return Err(Error::conflict(
                "Another request changed the tailoring at the same time; try again.",
            ));
        };
        unit.changed(change(&row, Some(row.version))).await;
        Ok(row)
    }
}

/// The change of a tailoring for the unit of work.
pub(super) const fn change(row: &TailoringRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Tailoring, row.id.0, version)
}
