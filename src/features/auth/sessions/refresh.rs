//! Rotation of refresh tokens.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::{
    Sessions,
    entity::{refresh_token, session},
};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry},
        auth::{secret::secret, sign_in::context::SignedIn},
        users::Status,
    },
    platform::{hashing::token_hash, seal, unit_of_work::Unit},
    types::{
        id::{SessionId, UserId},
        origin::Origin,
    },
};

impl Sessions {
    /// Exchanges a refresh token for a new pair. A client that lost the response may repeat the request for a moment and gets the same
    /// successor. Any other second use means that the token was stolen or copied: the session is revoked (RFC 9700, 4.14).
    pub async fn refresh(&self, origin: &Origin, token: &str) -> Result<SignedIn> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let tx = self.platform.begin().await?;
        let Some(found) = refresh_token::by_hash(token_hash(token)).one(&tx).await? else {
            return Err(stale_token());
        };
        // The lock makes concurrent requests see each other's result.
        let Some(session) = session::by_id_to_change(found.session_id).one(&tx).await? else {
            return Err(stale_token());
        };
        let Some(known) = refresh_token::by_hash(found.hash).one(&tx).await? else {
            return Err(stale_token());
        };
        let Some(user) = self.users.find_by_id(&tx, session.user_id).await? else {
            return Err(stale_token());
        };
        if user.status == Status::Suspended {
            return self
                .refusals
                .finish(tx, user.id, origin, Err(stale_token()))
                .await;
        }
        if !self.is_alive(&session) {
            return Err(stale_token());
        }
        let id = session.id;
        let next = match known.used_at {
            None => Some(self.rotate(&tx, session, &known, token, origin).await?),
            Some(used_at) => self.successor_of(&tx, &known, used_at, token).await?,
        };
        let Some(next) = next else {
            return self.end_for_reuse(tx, user.id, id, origin).await;
        };
        let signed_in = SignedIn {
            keys: self.pair(&user, id, next)?,
            device_token: None,
            session_id: id,
            user,
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn rotate(
        &self,
        conn: &impl ConnectionTrait,
        session: session::Model,
        known: &refresh_token::Model,
        token: &str,
        origin: &Origin,
    ) -> Result<String> {
        let (now, next) = (self.platform.clock.now(), secret(&self.platform.clock)?);
        refresh_token::forget_successors(conn, session.id).await?;
        refresh_token::use_up(
            conn,
            known,
            now,
            seal::seal_with(token, next.as_bytes(), &self.platform.clock)?,
        )
        .await?;
        self.add_refresh_token(conn, session.id, &next).await?;
        self.touch(conn, session, origin).await?;
        Ok(next)
    }

    /// The successor of a token, if it was issued a moment ago and has not been used itself.
    async fn successor_of(
        &self,
        conn: &impl ConnectionTrait,
        known: &refresh_token::Model,
        used_at: DateTime<Utc>,
        token: &str,
    ) -> Result<Option<String>> {
        let grace = TimeDelta::seconds(self.platform.config.auth.refresh_grace_secs);
        let Some(sealed) = known
            .successor
            .as_deref()
            .filter(|_| self.platform.clock.now() < used_at + grace)
        else {
            return Ok(None);
        };
        let next = String::from_utf8(seal::unseal_with(token, sealed)?).map_err(Error::internal)?;
        let unused = refresh_token::by_hash(token_hash(&next))
            .one(conn)
            .await?
            .is_some_and(|next| next.used_at.is_none());
        Ok(unused.then_some(next))
    }

    async fn end_for_reuse(
        &self,
        tx: Unit,
        user: UserId,
        id: SessionId,
        origin: &Origin,
    ) -> Result<SignedIn> {
        self.revocation.end_one(&tx, id).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::TokenReuse, user, origin)
                    .target(id)
                    .refused(),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        tracing::warn!(session.id = %id, "a refresh token was used again; its session was revoked");
        Err(stale_token())
    }
}

fn stale_token() -> Error {
    Error::unauthenticated("The refresh token is no longer valid; sign in again.")
}
