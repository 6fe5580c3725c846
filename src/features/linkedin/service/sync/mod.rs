//! A run: chooses the domains, reads them, makes a plan if they say something new, and records what happened.

mod changes;
mod choose;
mod finish;
mod outcome;
mod reading;
mod row_hashes;

use std::time::Duration;

use importing::snapshot::Reader;
use tokio::time::Instant;

use self::{
    changes::Read,
    choose::{Choice, choose},
    outcome::{RunOutcome, StopReason},
    reading::Reading,
};
use crate::{
    error::Result,
    features::{
        linkedin::{AccountRow, LinkedIn, entity::account, service::api::Api, task::SyncLinkedIn},
        users::Status,
    },
};

/// Seconds that a run leaves of the time limit of its task, to record what happened.
const RESERVE_SECS: u64 = 10;

impl LinkedIn {
    /// Runs a synchronisation that was started. Does nothing if the account was disconnected, or connected again, since.
    pub async fn sync_run(&self, task: &SyncLinkedIn) -> Result<()> {
        let conn = self.platform.db.conn();
        let row = account::of_run(task.user_id, task.run_id).one(conn).await?;
        let Some(row) = row else { return Ok(()) };
        let user = self.users.find_by_id(conn, task.user_id).await?;
        let is_active = user.is_some_and(|user| user.status == Status::Active);
        if !is_active || !self.is_enabled() || !row.state.is_connected() {
            return self.skip(task).await;
        }
        let found = match self.open(&row).await? {
            Err(code) => RunOutcome {
                stop: Some(StopReason::Consent(code)),
                ..RunOutcome::default()
            },
            Ok(token) => {
                let api = Api::new(&self.platform, &token)?;
                self.read(&row, &api, task.everything).await?
            }
        };
        self.finish(task, found).await
    }

    /// Reads the domains that are due.
    async fn read(&self, row: &AccountRow, api: &Api, everything: bool) -> Result<RunOutcome> {
        let config = &self.platform.config;
        let reserve = RESERVE_SECS + config.linkedin.timeout_secs;
        let secs = config
            .linkedin
            .run_secs
            .min(config.queue.task_secs.saturating_sub(reserve))
            .max(1);
        let until = Instant::now() + Duration::from_secs(secs);
        let now = self.platform.clock.now();
        let full_days = config.linkedin.full_days;
        let mut found = RunOutcome::default();
        let choice = choose(row, everything, now, full_days);
        if row.retries > 0 && row.domains.0.iter().all(|domain| domain.rows == 0) {
            api.enable().await?;
        }
        let domains = match choice {
            Choice::All => None,
            Choice::Missing(domains) => Some(domains),
            Choice::ByChangelog { from, unread } => {
                match changes::read(api, from, &row.changes_seen).await? {
                    Read::Done(changes) => {
                        let mut domains = unread;
                        domains.extend(changes.touched.iter().copied());
                        found.changes = Some(changes);
                        Some(domains)
                    }
                    Read::Unknown => None,
                    Read::Stopped(stop) => {
                        found.stop = Some(stop);
                        Some(Vec::new())
                    }
                }
            }
        };
        found.everything = domains.is_none();
        let domains = choose::in_order(row, domains);
        let mut reading = Reading {
            api,
            until,
            pages_max: config.linkedin.max_pages,
            reader: Reader::default(),
            domains: Vec::new(),
            failures: 0,
        };
        if found.stop.is_none() {
            found.stop = reading.read(&domains).await?;
        }
        found.domains = reading.domains;
        found.imported = reading.reader.finish();
        Ok(found)
    }
}
