//! The table `posting_changes`: what changed in a posting over time. Rows are added with the change and never changed.

use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::types::{
    id::{PostingChangeId, PostingId},
    rows,
};

/// The kind of a change of a posting.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, async_graphql::Enum, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "PostingChangeKind")]
pub enum What {
    /// The title.
    Title,
    /// The places of work.
    Places,
    /// The advertised pay.
    Pay,
    /// On site, hybrid or remote.
    RemoteMode,
    /// The kind of contract.
    EmploymentType,
    /// The description: `from` and `to` are the start of its hash and its length.
    Description,
    /// The deadline for applications.
    Deadline,
    /// The URL of the public page, because the entry of the board with the previous one is no longer listed.
    Url,
    /// It was closed: `to` is the reason.
    Closed,
    /// It is listed again: `from` is the reason for which it was closed.
    Reopened,
    /// It was advertised again under another id, or with a later date of publication: `from` and `to` are the dates.
    Reposted,
}

/// A change of a posting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_changes")]
pub struct Model {
    /// The change.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostingChangeId,
    /// The posting.
    pub posting_id: PostingId,
    /// The time when it was noticed.
    pub at: DateTimeUtc,
    /// The kind of change.
    pub what: What,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A change before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The posting.
    pub posting: PostingId,
    /// The kind of change.
    pub what: What,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// Stores changes.
pub async fn add(
    conn: &impl ConnectionTrait,
    changes: impl IntoIterator<Item = (PostingChangeId, Change)>,
    at: DateTimeUtc,
) -> Result<(), DbErr> {
    let rows = changes.into_iter().map(|(id, change)| ActiveModel {
        id: Set(id),
        posting_id: Set(change.posting),
        at: Set(at),
        what: Set(change.what),
        before: Set(change.before),
        after: Set(change.after),
    });
    rows::insert::<Entity>(conn, rows).await
}

/// The changes of one posting.
pub fn of_posting(id: PostingId) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.eq(id))
}

/// The last changes of each of these postings, newest first.
pub async fn last_of(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    // A change is one of the last if fewer than `limit` changes of its posting are newer; ids are in order of time.
    let newer = sea_orm::sea_query::Alias::new("newer");
    let count = sea_orm::sea_query::Query::select()
        .expr(Expr::cust("count(*)"))
        .from_as(Entity, newer.clone())
        .and_where(
            Expr::col((newer.clone(), Column::PostingId))
                .eq(Expr::col((Entity, Column::PostingId))),
        )
        .and_where(Expr::col((newer, Column::Id)).gt(Expr::col((Entity, Column::Id))))
        .to_owned();
    Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .filter(Expr::SubQuery(None, Box::new(count.into())).lt(limit))
        .order_by_asc(Column::PostingId)
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit.saturating_mul(u64::try_from(ids.len()).unwrap_or(u64::MAX)))
        .all(conn)
        .await
}

/// The number of changes of each of these postings that has any.
pub async fn counts(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<(PostingId, i64)>, DbErr> {
    let counts = Entity::find()
        .select_only()
        .column(Column::PostingId)
        .column_as(Column::Id.count(), "changes")
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .group_by(Column::PostingId);
    counts.into_tuple().all(conn).await
}
