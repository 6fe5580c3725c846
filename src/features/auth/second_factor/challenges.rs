//! Sign-ins that wait for a second factor. A challenge represents the first factor: it is valid once, for five minutes and five attempts,
//! and holds how the session will be stored.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{entity::sign_in_challenge, proofs::ProofKind};
use crate::{
    error::{Error, Result},
    features::auth::{
        secret::secret,
        sessions::tokens::Mode,
        sign_in::context::{Challenge, SignInContext},
    },
    platform::{Platform, hashing::token_hash},
    types::id::UserId,
};

/// Lifetime of a challenge.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// Attempts per challenge.
const TRIES: i32 = 5;

/// The service of the challenges.
#[derive(Clone)]
pub(in crate::features::auth) struct Challenges {
    platform: Platform,
}

impl Challenges {
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// Creates a challenge for a user whose first factor was correct, inside the caller's transaction.
    pub async fn add(
        &self,
        conn: &impl ConnectionTrait,
        user_id: UserId,
        context: &SignInContext<'_>,
        accepts: Vec<ProofKind>,
    ) -> Result<Challenge> {
        let token = secret(&self.platform.clock)?;
        let expires_at = self.platform.clock.now() + GOOD_FOR;
        let row = sign_in_challenge::Model {
            hash: token_hash(&token),
            user_id,
            method: context.method,
            by_cookie: context.mode == Mode::Cookie,
            device_id: context.device.map(|device| device.id),
            identity_id: context.identity.map(|known| known.identity),
            sid: context.identity.and_then(|known| known.sid.clone()),
            expires_at,
            tries: 0,
        };
        row.into_active_model().reset_all().insert(conn).await?;
        Ok(Challenge {
            token,
            expires_at,
            accepts,
        })
    }

    /// The challenge with this token, if it can still be completed.
    pub(super) async fn find(&self, token: &str) -> Result<sign_in_challenge::Model> {
        let found = sign_in_challenge::by_hash(token_hash(token))
            .one(self.platform.db.conn())
            .await?;
        let good =
            found.filter(|row| self.platform.clock.now() < row.expires_at && row.tries < TRIES);
        good.ok_or_else(stale_challenge)
    }

    /// Counts an attempt.
    pub(super) async fn take_try(&self, hash: &[u8]) -> Result<()> {
        if sign_in_challenge::take_try(self.platform.db.conn(), hash, TRIES).await? {
            Ok(())
        } else {
            Err(stale_challenge())
        }
    }

    /// Uses a challenge up, inside the caller's transaction.
    pub(super) async fn use_up(&self, conn: &impl ConnectionTrait, hash: &[u8]) -> Result<()> {
        if sign_in_challenge::use_up(conn, hash).await? {
            Ok(())
        } else {
            Err(stale_challenge())
        }
    }
}

fn stale_challenge() -> Error {
    Error::unauthenticated("This sign-in has expired; start again.")
}
