//! The table `applications`.

use sea_orm::{
    ExprTrait, JoinType, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Alias, Expr, OnConflict, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::{
    application_event,
    stage::{Outcome, Stage},
};
use crate::types::{
    actor::Actor,
    id::{ApplicationId, PostingId, SnapshotId, UserId},
    import_source::ImportSource,
    rows,
};

/// An application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "applications")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    /// The owner.
    pub user_id: UserId,
    /// The posting, while it exists.
    pub posting_id: Option<PostingId>,
    /// The copy of the posting, taken when the application was created.
    pub snapshot_id: Option<SnapshotId>,
    /// The employer's name, copied from the posting or given by the user.
    pub company: String,
    /// The role, copied from the posting or given by the user.
    pub role: String,
    /// The current stage, computed from the events that were not retracted.
    pub stage: Stage,
    /// The outcome, computed from the events; set exactly if the stage is CLOSED.
    pub outcome: Option<Outcome>,
    /// The date of sending, computed from the events; a partial date as text.
    pub applied_on: Option<String>,
    /// Where the user found the posting.
    pub source: String,
    /// The import that added it; none if the user did.
    #[serde(default)]
    pub import_source: Option<ImportSource>,
    /// Who recommended the user or the posting.
    pub referrer: String,
    /// 0 (none) to 3 (high).
    pub priority: i32,
    /// Sort key in its column of the application board.
    pub board_rank: f64,
    /// The date by which the user must act; a partial date as text.
    pub deadline: Option<String>,
    /// The next step that the user plans.
    pub next_action: String,
    /// Free text.
    pub note: String,
    /// Hidden from the board and the default list.
    pub archived: bool,
    /// Incremented by every change.
    pub version: i32,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
}

/// No relations; events refer to this table.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's applications.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One application of the actor.
pub fn of_by_id(actor: &Actor, id: ApplicationId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// One application of the actor, locked until the transaction ends: a concurrent change waits. SQLite needs no row lock, because it has one
/// writing transaction at a time.
pub fn locked(actor: &Actor, id: ApplicationId) -> Select<Entity> {
    of_by_id(actor, id).lock_exclusive()
}

/// One application of the actor with its history, in order. One statement reads both, so they belong to one state even if another
/// transaction changes the application meanwhile; [`update_if`] then refuses, because the version has changed.
pub async fn with_history(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: ApplicationId,
) -> Result<Option<(Model, Vec<application_event::Model>)>, DbErr> {
    let history = application_event::Entity::belongs_to(Entity)
        .from(application_event::Column::ApplicationId)
        .to(Column::Id);
    let rows = of_by_id(actor, id)
        .join_rev(JoinType::LeftJoin, history.into())
        .select_also(application_event::Entity)
        .order_by_asc(application_event::Column::Seq)
        .all(conn)
        .await?;
    let mut rows = rows.into_iter();
    let Some((row, first)) = rows.next() else {
        return Ok(None);
    };
    let events = first.into_iter().chain(rows.filter_map(|(_, event)| event));
    Ok(Some((row, events.collect())))
}

/// The actor's application for a posting that is not closed; there is at most one.
pub fn of_open_for(actor: &Actor, posting: PostingId) -> Select<Entity> {
    of(actor)
        .filter(Column::PostingId.eq(posting))
        .filter(Column::Stage.ne(Stage::Closed))
}

/// All applications of the actor, locked until the transaction ends.
pub fn of_to_change(actor: &Actor) -> Select<Entity> {
    of(actor).order_by_asc(Column::Id).lock_exclusive()
}

/// Inserts applications.
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    rows::insert::<Entity>(conn, rows).await
}

/// Writes what an import changes of applications that are locked.
pub async fn replace(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let instead = OnConflict::column(Column::Id)
        .update_columns([
            Column::Company,
            Column::Role,
            Column::Stage,
            Column::Outcome,
            Column::AppliedOn,
            Column::BoardRank,
            Column::Note,
            Column::Version,
            Column::UpdatedAt,
        ])
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, instead).await
}

/// The highest rank in a column of the board.
pub async fn last_rank(
    conn: &impl ConnectionTrait,
    user: UserId,
    stage: Stage,
) -> Result<f64, DbErr> {
    let last = ranks_from_last(user, stage).into_tuple::<f64>();
    Ok(last.one(conn).await?.unwrap_or(0.0))
}

/// The rank after the last card of a column of the board, computed by the statement that it is a part of.
fn next_rank(user: UserId, stage: Stage) -> Expr {
    Expr::from(ranks_from_last(user, stage).into_query())
        .if_null(0.0)
        .add(1.0)
}

