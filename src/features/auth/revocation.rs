//! Revocation of sessions and API tokens. An access token does not show that its session was revoked, so each instance reads recent
//! revocations from the database every `auth.watch_secs`, and at once when the bus signals it. A check then needs no statement.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

use super::{
    api_tokens::entity as api_token,
    second_factor::entity::sign_in_challenge,
    sessions::{
        entity::{device, session},
        keys::Keyring,
    },
};
use crate::{
    error::Result,
    platform::{Platform, db},
    types::id::{SessionId, UserId},
};

/// The topic that signals a revocation to all instances.
const TOPIC: &str = "revocations";
/// Interval at which removed signing keys are looked for.
const KEYS_EVERY: TimeDelta = TimeDelta::seconds(10);
/// Overlap of consecutive reads: clocks differ, and a commit may come long after the time in its rows.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);

/// The revoked sessions whose access tokens may not have expired yet.
#[derive(Clone, Default)]
struct Revocations(Arc<RwLock<HashMap<SessionId, DateTime<Utc>>>>);

impl Revocations {
    fn contains(&self, session: SessionId) -> bool {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(&session)
    }

    /// Adds revocations, and removes those whose access tokens have expired; returns the new ones.
    fn note(
        &self,
        found: Vec<(SessionId, DateTime<Utc>)>,
        forget_before: DateTime<Utc>,
    ) -> Vec<SessionId> {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, at| *at >= forget_before);
        found
            .into_iter()
            .filter(|(session, at)| known.insert(*session, *at).is_none())
            .map(|(session, _)| session)
            .collect()
    }
}

/// The service that revokes sessions and API tokens.
#[derive(Clone)]
pub struct Revocation {
    platform: Platform,
    keys: Arc<Keyring>,
    ended: Revocations,
}

impl Revocation {
    pub(super) fn new(platform: Platform, keys: Arc<Keyring>) -> Self {
        Self {
            platform,
            keys,
            ended: Revocations::default(),
        }
    }

    /// Revokes one session inside the caller's transaction. After the commit, the caller calls [`Revocation::announce`].
    pub(super) async fn end_one(
        &self,
        conn: &impl ConnectionTrait,
        session: SessionId,
    ) -> Result<()> {
        Ok(session::revoke(conn, session, self.platform.clock.now()).await?)
    }

    /// Revokes the sessions of a user except `keep`, and their pending sign-ins, like [`Revocation::end_one`]; returns the number of
    /// sessions.
    pub(super) async fn end_sessions(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        keep: Option<SessionId>,
    ) -> Result<u64> {
        sign_in_challenge::end_all(conn, user).await?;
        Ok(session::revoke_all(conn, user, keep, self.platform.clock.now()).await?)
    }

    /// Revokes the sessions and API tokens of a user, like [`Revocation::end_one`].
    pub async fn end_all(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
        self.end_sessions(conn, user, None).await?;
        Ok(api_token::revoke_all(conn, user, self.platform.clock.now()).await?)
    }

    /// Revokes everything that gives access to an account, like [`Revocation::end_one`]: sessions, API tokens, and remembered devices,
    /// which have their own rate limit.
    pub(super) async fn end_everything(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<()> {
        self.end_all(conn, user).await?;
        Ok(device::forget_all(conn, user).await?)
    }

    /// True if a user has a session or API token that was not revoked.
    pub async fn has_open(&self, user: UserId) -> Result<bool> {
        let conn = self.platform.db.conn();
        let session = session::of_user(user)
            .filter(session::Column::RevokedAt.is_null())
            .one(conn)
            .await?;
        let token = api_token::of_user(user)
            .filter(api_token::Column::RevokedAt.is_null())
            .one(conn)
            .await?;
        Ok(session.is_some() || token.is_some())
    }

    /// True if the session was revoked, as far as this instance knows.
    #[must_use]
    pub fn is_ended(&self, session: SessionId) -> bool {
        self.ended.contains(session)
    }

    /// Completes when the session is revoked.
    pub fn ended(&self, session: SessionId) -> impl Future<Output = ()> + Send + use<> {
        // Holds only what it needs, because there are many WebSockets.
        let (revocations, mut listener) = (
            self.ended.clone(),
            self.platform.bus.listen(&topic_of(session)),
        );
        async move {
            while !revocations.contains(session) {
                listener.wait(Duration::from_mins(1)).await;
            }
        }
    }

    /// Publishes revocations: this instance reads them now, others in a moment. Must be called after the commit.
    pub async fn announce(&self) {
        if let Err(error) = self.read_ends(self.platform.clock.now() - OVERLAP).await {
            tracing::warn!(
                cause = error.cause().map(ToString::to_string),
                "cannot read revoked sessions; retrying: {error}"
            );
        }
        self.platform.bus.signal(TOPIC).await;
    }

    /// Reads revocations until the process stops.
    pub async fn watch(self) {
        let background = self.platform.background.clone();
        let look_every = Duration::from_secs(self.platform.config.auth.watch_secs);
        let mut listener = self.platform.bus.listen(TOPIC);
        let mut since = self.oldest();
        while !background.is_stopping() {
            let now = self.platform.clock.now();
            match db::within(4 * look_every, db::uncounted(self.read_ends(since))).await {
                Ok(()) => since = now - OVERLAP,
                Err(error) => tracing::debug!("cannot read revoked sessions: {error}"),
            }
            // Signatures of removed keys must be refused, too.
            self.keys.look_again(KEYS_EVERY);
            tokio::select! { () = listener.wait(look_every) => {}, () = background.stopping() => {} }
        }
    }

    async fn read_ends(&self, since: DateTime<Utc>) -> Result<()> {
        let conn = self.platform.db.conn();
        let mut found = session::ended_since(conn, since).await?;
        // An API token is treated as a session of its own.
        found.extend(
            api_token::ended_since(conn, since)
                .await?
                .into_iter()
                .map(|(token, at)| (SessionId(token.0), at)),
        );
        for session in self.ended.note(found, self.oldest()) {
            self.platform.bus.wake_here(&topic_of(session));
        }
        Ok(())
    }

    /// Access tokens issued before this time have expired.
    fn oldest(&self) -> DateTime<Utc> {
        self.platform.clock.now()
            - TimeDelta::minutes(self.platform.config.auth.access_minutes)
            - OVERLAP
    }
}

fn topic_of(session: SessionId) -> String {
    format!("session:{session}")
}
