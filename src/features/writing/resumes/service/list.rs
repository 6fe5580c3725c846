//! Reads résumés and their revisions.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::diff::{Difference, diff};
use crate::{
    error::{Error, Result},
    features::writing::resumes::{
        Content, ResumeKind, ResumeRow, Resumes, RevisionHead,
        entity::{
            resume::{self, Column},
            revision,
        },
    },
    platform::{db::keyset::ByTime, process_tasks::off_reactor},
    types::{
        actor::Actor,
        id::ResumeId,
        page::{Page, Slice},
    },
};

/// A revision: its résumé and its number.
type Key = (ResumeId, i32);

impl Resumes {
    /// One résumé of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: ResumeId) -> Result<ResumeRow> {
        let found = resume::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("résumé"))
    }

    /// One page of the actor's résumés, of this kind or of all, archived or not, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        kind: Option<ResumeKind>,
        is_archived: bool,
        page: &Page,
    ) -> Result<Slice<ResumeRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), matching(actor, kind, is_archived));
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of them.
    pub async fn count(
        &self,
        actor: &Actor,
        kind: Option<ResumeKind>,
        is_archived: bool,
    ) -> Result<u64> {
        let count = matching(actor, kind, is_archived).count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The actor's résumés with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[ResumeId],
    ) -> Result<HashMap<ResumeId, Arc<ResumeRow>>> {
        let rows = resume::of(actor).filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// What these revisions of the actor say; others are missing from the result.
    pub async fn batch_contents(
        &self,
        actor: &Actor,
        keys: &[Key],
    ) -> Result<HashMap<Key, Arc<Content>>> {
        let conn = self.platform.db.conn();
        let rows = revision::some(actor, keys).all(conn).await?;
        Ok(rows
            .into_iter()
            .map(|row| ((row.resume_id, row.number), Arc::new(row.content)))
            .collect())
    }

    /// These revisions of the actor without what they say; others are missing from the result.
    pub async fn batch_heads(
        &self,
        actor: &Actor,
        keys: &[Key],
    ) -> Result<HashMap<Key, Arc<RevisionHead>>> {
        let rows = revision::heads(self.platform.db.conn(), actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|row| ((row.resume_id, row.number), Arc::new(row)))
            .collect())
    }
}

fn matching(actor: &Actor, kind: Option<ResumeKind>, is_archived: bool) -> Select<resume::Entity> {
    let of_state = resume::of(actor).filter(if is_archived {
        Column::ArchivedAt.is_not_null()
    } else {
        Column::ArchivedAt.is_null()
    });
    match kind {
        None => of_state,
        Some(kind) => of_state.filter(Column::Kind.eq(kind)),
    }
}

/// The differences from one content to another.
pub async fn differences(before: Arc<Content>, after: Arc<Content>) -> Result<Vec<Difference>> {
    off_reactor(move || diff(&before, &after)).await
}
