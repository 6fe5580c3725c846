//! The table `profiles`: one row for each user who has saved a profile.

use sea_orm::{
    ActiveModelTrait, ExprTrait, FromJsonQueryResult, IntoActiveModel,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    amount::Amount,
    id::{ProfileId, UserId},
    import_source::ImportSource,
    partial_date::PartialDate,
    work::{EmploymentType, PayPeriod, RemoteMode, Seniority, TimeUnit},
};

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProfileId,
    /// The owner; unique.
    pub user_id: UserId,
    /// A one-line headline; may be empty.
    pub headline: String,
    /// A summary of a few paragraphs; may be empty.
    pub summary: String,
    /// Where the user lives; may be empty.
    pub location: String,
    /// Web pages of the user.
    #[sea_orm(column_type = "JsonBinary")]
    pub links: Links,
    /// The jobs that the user looks for.
    #[sea_orm(column_type = "JsonBinary")]
    pub targets: Targets,
    /// The imports that the values come from.
    #[sea_orm(column_type = "JsonBinary")]
    pub sources: ValueSources,
    /// Counts every write to the row or to a section.
    pub version: i32,
    /// When the row or a section was last written.
    pub updated_at: DateTimeUtc,
}

/// Web pages of the user, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Links(pub Vec<Link>);

/// A web page of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The label of the link.
    pub label: String,
    /// An `http` or `https` address.
    pub url: String,
    /// The import that it comes from; none if the user wrote or edited it.
    #[serde(default)]
    pub source: Option<ImportSource>,
}

/// The imports that the values of a profile come from; a value that the user wrote or edited has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct ValueSources {
    /// That of the headline.
    pub headline: Option<ImportSource>,
    /// That of the summary.
    pub summary: Option<ImportSource>,
    /// That of the location.
    pub location: Option<ImportSource>,
    /// Those of the targets.
    pub targets: TargetSources,
}

/// The imports that the targets come from. No import states others than these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TargetSources {
    /// That of the job titles.
    pub titles: Option<ImportSource>,
    /// That of the countries.
    pub countries: Option<ImportSource>,
    /// That of the remote modes.
    pub remote_modes: Option<ImportSource>,
    /// That of the kinds of contract.
    pub employment_types: Option<ImportSource>,
}

/// The jobs that the user looks for. Each field has a default, because rows may be older than a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct Targets {
    /// Job titles wanted.
    pub titles: Vec<String>,
    /// Seniority levels wanted.
    pub seniority: Vec<Seniority>,
    /// Countries wanted, ISO 3166-1 alpha-2, upper case.
    pub countries: Vec<String>,
    /// Remote modes wanted: on site, hybrid or remote.
    pub remote_modes: Vec<RemoteMode>,
    /// Kinds of contract wanted.
    pub employment_types: Vec<EmploymentType>,
    /// The minimum pay.
    pub pay_floor: Option<PayFloor>,
    /// Employers not wanted.
    pub excluded_companies: Vec<String>,
    /// The countries where the user may work; a country that is missing is unknown.
    pub work_authorizations: Vec<WorkAuthorization>,
    /// The time between the resignation and the first free day.
    pub notice_period: Option<NoticePeriod>,
    /// The date from which the user could begin.
    pub available_from: Option<PartialDate>,
}

/// Whether the user may work in a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkAuthorization {
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    /// True if an employer must sponsor a visa or permit.
    pub needs_sponsorship: bool,
}

/// The time between a resignation and the first free day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePeriod {
    /// The number of units; 0 for none.
    pub count: i32,
    /// The unit.
    pub unit: TimeUnit,
}

/// The minimum pay that a user accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayFloor {
    /// The amount.
    pub amount: Amount,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The period that the amount is paid for.
    pub period: PayPeriod,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The profile of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// Inserts the first row of a user; returns `false` if there is one. The insert skips a conflict with the unique index instead of failing,
/// because an error would abort the PostgreSQL transaction, in which the caller still reads the current version.
pub async fn begin(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let unless_there = OnConflict::column(Column::UserId).do_nothing().to_owned();
    // The affected rows are counted: for a row that a conflict skips, SeaORM returns RecordNotFound instead of a conflict.
    let written = Entity::insert(row.into_active_model())
        .on_conflict(unless_there)
        .exec_without_returning(conn)
        .await?;
    Ok(written == 1)
}

/// Moves the actor's profile from this version to the next; returns none if the profile is at another version.
pub async fn increment_version(
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

/// Moves the actor's profile to the next version, whichever it has; returns none if there is no profile.
pub async fn increment_any_version(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let mut bumped = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .exec_with_returning(conn)
        .await?;
    Ok(bumped.pop())
}

/// Writes the row as given. Its version must have been bumped in the same transaction.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<Model, DbErr> {
    row.into_active_model().reset_all().update(conn).await
}
