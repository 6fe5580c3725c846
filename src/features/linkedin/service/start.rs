//! Starts runs: by hand, at most once an hour, and on the schedule.

use chrono::TimeDelta;

use super::{
    connect::{change, not_connected},
    view::Account,
};
use crate::{
    error::{Refusal, Result},
    features::linkedin::{
        AccountRow, LinkedIn, State, entity::account, refusal::SyncTooEarly, task::SyncLinkedIn,
    },
    platform::unit_of_work::Unit,
    types::write::Write,
};

/// Runs that one pass of the schedule starts.
const STARTED_MAX: u64 = 200;

impl LinkedIn {
    /// Starts a run by hand, which reads all domains. Refused before an hour since the last start has passed.
    pub async fn sync(&self, write: &Write<'_>) -> Result<Account> {
        self.require_enabled()?;
        let actor = write.actor;
        let act = async |unit: &Unit| {
            self.users.lock_to_count(unit, actor.user_id).await?;
            let row = account::of(actor).one(unit).await?;
            let mut row = row.ok_or_else(not_connected)?;
            write.check_version(row.version)?;
            let now = self.platform.clock.now();
            match Account::of(row.clone(), now).state {
                State::Preparing | State::Connected => {}
                State::NotConnected => return Err(not_connected().into()),
                State::ConsentNeeded => {
                    let message = "LinkedIn needs your consent again: create a new token and use connectLinkedIn.";
                    return Err(Refusal::invalid("input", message).into());
                }
            }
            let possible_from = row.possible_from(now);
            if possible_from > now {
                return Err(SyncTooEarly { possible_from }.into());
            }
            self.start_run(unit, &mut row, true).await?;
            account::save(unit, row.clone(), false).await?;
            unit.changed(change(&row).at_same_version()).await;
            Ok(Account::of(row, now))
        };
        self.platform.write(write, act).await
    }

    /// Starts the runs that are due; returns their number. Called every minute by each instance, of which one starts each run.
    pub async fn schedule(&self) -> Result<u64> {
        if !self.is_enabled() {
            return Ok(0);
        }
        let now = self.platform.clock.now();
        let due = account::due(now, STARTED_MAX);
        let due = due.all(self.platform.db.conn()).await?;
        let mut started = 0;
        for row in due {
            let unit = self.platform.begin().await?;
            let task = self.new_task(&row, false);
            let next = now + self.interval()?;
            if account::start(&unit, row.user_id, task.run_id, now, next).await? {
                unit.changed(change(&row).at_same_version()).await;
                unit.publish(&task).await?;
                unit.commit().await?;
                started += 1;
            }
        }
        Ok(started)
    }

    /// Queues a run of a row, which the caller saves.
    pub(super) async fn start_run(
        &self,
        unit: &Unit,
        row: &mut AccountRow,
        everything: bool,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let task = self.new_task(row, everything);
        (row.run_id, row.started_at) = (Some(task.run_id), Some(now));
        row.next_at = Some(now + self.interval()?);
        unit.publish(&task).await
    }

    fn new_task(&self, row: &AccountRow, everything: bool) -> SyncLinkedIn {
        SyncLinkedIn {
            user_id: row.user_id,
            run_id: self.platform.clock.new_id(),
            everything,
        }
    }

    /// The configured interval plus up to a tenth, so that accounts that were connected together spread out.
    pub(super) fn interval(&self) -> Result<TimeDelta> {
        let minutes = self.platform.config.linkedin.interval_hours * 60;
        let [first, second, ..] = self.platform.clock.random_32()?;
        let spread = i64::from(u16::from_be_bytes([first, second]));
        Ok(TimeDelta::seconds(
            minutes * 60 + minutes * 6 * spread / i64::from(u16::MAX),
        ))
    }
}
