//! Reads the audit: a user the entries about their own account, an admin all of them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    Action, Audit, EntryRow,
    entity::{
        entry::{self, Column as Is},
        origin,
    },
};
use crate::{
    error::Result,
    platform::db::keyset::by_number,
    types::{
        actor::{Admin, Person},
        cursor::Cursor,
        id::UserId,
        page::{Page, Slice},
    },
};

/// An entry with its origin, if the reader may see it.
#[derive(Clone, Debug)]
pub struct EntryWithOrigin {
    /// The entry.
    pub entry: EntryRow,
    /// The origin; none if it was erased or is another user's.
    pub origin: Option<origin::Model>,
}

/// A filter of entries.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// Only entries about this account.
    pub subject: Option<UserId>,
    /// Only entries of actions of this user.
    pub actor: Option<UserId>,
    /// Only entries of this action.
    pub action: Option<Action>,
}

impl Audit {
    /// One page of the entries about the actor's account, latest first. The origin of an admin's action is left out.
    pub async fn list_own(&self, person: &Person, page: &Page) -> Result<Slice<EntryWithOrigin>> {
        let mut slice = self.page(entry::of(person.actor()), page).await?;
        for (_, noted) in &mut slice.rows {
            noted.origin = noted
                .origin
                .take()
                .filter(|origin| origin.user_id == Some(person.actor().user_id));
        }
        Ok(slice)
    }

    /// The number of entries about the actor's account.
    pub async fn count_own(&self, person: &Person) -> Result<u64> {
        Ok(entry::of(person.actor())
            .count(self.platform.db.conn())
            .await?)
    }

    /// One page of all entries, latest first.
    pub async fn list(
        &self,
        _admin: &Admin,
        filter: &EntryFilter,
        page: &Page,
    ) -> Result<Slice<EntryWithOrigin>> {
        self.page(matching(filter), page).await
    }

    /// The number of entries that match.
    pub async fn count(&self, _admin: &Admin, filter: &EntryFilter) -> Result<u64> {
        Ok(matching(filter).count(self.platform.db.conn()).await?)
    }

    async fn page(
        &self,
        select: Select<entry::Entity>,
        page: &Page,
    ) -> Result<Slice<EntryWithOrigin>> {
        let conn = self.platform.db.conn();
        let cursor = |row: &entry::Model| Cursor {
            key: row.seq,
            id: Uuid::nil(),
        };
        let slice = by_number(conn, select, Is::Seq, page, cursor).await?;
        let seqs = slice.rows.iter().map(|(_, row)| row.seq);
        let origins = origin::of_entries(seqs).all(conn).await?;
        let mut origins: HashMap<i64, origin::Model> = origins
            .into_iter()
            .map(|origin| (origin.seq, origin))
            .collect();
        let rows = slice.rows.into_iter().map(|(cursor, entry)| {
            let origin = origins.remove(&entry.seq);
            (cursor, EntryWithOrigin { entry, origin })
        });
        Ok(Slice {
            rows: rows.collect(),
            has_next: slice.has_next,
        })
    }
}

fn matching(filter: &EntryFilter) -> Select<entry::Entity> {
    let mut select = entry::all();
    if let Some(subject) = filter.subject {
        select = select.filter(Is::SubjectId.eq(subject));
    }
    if let Some(actor) = filter.actor {
        select = select.filter(Is::ActorId.eq(actor));
    }
    if let Some(action) = filter.action {
        select = select.filter(Is::Action.eq(action.name()));
    }
    select
}
