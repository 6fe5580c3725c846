//! Records what was done with the entries of a section, and what the import said of its items.

use super::settled::Remembered;
use crate::{
    error::Result,
    features::imports::{
        EntryRow, Imports, JobRow, Section,
        entity::{
            entry,
            imported_value::{self, Origin},
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, import_source::ImportSource},
};

impl Imports {
    /// Records the results of a section, and what was imported.
    pub(super) async fn record(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
        section: Section,
        (entries, remembered): (Vec<EntryRow>, Vec<Remembered>),
    ) -> Result<()> {
        for entry in &entries {
            if let Some(outcome) = entry.result {
                job.counts.add_outcome(entry.section, outcome);
                job.done += 1;
            }
        }
        self.remember(unit, actor, section, job.source, remembered)
            .await?;
        Ok(entry::save_results(unit, entries).await?)
    }

    /// Remembers what an import said of the items of a section.
    async fn remember(
        &self,
        unit: &Unit,
        actor: &Actor,
        section: Section,
        source: ImportSource,
        remembered: Vec<Remembered>,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let again = remembered
            .iter()
            .filter_map(|remembered| remembered.instead_of);
        imported_value::forget(unit, actor, section, again.collect()).await?;
        let (declined, said): (Vec<_>, Vec<_>) = remembered
            .into_iter()
            .map(|remembered| imported_value::Model {
                user_id: actor.user_id,
                section,
                item_id: remembered.item,
                origin: Origin::from(source),
                source,
                said: remembered.said,
                declined: remembered.declined,
                kept: remembered.kept,
                imported_at: now,
            })
            .partition(|row| row.said.is_none() && row.declined.is_some());
        imported_value::save(unit, said).await?;
        Ok(imported_value::decline(unit, declined).await?)
    }
}
