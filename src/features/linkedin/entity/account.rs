//! The table `linkedin_accounts`: one row for each user who has connected LinkedIn. It stays when the user disconnects, without the token.

use sea_orm::{
    ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};
use serde::Serialize;

use super::values::{Domains, Problem, SeenEvents, State, TokenSource};
use crate::types::{
    actor::Actor,
    id::{ImportId, UserId},
};

/// An account at LinkedIn.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "linkedin_accounts")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The state.
    pub state: State,
    /// The access token, sealed; none if it is that of the identity.
    #[serde(skip)]
    pub token: Option<Vec<u8>>,
    /// The origin of the token.
    pub token_source: Option<TokenSource>,
    /// When the token expires, if that is known.
    pub token_expires_at: Option<DateTimeUtc>,
    /// Counts connecting and disconnecting.
    pub version: i32,
    /// When it was connected.
    pub connected_at: Option<DateTimeUtc>,
    /// The run that is queued or in progress.
    #[serde(skip)]
    pub run_id: Option<Uuid>,
    /// When the last run was started.
    pub started_at: Option<DateTimeUtc>,
    /// The end of the last run that read everything it asked for.
    pub synced_at: Option<DateTimeUtc>,
    /// The end of the last such run that asked for all domains.
    pub full_at: Option<DateTimeUtc>,
    /// When the next run is due.
    pub next_at: Option<DateTimeUtc>,
    /// Number of runs since the consent that asked again for what was not there yet.
    #[serde(skip)]
    pub retries: i32,
    /// The error of the last run.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub problem: Option<Problem>,
    /// The domains that were read.
    #[sea_orm(column_type = "JsonBinary")]
    pub domains: Domains,
    /// From when on the changelog is read, in milliseconds since 1970; none before everything was read once.
    #[serde(skip)]
    pub changes_from: Option<i64>,
    /// Events of the changelog that are known already.
    #[serde(skip)]
    #[sea_orm(column_type = "JsonBinary")]
    pub changes_seen: SeenEvents,
    /// The plan that was made last.
    pub plan_id: Option<ImportId>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The account of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find_by_id(actor.user_id)
}

/// The account of a user while this run of it is queued or in progress.
pub fn of_run(user: UserId, run: Uuid) -> Select<Entity> {
    Entity::find_by_id(user).filter(Column::RunId.eq(run))
}

/// The users whose next run is due, oldest first.
pub fn due(now: DateTimeUtc, limit: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::NextAt.lte(now))
        .order_by_asc(Column::NextAt)
        .limit(limit)
}

/// The first row of a user.
#[must_use]
pub fn first(user_id: UserId) -> Model {
    Model {
        user_id,
        state: State::NotConnected,
        token: None,
        token_source: None,
        token_expires_at: None,
        version: 0,
        connected_at: None,
        run_id: None,
        started_at: None,
        synced_at: None,
        full_at: None,
        next_at: None,
        retries: 0,
        problem: None,
        domains: Domains::default(),
        changes_from: None,
        changes_seen: SeenEvents::default(),
        plan_id: None,
    }
}

/// Writes a row that was read in the same transaction, or a first one. The caller holds the lock of the user.
pub async fn save(conn: &impl ConnectionTrait, row: Model, is_new: bool) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    if is_new {
        Entity::insert(row).exec_without_returning(conn).await?;
    } else {
        row.update(conn).await?;
    }
    Ok(())
}

/// Starts a run that is due, unless another instance has started it; returns whether it is this run.
pub async fn start(
    conn: &impl ConnectionTrait,
    user: UserId,
    run: Uuid,
    now: DateTimeUtc,
    next: DateTimeUtc,
) -> Result<bool, DbErr> {
    let started = Entity::update_many()
        .col_expr(Column::RunId, Expr::value(run))
        .col_expr(Column::StartedAt, Expr::value(now))
        .col_expr(Column::NextAt, Expr::value(next))
        .filter(Column::UserId.eq(user))
        .filter(Column::State.is_in([State::Preparing, State::Connected]))
        .filter(Column::NextAt.lte(now))
        .exec(conn)
        .await?;
    Ok(started.rows_affected > 0)
}
