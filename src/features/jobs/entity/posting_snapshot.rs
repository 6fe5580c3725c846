//! The table `posting_snapshots`: immutable copies of postings, identified by the hash of their content. A snapshot is kept after its
//! posting is deleted.

use sea_orm::{FromJsonQueryResult, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::types::{
    amount::Amount,
    id::{PostingId, SnapshotId},
    rows,
    work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
};

/// The copied fields of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Content {
    /// The title, as advertised.
    pub title: String,
    /// The employer's name.
    pub company: String,
    /// The description, in Markdown.
    pub description: String,
    /// The places of work, as the board names them.
    pub location: String,
    /// The URL of the public page.
    pub url: String,
    /// On site, hybrid or remote.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// The seniority.
    pub seniority: Seniority,
    /// Lower end of the pay.
    pub pay_min: Option<Amount>,
    /// Upper end of the pay.
    pub pay_max: Option<Amount>,
    /// ISO 4217.
    pub pay_currency: Option<String>,
    /// The period of the pay.
    pub pay_period: Option<PayPeriod>,
}

/// An immutable copy of a posting.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "posting_snapshots")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The snapshot.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SnapshotId,
    /// SHA-256 of the content; equal content is stored once.
    pub hash: String,
    /// The posting, while it exists.
    pub posting_id: Option<PostingId>,
    /// The copied fields.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Content,
    /// The time when it was first taken.
    pub taken_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// These snapshots.
pub fn by_ids(ids: &[SnapshotId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// Inserts snapshots unless equal ones exist; returns the stored ones with these hashes.
pub async fn keep(
    conn: &impl ConnectionTrait,
    copies: Vec<Model>,
    hashes: &[String],
) -> Result<Vec<Model>, DbErr> {
    if copies.is_empty() {
        return Ok(Vec::new());
    }
    let once = OnConflict::column(Column::Hash).do_nothing().to_owned();
    rows::insert_or::<Entity>(conn, copies, once).await?;
    let stored = Entity::find().filter(Column::Hash.is_in(hashes.iter().cloned()));
    stored.all(conn).await
}

/// Deletes these snapshots.
pub async fn forget(conn: &impl ConnectionTrait, ids: Vec<SnapshotId>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .exec(conn)
        .await
        .map(|_| ())
}
