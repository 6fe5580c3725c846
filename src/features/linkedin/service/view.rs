//! The synchronisation as its user sees it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    error::Result,
    features::linkedin::{
        AccountRow, DomainState, LinkedIn, Problem, State, TokenSource, entity::account,
    },
    types::{actor::Actor, id::ImportId},
};

/// Minimum time between the starts of two runs by hand: LinkedIn recommends to read an account once an hour.
pub(super) const HOUR: TimeDelta = TimeDelta::hours(1);

/// The synchronisation of a user, without the token.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The state.
    pub state: State,
    /// Counts connecting and disconnecting; 0 before the first time.
    pub version: i32,
    /// The origin of the token.
    pub token_source: Option<TokenSource>,
    /// When the token expires, if that is known.
    pub token_expires_at: Option<DateTime<Utc>>,
    /// When it was connected.
    pub connected_at: Option<DateTime<Utc>>,
    /// True while a run is queued or in progress.
    pub is_syncing: bool,
    /// The end of the last run that read everything it asked for.
    pub synced_at: Option<DateTime<Utc>>,
    /// When the next run is due.
    pub next_at: Option<DateTime<Utc>>,
    /// From when on a run by hand is possible; none if it is not connected.
    pub possible_from: Option<DateTime<Utc>>,
    /// The error of the last run.
    pub problem: Option<Problem>,
    /// The domains that were read.
    pub domains: Vec<DomainState>,
    /// The plan that was made last.
    pub plan_id: Option<ImportId>,
}

impl Account {
    /// The view of a row.
    pub(super) fn of(row: AccountRow, now: DateTime<Utc>) -> Self {
        let has_ended = row.token_expires_at.is_some_and(|end| end <= now);
        let state = if row.state.is_connected() && has_ended {
            State::ConsentNeeded
        } else {
            row.state
        };
        let possible_from = row.possible_from(now);
        Self {
            state,
            version: row.version,
            token_source: row.token_source,
            token_expires_at: row.token_expires_at,
            connected_at: row.connected_at,
            is_syncing: row.run_id.is_some() && state.is_connected(),
            synced_at: row.synced_at,
            next_at: row.next_at.filter(|_| state.is_connected()),
            possible_from: state.is_connected().then_some(possible_from),
            problem: row.problem,
            domains: row.domains.0,
            plan_id: row.plan_id,
        }
    }
}

impl AccountRow {
    /// The earliest time of the next run by hand.
    pub(super) fn possible_from(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let from = self.started_at.map(|started| started + HOUR);
        from.map_or(now, |from| from.max(now))
    }
}

impl LinkedIn {
    /// The synchronisation of the actor.
    pub async fn get(&self, actor: &Actor) -> Result<Account> {
        let row = account::of(actor).one(self.platform.db.conn()).await?;
        let now = self.platform.clock.now();
        Ok(row.map(|row| Account::of(row, now)).unwrap_or_default())
    }

    /// True if the operator allows the synchronisation.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.platform.config.linkedin.enabled
    }
}
