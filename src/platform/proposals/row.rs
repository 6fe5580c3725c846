//! The table `agent_proposals`.

use sea_orm::{
    ActiveValue::Set, ExprTrait, FromJsonQueryResult, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use crate::{
    platform::feed::{Change, Operation},
    types::{
        actor::{Actor, By},
        id::{AgentProposalId, SessionId, UserId},
        object_kind::ObjectKind,
    },
};

/// A mutation that an API token proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "agent_proposals")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The proposal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgentProposalId,
    /// The user who decides.
    pub user_id: UserId,
    /// The API token.
    #[serde(skip)]
    pub token_id: SessionId,
    /// Its name.
    pub token_name: String,
    /// The name of the mutation.
    pub mutation: String,
    /// Its input.
    #[sea_orm(column_type = "JsonBinary")]
    pub input: Json,
    /// The last change in the feed of the user before it was proposed, if its input states no version: it cannot run on what has changed since.
    #[serde(skip)]
    pub made_after: Option<i64>,
    /// Why, in the words of the program.
    pub reason: Option<String>,
    /// What a dry run changed; once accepted, what the mutation changed.
    #[sea_orm(column_type = "JsonBinary")]
    pub effects: Effects,
    /// What became of it, but for the passing of time.
    pub state: State,
    /// Incremented by the decision.
    pub version: i32,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// From then on it cannot be accepted.
    pub expires_at: DateTimeUtc,
    /// The time of the decision.
    pub decided_at: Option<DateTimeUtc>,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Not decided.
    Pending,
    /// The user accepted it, and the mutation ran.
    Accepted,
    /// The user rejected it.
    Rejected,
}

/// What a mutation changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Effects(pub Vec<Effect>);

/// A change of an object by a mutation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// The kind of the object.
    pub kind: ObjectKind,
    /// The object; none if it would be created, and has not been.
    pub id: Option<Uuid>,
    /// What is done.
    pub operation: Operation,
}

impl Effects {
    /// What was changed; if by a dry run, what it creates has no id.
    pub(super) fn of(changes: &[Change], is_dry_run: bool) -> Self {
        let mut effects: Vec<Effect> = Vec::new();
        for change in changes {
            let is_gone = is_dry_run && change.operation == Operation::Created;
            let effect = Effect {
                kind: change.kind,
                id: (!is_gone).then_some(change.id),
                operation: change.operation,
            };
            if effect.id.is_none() || !effects.contains(&effect) {
                effects.push(effect);
            }
        }
        Self(effects)
    }
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The name of the token of an actor.
pub(super) fn name_of(actor: &Actor) -> String {
    match actor.by() {
        By::ApiToken(name) => name.to_string(),
        By::Person | By::Import(_) | By::Rule(_) => String::new(),
    }
}

/// The proposals that the actor may see: all to its user for a session, its own for an API token.
#[must_use]
pub fn of(actor: &Actor) -> Select<Entity> {
    let of_user = Entity::find().filter(Column::UserId.eq(actor.user_id));
    match actor.by() {
        By::ApiToken(_) => of_user.filter(Column::TokenId.eq(actor.session_id)),
        By::Person | By::Import(_) | By::Rule(_) => of_user,
    }
}

/// One of them.
#[must_use]
pub fn of_by_id(actor: &Actor, id: AgentProposalId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// Those of the selected ones that can be accepted.
#[must_use]
pub fn open(selected: Select<Entity>, now: DateTimeUtc) -> Select<Entity> {
    // As the condition of the index says it.
    selected
        .filter(Expr::cust("state = 'PENDING'"))
        .filter(Column::ExpiresAt.gt(now))
}

/// The proposals of the actor's token that can be accepted.
pub(super) fn waiting(actor: &Actor, now: DateTimeUtc) -> Select<Entity> {
    open(of(actor), now)
}

/// The proposals of a token that wait for a decision.
#[must_use]
pub fn of_token(user: UserId, token: SessionId) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::TokenId.eq(token))
        .filter(Column::State.eq(State::Pending))
}

/// Accepts a proposal of the actor that waits; returns the row, or none if it does not wait.
pub(super) async fn accept(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: AgentProposalId,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let accepted = ActiveModel {
        state: Set(State::Accepted),
        decided_at: Set(Some(now)),
        ..Default::default()
    };
    let written = Entity::update_many()
        .set(accepted)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::State.eq(State::Pending))
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// Stores what the mutation of a proposal changed.
pub(super) async fn keep_effects(
    conn: &impl ConnectionTrait,
    id: AgentProposalId,
    effects: Effects,
) -> Result<(), DbErr> {
    let changed = ActiveModel {
        effects: Set(effects),
        ..Default::default()
    };
    let update = Entity::update_many().set(changed).filter(Column::Id.eq(id));
    update.exec(conn).await.map(drop)
}

/// Writes a decision, if the proposal is still at the version that was read; returns the row, or none if it has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let next = ActiveModel {
        version: Set(read.version.saturating_add(1)),
        ..change
    };
    let written = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// The oldest proposals that expired before an instant, at most this many.
#[must_use]
pub fn expired_before(instant: DateTimeUtc, limit: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::ExpiresAt.lt(instant))
        .order_by_asc(Column::ExpiresAt)
        .limit(limit)
}

/// Deletes these proposals.
pub async fn delete(conn: &impl ConnectionTrait, ids: &[AgentProposalId]) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await
        .map(drop)
}