/// The highest rank in a column of the board. The condition is that of the index `applications_board`, which has no archived cards.
fn ranks_from_last(user: UserId, stage: Stage) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::BoardRank)
        .filter(Column::UserId.eq(user))
        .filter(Column::Stage.eq(stage))
        .filter(Expr::col((Entity, Column::Archived)).not())
        .order_by_desc(Column::BoardRank)
        .limit(1)
}

/// The first `size` cards of each column of the board, in order.
pub fn board(actor: &Actor, size: u64) -> Select<Entity> {
    let (numbered, place) = (Alias::new("numbered"), Alias::new("place"));
    let first: SelectStatement = Query::select()
        .column(Column::Id)
        .from_subquery(numbered_cards(actor, place.clone()), numbered)
        .and_where(Expr::col(place).lte(size))
        .to_owned();
    let cards = of(actor).filter(Column::Id.in_subquery(first));
    cards
        .order_by_asc(Column::Stage)
        .order_by_asc(Column::BoardRank)
        .order_by_asc(Column::Id)
}

fn numbered_cards(actor: &Actor, place: Alias) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .expr_as(
            Expr::cust("row_number() OVER (PARTITION BY stage ORDER BY board_rank, id)"),
            place,
        )
        .from(Entity)
        .and_where(Expr::col(Column::UserId).eq(actor.user_id))
        .and_where(Expr::col(Column::Archived).eq(false))
        .to_owned()
}

/// The number of cards in each column of the board.
pub fn board_counts(actor: &Actor) -> Select<Entity> {
    let counted = of(actor)
        .filter(Column::Archived.eq(false))
        .select_only()
        .column(Column::Stage);
    counted
        .column_as(Column::Id.count(), "cards")
        .group_by(Column::Stage)
}

/// Writes the row as the next version, if it is still at the version that was read, and returns it; in another column of the board its
/// card is placed last. `None` if the version has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let column = change.stage.try_as_ref().filter(|to| **to != read.stage);
    let rank = column.map(|to| next_rank(read.user_id, *to));
    let mut update = Entity::update_many()
        .set(change)
        .col_expr(Column::Version, Expr::value(read.version.saturating_add(1)));
    if let Some(rank) = rank {
        update = update.col_expr(Column::BoardRank, rank);
    }
    let written = update
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// The cards of one column, in order.
pub async fn column_of(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    stage: Stage,
) -> Result<Vec<(ApplicationId, f64)>, DbErr> {
    let cards = of(actor)
        .filter(Column::Stage.eq(stage))
        .filter(Column::Archived.eq(false));
    let cards = cards
        .order_by_asc(Column::BoardRank)
        .order_by_asc(Column::Id)
        .select_only()
        .column(Column::Id)
        .column(Column::BoardRank);
    cards.into_tuple().all(conn).await
}

/// Sets the rank of a card.
pub async fn set_rank(
    conn: &impl ConnectionTrait,
    id: ApplicationId,
    rank: f64,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::BoardRank, Expr::value(rank))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The ids of the snapshots that these applications refer to.
pub async fn snapshots_of(
    conn: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<SnapshotId>, DbErr> {
    let held = Entity::find()
        .select_only()
        .column(Column::SnapshotId)
        .distinct()
        .filter(Column::UserId.eq(user));
    held.filter(Column::SnapshotId.is_not_null())
        .into_tuple()
        .all(conn)
        .await
}

/// Those of these snapshots that an application refers to.
pub async fn held(
    conn: &impl ConnectionTrait,
    snapshots: &[SnapshotId],
) -> Result<Vec<SnapshotId>, DbErr> {
    let held = Entity::find()
        .select_only()
        .column(Column::SnapshotId)
        .distinct();
    held.filter(Column::SnapshotId.is_in(snapshots.iter().copied()))
        .into_tuple()
        .all(conn)
        .await
}

/// Deletes an application of the actor, with its history and its notifications.
pub async fn delete(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: ApplicationId,
) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes all applications of a user, with their histories.
pub async fn erase(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The postings of the actor's applications that are not closed, the newest first.
pub async fn open_postings(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    limit: u64,
) -> Result<Vec<PostingId>, DbErr> {
    of(actor)
        .filter(Column::Stage.ne(Stage::Closed))
        .filter(Column::PostingId.is_not_null())
        .select_only()
        .column(Column::PostingId)
        .order_by_desc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await
}
