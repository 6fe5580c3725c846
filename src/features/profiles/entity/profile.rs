//! The table `profiles`: one row for each user who ever wrote something.

use sea_orm::{
    ActiveModelTrait, ExprTrait, FromJsonQueryResult, IntoActiveModel,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    id::{ProfileId, UserId},
    work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
};

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProfileId,
    /// Whose it is; unique.
    pub user_id: UserId,
    /// One line on the user; may be empty.
    pub headline: String,
    /// A few paragraphs on the user; may be empty.
    pub summary: String,
    /// Where the user lives; may be empty.
    pub location: String,
    /// Pages of the user.
    #[sea_orm(column_type = "JsonBinary")]
    pub links: Links,
    /// What the user looks for.
    #[sea_orm(column_type = "JsonBinary")]
    pub targets: Targets,
    /// Counts every write to the row or to a section.
    pub version: i32,
    /// When the row or a section was last written.
    pub updated_at: DateTimeUtc,
}

/// Pages of the user, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Links(pub Vec<Link>);

/// A page of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What the user calls it.
    pub label: String,
    /// An `http` or `https` address.
    pub url: String,
}

/// What the user looks for. A row may have been written before a field was known, so each has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct Targets {
    /// Titles wanted.
    pub titles: Vec<String>,
    /// Levels wanted.
    pub seniority: Vec<Seniority>,
    /// ISO 3166-1 alpha-2, upper case.
    pub countries: Vec<String>,
    /// Where the work may be done.
    pub remote_modes: Vec<RemoteMode>,
    /// Kinds of contract wanted.
    pub employment_types: Vec<EmploymentType>,
    /// The least pay.
    pub pay_floor: Option<PayFloor>,
    /// Employers not wanted.
    pub excluded_companies: Vec<String>,
}

/// The least pay that somebody works for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayFloor {
    /// Whole units of the currency.
    pub amount: i64,
    /// ISO 4217, upper case.
    pub currency: String,
    /// What the amount is for.
    pub period: PayPeriod,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The profile of the one who asks.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// Writes the first row of a user; `false` if there is one. It does not fail on the unique index: PostgreSQL would give up
/// the whole transaction for that, and the caller still wants to read the version that is there.
pub async fn begin(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let unless_there = OnConflict::column(Column::UserId).do_nothing().to_owned();
    // Counted, not returned: SeaORM reports the row that a conflict leaves out as RecordNotFound, not as a conflict.
    let written = Entity::insert(row.into_active_model())
        .on_conflict(unless_there)
        .exec_without_returning(conn)
        .await?;
    Ok(written == 1)
}

/// Moves the profile of the one who asks from this version to the next; none if it is not at this version.
pub async fn bump(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    version: i32,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let mut bumped = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Version.eq(version))
        .exec_with_returning(conn)
        .await?;
    Ok(bumped.pop())
}

/// Writes the row as it is given; for a row that was bumped in the same transaction.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<Model, DbErr> {
    row.into_active_model().reset_all().update(conn).await
}
