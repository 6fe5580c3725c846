//! "Look again" signals by topic. A signal carries no data: lost, doubled or late, it changes nothing but the waiting time,
//! because every listener reads the database after its own cursor.

use std::time::Duration;

use tokio::sync::watch;

use self::topics::Topics;
use super::{process_tasks::ProcessTasks, redis::Connection};

mod shared;
mod topics;

/// The signals of this process, and through Redis those of the others.
#[derive(Clone)]
pub struct Bus {
    topics: Topics,
    redis: Option<Connection>,
}

/// Waits for the next signal of one topic. Signals that came meanwhile are one signal.
pub struct Listener {
    changed: watch::Receiver<u64>,
}

impl Bus {
    /// A bus that reaches the other instances where there is a Redis.
    #[must_use]
    pub fn new(redis: Option<Connection>, background: &ProcessTasks) -> Self {
        let topics = Topics::default();
        if let Some(redis) = &redis {
            shared::listen(redis.clone(), topics.clone(), background);
        }
        Self { topics, redis }
    }

    /// Tells everybody who listens to the topic to look again.
    pub async fn signal(&self, topic: &str) {
        self.topics.wake(topic);
        if let Some(redis) = &self.redis {
            shared::publish(redis, topic).await;
        }
    }

    /// Tells those in this process only.
    pub fn wake_here(&self, topic: &str) {
        self.topics.wake(topic);
    }

    /// Listens from now on. Listen first, then read: so nothing falls between.
    #[must_use]
    pub fn listen(&self, topic: &str) -> Listener {
        Listener {
            changed: self.topics.listen(topic),
        }
    }
}

impl Listener {
    /// Returns at the next signal, or after `at_most`: then it is worth a look, too.
    pub async fn wait(&mut self, at_most: Duration) {
        if let Ok(Err(_)) = tokio::time::timeout(at_most, self.changed.changed()).await {
            // The sender is gone, so no signal can come: wait as if none had.
            tokio::time::sleep(at_most).await;
        }
    }
}
