//! Which sessions were ended lately. An access token says nothing about that, so each instance knows by itself: it looks into the
//! database every `auth.watch_secs`, and at once when the bus tells it to. Asking then costs no statement.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Auth,
    entity::{api_token, session},
};
use crate::{error::Result, platform::db, types::id::SessionId};

/// The topic that tells instances to look at once.
const TOPIC: &str = "revocations";
/// How often the keys are looked for.
const KEYS_EVERY: TimeDelta = TimeDelta::seconds(10);
/// How far back each look goes beyond the last: clocks differ, and a commit may come long after its instant.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);

/// The sessions that were ended while tokens of theirs may still be good.
#[derive(Clone, Default)]
pub(super) struct Revocations(Arc<RwLock<HashMap<SessionId, DateTime<Utc>>>>);

impl Revocations {
    fn contains(&self, session: SessionId) -> bool {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(&session)
    }

    /// Adds what was found, forgets what no token can name any more; gives those that are new.
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

impl Auth {
    /// Whether the session was ended, as far as this instance knows.
    #[must_use]
    pub fn is_ended(&self, session: SessionId) -> bool {
        self.revocations.contains(session)
    }

    /// Completes when the session was ended.
    pub fn ended(&self, session: SessionId) -> impl Future<Output = ()> + Send + use<> {
        // No more is kept than is needed: there are many sockets.
        let (revocations, mut listener) = (
            self.revocations.clone(),
            self.platform.bus.listen(&topic_of(session)),
        );
        async move {
            while !revocations.contains(session) {
                listener.wait(Duration::from_mins(1)).await;
            }
        }
    }

    /// Makes the ends of sessions felt: here now, on other instances in a moment. Call it after the commit.
    pub async fn announce_ends(&self) {
        if let Err(error) = self
            .look_for_ends(self.platform.clock.now() - OVERLAP)
            .await
        {
            tracing::warn!(
                cause = error.cause().map(ToString::to_string),
                "ended sessions could not be read; looked for again soon: {error}"
            );
        }
        self.platform.bus.signal(TOPIC).await;
    }

    /// Looks for ended sessions until the process stops.
    pub async fn watch_for_ends(self) {
        let background = self.platform.background.clone();
        let look_every = Duration::from_secs(self.platform.config.auth.watch_secs);
        let mut listener = self.platform.bus.listen(TOPIC);
        let mut since = self.oldest();
        while !background.is_stopping() {
            let now = self.platform.clock.now();
            match db::within(4 * look_every, db::uncounted(self.look_for_ends(since))).await {
                Ok(()) => since = now - OVERLAP,
                Err(error) => tracing::debug!("ended sessions could not be read: {error}"),
            }
            // Keys that were removed must stop working, too.
            self.keys.look_again(KEYS_EVERY);
            tokio::select! { () = listener.wait(look_every) => {}, () = background.stopping() => {} }
        }
    }

    async fn look_for_ends(&self, since: DateTime<Utc>) -> Result<()> {
        let conn = self.platform.db.conn();
        let mut found = session::ended_since(conn, since).await?;
        // An API token stands in for a session of its own.
        found.extend(
            api_token::ended_since(conn, since)
                .await?
                .into_iter()
                .map(|(token, at)| (SessionId(token.0), at)),
        );
        for session in self.revocations.note(found, self.oldest()) {
            self.platform.bus.wake_here(&topic_of(session));
        }
        Ok(())
    }

    /// A token that was given out before this has run out.
    fn oldest(&self) -> DateTime<Utc> {
        self.platform.clock.now()
            - TimeDelta::minutes(self.platform.config.auth.access_minutes)
            - OVERLAP
    }
}

fn topic_of(session: SessionId) -> String {
    format!("session:{session}")
}
