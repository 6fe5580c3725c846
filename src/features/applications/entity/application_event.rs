//! The table `application_events`: append-only. Events are never updated, and deleted only with their application.

use std::fmt::Write;

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::stage::{Outcome, Stage};
use crate::types::{
    actor::{Actor, By},
    id::{ApplicationId, EventId, UserId},
    rows,
};

/// The kind of an event.
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
    /// The application was created.
    Created,
    /// It moved to another stage, or to another round of the same.
    Moved,
    /// It was closed with an outcome.
    Closed,
    /// It was reopened after it was closed.
    Reopened,
    /// An earlier event was retracted.
    Corrected,
}

/// Who caused an event.
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
    /// An API token of the user.
    Agent,
    /// An import.
    Import,
    /// A rule that the user enabled.
    Rule,
}

impl EventActor {
    /// The kind of cause behind an actor, and its name if it is not the user.
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

/// An event in the history of an application.
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
    /// Its position in the history, from 1, without gaps.
    pub seq: i32,
    /// The kind.
    pub kind: EventKind,
    /// The stage before the event.
    pub from_stage: Option<Stage>,
    /// The stage after the event.
    pub to_stage: Option<Stage>,
    /// The outcome, if the event closed the application.
    pub outcome: Option<Outcome>,
    /// The date when it happened, a partial date as text; none if it is not known.
    pub occurred_on: Option<String>,
    /// The time when it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who caused it.
    pub actor: EventActor,
    /// True if a third party recorded the date, such as LinkedIn; false if the user stated it, directly or in an imported list.
    pub observed: bool,
    /// The event that this one retracts or replaces.
    pub retracts_event_id: Option<EventId>,
    /// The reason, as the user typed it.
    pub reason: String,
    /// The name of the API token, import or rule that caused it; none for the user.
    pub actor_name: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds events.
pub async fn add(conn: &impl ConnectionTrait, events: Vec<Model>) -> Result<(), DbErr> {
    rows::insert::<Entity>(conn, events).await
}

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

/// One row that counts the applications of a user: all of them, the accepted ones, and for each tier those that ever reached one of its stages,
/// as `reached_0` and so on; accepted ones count in every tier. Events that were retracted do not count. The only value is the user.
pub fn reached(tiers: &[Vec<Stage>]) -> String {
    let (mut counts, mut flags) = (String::new(), String::new());
    for (index, stages) in tiers.iter().enumerate() {
        let stages = stages.iter().map(|stage| format!("'{}'", stage.to_value()));
        let stages = stages.collect::<Vec<_>>().join(", ");
        let _infallible = write!(
            counts,
            ", count(*) FILTER (WHERE accepted + tier_{index} > 0) AS reached_{index}"
        );
        let _infallible = write!(
            flags,
            ", max(CASE WHEN to_stage IN ({stages}) THEN 1 ELSE 0 END) AS tier_{index}"
        );
    }
    let (accepted, corrected) = (
        Outcome::Accepted.to_value(),
        EventKind::Corrected.to_value(),
    );
    format!(
        "SELECT count(*) AS total, count(*) FILTER (WHERE accepted > 0) AS accepted{counts} FROM ( \
         SELECT max(CASE WHEN outcome = '{accepted}' THEN 1 ELSE 0 END) AS accepted{flags} \
         FROM application_events AS event WHERE user_id = $1 AND kind <> '{corrected}' \
         AND NOT EXISTS (SELECT 1 FROM application_events AS later WHERE later.retracts_event_id = event.id) \
         GROUP BY application_id) AS application"
    )
}
