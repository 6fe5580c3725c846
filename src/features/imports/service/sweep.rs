//! Ends plans that have expired, and deletes imports whose results have been kept long enough.

use chrono::TimeDelta;

use super::plan::{change, deletion};
use crate::{
    error::Result,
    features::imports::{
        Imports,
        entity::{entry, job},
    },
    types::id::ImportId,
};

/// An import that made no progress for this long cannot be finished: its task was set aside.
const STUCK_AFTER: TimeDelta = TimeDelta::hours(6);

impl Imports {
    /// Runs each minute.
    pub async fn sweep(&self) -> Result<()> {
        let now = self.platform.clock.now();
        let days = i64::try_from(self.platform.config.imports.result_days).unwrap_or(1);
        let delete_at = now + TimeDelta::days(days);
        let unit = self.platform.begin().await?;
        let expired = job::expire(&unit, now, delete_at).await?;
        let ids: Vec<ImportId> = expired.iter().map(|job| job.id).collect();
        if !ids.is_empty() {
            entry::delete(&unit, &ids).await?;
        }
        let given_up = job::give_up(&unit, now, now - STUCK_AFTER, delete_at).await?;
        for job in expired.iter().chain(&given_up) {
            unit.changed(change(job)).await;
        }
        for job in job::forget(&unit, now).await? {
            unit.changed(deletion(job.user_id, job.id)).await;
        }
        for id in ids {
            unit.signal(super::progress::topic(id)).await;
        }
        unit.commit().await
    }
}
