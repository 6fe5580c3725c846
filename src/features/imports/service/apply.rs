//! Writes the entries of an import as they were chosen, one section after the other, each in one transaction with its results. After a crash
//! the next run continues with the entries that have no result.

use super::{
    compare,
    known::known,
    section::{Part, with_part},
    settled::{Settled, accepted},
};
use crate::{
    error::Result,
    features::imports::{
        Choice, Imports, JobRow, Section, State,
        entity::{
            entry,
            imported_value::{self, Origin},
            job, report,
            values::Values,
        },
    },
    platform::unit_of_work::Unit,
    types::{
        actor::{Actor, By, Role},
        id::{ImportId, SessionId, UserId},
        import_source::ImportSource,
        write::Write,
    },
};
use uuid::Uuid;

/// The item under which the keys of a document are kept that belong to no item.
pub(super) const DOCUMENT: Uuid = Uuid::nil();

impl Imports {
    /// Applies what is left of an import. Does nothing if it is not being applied.
    pub async fn apply_rest(&self, user: UserId, id: ImportId) -> Result<()> {
        let actor =
            Actor::of_session(user, SessionId(id.0), Role::User).acting_by(By::Import("import"));
        while self.apply_section(&actor, id).await? {}
        Ok(())
    }

    /// Applies the next section; false if there is none.
    async fn apply_section(&self, actor: &Actor, id: ImportId) -> Result<bool> {
        let act = async |unit: &Unit| {
            let Some(mut job) = job::locked(actor, id).one(unit).await? else {
                return Ok(false);
            };
            if job.state != State::Applying {
                return Ok(false);
            }
            if let Some(next) = entry::next(unit, actor, id).await? {
                let section = next.section;
                with_part!(section, P => self.write_section::<P>(unit, actor, &mut job).await?,
                    account => self.write_account(unit, actor, &mut job).await?,
                    people => self.write_people(unit, actor, &mut job).await?,
                    applications => self.write_applications(unit, actor, &mut job).await?);
                job.updated_at = self.platform.clock.now();
            }
            let goes_on = job.done < job.total;
            if !goes_on {
                self.keep_document(unit, actor, &job).await?;
                self.end(&mut job, State::Applied);
            }
            let job = job::save(unit, job).await?;
            unit.changed(super::plan::change(&job)).await;
            unit.signal(super::progress::topic(id)).await;
            Ok(goes_on)
        };
        self.platform.write(&Write::by(actor), act).await
    }

    /// Writes the entries of one section. They are compared with the profile once more, because it may have been changed since the plan.
    async fn write_section<P: Part>(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
    ) -> Result<()> {
        let entries = entry::of_section(actor, job.id, P::SECTION)
            .all(unit)
            .await?;
        // Locks the profile before it is read, if anything may be written.
        let writes = entries.iter().any(|entry| entry.choice != Choice::KeepMine);
        let mut edit = if writes {
            Some(self.profiles.begin_edit(unit, actor).await?)
        } else {
            None
        };
        let facts = self.facts(unit, actor).await?;
        let accepted: Vec<Values> = accepted(&entries)
            .map(|entry| entry.imported.clone())
            .collect();
        let existing = P::existing(&self.profiles, unit, actor, &facts).await?;
        let known = known(unit, actor, P::SECTION, Origin::from(job.source)).await?;
        let verdicts = compare::compare(&P::rules(), &accepted, &existing, &known);
        let settled = Settled::of(entries, verdicts);
        let wanted = settled.wanted();
        let written = match &mut edit {
            Some(edit) if !wanted.is_empty() => P::write(edit, unit, job.source, wanted).await?,
            _ => Vec::new(),
        };
        if let Some(edit) = edit {
            edit.store(unit).await?;
        }
        self.record(unit, actor, job, P::SECTION, settled.results(written))
            .await
    }

    /// Keeps the keys of a JSON Resume that belong to no item.
    async fn keep_document(&self, unit: &Unit, actor: &Actor, job: &JobRow) -> Result<()> {
        if job.source != ImportSource::JsonResume {
            return Ok(());
        }
        let found = report::some_of(actor, &[job.id]).one(unit).await?;
        let Some(report) = found.filter(|report| !report.kept.is_empty()) else {
            return Ok(());
        };
        let row = imported_value::Model {
            user_id: actor.user_id,
            section: Section::Profile,
            item_id: DOCUMENT,
            origin: Origin::JsonResume,
            source: job.source,
            said: None,
            declined: None,
            kept: report.kept,
            imported_at: self.platform.clock.now(),
        };
        Ok(imported_value::save(unit, vec![row]).await?)
    }
}
