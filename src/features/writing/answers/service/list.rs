//! Reads answers, their versions, and what was given to applications.

use std::{collections::HashMap, sync::Arc};

use reading::words::words;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select, sea_query::Expr};

use crate::{
    error::{Error, Result},
    features::writing::answers::{
        AnswerRow, Answers, RecordedRow, VersionRow,
        entity::{
            answer::{self, Column},
            recorded, version,
        },
    },
    platform::db::{keyset::ByTime, padded},
    types::{
        actor::Actor,
        id::{AnswerId, ApplicationId},
        page::{Page, Slice},
    },
};

/// A version: its answer and its number.
type Key = (AnswerId, i32);

/// The longest text that is searched for.
const TEXT_MAX: usize = 200;

impl Answers {
    /// One answer of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: AnswerId) -> Result<AnswerRow> {
        let found = answer::of_by_id(actor, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("answer"))
    }

    /// One page of the actor's answers that have these words in question or answer, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        text: Option<&str>,
        page: &Page,
    ) -> Result<Slice<AnswerRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), matching(actor, text)?);
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of them.
    pub async fn count(&self, actor: &Actor, text: Option<&str>) -> Result<u64> {
        let count = matching(actor, text)?.count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The actor's answers with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[AnswerId],
    ) -> Result<HashMap<AnswerId, Arc<AnswerRow>>> {
        let rows = answer::of(actor).filter(Column::Id.is_in(padded(ids)));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// These versions of the actor; others are missing from the result.
    pub async fn batch_versions(
        &self,
        actor: &Actor,
        keys: &[Key],
    ) -> Result<HashMap<Key, Arc<VersionRow>>> {
        let conn = self.platform.db.conn();
        let rows = version::some(actor, keys).all(conn).await?;
        Ok(rows
            .into_iter()
            .map(|row| ((row.answer_id, row.number), Arc::new(row)))
            .collect())
    }

    /// What was given to these applications of the actor, in order.
    pub async fn batch_recorded(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Vec<Arc<RecordedRow>>>> {
        let rows = recorded::of_applications(actor, &padded(ids));
        let mut found: HashMap<ApplicationId, Vec<Arc<RecordedRow>>> = HashMap::new();
        for row in rows.all(self.platform.db.conn()).await? {
            let of = found.entry(row.application_id).or_default();
            of.push(Arc::new(row));
        }
        Ok(found)
    }
}

fn matching(actor: &Actor, text: Option<&str>) -> Result<Select<answer::Entity>> {
    let mut select = answer::of(actor);
    let Some(text) = text.map(str::trim) else {
        return Ok(select);
    };
    if text.chars().count() > TEXT_MAX {
        let message = format!("\"text\" has at most {TEXT_MAX} characters.");
        return Err(Error::bad_input(message).at("text"));
    }
    let words = words(text);
    if words.is_empty() && !text.is_empty() {
        select = select.filter(Expr::cust("1 = 0"));
    }
    for word in words {
        select = select.filter(Column::Words.contains(format!(" {word}")));
    }
    Ok(select)
}
