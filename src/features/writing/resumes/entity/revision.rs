//! The table `resume_revisions`. Rows are added and never changed.

use std::collections::BTreeMap;

use async_graphql::Enum;
use sea_orm::{
    Condition, FromQueryResult, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, Func},
};
use serde::{Deserialize, Serialize};

use super::content::Content;
use crate::types::{
    actor::Actor,
    id::{ResumeId, UserId},
};

/// A revision of a résumé.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "resume_revisions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The résumé.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resume_id: ResumeId,
    /// Its number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The owner.
    pub user_id: UserId,
    /// What it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Content,
    /// The size of the content in bytes.
    pub size: i32,
    /// How it came about.
    pub reason: Reason,
    /// What the user noted; may be empty.
    pub note: String,
    /// The time of creation.
    pub created_at: DateTimeUtc,
}

/// How a revision came about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ResumeRevisionReason")]
pub enum Reason {
    /// Made of the profile.
    Created,
    /// Edited by the user.
    Edited,
    /// An earlier revision again.
    Restored,
    /// For a posting: copied from another résumé, or with accepted proposals.
    Tailored,
}

/// A revision without what it says.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    /// The résumé.
    pub resume_id: ResumeId,
    /// Its number.
    pub number: i32,
    /// How it came about.
    pub reason: Reason,
    /// What the user noted.
    pub note: String,
    /// The time of creation.
    pub created_at: DateTimeUtc,
}

#[derive(FromQueryResult)]
struct Size {
    bytes: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Model> for Head {
    fn from(row: &Model) -> Self {
        Self {
            resume_id: row.resume_id,
            number: row.number,
            reason: row.reason,
            note: row.note.clone(),
            created_at: row.created_at,
        }
    }
}

/// The revisions of all résumés of the actor, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::ResumeId)
        .order_by_asc(Column::Number)
}

/// These revisions of the actor, by résumé and number: at least one.
pub fn some(actor: &Actor, keys: &[(ResumeId, i32)]) -> Select<Entity> {
    let mut numbers: BTreeMap<ResumeId, Vec<i32>> = BTreeMap::new();
    for (resume, number) in keys {
        numbers.entry(*resume).or_default().push(*number);
    }
    let any = numbers.into_iter().map(|(resume, numbers)| {
        Condition::all()
            .add(Column::ResumeId.eq(resume))
            .add(Column::Number.is_in(numbers))
    });
    of(actor).filter(any.fold(Condition::any(), Condition::add))
}

/// The same without what they say.
pub async fn heads(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    keys: &[(ResumeId, i32)],
) -> Result<Vec<Head>, DbErr> {
    some(actor, keys)
        .select_only()
        .columns([
            Column::ResumeId,
            Column::Number,
            Column::Reason,
            Column::Note,
            Column::CreatedAt,
        ])
        .into_model::<Head>()
        .all(conn)
        .await
}

/// The bytes of all revisions of a user.
pub async fn bytes_of(conn: &impl ConnectionTrait, user: UserId) -> Result<i64, DbErr> {
    let sum = Func::coalesce([
        Func::sum(Expr::col(Column::Size)).into(),
        Expr::value(0_i64),
    ]);
    let size = Entity::find()
        .filter(Column::UserId.eq(user))
        .select_only()
        .column_as(Expr::from(Func::cast_as(sum, "bigint")), "bytes");
    let size = size.into_model::<Size>().one(conn).await?;
    Ok(size.map_or(0, |size| size.bytes))
}
