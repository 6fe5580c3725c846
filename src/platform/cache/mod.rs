//! What instances share and may lose at any time, in Redis or in this process; and public rows, in this process only.
//! Only public data is cached, never a user's own rows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use uuid::Uuid;

use super::redis::Connection;
use crate::config;

mod cached;
mod memory;
mod rows;
mod shared;

pub use self::{
    cached::Cached,
    rows::{Edition, PublicRow, Rows},
};

/// The topic that is signalled to all instances when public rows have changed.
pub const PUBLIC_DATA: &str = "public-data";

/// The cache. Entries may be evicted at any time; operations never fail.
#[derive(Clone)]
pub struct Cache {
    store: Store,
    ttl: Duration,
    trips: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Store {
    Memory(memory::Memory),
    Redis(shared::Shared),
}

impl Cache {
    /// A cache in Redis if configured, otherwise in this process.
    #[must_use]
    pub fn new(config: &config::Cache, redis: Option<Connection>) -> Self {
        let ttl = Duration::from_secs(config.persisted_ttl_secs);
        let store = redis.map_or_else(
            || Store::Memory(memory::Memory::new(config.persisted_entries, ttl)),
            |redis| Store::Redis(shared::Shared::new(redis)),
        );
        Self {
            store,
            ttl,
            trips: Arc::default(),
        }
    }

    /// The cached values of these ids, in order: one round trip.
    pub async fn get_many<V: Cached>(&self, ids: &[Uuid]) -> Vec<Option<Arc<V>>> {
        self.trip();
        match &self.store {
            Store::Memory(memory) => memory.get_many(ids),
            Store::Redis(shared) => shared.get_many(ids).await,
        }
    }

    /// Stores these values: one round trip.
    pub async fn put_many<V: Cached>(&self, values: Vec<(Uuid, Arc<V>)>) {
        if values.is_empty() {
            return;
        }
        self.trip();
        match &self.store {
            Store::Memory(memory) => memory.put_many(values),
            Store::Redis(shared) => shared.put_many(&values, self.ttl).await,
        }
    }

    /// Invalidates these ids after their rows have changed.
    pub async fn forget<V: Cached>(&self, ids: &[Uuid]) {
        if ids.is_empty() {
            return;
        }
        self.trip();
        match &self.store {
            Store::Memory(memory) => memory.forget::<V>(ids),
            Store::Redis(shared) => shared.forget::<V>(ids).await,
        }
    }

    /// Round trips since the start; tests use it to detect one round trip per row.
    #[must_use]
    pub fn trips(&self) -> u64 {
        self.trips.load(Ordering::Relaxed)
    }

    /// The Redis connection, if any.
    #[must_use]
    pub const fn redis(&self) -> Option<&Connection> {
        match &self.store {
            Store::Memory(_) => None,
            Store::Redis(shared) => Some(shared.connection()),
        }
    }

    fn trip(&self) {
        self.trips.fetch_add(1, Ordering::Relaxed);
    }
}
