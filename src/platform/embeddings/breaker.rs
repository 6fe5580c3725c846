//! Leaves an endpoint alone that fails.

use chrono::{DateTime, TimeDelta, Utc};

/// Failures in a row after which it is left alone.
const FAILURES_MAX: u32 = 3;
/// The first pause; each further failure doubles it.
const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// The longest pause.
const PAUSE_MAX: TimeDelta = TimeDelta::minutes(16);
/// How often a pause is doubled at most.
const DOUBLINGS_MAX: u32 = 4;
/// The pause after 429 without `Retry-After`.
const TOO_MANY: TimeDelta = TimeDelta::seconds(30);

/// The state of an endpoint.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// Failures in a row.
    failures: u32,
    until: Option<DateTime<Utc>>,
}

impl Breaker {
    /// The end of the pause, if it lasts.
    pub(super) fn paused_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.until.filter(|until| now < *until)
    }

    /// It answered as it should.
    pub(super) fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// It failed.
    pub(super) fn failed(&mut self, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        let Some(more) = self.failures.checked_sub(FAILURES_MAX) else {
            return;
        };
        let factor = 1_i32 << more.min(DOUBLINGS_MAX);
        self.until = Some(now + (PAUSE * factor).min(PAUSE_MAX));
    }

    /// It says that there are too many requests, and perhaps how many seconds it wants to be left alone.
    pub(super) fn told_to_wait(&mut self, now: DateTime<Utc>, secs: Option<u64>) {
        let secs = secs.and_then(|secs| i64::try_from(secs).ok());
        let wanted = secs.and_then(TimeDelta::try_seconds).unwrap_or(TOO_MANY);
        let pause = wanted.clamp(TimeDelta::seconds(1), PAUSE_MAX);
        self.until = Some(now + pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_failures_and_end_with_a_success() {
        let (mut breaker, mut now) = (Breaker::default(), DateTime::<Utc>::UNIX_EPOCH);
        let mut pauses = Vec::new();
        for _ in 0..10 {
            breaker.failed(now);
            let until = breaker.paused_until(now);
            pauses.push(until.map(|until| (until - now).num_minutes()));
            now = until.unwrap_or(now);
            assert_eq!(breaker.paused_until(now), None, "it is tried again");
        }
        let expected = [0, 0, 1, 2, 4, 8, 16, 16, 16, 16];
        let expected = expected.map(|minutes| (minutes > 0).then_some(minutes));
        assert_eq!(pauses, expected);
        breaker.succeeded();
        breaker.failed(now);
        assert_eq!(breaker.paused_until(now), None);
    }

    #[test]
    fn the_endpoint_may_name_the_pause() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        for (wanted, secs) in [
            (None, 30),
            (Some(0), 1),
            (Some(7), 7),
            (Some(u64::MAX), 30),
            (Some(1 << 40), 960),
        ] {
            let mut breaker = Breaker::default();
            breaker.told_to_wait(now, wanted);
            let until = breaker.paused_until(now).expect("a pause");
            assert_eq!((until - now).num_seconds(), secs, "{wanted:?}");
        }
    }
}
