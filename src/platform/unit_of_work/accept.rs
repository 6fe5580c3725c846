//! A mutation that accepts a proposal: both are committed together, or neither.

use super::{Platform, Unit};
use crate::{
    error::Result,
    platform::proposals::{self, ProposalRow},
    types::write::Write,
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
    /// Keeps what the mutation of an accepted proposal changed, and reports that it was accepted.
    pub(super) async fn accepted(&self, proposal: &ProposalRow) -> Result<()> {
        let mut reported = self.reported.lock().await;
        proposals::keep_effects(&self.tx, proposal, &reported.changes).await?;
        let change = proposals::change(proposal, Some(proposal.version));
        reported.changes.push(change);
        Ok(())
    }
}
