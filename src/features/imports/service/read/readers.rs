//! How many files are read at the same time: a few in all, and one of each user, so that nobody keeps the others waiting.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    error::{Error, Result},
    types::id::UserId,
};

/// How long a file waits until others are read.
const WAIT_MAX: Duration = Duration::from_secs(3);

/// The places for files that are read at the same time.
pub struct Readers {
    places: Arc<Semaphore>,
    /// The one turn of each user of whom a file is read or waits.
    turns: Mutex<HashMap<UserId, Weak<Semaphore>>>,
}

/// The right to read a file, until it is dropped.
pub struct Reader {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl Readers {
    /// So many places.
    pub fn new(places: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            turns: Mutex::default(),
        }
    }

    /// The right to read a file of this user, or UNAVAILABLE if other files are read for too long: first the turn of the user, so that a
    /// file that waits for another one of its owner keeps no place.
    pub async fn reader(&self, user: UserId) -> Result<Reader> {
        let until = tokio::time::Instant::now() + WAIT_MAX;
        let turn = tokio::time::timeout_at(until, self.turn(user).acquire_owned());
        let turn = turn.await.map_err(|_| {
            Error::unavailable(
                "Another file of yours is being read; send this one again when it is done.",
            )
        })?;
        let place = tokio::time::timeout_at(until, Arc::clone(&self.places).acquire_owned());
        let place = place.await.map_err(|_| {
            Error::unavailable("Other files are being read; send this one again in a few seconds.")
        })?;
        Ok(Reader {
            _place: place.map_err(Error::internal)?,
            _turn: turn.map_err(Error::internal)?,
        })
    }

    fn turn(&self, user: UserId) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&user).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Semaphore::new(1));
        turns.insert(user, Arc::downgrade(&turn));
        turn
    }
}
