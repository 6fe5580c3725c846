//! Computes the statistics. The database aggregates the events; only the result is read.

use super::{Analytics, Funnel, FunnelStep};
use crate::{error::Result, features::applications::COUNTED_STAGES, types::actor::Actor};

impl Analytics {
    /// The number of applications that ever reached each stage: a rejection after an interview counts as an interview, an application in any
    /// later stage as applied, and an accepted offer in every step.
    pub async fn funnel(&self, actor: &Actor) -> Result<Funnel> {
        let reached = self.applications.ever_reached(actor).await?;
        let steps = COUNTED_STAGES
            .iter()
            .zip(&reached.stages)
            .map(|(stage, reached)| FunnelStep {
                stage: Some(*stage),
                reached: *reached,
            });
        let accepted = FunnelStep {
            stage: None,
            reached: reached.accepted,
        };
        Ok(Funnel {
            total: reached.all,
            steps: steps.chain([accepted]).collect(),
        })
    }
}
