//! The table `application_events`: append-only. Nothing here is ever updated or deleted, but with the whole application.

use sea_orm::{
    ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Alias, Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::stage::{Outcome, Stage};
use crate::types::{
    actor::{Actor, By},
    id::{ApplicationId, EventId, UserId},
};

/// What happened.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ApplicationEventKind")]
pub enum EventKind {
    /// It began.
    Created,
    /// It went on.
    Moved,
    /// It ended.
    Closed,
    /// It went on after all.
    Reopened,
    /// An earlier event was taken back.
    Corrected,
}

/// Who caused it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ApplicationEventActor")]
pub enum EventActor {
    /// The user.
    User,
    /// A program with a token of the user.
    Agent,
    /// An import.
    Import,
    /// A rule that the user switched on.
    Rule,
}

impl EventActor {
    /// What an actor acts by, and its name where it is not the user.
    #[must_use]
    pub fn of(actor: &Actor) -> (Self, Option<String>) {
        match actor.by() {
            By::Person => (Self::User, None),
            By::ApiToken(name) => (Self::Agent, Some(name.to_string())),
            By::Import(name) => (Self::Import, Some((*name).to_owned())),
            By::Rule(name) => (Self::Rule, Some((*name).to_owned())),
        }
    }
}

/// One entry of a history.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "application_events")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// The application.
    pub application_id: ApplicationId,
    /// The owner.
    pub user_id: UserId,
    /// The place in the history, from 1, without gaps.
    pub seq: i32,
    /// What happened.
    pub kind: EventKind,
    /// The stage before.
    pub from_stage: Option<Stage>,
    /// The stage after.
    pub to_stage: Option<Stage>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it happened; a partial date as text.
    pub occurred_on: String,
    /// When it was written down.
    pub recorded_at: DateTimeUtc,
    /// Who caused it.
    pub actor: EventActor,
    /// Whether somebody else set the date.
    pub observed: bool,
    /// The event that this one takes back.
    pub retracts_event_id: Option<EventId>,
    /// Why.
    pub reason: String,
    /// The name of the API token, import or rule that caused it; none for the user.
    pub actor_name: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All events of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The histories of these applications, each in order.
pub fn of_applications(actor: &Actor, ids: &[ApplicationId]) -> Select<Entity> {
    let histories = of(actor).filter(Column::ApplicationId.is_in(ids.iter().copied()));
    histories
        .order_by_asc(Column::ApplicationId)
        .order_by_asc(Column::Seq)
}

/// The last place in a history.
pub async fn last_seq(
    conn: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<i32, DbErr> {
    let last = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::ApplicationId.eq(application))
        .order_by_desc(Column::Seq)
        .limit(1);
    Ok(last.into_tuple::<i32>().one(conn).await?.unwrap_or(0))
}

/// For each application of the actor: 1 for every stage that it ever reached by an event that was not retracted, and for an
/// acceptance. One row for each application, and nothing of it leaves the database but the sums.
pub fn reached(actor: &Actor, stages: &[(Stage, Alias)], accepted: Alias) -> SelectStatement {
    let later = Alias::new("later");
    let retracted = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, later.clone())
        .and_where(Expr::col((later, Column::RetractsEventId)).eq(Expr::col((Entity, Column::Id))))
        .to_owned();
    let flag = |condition: Expr| Expr::expr(Expr::case(condition, 1).finally(0)).max();
    let mut reached = Query::select();
    for (stage, name) in stages {
        reached.expr_as(
            flag(Expr::col((Entity, Column::ToStage)).eq(*stage)),
            name.clone(),
        );
    }
    reached
        .expr_as(
            flag(Expr::col((Entity, Column::Outcome)).eq(Outcome::Accepted)),
            accepted,
        )
        .from(Entity)
        .and_where(Expr::col((Entity, Column::UserId)).eq(actor.user_id))
        .and_where(Expr::col((Entity, Column::Kind)).ne(EventKind::Corrected))
        .and_where(Expr::exists(retracted).not())
        .group_by_col((Entity, Column::ApplicationId))
        .to_owned()
}
