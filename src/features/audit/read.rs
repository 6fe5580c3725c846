//! Reading the chain: what was done to one's own account, and for admins all of it.

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

/// An entry with where it came from, as far as the reader may know that.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The entry.
    pub entry: EntryRow,
    /// Where it came from: none if that was erased, or is another's.
    pub origin: Option<origin::Model>,
}

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// About this account.
    pub subject: Option<UserId>,
    /// Done by this user.
    pub actor: Option<UserId>,
    /// Of this kind.
    pub action: Option<Action>,
}

impl Audit {
    /// One page of what was done to the account of the one who asks, the latest first. Where an admin did it from is not told.
    pub async fn list_own(&self, person: &Person, page: &Page) -> Result<Slice<Noted>> {
        let mut slice = self.page(entry::of(person.actor()), page).await?;
        for (_, noted) in &mut slice.rows {
            noted.origin = noted
                .origin
                .take()
                .filter(|origin| origin.user_id == Some(person.actor().user_id));
        }
        Ok(slice)
    }

    /// How many there are.
    pub async fn count_own(&self, person: &Person) -> Result<u64> {
        Ok(entry::of(person.actor())
            .count(self.platform.db.conn())
            .await?)
    }

    /// One page of all entries, the latest first.
    pub async fn list(
        &self,
        _admin: &Admin,
        filter: &EntryFilter,
        page: &Page,
    ) -> Result<Slice<Noted>> {
        self.page(matching(filter), page).await
    }

    /// How many match.
    pub async fn count(&self, _admin: &Admin, filter: &EntryFilter) -> Result<u64> {
        Ok(matching(filter).count(self.platform.db.conn()).await?)
    }

    async fn page(&self, select: Select<entry::Entity>, page: &Page) -> Result<Slice<Noted>> {
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
            (cursor, Noted { entry, origin })
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
