//! The tables `provider_sessions` and `logout_tokens`: which sessions a provider began, so that it can end them, and the tokens by
//! which it did (OpenID Connect Back-Channel Logout 1.0).

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::types::id::{IdentityId, SessionId};

/// A session that began at a provider.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_sessions")]
pub struct Model {
    /// The session here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    /// The identity that signed in.
    pub identity_id: IdentityId,
    /// The session there, if the provider names them.
    pub sid: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The sessions of an identity; with `sid`, those that began in that session of the provider.
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

/// The identities that have sessions which began in one session of a provider.
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

/// The logout tokens that were used.
pub mod used {
    use sea_orm::entity::prelude::*;

    /// A logout token that was used.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "logout_tokens")]
    pub struct Model {
        /// SHA-256 of its issuer and its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// When it ends by itself.
        pub expires_at: DateTimeUtc,
    }

    /// No relations.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// Forgets those that have ended.
    pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
        Entity::delete_many()
            .filter(Column::ExpiresAt.lt(before))
            .exec(conn)
            .await
            .map(|_| ())
    }
}
