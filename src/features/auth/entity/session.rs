//! The table `sessions`: one row for each device that signed in.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use crate::types::id::{SessionId, UserId};

/// A session: the family of all refresh tokens that came from one sign-in.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// When somebody signed in.
    pub created_at: DateTimeUtc,
    /// When it ends at the latest.
    pub expires_at: DateTimeUtc,
    /// When it was ended, if it was.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// For refreshing.
pub fn by_id(id: SessionId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// Ends a session; ending it twice changes nothing.
pub async fn revoke(conn: &impl ConnectionTrait, id: SessionId, now: DateTimeUtc) -> Result<(), DbErr> {
    let open =
        Entity::update_many().col_expr(Column::RevokedAt, Expr::value(now)).filter(Column::Id.eq(id)).filter(Column::RevokedAt.is_null());
    open.exec(conn).await.map(|_| ())
}
