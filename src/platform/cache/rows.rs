//! Public rows that this process read a moment ago. They are shared as they were decoded: a hit costs a look-up. A signal that public
//! data changed makes all rows that were read before it a miss, in all instances; a lost signal costs staleness for at most the time
//! to live.

use std::{
    any::{Any, TypeId},
    sync::Arc,
    time::Duration,
};

use moka::sync::Cache;
use uuid::Uuid;

use super::PUBLIC_DATA;
use crate::{
    config,
    platform::bus::{Bus, Listener},
};

/// A public row, or what belongs to it, that may be kept.
pub trait PublicRow: Send + Sync + 'static {
    /// The size in rows of usual size: 1, or more for a long text.
    fn weight(&self) -> u32 {
        1
    }
}

/// The number of changes that were signalled before a read began: what was read at another generation is out of date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Generation(u64);

#[derive(Clone)]
struct Kept {
    row: Arc<dyn Any + Send + Sync>,
    weight: u32,
    generation: Generation,
}

/// The rows that are kept.
pub struct Rows {
    kept: Cache<(TypeId, Uuid), Kept>,
    bus: Bus,
    changes: Listener,
}

impl Rows {
    /// An empty cache.
    #[must_use]
    pub fn new(config: &config::Cache, bus: &Bus) -> Self {
        let kept = Cache::builder()
            .max_capacity(config.max_entries)
            .weigher(|_, kept: &Kept| kept.weight)
            .time_to_live(Duration::from_secs(config.ttl_secs))
            .build();
        Self {
            kept,
            changes: bus.listen(PUBLIC_DATA),
            bus: bus.clone(),
        }
    }

    /// The generation of a read that begins now; `None` while changes of other instances are not signalled.
    #[must_use]
    pub fn generation(&self) -> Option<Generation> {
        let heard = self.bus.is_subscribed();
        heard.then(|| Generation(self.changes.signals()))
    }

    /// The row with this id, if it is kept, nothing changed since it was read, and changes that other instances make are heard of.
    #[must_use]
    pub fn get<R: PublicRow>(&self, id: Uuid) -> Option<Arc<R>> {
        let now = self.generation()?;
        let kept = self.kept.get(&(TypeId::of::<R>(), id))?;
        let current = kept.generation == now;
        current.then(|| kept.row.downcast().ok()).flatten()
    }

    /// Keeps a row; the generation is that of the begin of its read.
    pub fn put<R: PublicRow>(&self, id: Uuid, row: Arc<R>, generation: Generation) {
        let weight = row.weight();
        let kept = Kept {
            row,
            weight,
            generation,
        };
        self.kept.insert((TypeId::of::<R>(), id), kept);
    }
}
