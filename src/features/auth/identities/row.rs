//! Rows of identities, with the sealed tokens of the provider.

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, SqlErr};
use uuid::Uuid;

use super::{
    entity::{claims::IdentityClaims, identity},
    provider::{Fault, Tokens},
};
use crate::{
    error::{Error, Result},
    platform::{Platform, reseal::SealedColumn},
    types::id::{IdentityId, UserId},
};

/// The sealed column of the providers' tokens, for key rotation.
pub const SEALED_TOKENS: SealedColumn = SealedColumn {
    table: "identities",
    id: "id",
    column: "tokens",
    context: context_of,
};

/// The context that the tokens are sealed with: the id of the identity.
fn context_of(identity: Uuid) -> String {
    format!("identity {identity}")
}

/// An identity that is not linked yet.
pub(super) struct NewIdentity<'a> {
    pub provider: &'a str,
    pub issuer: String,
    pub subject: String,
    pub claims: IdentityClaims,
    pub tokens: Option<Tokens>,
}

/// Links an identity to an account inside the caller's transaction.
pub(super) async fn insert(
    platform: &Platform,
    conn: &impl ConnectionTrait,
    user: UserId,
    new: NewIdentity<'_>,
) -> std::result::Result<IdentityId, Fault> {
    let (id, now) = (IdentityId(platform.clock.new_id()), platform.clock.now());
    let row = identity::Model {
        id,
        user_id: user,
        provider: new.provider.to_owned(),
        issuer: new.issuer,
        subject: new.subject,
        email: new.claims.email.clone(),
        created_at: now,
        last_used_at: now,
        claims: Some(new.claims),
        tokens: seal_tokens(platform, id, new.tokens)?,
    };
    row.into_active_model()
        .reset_all()
        .insert(conn)
        .await
        .map_err(|cause| match cause.sql_err() {
            // Another tab or another account linked it first.
            Some(SqlErr::UniqueConstraintViolation(_)) => Fault::IdentityTaken,
            _ => cause.into(),
        })?;
    Ok(id)
}

/// Seals the tokens of a provider for the identity.
pub(super) fn seal_tokens(
    platform: &Platform,
    id: IdentityId,
    tokens: Option<Tokens>,
) -> Result<Option<Vec<u8>>> {
    let Some(tokens) = tokens else {
        return Ok(None);
    };
    let plain = serde_json::to_vec(&tokens).map_err(Error::internal)?;
    platform.seal.seal(&context_of(id.0), &plain).map(Some)
}
