//! Public rows that this process read a moment ago. They are shared as they were decoded: a hit costs a look-up. Every change of a
//! row signals the instances, which then drop what they keep; a lost signal costs staleness for at most the time to live.

use std::{
    any::{Any, TypeId},
    sync::Arc,
    time::Duration,
};

use moka::sync::Cache;
use uuid::Uuid;

use crate::{
    config,
    platform::{
        bus::{Bus, Listener},
        process_tasks::ProcessTasks,
    },
};

/// The topic of the bus that is signalled when public rows change.
const CHANGED: &str = "rows";
/// The listener wakes this often without a signal.
const AT_MOST: Duration = Duration::from_secs(3_600);

/// A public row, or what belongs to it, that may be kept.
pub trait PublicRow: Send + Sync + 'static {
    /// The size in rows of usual size: 1, or more for a long text.
    fn weight(&self) -> u32 {
        1
    }
}

type Key = (TypeId, Uuid);
type Kept = (Arc<dyn Any + Send + Sync>, u32);

/// The rows that are kept.
#[derive(Clone)]
pub struct Rows {
    kept: Cache<Key, Kept>,
    bus: Bus,
}

impl Rows {
    /// An empty cache that drops its rows when an instance signals a change.
    #[must_use]
    pub fn new(config: &config::Cache, bus: &Bus, background: &ProcessTasks) -> Self {
        let kept = Cache::builder()
            .max_capacity(config.max_entries)
            .weigher(|_: &Key, (_, weight): &Kept| *weight)
            .time_to_live(Duration::from_secs(config.ttl_secs))
            .build();
        let rows = Self {
            kept,
            bus: bus.clone(),
        };
        let (listening, watched) = (rows.clone(), background.clone());
        background.spawn(async move {
            tokio::select! { () = watched.stopping() => {}, () = listening.follow() => {} }
        });
        rows
    }

    /// Counts the changes of public rows.
    #[must_use]
    pub fn changes(&self) -> Listener {
        self.bus.listen(CHANGED)
    }

    /// The row with this id, if it is kept, and if changes that other instances make are heard of.
    #[must_use]
    pub fn get<R: PublicRow>(&self, id: Uuid) -> Option<Arc<R>> {
        if !self.bus.is_subscribed() {
            return None;
        }
        let (row, _) = self.kept.get(&(TypeId::of::<R>(), id))?;
        row.downcast().ok()
    }

    /// Keeps a row.
    pub fn put<R: PublicRow>(&self, id: Uuid, row: Arc<R>) {
        let weight = row.weight();
        self.kept.insert((TypeId::of::<R>(), id), (row, weight));
    }

    /// Drops these rows of one kind in this process. Ends with [`Rows::signal`].
    pub fn drop_here<R: PublicRow>(&self, ids: &[Uuid]) {
        for id in ids {
            self.kept.invalidate(&(TypeId::of::<R>(), *id));
        }
    }

    /// Has all instances drop what they keep.
    pub async fn signal(&self) {
        self.bus.signal(CHANGED).await;
    }

    /// Drops everything in this process.
    pub fn clear(&self) {
        self.kept.invalidate_all();
    }

    async fn follow(&self) {
        let mut changed = self.bus.listen(CHANGED);
        loop {
            changed.wait(AT_MOST).await;
            self.clear();
        }
    }
}
