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
mod redis_cache;
mod rows;

pub use self::{
    cached::Cached,
    rows::{Generation, PublicRow, Rows},
};

/// The topic that is signalled to all instances when public rows have changed.
pub const PUBLIC_DATA: &str = "public-data";

/// The cache. Entries may be evicted at any time; operations never fail.
#[derive(Clone)]
pub struct Cache {
    store: Store,
    ttl: Duration,
    round_trips: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Store {
    Memory(memory::MemoryCache),
    Redis(redis_cache::RedisCache),
}

impl Cache {
    /// A cache in Redis if configured, otherwise in this process.
    #[must_use]
    pub fn new(config: &config::Cache, redis: Option<Connection>) -> Self {
        let ttl = Duration::from_secs(config.persisted_ttl_secs);
        let store = redis.map_or_else(
            || Store::Memory(memory::MemoryCache::new(config.persisted_entries, ttl)),
            |redis| Store::Redis(redis_cache::RedisCache::new(redis)),
        );
        Self {
            store,
            ttl,
            round_trips: Arc::default(),
        }
    }

    /// The cached values of these ids, in order: one round trip.
    pub async fn get_many<V: Cached>(&self, ids: &[Uuid]) -> Vec<Option<Arc<V>>> {
        self.count_round_trip();
        match &self.store {
            Store::Memory(memory) => memory.get_many(ids),
            Store::Redis(cache) => cache.get_many(ids).await,
        }
    }

    /// Stores these values: one round trip.
    pub async fn put_many<V: Cached>(&self, values: Vec<(Uuid, Arc<V>)>) {
        if values.is_empty() {
            return;
        }
        self.count_round_trip();
        match &self.store {
            Store::Memory(memory) => memory.put_many(values),
            Store::Redis(cache) => cache.put_many(&values, self.ttl).await,
        }
    }

    /// Invalidates these ids after their rows have changed.
    pub async fn forget<V: Cached>(&self, ids: &[Uuid]) {
        if ids.is_empty() {
            return;
        }
        self.count_round_trip();
        match &self.store {
            Store::Memory(memory) => memory.forget::<V>(ids),
            Store::Redis(cache) => cache.forget::<V>(ids).await,
        }
    }

    /// Round trips since the start; tests use it to detect one round trip per row.
    #[must_use]
    pub fn round_trips(&self) -> u64 {
        self.round_trips.load(Ordering::Relaxed)
    }

    /// The Redis connection, if any.
    #[must_use]
    pub const fn redis(&self) -> Option<&Connection> {
        match &self.store {
            Store::Memory(_) => None,
            Store::Redis(cache) => Some(cache.connection()),
        }
    }

    fn count_round_trip(&self) {
        self.round_trips.fetch_add(1, Ordering::Relaxed);
    }
}
