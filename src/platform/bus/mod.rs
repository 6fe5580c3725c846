//! Wake-up signals by topic. A signal carries no data: a lost, duplicate or late signal only delays work,
//! because every listener reads the database from its own cursor.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::watch;
use uuid::Uuid;

use self::topics::Topics;
use super::{process_tasks::ProcessTasks, redis::Connection};

mod redis_signals;
mod topics;

/// The signals of this process and, through Redis, of the other instances.
#[derive(Clone)]
pub struct Bus {
    topics: Topics,
    redis: Option<Connection>,
    subscribed: Arc<AtomicBool>,
    /// This instance: it does not act on its own messages.
    instance: Uuid,
}

/// Waits for signals of one topic. Signals that arrive between two waits count as one.
pub struct Listener {
    changed: watch::Receiver<u64>,
}

impl Bus {
    /// A bus that also reaches the other instances if Redis is configured. `instance` is an id of this one.
    #[must_use]
    pub fn new(redis: Option<Connection>, instance: Uuid, background: &ProcessTasks) -> Self {
        let topics = Topics::default();
        let subscribed = Arc::new(AtomicBool::new(redis.is_none()));
        if let Some(redis) = &redis {
            redis_signals::listen(
                redis.clone(),
                instance,
                topics.clone(),
                Arc::clone(&subscribed),
                background,
            );
        }
        Self {
            topics,
            redis,
            subscribed,
            instance,
        }
    }

    /// True if the processes of this deployment can signal each other.
    #[must_use]
    pub const fn reaches_other_processes(&self) -> bool {
        self.redis.is_some()
    }

    /// True if the signals of other instances arrive, as far as this instance knows: a lost Redis is noticed within seconds.
    #[must_use]
    pub fn is_subscribed(&self) -> bool {
        self.subscribed.load(Ordering::Relaxed)
    }

    /// Wakes all listeners of the topic, in all instances.
    pub async fn signal(&self, topic: &str) {
        self.topics.wake(topic);
        self.signal_others(topic).await;
    }

    /// Wakes all listeners of the topic in the other instances.
    pub async fn signal_others(&self, topic: &str) {
        if let Some(redis) = &self.redis {
            redis_signals::publish(redis, self.instance, topic).await;
        }
    }

    /// Wakes the listeners in this process only.
    pub fn wake_here(&self, topic: &str) {
        self.topics.wake(topic);
    }

    /// Subscribes to a topic. Subscribe before reading the database, so that no change is missed.
    #[must_use]
    pub fn listen(&self, topic: &str) -> Listener {
        Listener {
            changed: self.topics.listen(topic),
        }
    }
}

impl Listener {
    /// The number of signals so far: equal numbers mean that there was none in between.
    #[must_use]
    pub fn signals(&self) -> u64 {
        *self.changed.borrow()
    }

    /// The number of signals so far; [`Listener::wait`] then returns at the next one.
    pub fn count(&mut self) -> u64 {
        *self.changed.borrow_and_update()
    }

    /// Returns at the next signal, or after `at_most`: the listener then polls.
    pub async fn wait(&mut self, at_most: Duration) {
        if let Ok(Err(_)) = tokio::time::timeout(at_most, self.changed.changed()).await {
            // The sender is gone, so no signal can arrive: wait for the whole time.
            tokio::time::sleep(at_most).await;
        }
    }
}
