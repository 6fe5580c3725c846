//! The topics of this process and their listeners.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;

/// A counter for each topic that has listeners.
#[derive(Clone, Default)]
pub(super) struct Topics(Arc<Mutex<HashMap<String, watch::Sender<u64>>>>);

impl Topics {
    pub(super) fn listen(&self, topic: &str) -> watch::Receiver<u64> {
        let mut topics = self.lock();
        // Topics without listeners are removed when the map is about to grow: the amortised cost is constant.
        if topics.len() == topics.capacity() {
            topics.retain(|_, sender| sender.receiver_count() > 0);
        }
        topics
            .entry(topic.to_owned())
            .or_insert_with(|| watch::Sender::new(0))
            .subscribe()
    }

    pub(super) fn wake(&self, topic: &str) {
        if let Some(sender) = self.lock().get(topic) {
            sender.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    /// Wakes all listeners, after a gap in the connection in which signals may have been lost.
    pub(super) fn wake_all(&self) {
        for sender in self.lock().values() {
            sender.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, watch::Sender<u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
