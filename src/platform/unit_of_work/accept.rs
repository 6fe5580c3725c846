//! A mutation that accepts a proposal: both are committed together, or neither.

use super::{Change, Platform, Unit};
use crate::{
    error::{Refusal, Result},
    platform::proposals::{self, ProposalRow},
    types::{actor::Actor, write::Write},
};

impl Platform {
    /// Accepts the proposal of this write, if it has one, before the write is done.
    pub(super) async fn accept(
        &self,
        unit: &Unit,
        write: &Write<'_>,
    ) -> Result<Option<ProposalRow>> {
        let Some(id) = write.accepts else {
            return Ok(None);
        };
        proposals::accept(self, unit, write.actor, id)
            .await
            .map(Some)
    }
}

impl Unit {
    /// Keeps what the mutation of an accepted proposal changed, and reports that it was accepted. Without a version in its input it is refused
    /// if what it changed, or what it rests on, has another change since it was proposed; the rows are locked by now, so that none can follow.
    pub(super) async fn accepted(&self, actor: &Actor, proposal: &ProposalRow) -> Result<()> {
        let mut reported = self.reported.lock().await;
        if let Some(after) = proposal.made_after {
            let changed = reported.changes.iter().map(Change::object);
            let objects = changed.chain(reported.grounds.iter().copied()).collect();
            let later = self.feed.overlooked(&self.tx, actor, (after, &objects));
            if let Some(later) = later.await? {
                let current = later.version.unwrap_or_default();
                return Err(Refusal::VersionConflict { current }.into());
            }
        }
        proposals::keep_effects(&self.tx, proposal, &reported.changes).await?;
        let change = proposals::change(proposal, Some(proposal.version));
        reported.changes.push(change);
        Ok(())
    }
}
