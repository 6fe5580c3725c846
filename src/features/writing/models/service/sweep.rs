//! Ends requests that a process has left behind, and deletes what is kept for some time only.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;

use super::{answers::KEPT_FOR, day_of, run::RUNS_FOR};
use crate::{
    error::Result,
    features::writing::models::{
        AiRunState, LanguageModels,
        entity::{
            answer,
            run::{self, ActiveModel},
            spending::{self, Sum},
            user_spending,
        },
    },
};

/// Days for which what was spent is kept.
const SPENDING_DAYS: i32 = 30;
/// Requests that are looked at in one run.
const AT_ONCE: u64 = 200;

impl LanguageModels {
    /// Runs each minute. What was reserved for a request that was left behind counts as spent: it may have been answered.
    pub(in crate::features::writing::models) async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        for row in run::left_behind(now - RUNS_FOR, AT_ONCE).all(conn).await? {
            let run = Self::run_of(&row);
            let spent = Sum {
                tokens: row.reserved_tokens,
                micros: row.reserved_micros,
            };
            let ended = ActiveModel {
                state: Set(AiRunState::Failed),
                failure: Set(Some("interrupted".to_owned())),
                tokens_in: Set(spent.tokens),
                is_estimated: Set(true),
                micros: Set(spent.micros),
                ended_at: Set(Some(now)),
                ..Default::default()
            };
            let unit = self.platform.begin().await?;
            self.settle(&unit, &run, ended, spent).await?;
            unit.commit().await?;
        }
        let sent_days = self.platform.config.writing.models.sent_days;
        run::forget_sent(conn, now - TimeDelta::days(sent_days)).await?;
        answer::forget_before(conn, now - KEPT_FOR).await?;
        let first = day_of(now).saturating_sub(SPENDING_DAYS);
        user_spending::forget_before(conn, first).await?;
        spending::forget_before(conn, first).await?;
        Ok(())
    }
}
