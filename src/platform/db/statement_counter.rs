//! Counts the statements that go to the database, and keeps their text while somebody listens: that is how N+1 is guarded.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::metric::Info;

/// A statement slower than this is worth a line in the log.
const SLOW: Duration = Duration::from_millis(500);

tokio::task_local! {
    /// Set around work that belongs to no request.
    static ASIDE: ();
}

/// Does work that the house does for itself at its own times: it is not counted, for it costs no request anything.
pub async fn uncounted<T>(work: impl Future<Output = T>) -> T {
    ASIDE.scope((), work).await
}

/// A view on what the database is asked.
#[derive(Clone, Default)]
pub struct StatementCounter {
    count: Arc<AtomicU64>,
    kept: Arc<Mutex<Option<Vec<String>>>>,
}

impl StatementCounter {
    /// Statements since the start.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// From now on keeps the text of each statement with its values. For tests: the values are people's data.
    pub fn listen(&self) {
        *self.lock() = Some(Vec::new());
    }

    /// Stops keeping, and gives what was kept.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.lock().take().unwrap_or_default()
    }

    pub(super) fn callback(&self) -> impl Fn(&Info<'_>) + Send + Sync + 'static {
        let tap = self.clone();
        move |info| {
            if ASIDE.try_with(|()| ()).is_err() {
                tap.count.fetch_add(1, Ordering::Relaxed);
                if let Some(kept) = tap.lock().as_mut() {
                    kept.push(info.statement.to_string());
                }
            }
            if info.elapsed > SLOW {
                // The text has placeholders only; the values never go into the log.
                let duration_ms = u64::try_from(info.elapsed.as_millis()).unwrap_or(u64::MAX);
                tracing::warn!(
                    duration_ms,
                    sql = info.statement.sql.as_str(),
                    failed = info.failed,
                    "slow statement"
                );
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Vec<String>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
