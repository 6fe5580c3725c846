//! Reads an inbox once for all subscriptions of this instance that are at the same position.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use super::SharedNotification;
use crate::{
    error::{Error, Result},
    types::id::UserId,
};

/// How long a read is shared. It bounds what a subscription that polls, without a signal, may miss until its next poll.
const SHARED_FOR: Duration = Duration::from_secs(1);

/// The position of a subscription in its inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The number of the last notification that it has received.
    pub(super) after: i64,
    /// The number of signals that it has seen. A read that began before one of them does not contain what it signalled.
    pub(super) signals: u64,
}

/// The readers of the inboxes that have subscriptions.
#[derive(Clone, Default)]
pub(in crate::features::notifications) struct Readers(Arc<Mutex<HashMap<UserId, Weak<Reader>>>>);

/// The reader of one inbox.
#[derive(Default)]
pub(super) struct Reader {
    latest: Mutex<Latest>,
    /// Held by the subscription that reads.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Latest {
    read: Option<Read>,
    failed_at: Option<Instant>,
}

/// A read, with the position of the subscription that made it.
struct Read {
    at: Position,
    began: Instant,
    rows: Arc<[Arc<SharedNotification>]>,
}

impl Readers {
    /// The reader of an inbox. It exists while a subscription holds it.
    pub(super) fn of(&self, user: UserId) -> Arc<Reader> {
        let mut readers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Readers that are gone are removed when the map is about to grow: the amortised cost is constant.
        if readers.len() == readers.capacity() {
            readers.retain(|_, reader| reader.strong_count() > 0);
        }
        if let Some(reader) = readers.get(&user).and_then(Weak::upgrade) {
            return reader;
        }
        let reader = Arc::default();
        readers.insert(user, Arc::downgrade(&reader));
        reader
    }
}

impl Reader {
    /// The notifications after a position: by `reading`, or by another subscription at the same position.
    pub(super) async fn read(
        &self,
        at: Position,
        reading: impl Future<Output = Result<Arc<[Arc<SharedNotification>]>>>,
    ) -> Result<Arc<[Arc<SharedNotification>]>> {
        let arrived = Instant::now();
        if let Some(rows) = self.latest_at(at) {
            return Ok(rows);
        }
        let _turn = self.turn.lock().await;
        if let Some(rows) = self.latest_at(at) {
            return Ok(rows);
        }
        if self
            .latest()
            .failed_at
            .is_some_and(|failed| failed >= arrived)
        {
            return Err(Error::unavailable(
                "The inbox cannot be read at the moment.",
            ));
        }
        let began = Instant::now();
        let read = reading.await;
        let mut latest = self.latest();
        match &read {
            Ok(rows) => {
                let rows = Arc::clone(rows);
                latest.read = Some(Read { at, began, rows });
            }
            Err(error) => {
                latest.failed_at = Some(Instant::now());
                tracing::warn!(
                    cause = error.cause().map(ToString::to_string),
                    "cannot read an inbox: {error}"
                );
            }
        }
        read
    }

    /// The latest read, if it is one for this position.
    fn latest_at(&self, at: Position) -> Option<Arc<[Arc<SharedNotification>]>> {
        let latest = self.latest();
        let read = latest.read.as_ref()?;
        let fits = read.at.after == at.after
            && read.at.signals >= at.signals
            && read.began.elapsed() < SHARED_FOR;
        fits.then(|| Arc::clone(&read.rows))
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
