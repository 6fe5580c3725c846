//! Ends plans that have expired, and deletes imports whose results have been kept long enough.

use chrono::TimeDelta;

use crate::{
    error::Result,
    features::imports::{
        Imports,
        entity::{entry, job},
    },
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
        if !expired.is_empty() {
            entry::delete(&unit, &expired).await?;
        }
        job::give_up(&unit, now, now - STUCK_AFTER, delete_at).await?;
        job::forget(&unit, now).await?;
        for id in expired {
            unit.signal(super::progress::topic(id)).await;
        }
        unit.commit().await
    }
}
