//! The in-process cache: values are shared, not copied.

use std::{any::Any, sync::Arc, time::Duration};

use moka::sync::Cache;
use uuid::Uuid;

use super::cached::Cached;

type Value = Arc<dyn Any + Send + Sync>;

#[derive(Clone)]
pub(super) struct MemoryCache(Cache<(&'static str, Uuid), Value>);

impl MemoryCache {
    pub(super) fn new(max_entries: u64, ttl: Duration) -> Self {
        Self(
            Cache::builder()
                .max_capacity(max_entries)
                .time_to_live(ttl)
                .build(),
        )
    }

    pub(super) fn get_many<V: Cached>(&self, ids: &[Uuid]) -> Vec<Option<Arc<V>>> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.push(
                self.0
                    .get(&(V::cache_prefix(), *id))
                    .and_then(|value| value.downcast().ok()),
            );
        }
        found
    }

    pub(super) fn put_many<V: Cached>(&self, values: Vec<(Uuid, Arc<V>)>) {
        for (id, value) in values {
            self.0.insert((V::cache_prefix(), id), value);
        }
    }

    pub(super) fn forget<V: Cached>(&self, ids: &[Uuid]) {
        for id in ids {
            self.0.invalidate(&(V::cache_prefix(), *id));
        }
    }
}
