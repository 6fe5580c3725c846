//! A provider ends what began there, without a browser (OpenID Connect Back-Channel Logout 1.0).

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, SqlErr};

use super::{
    Identities,
    entity::{
        identity,
        provider_session::{self, used},
    },
    provider::{Fault, LogoutClaims, Provider},
};
use crate::{
    features::audit::{Action, Entry, Outcome},
    platform::hashing::token_hash,
    types::{id::SessionId, origin::Origin},
};

/// How long a token that was used is remembered after its end.
const BEYOND_END: chrono::TimeDelta = chrono::TimeDelta::minutes(5);
/// How long at most: by then it is too old, whenever it ends.
const KEPT_FOR: chrono::TimeDelta = chrono::TimeDelta::minutes(15);

impl Identities {
    /// Ends the sessions that a logout token means; says how many. A token is good once.
    pub async fn end_by_provider(
        &self,
        name: &str,
        origin: &Origin,
        token: &str,
    ) -> Result<usize, Fault> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let provider = self.providers.get(name)?;
        let claims = provider.logout(token).await?;
        let tx = self.platform.begin().await?;
        self.use_up(&tx, provider, &claims).await?;
        let mut ended = 0;
        for identity in self.meant(&tx, provider, &claims).await? {
            let sessions = provider_session::of(&tx, identity.id, claims.sid.as_deref()).await?;
            ended += self
                .end_of_identity(&tx, &identity, &sessions, origin)
                .await?;
        }
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(ended)
    }

    async fn use_up(
        &self,
        conn: &impl ConnectionTrait,
        provider: &Provider,
        claims: &LogoutClaims,
    ) -> Result<(), Fault> {
        let hash = token_hash(&format!("{} {}", provider.issuer(), claims.jti));
        // A little longer than it would be accepted: by its end, which may be any number, and in any case by its age.
        let latest = self.platform.clock.now() + KEPT_FOR;
        let ends = chrono::DateTime::from_timestamp(claims.exp, 0)
            .and_then(|ends| ends.checked_add_signed(BEYOND_END));
        let row = used::Model {
            hash,
            expires_at: ends.map_or(latest, |ends| ends.min(latest)),
        };
        row.into_active_model()
            .reset_all()
            .insert(conn)
            .await
            .map_err(|cause| match cause.sql_err() {
                Some(SqlErr::UniqueConstraintViolation(_)) => {
                    Fault::BadIdToken("it was used before")
                }
                _ => cause.into(),
            })?;
        Ok(())
    }

    async fn meant(
        &self,
        conn: &impl ConnectionTrait,
        provider: &Provider,
        claims: &LogoutClaims,
    ) -> Result<Vec<identity::Model>, Fault> {
        if let Some(subject) = &claims.sub {
            return Ok(identity::by_subject(provider.issuer(), subject)
                .all(conn)
                .await?);
        }
        let Some(sid) = &claims.sid else {
            return Ok(Vec::new());
        };
        let there = provider_session::identities_in(conn, sid).await?;
        Ok(identity::among(provider.issuer(), there).all(conn).await?)
    }

    async fn end_of_identity(
        &self,
        conn: &impl ConnectionTrait,
        identity: &identity::Model,
        sessions: &[SessionId],
        origin: &Origin,
    ) -> Result<usize, Fault> {
        for session in sessions {
            self.revocation.end_one(conn, *session).await?;
        }
        let subject = Some(identity.user_id);
        let target = Some(identity.id.to_string());
        self.audit
            .record(
                conn,
                Entry {
                    action: Action::ProviderLogout,
                    outcome: Outcome::Done,
                    actor: None,
                    subject,
                    target,
                    origin,
                },
            )
            .await?;
        Ok(sessions.len())
    }
}
