//! The cache that instances share: JSON in Redis, one MGET and one pipeline per batch. Errors count as misses.

use std::{sync::Arc, time::Duration};

use fred::{bytes::Bytes, interfaces::KeysInterface, types::Expiration};
use uuid::Uuid;

use super::cached::Cached;
use crate::platform::redis::Connection;

#[derive(Clone)]
pub(super) struct RedisCache(Connection);

impl RedisCache {
    pub(super) const fn new(connection: Connection) -> Self {
        Self(connection)
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.0
    }

    pub(super) async fn get_many<V: Cached>(&self, ids: &[Uuid]) -> Vec<Option<Arc<V>>> {
        let nothing = || ids.iter().map(|_| None).collect();
        let Some(client) = self.0.client().filter(|_| !ids.is_empty()) else {
            return nothing();
        };
        let found = client
            .mget::<Vec<Option<Bytes>>, _>(self.keys::<V>(ids))
            .await;
        let Some(found) = self
            .0
            .outcome(found)
            .filter(|found| found.len() == ids.len())
        else {
            return nothing();
        };
        // A value that cannot be deserialized was written by another version: a miss.
        found
            .into_iter()
            .map(|bytes| {
                bytes
                    .and_then(|bytes| serde_json::from_slice(&bytes).ok())
                    .map(Arc::new)
            })
            .collect()
    }

    pub(super) async fn put_many<V: Cached>(&self, values: &[(Uuid, Arc<V>)], ttl: Duration) {
        let Some(client) = self.0.client() else {
            return;
        };
        let pipeline = client.pipeline();
        let seconds = i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX);
        for (id, value) in values {
            let Ok(json) = serde_json::to_vec(value.as_ref()) else {
                continue;
            };
            // Commands of a pipeline are only queued here, which says nothing about Redis; the result comes from `all`.
            let queued = pipeline
                .set::<(), _, _>(
                    self.key::<V>(*id),
                    Bytes::from(json),
                    Some(Expiration::EX(seconds)),
                    None,
                    false,
                )
                .await;
            if queued.is_err() {
                return;
            }
        }
        self.0.outcome(pipeline.all::<Vec<()>>().await);
    }

    pub(super) async fn forget<V: Cached>(&self, ids: &[Uuid]) {
        let Some(client) = self.0.client() else {
            return;
        };
        self.0
            .outcome(client.del::<u64, _>(self.keys::<V>(ids)).await);
    }

    fn key<V: Cached>(&self, id: Uuid) -> String {
        self.0
            .key(&format!("{}:{}", V::cache_prefix(), id.simple()))
    }

    fn keys<V: Cached>(&self, ids: &[Uuid]) -> Vec<String> {
        ids.iter().map(|id| self.key::<V>(*id)).collect()
    }
}
