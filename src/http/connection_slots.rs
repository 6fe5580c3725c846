//! Limits the number of open WebSockets and streams, together: in this process, and for each caller.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{config::Limits, graphql::code::Code, http::respond::Refusal, types::actor::Viewer};

/// The slots of the process and of its callers.
pub(super) struct ConnectionSlots {
    all: Arc<Semaphore>,
    taken: Taken,
    each: usize,
}

/// The number of slots that each caller has taken; callers without any are absent.
type Taken = Arc<Mutex<HashMap<String, usize>>>;

/// A slot of a caller; freed when dropped.
pub(super) struct ConnectionSlot {
    taken: Taken,
    caller: String,
}

impl ConnectionSlots {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.sockets)),
            taken: Taken::default(),
            each: limits.sockets_per_user,
        }
    }

    /// Takes a slot of the process, for any caller.
    pub(super) fn enter(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let full = || {
            Refusal::new(
                Code::Overloaded,
                "Too many sockets are open; try again later.",
            )
        };
        Arc::clone(&self.all)
            .try_acquire_owned()
            .map_err(|_| full())
    }

    /// Takes a slot of the caller: of the user, or of the address if the viewer is anonymous.
    pub(super) fn claim(&self, viewer: &Viewer, address: &str) -> Result<ConnectionSlot, Refusal> {
        let caller = match viewer {
            Viewer::User(actor) => actor.user_id.to_string(),
            Viewer::Anonymous => address.to_owned(),
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(caller.clone()).or_default();
        if *count >= self.each {
            let message = format!(
                "At most {} sockets and streams may be open at once; close one first.",
                self.each
            );
            return Err(Refusal::new(Code::TooManySubscriptions, message));
        }
        *count += 1;
        Ok(ConnectionSlot {
            taken: Arc::clone(&self.taken),
            caller,
        })
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.caller) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&self.caller);
            }
        }
    }
}
