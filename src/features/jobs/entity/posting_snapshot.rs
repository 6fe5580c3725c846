//! The table `posting_snapshots`: copies named by what they are. An application outlives its posting.

use sea_orm::{FromJsonQueryResult, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::types::{
    id::{PostingId, SnapshotId},
    work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
};

/// What is kept of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Content {
    /// As advertised.
    pub title: String,
    /// The employer.
    pub company: String,
    /// Markdown.
    pub description: String,
    /// The places in the board's words.
    pub location: String,
    /// The public page.
    pub url: String,
    /// Where the work is done.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// How senior.
    pub seniority: Seniority,
    /// Lower end of the pay.
    pub pay_min: Option<i64>,
    /// Upper end of the pay.
    pub pay_max: Option<i64>,
    /// ISO 4217.
    pub pay_currency: Option<String>,
    /// What the pay is for.
    pub pay_period: Option<PayPeriod>,
}

/// A frozen copy of a posting.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "posting_snapshots")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The copy.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SnapshotId,
    /// SHA-256 of the content; equal content is kept once.
    pub hash: String,
    /// The posting it was taken of, while that exists.
    pub posting_id: Option<PostingId>,
    /// What the posting said.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Content,
    /// When it was taken first.
    pub taken_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// These copies.
pub fn by_ids(ids: &[SnapshotId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// Keeps a copy unless it is there already; gives the one that is kept.
pub async fn keep(
    conn: &impl ConnectionTrait,
    copy: ActiveModel,
    hash: &str,
) -> Result<Option<Model>, DbErr> {
    let once = OnConflict::column(Column::Hash).do_nothing().to_owned();
    Entity::insert(copy)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Entity::find().filter(Column::Hash.eq(hash)).one(conn).await
}

/// Deletes these copies.
pub async fn forget(conn: &impl ConnectionTrait, ids: Vec<SnapshotId>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .exec(conn)
        .await
        .map(|_| ())
}
