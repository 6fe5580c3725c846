//! The access token that a provider gave for a user, for requests to the provider.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;

use super::{Identities, entity::identity, provider::Tokens, row::SEALED_TOKENS};
use crate::{
    error::{Error, Result},
    types::id::UserId,
};

/// An access token of a provider.
pub struct KeptToken {
    /// The token.
    pub access: SecretString,
    /// When it expires, if the provider said so.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Identities {
    /// The access token of the identity that was used last of those of the user at this provider; none if there is none, or the provider's
    /// tokens are not kept.
    pub async fn kept_token(&self, user: UserId, provider: &str) -> Result<Option<KeptToken>> {
        let conn = self.platform.db.conn();
        let rows = identity::of_user(user).all(conn).await?;
        let found = rows
            .into_iter()
            .filter(|row| row.provider == provider && row.tokens.is_some())
            .max_by_key(|row| row.last_used_at);
        let Some((id, sealed)) = found.and_then(|row| Some((row.id, row.tokens?))) else {
            return Ok(None);
        };
        let context = (SEALED_TOKENS.context)(id.0);
        let plain = self.platform.seal.unseal(&context, &sealed)?;
        let tokens: Tokens = serde_json::from_slice(&plain).map_err(Error::internal)?;
        let ends_at = tokens.lives_secs.and_then(|secs| {
            let life = TimeDelta::try_seconds(i64::try_from(secs).ok()?)?;
            DateTime::from_timestamp(tokens.at, 0)?.checked_add_signed(life)
        });
        Ok(Some(KeptToken {
            access: tokens.access.into(),
            ends_at,
        }))
    }
}
