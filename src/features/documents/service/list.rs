//! Reads documents.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use crate::{
    error::{Error, Result},
    features::documents::{
        DocumentKind, DocumentRow, Documents,
        entity::{
            document::{self, Column},
            file,
        },
    },
    platform::db::keyset::ByTime,
    types::{
        actor::Actor,
        id::DocumentId,
        page::{Page, Slice},
    },
};

/// The storage that a user uses, and its limits.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// The bytes of all files.
    pub bytes: u64,
    /// The limit of them.
    pub bytes_max: u64,
    /// The number of documents.
    pub documents: u64,
    /// The limit of it.
    pub documents_max: u64,
}

impl Documents {
    /// One document of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: DocumentId) -> Result<DocumentRow> {
        let found = document::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("document"))
    }

    /// One page of the actor's documents, of this kind or of all, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        kind: Option<DocumentKind>,
        page: &Page,
    ) -> Result<Slice<DocumentRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), matching(actor, kind));
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of the actor's documents of this kind, or of all.
    pub async fn count(&self, actor: &Actor, kind: Option<DocumentKind>) -> Result<u64> {
        let count = matching(actor, kind).count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The actor's documents with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[DocumentId],
    ) -> Result<HashMap<DocumentId, Arc<DocumentRow>>> {
        let rows = document::of(actor).filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// The storage that the actor uses, and its limits.
    pub async fn usage(&self, actor: &Actor) -> Result<Usage> {
        let (conn, limits) = (self.platform.db.conn(), &self.platform.config.documents);
        let bytes = file::bytes_of(conn, actor.user_id).await?;
        Ok(Usage {
            bytes: u64::try_from(bytes).map_err(Error::internal)?,
            bytes_max: limits.user_bytes,
            documents: self.count(actor, None).await?,
            documents_max: limits.per_user,
        })
    }
}

fn matching(actor: &Actor, kind: Option<DocumentKind>) -> Select<document::Entity> {
    match kind {
        None => document::of(actor),
        Some(kind) => document::of(actor).filter(Column::Kind.eq(kind)),
    }
}
