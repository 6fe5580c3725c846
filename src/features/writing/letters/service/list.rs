//! Reads letters, what they rest on, and their revisions.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{facts, store::by_letter};
use crate::{
    error::{Error, Result},
    features::writing::{
        Language,
        letters::{
            Grounds, LetterRow, Letters, RevisionRow,
            entity::{
                grounds,
                letter::{self, Column},
                revision,
            },
        },
    },
    platform::db::keyset::ByTime,
    types::{
        actor::Actor,
        id::LetterId,
        page::{Page, Slice},
    },
};

/// A revision: its letter and its number.
type Key = (LetterId, i32);

/// What the profile says now: the ids of its facts, with their texts.
#[derive(Debug)]
pub struct Current(HashSet<(String, String)>);

impl Current {
    /// True if the profile has this fact, and it says this.
    #[must_use]
    pub fn has(&self, fact: &writing::fact::Fact) -> bool {
        self.0.contains(&(fact.id.clone(), fact.text.clone()))
    }
}

impl Letters {
    /// One letter of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: LetterId) -> Result<LetterRow> {
        let found = letter::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("letter"))
    }

    /// One page of the actor's letters, archived or not, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        is_archived: bool,
        page: &Page,
    ) -> Result<Slice<LetterRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), matching(actor, is_archived));
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of them.
    pub async fn count(&self, actor: &Actor, is_archived: bool) -> Result<u64> {
        let count = matching(actor, is_archived).count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The actor's letters with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[LetterId],
    ) -> Result<HashMap<LetterId, Arc<LetterRow>>> {
        let rows = letter::of(actor).filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// What these letters of the actor rest on; others are missing from the result, and those that were not begun.
    pub async fn batch_grounds(
        &self,
        actor: &Actor,
        ids: &[LetterId],
    ) -> Result<HashMap<LetterId, Grounds>> {
        let rows = grounds::of(actor)
            .filter(grounds::Column::LetterId.is_in(ids.iter().copied()))
            .all(self.platform.db.conn());
        Ok(by_letter(rows.await?).collect())
    }

    /// These revisions of the actor; others are missing from the result.
    pub async fn batch_revisions(
        &self,
        actor: &Actor,
        keys: &[Key],
    ) -> Result<HashMap<Key, Arc<RevisionRow>>> {
        let conn = self.platform.db.conn();
        let rows = revision::some(actor, keys).all(conn).await?;
        Ok(rows
            .into_iter()
            .map(|row| ((row.letter_id, row.number), Arc::new(row)))
            .collect())
    }

    /// What the actor's profile says now, as letters cite it.
    pub async fn current(&self, actor: &Actor) -> Result<Current> {
        let sections = self.profiles.sections(actor).await?;
        let mut said = HashSet::new();
        // The level of a language is in the language of the letter.
        for language in [Language::En, Language::De] {
            let facts = facts::facts(&sections, language);
            said.extend(facts.into_iter().map(|fact| (fact.id, fact.text)));
        }
        Ok(Current(said))
    }
}

fn matching(actor: &Actor, is_archived: bool) -> Select<letter::Entity> {
    letter::of(actor).filter(if is_archived {
        Column::ArchivedAt.is_not_null()
    } else {
        Column::ArchivedAt.is_null()
    })
}
