//! Reads a source once for all followers of this instance that are at the same position.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use super::batch::Batch;
use crate::error::{Error, Kind, Result};

/// How long a read is shared. It bounds what a follower that polls, without a signal, may miss until its next poll.
const SHARED_FOR: Duration = Duration::from_secs(1);

/// The position of a follower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The number after which it reads.
    pub(super) after: i64,
    /// The number of signals that it has seen. A read that began before one of them does not contain what it signalled.
    pub(super) signals: u64,
}

/// The readers of the sources that have followers, by what the sources read.
pub struct Readers<K, T>(Arc<Mutex<HashMap<K, Weak<Reader<T>>>>>);

/// The reader of one source.
pub struct Reader<T> {
    latest: Mutex<Latest<T>>,
    /// Held by the follower that reads.
    turn: tokio::sync::Mutex<()>,
}

struct Latest<T> {
    read: Option<Read<T>>,
    failed_at: Option<Instant>,
}

/// A read, with the position of the follower that made it.
struct Read<T> {
    at: Position,
    began: Instant,
    batch: Batch<T>,
}

impl<K, T> Clone for Readers<K, T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, T> Default for Readers<K, T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Default for Reader<T> {
    fn default() -> Self {
        let latest = Latest {
            read: None,
            failed_at: None,
        };
        Self {
            latest: Mutex::new(latest),
            turn: tokio::sync::Mutex::default(),
        }
    }
}

impl<K: Eq + Hash, T> Readers<K, T> {
    /// The reader of a source. It exists while a follower holds it.
    #[must_use]
    pub fn of(&self, key: K) -> Arc<Reader<T>> {
        let mut readers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Readers that are gone are removed when the map is about to grow: the amortised cost is constant.
        if readers.len() == readers.capacity() {
            readers.retain(|_, reader| reader.strong_count() > 0);
        }
        if let Some(reader) = readers.get(&key).and_then(Weak::upgrade) {
            return reader;
        }
        let reader = Arc::default();
        readers.insert(key, Arc::downgrade(&reader));
        reader
    }
}

impl<T> Reader<T> {
    /// The rows after a position: by `reading`, or by another follower at the same position.
    pub(super) async fn read(
        &self,
        at: Position,
        reading: impl Future<Output = Result<Batch<T>>>,
    ) -> Result<Batch<T>> {
        let arrived = Instant::now();
        if let Some(batch) = self.latest_at(at) {
            return Ok(batch);
        }
        let _turn = self.turn.lock().await;
        if let Some(batch) = self.latest_at(at) {
            return Ok(batch);
        }
        if self
            .latest()
            .failed_at
            .is_some_and(|failed| failed >= arrived)
        {
            return Err(Error::unavailable(
                "The changes cannot be read at the moment.",
            ));
        }
        let began = Instant::now();
        let read = reading.await;
        let mut latest = self.latest();
        match &read {
            Ok(batch) => {
                let batch = batch.clone();
                latest.read = Some(Read { at, began, batch });
            }
            // This follower alone is too far behind.
            Err(error) if *error.kind() == Kind::ResyncRequired => {}
            Err(error) => {
                latest.failed_at = Some(Instant::now());
                tracing::warn!(
                    cause = error.cause().map(ToString::to_string),
                    "cannot read for subscriptions: {error}"
                );
            }
        }
        read
    }

    /// The latest read, if it is one for this position.
    fn latest_at(&self, at: Position) -> Option<Batch<T>> {
        let latest = self.latest();
        let read = latest.read.as_ref()?;
        let fits = read.at.after == at.after
            && read.at.signals >= at.signals
            && read.began.elapsed() < SHARED_FOR;
        fits.then(|| read.batch.clone())
    }

    fn latest(&self) -> MutexGuard<'_, Latest<T>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
