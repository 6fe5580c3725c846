//! Counts the statements sent to the database, and optionally records their text, so that tests detect N+1 queries.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{Statement, metric::Info};

/// Statements that take longer are logged.
const SLOW: Duration = Duration::from_millis(500);

tokio::task_local! {
    /// Set while running work that belongs to no request.
    static UNCOUNTED: ();
}

/// Runs background work whose statements are not counted, because they belong to no request.
pub async fn uncounted<T>(work: impl Future<Output = T>) -> T {
    UNCOUNTED.scope((), work).await
}

/// The counter of statements.
#[derive(Clone, Default)]
pub struct StatementCounter {
    count: Arc<AtomicU64>,
    listens: Arc<AtomicBool>,
    kept: Arc<Mutex<Option<Vec<String>>>>,
}

impl StatementCounter {
    /// Number of statements since the start.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Starts recording the text of each statement with its values. For tests only: the values are personal data.
    pub fn listen(&self) {
        *self.lock() = Some(Vec::new());
        self.listens.store(true, Ordering::Relaxed);
    }

    /// Stops recording and returns the recorded statements.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.listens.store(false, Ordering::Relaxed);
        self.lock().take().unwrap_or_default()
    }

    /// The callback that SeaORM runs after each statement.
    pub(super) fn callback(&self) -> impl Fn(&Info<'_>) + Send + Sync + 'static {
        let counter = self.clone();
        move |info| counter.record(info.statement, info.elapsed, info.failed)
    }

    /// Counts a statement, and logs it if it was slow.
    pub(super) fn record(&self, statement: &Statement, elapsed: Duration, failed: bool) {
        if UNCOUNTED.try_with(|()| ()).is_err() {
            self.count.fetch_add(1, Ordering::Relaxed);
            if self.listens.load(Ordering::Relaxed)
                && let Some(kept) = self.lock().as_mut()
            {
                kept.push(statement.to_string());
            }
        }
        if elapsed > SLOW {
            // The text has placeholders only; values are never logged.
            let duration_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(
                duration_ms,
                sql = statement.sql.as_str(),
                failed,
                "slow statement"
            );
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Vec<String>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
