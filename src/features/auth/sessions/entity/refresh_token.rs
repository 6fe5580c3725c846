//! The table `refresh_tokens`: the hash of every token that was ever given out for a session.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use crate::types::id::SessionId;

/// A refresh token.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The session it renews.
    pub session_id: SessionId,
    /// When it was given out.
    pub created_at: DateTimeUtc,
    /// When it was swapped for another; a second time is an alarm.
    pub used_at: Option<DateTimeUtc>,
    /// The token that came after, sealed with this one: only who has this one can read it. For a client that lost the answer.
    pub successor: Option<Vec<u8>>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The token with this hash.
pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
    Entity::find_by_id(hash)
}

/// Marks the token as used, with what it was swapped for.
pub async fn use_up(
    conn: &impl ConnectionTrait,
    token: &Model,
    now: DateTimeUtc,
    successor: Vec<u8>,
) -> Result<(), DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::Successor, Expr::value(successor))
        .filter(Column::Hash.eq(token.hash.clone()));
    used.exec(conn).await.map(|_| ())
}

/// Forgets what the tokens of a session were swapped for: only of the last one it may be asked.
pub async fn forget_successors(
    conn: &impl ConnectionTrait,
    session: SessionId,
) -> Result<(), DbErr> {
    let forgotten = Entity::update_many()
        .col_expr(Column::Successor, Expr::value(None::<Vec<u8>>))
        .filter(Column::SessionId.eq(session))
        .filter(Column::Successor.is_not_null());
    forgotten.exec(conn).await.map(|_| ())
}
