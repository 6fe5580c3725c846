//! Reads imports, their entries and their reports.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{PaginatorTrait, QuerySelect};

use crate::{
    error::{Error, Result},
    features::imports::{
        Action, EntryRow, Imports, JobRow, Outcome, ReportRow, Section, State,
        entity::{entry, job, report},
    },
    platform::db::keyset::ByTime,
    types::{
        actor::Actor,
        cursor::Cursor,
        id::ImportId,
        page::{Page, Slice},
    },
};

/// Which entries of a plan are listed; an empty list allows all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntryFilter {
    /// The sections.
    pub sections: Vec<Section>,
    /// The actions.
    pub actions: Vec<Action>,
    /// The results.
    pub outcomes: Vec<Outcome>,
}

impl Imports {
    /// One import of the actor, or NOT_FOUND; FORBIDDEN for an API token that may not read it.
    pub async fn get(&self, actor: &Actor, id: ImportId) -> Result<JobRow> {
        let found = job::one_of(actor, id).one(self.platform.db.conn()).await?;
        let job = found.ok_or_else(|| Error::not_found("import"))?;
        job.check_readable(actor)?;
        Ok(self.as_of_now(job))
    }

    /// These imports of the actor; ids of others are missing.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[ImportId],
    ) -> Result<HashMap<ImportId, Arc<JobRow>>> {
        let rows = job::some_of(actor, ids)
            .all(self.platform.db.conn())
            .await?;
        let by_id = |row: JobRow| (row.id, Arc::new(self.as_of_now(row)));
        Ok(rows.into_iter().map(by_id).collect())
    }

    /// The reports of these imports of the actor.
    pub async fn batch_reports(
        &self,
        actor: &Actor,
        ids: &[ImportId],
    ) -> Result<HashMap<ImportId, Arc<ReportRow>>> {
        let rows = report::some_of(actor, ids).all(self.platform.db.conn());
        let by_id = |row: ReportRow| (row.job_id, Arc::new(row));
        Ok(rows.await?.into_iter().map(by_id).collect())
    }

    /// The actor's imports, newest first.
    pub async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<JobRow>> {
        let newest = ByTime::newest(job::Column::CreatedAt, job::Column::Id);
        let conn = self.platform.db.conn();
        let rows = newest
            .page(conn, job::of(actor), page, |row| (row.created_at, row.id.0))
            .await?;
        Ok(rows.map(|row| self.as_of_now(row)))
    }

    /// The number of the actor's imports.
    pub async fn count(&self, actor: &Actor) -> Result<u64> {
        Ok(job::of(actor).count(self.platform.db.conn()).await?)
    }

    /// Entries of an import of the actor, in the order of the plan.
    pub async fn entries(
        &self,
        actor: &Actor,
        id: ImportId,
        filter: &EntryFilter,
        page: &Page,
    ) -> Result<Slice<EntryRow>> {
        let mut select = filter.select(actor, id);
        if let Some(after) = page.after {
            select = entry::after(select, after.key);
        }
        let rows = select.limit(page.limit()).all(self.platform.db.conn());
        Ok(page.slice(rows.await?, |row| Cursor {
            key: i64::from(row.ordinal),
            id: row.id.0,
        }))
    }

    /// The first entries of each of these imports of the actor, at most so many, in the order of its plan.
    pub async fn batch_first_entries(
        &self,
        actor: &Actor,
        ids: &[ImportId],
        filter: &EntryFilter,
        limit: u64,
    ) -> Result<HashMap<ImportId, Vec<Arc<EntryRow>>>> {
        let conn = self.platform.db.conn();
        let rows = match ids {
            // Stops after the first entries, where a statement for several numbers all.
            [id] => filter.select(actor, *id).limit(limit).all(conn).await?,
            ids => {
                let selected = filter.within(entry::readable_of(actor, ids));
                entry::first_of_each(conn, actor, selected, limit).await?
            }
        };
        let mut first: HashMap<ImportId, Vec<Arc<EntryRow>>> = HashMap::new();
        for row in rows {
            first.entry(row.job_id).or_default().push(Arc::new(row));
        }
        Ok(first)
    }

    /// The number of these entries of each of these imports that has any.
    pub async fn batch_entry_counts(
        &self,
        actor: &Actor,
        ids: &[ImportId],
        filter: &EntryFilter,
    ) -> Result<HashMap<ImportId, u64>> {
        let selected = filter.within(entry::readable_of(actor, ids));
        let counts = entry::counts_of_each(self.platform.db.conn(), selected).await?;
        let number = |(id, count)| (id, u64::try_from(count).unwrap_or_default());
        Ok(counts.into_iter().map(number).collect())
    }

    /// The number of these entries.
    pub async fn count_entries(
        &self,
        actor: &Actor,
        id: ImportId,
        filter: &EntryFilter,
    ) -> Result<u64> {
        let select = filter.select(actor, id);
        Ok(select.count(self.platform.db.conn()).await?)
    }

    /// An import with the state that it has now: a plan expires before it is swept.
    pub(super) fn as_of_now(&self, mut job: JobRow) -> JobRow {
        if job.state == State::Planned && job.expires_at <= self.platform.clock.now() {
            job.state = State::Expired;
        }
        job
    }
}

impl EntryFilter {
    /// The entries of an import: of other people only if the actor may read these.
    fn select(&self, actor: &Actor, id: ImportId) -> sea_orm::Select<entry::Entity> {
        self.within(entry::readable(actor, id))
    }

    fn within(&self, entries: sea_orm::Select<entry::Entity>) -> sea_orm::Select<entry::Entity> {
        entry::filtered(entries, &self.sections, &self.actions, &self.outcomes)
    }
}
