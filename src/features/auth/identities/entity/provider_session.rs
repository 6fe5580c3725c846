//! The tables `provider_sessions` and `logout_tokens`: the sessions that were opened through a provider, so that it can end them, and its
//! used logout tokens (OpenID Connect Back-Channel Logout 1.0).

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::types::id::{IdentityId, SessionId};

/// A session that was opened through a provider.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_sessions")]
pub struct Model {
    /// The session of this server.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    /// The identity that signed in.
    pub identity_id: IdentityId,
    /// The session at the provider (`sid`), if it names them.
    pub sid: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The sessions of an identity; with `sid`, only those of that session of the provider.
pub async fn of(
    conn: &impl ConnectionTrait,
    identity: IdentityId,
    sid: Option<&str>,
) -> Result<Vec<SessionId>, DbErr> {
    let mut all = Entity::find()
        .select_only()
        .column(Column::SessionId)
        .filter(Column::IdentityId.eq(identity));
    if let Some(sid) = sid {
        all = all.filter(Column::Sid.eq(sid));
    }
    all.into_tuple().all(conn).await
}

/// The identities with sessions that were opened in one session of a provider.
pub async fn identities_in(
    conn: &impl ConnectionTrait,
    sid: &str,
) -> Result<Vec<IdentityId>, DbErr> {
    let in_it = Entity::find()
        .select_only()
        .column(Column::IdentityId)
        .distinct()
        .filter(Column::Sid.eq(sid));
    in_it.into_tuple().all(conn).await
}

/// Used logout tokens.
pub mod used {
    use sea_orm::entity::prelude::*;

    /// A used logout token.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "logout_tokens")]
    pub struct Model {
        /// SHA-256 of its issuer and its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// The time when it expires.
        pub expires_at: DateTimeUtc,
    }

    /// No relations.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Deletes expired tokens.
    pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
        Entity::delete_many()
            .filter(Column::ExpiresAt.lt(before))
            .exec(conn)
            .await
            .map(|_| ())
    }
}
