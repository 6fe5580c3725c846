//! Removes tailorings.

use super::store::change;
use crate::{
    error::Result,
    features::writing::tailoring::{Tailorings, entity::tailoring},
    platform::unit_of_work::Unit,
    types::{actor::Person, id::TailoringId, write::Write},
};

impl Tailorings {
    /// Removes a tailoring. What was accepted stays in the résumé. Irreversible, so API tokens are refused.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: TailoringId,
    ) -> Result<TailoringId> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, ("input.id", id)).await?;
            unit.forget_results(row.user_id, &[id.0]).await?;
            tailoring::delete(unit, write.actor, id).await?;
            unit.changed(change(&row, None)).await;
            Ok(id)
        };
        self.platform.write(write, act).await
    }
}
