//! Deletes events of letters that were written some time ago.

use chrono::TimeDelta;

use crate::{
    error::Result,
    features::writing::letters::{Letters, entity::event},
};

/// How long events are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(1);
/// Events that are looked at in one run.
const AT_ONCE: u64 = 1_000;

impl Letters {
    /// Runs each minute.
    pub(in crate::features::writing::letters) async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - KEPT_FOR;
        event::sweep(self.platform.db.conn(), before, AT_ONCE).await?;
        Ok(())
    }
}
