//! A rate limit that instances share: one atomic Redis script with Redis's own clock, equivalent to governor in this process.

use std::{num::NonZeroU32, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fred::interfaces::{KeysInterface, LuaInterface};
use sha2::{Digest, Sha256};

use super::level::{Budget, Level, WINDOW};
use crate::platform::redis::Connection;

/// The generic cell rate algorithm in microseconds. The value is the time at which the limit will be full; it expires at that time, after
/// at least a millisecond: for a huge quota the time of one unit is below the precision of the number.
const SCRIPT: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local count, quota, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local each = window / quota
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local after = full + count * each
local wait = after - now - window
local taken = full
if wait <= 0.001 then
  taken, wait = after, 0
  redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.max(1, math.ceil((after - now) / 1000)))
end
return { math.max(0, math.floor((window - (taken - now)) / each + 0.001)), math.ceil(wait) }
";

pub(super) struct Shared(Connection);

impl Shared {
    pub(super) const fn new(connection: Connection) -> Self {
        Self(connection)
    }

    /// `None` while Redis is unavailable.
    pub(super) async fn take(
        &self,
        budget: &Budget,
        key: &str,
        count: NonZeroU32,
    ) -> Option<Level> {
        let client = self.0.client()?;
        let numbers = [
            u64::from(count.get()),
            u64::from(budget.quota.get()),
            u64::try_from(WINDOW.as_micros()).unwrap_or(u64::MAX),
        ];
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        let told = client
            .eval::<(u64, u64), _, _, _>(SCRIPT, self.key(budget, key), numbers)
            .await;
        let (remaining, wait_micros) = self.0.outcome(told)?;
        let wait = (wait_micros > 0).then(|| Duration::from_micros(wait_micros));
        Some(budget.level(u32::try_from(remaining).unwrap_or(u32::MAX), wait))
    }

    /// Deletes a key; if Redis is unavailable, the key expires within a minute.
    pub(super) async fn forget(&self, budget: &Budget, key: &str) {
        let Some(client) = self.0.client() else {
            return;
        };
        self.0
            .outcome(client.del::<u64, _>(self.key(budget, key)).await);
    }

    /// The Redis key: a hash, so that Redis stores neither addresses nor ids. Another quota has another key, because its unit differs.
    fn key(&self, budget: &Budget, key: &str) -> String {
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(key.as_bytes()));
        self.0
            .key(&format!("budget:{}:{}:{hash}", budget.policy, budget.quota))
    }
}
