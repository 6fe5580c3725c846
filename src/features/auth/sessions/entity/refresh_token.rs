//! The table `refresh_tokens`: the hash of every token that was issued for a session.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use crate::types::id::SessionId;

/// A refresh token.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The session that it refreshes.
    pub session_id: SessionId,
    /// The time of issue.
    pub created_at: DateTimeUtc,
    /// The time when it was used; a second use ends the session.
    pub used_at: Option<DateTimeUtc>,
    /// The next token, sealed with this one, for a client that lost the response.
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

/// Marks the token as used, with the next token.
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

/// Deletes the sealed successors of a session's tokens; only that of the last one may be requested.
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
