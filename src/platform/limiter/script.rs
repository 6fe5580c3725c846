//! The commands of rate limits in Redis: atomic scripts with Redis's own clock.

use std::time::Duration;

use fred::interfaces::{KeysInterface, LuaInterface};

use super::level::{Budget, WINDOW};
use crate::platform::redis::Connection;

/// The generic cell rate algorithm in microseconds. The value is the time at which the limit will be full, and that time as it was
/// announced last; it expires when the limit is full, after at least a millisecond: for a huge quota the time of one unit is below the
/// precision of the number. `counted` units were granted by an instance before; `count` units are granted if they fit.
/// A level that differs from the announced one by `step` units is appended to a stream that all instances read.
const COUNT: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local counted, count, quota, window, step = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local each = window / quota
local full, told = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%S+)$')
full = math.max(now, tonumber(full or now)) + counted * each
told = math.max(now, tonumber(told or now))
local wait = 0
if count > 0 then
  local after = full + count * each
  wait = after - now - window
  if wait <= 0.001 then full, wait = after, 0 end
end
local announced = 0
if step > 0 and full - told >= step * each then
  announced, told = 1, full
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, '*', 'of', ARGV[6], 'full', string.format('%.3f', full))
  redis.call('PEXPIRE', KEYS[2], 2 * window / 1000)
end
redis.call('SET', KEYS[1], string.format('%.3f %.3f', full, told), 'PX', math.max(1, math.ceil((full - now) / 1000)))
return { math.ceil((full - now) * 1000), math.ceil(wait), announced }
";

/// The announced levels after an entry of the stream, or those of two windows: the time, and for each the entry, the key and when
/// the limit is full.
const READ: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local after = ARGV[1]
if after == '' then after = string.format('%.0f', (now - 2 * tonumber(ARGV[2])) / 1000) end
local found = { string.format('%.3f', now) }
for _, stream in ipairs(redis.call('XREAD', 'COUNT', ARGV[3], 'STREAMS', KEYS[1], after) or {}) do
  for _, entry in ipairs(stream[2]) do
    found[#found + 1] = entry[1]
    found[#found + 1] = entry[2][2]
    found[#found + 1] = entry[2][4]
  end
end
return found
";

/// Maximum number of levels that one command reads.
pub(super) const READ_MAX: usize = 1_000;

/// The answer of Redis about one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// The microseconds in which the limit is full.
    pub debt: f64,
    /// How long until the requested units are available; `None` if they were granted.
    pub wait: Option<Duration>,
    /// The level was announced to the other instances.
    pub announced: bool,
}

/// Levels that instances announced.
pub(super) struct Announced {
    /// The last entry, if there is any.
    pub last: Option<String>,
    /// The name of each key, and in how many microseconds its limit is full.
    pub debts: Vec<(String, f64)>,
}

/// The name of a key among all keys of all limits. Another quota has another name, because its unit differs.
pub(super) fn name(budget: &Budget, hash: &str) -> String {
    format!("{}:{}:{hash}", budget.policy, budget.quota)
}

fn key(redis: &Connection, name: &str) -> String {
    redis.key(&format!("budget:{name}"))
}

fn stream(redis: &Connection) -> String {
    redis.key("budgets")
}

/// Counts units that were granted, and grants units if they fit; `None` while Redis is unavailable.
pub(super) async fn count(
    redis: &Connection,
    budget: &Budget,
    name: &str,
    counted: u32,
    units: u32,
) -> Option<Counted> {
    let client = redis.client()?;
    let step = budget.share().div_ceil(2);
    let arguments = [
        counted.to_string(),
        units.to_string(),
        budget.quota.to_string(),
        WINDOW.as_micros().to_string(),
        step.to_string(),
        name.to_owned(),
    ];
    let keys = vec![key(redis, name), stream(redis)];
    let answer = client
        .eval::<(i64, u64, u64), _, _, _>(COUNT, keys, arguments.to_vec())
        .await;
    let (debt_nanos, wait_micros, announced) = redis.outcome(answer)?;
    #[expect(clippy::cast_precision_loss, reason = "a few minutes in nanoseconds")]
    let debt = debt_nanos as f64 / 1_000.0;
    Some(Counted {
        debt,
        wait: (wait_micros > 0).then(|| Duration::from_micros(wait_micros)),
        announced: announced > 0,
    })
}

/// The levels announced after an entry; `None` while Redis is unavailable.
pub(super) async fn read(redis: &Connection, after: Option<&str>) -> Option<Announced> {
    let client = redis.client()?;
    let arguments = vec![
        after.unwrap_or_default().to_owned(),
        WINDOW.as_micros().to_string(),
        READ_MAX.to_string(),
    ];
    let answer = client
        .eval::<Vec<String>, _, _, _>(READ, stream(redis), arguments)
        .await;
    let found = redis.outcome(answer)?;
    let (now, entries) = found.split_first()?;
    let now: f64 = now.parse().ok()?;
    let mut announced = Announced {
        last: None,
        debts: Vec::with_capacity(entries.len() / 3),
    };
    for [entry, name, full] in entries.as_chunks::<3>().0 {
        announced.last = Some(entry.clone());
        if let Ok(full) = full.parse::<f64>() {
            announced.debts.push((name.clone(), full - now));
        }
    }
    Some(announced)
}

/// Deletes a key; if Redis is unavailable, the key expires within a minute.
pub(super) async fn forget(redis: &Connection, name: &str) {
    if let Some(client) = redis.client() {
        redis.outcome(client.del::<u64, _>(key(redis, name)).await);
    }
}
