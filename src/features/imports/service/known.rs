//! What earlier imports said of the items of a section.

use super::compare::Known;
use crate::{
    error::Result,
    features::imports::{
        Section,
        entity::imported_value::{self, Origin},
    },
    platform::unit_of_work::Unit,
    types::actor::Actor,
};

/// What imports of this origin said last in a section.
pub(super) async fn known(
    unit: &Unit,
    actor: &Actor,
    section: Section,
    origin: Origin,
) -> Result<Vec<Known>> {
    let rows = imported_value::of_section(actor, origin, section);
    let known = |row: imported_value::Model| {
        let is_said = row.said.is_some() || row.declined.is_some();
        is_said.then_some(Known {
            item: row.item_id,
            said: row.said,
            declined: row.declined,
        })
    };
    Ok(rows
        .all(unit)
        .await?
        .into_iter()
        .filter_map(known)
        .collect())
}
