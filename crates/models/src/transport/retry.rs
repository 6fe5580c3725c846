//! When a request is sent again: with growing pauses, spread so that many do not come back at once, or when the server says.

use std::time::Duration;

use crate::error::Error;

/// How often and when a request is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How often it is sent again at most.
    pub times_max: u32,
    /// The first pause; each further one is twice as long.
    pub pause: Duration,
    /// The longest pause, unless the server wants a longer one.
    pub pause_max: Duration,
    /// The longest pause that a server may want; if it wants a longer one, the request has failed.
    pub wanted_max: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            times_max: 2,
            pause: Duration::from_millis(500),
            pause_max: Duration::from_secs(8),
            wanted_max: Duration::from_secs(20),
        }
    }
}

impl Retry {
    /// No request is sent again.
    pub const NEVER: Self = Self {
        times_max: 0,
        pause: Duration::ZERO,
        pause_max: Duration::ZERO,
        wanted_max: Duration::ZERO,
    };

    /// The pause after this many retries; none if the request has failed.
    pub(super) fn pause(&self, times: u32, error: &Error, seed: u64) -> Option<Duration> {
        if times >= self.times_max || !error.is_transient() {
            return None;
        }
        if let Error::RateLimited { after: Some(after) } = error {
            return (*after <= self.wanted_max).then_some(*after);
        }
        let factor = 2_u32.saturating_pow(times);
        let longest = self.pause.saturating_mul(factor).min(self.pause_max);
        // From half of it to all of it.
        let half = longest / 2;
        let steps = u32::from(spread(seed.wrapping_add(times.into())));
        Some(half.saturating_add(half.saturating_mul(steps) / u32::from(u8::MAX)))
    }
}

/// One of 256 numbers for a seed: the last step of SplitMix64.
fn spread(seed: u64) -> u8 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let [first, ..] = (mixed ^ (mixed >> 31)).to_le_bytes();
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOWN: Error = Error::Unavailable { status: Some(500) };

    #[test]
    fn pauses_grow_and_end() {
        let retry = Retry {
            times_max: 6,
            ..Retry::default()
        };
        for seed in 0..500 {
            for (times, longest) in [500, 1_000, 2_000, 4_000, 8_000, 8_000]
                .into_iter()
                .enumerate()
            {
                let times = u32::try_from(times).unwrap();
                let pause = retry.pause(times, &DOWN, seed).unwrap().as_millis();
                assert!((longest / 2..=longest).contains(&pause), "{times}: {pause}");
            }
            assert_eq!(retry.pause(6, &DOWN, seed), None);
        }
    }

    #[test]
    fn pauses_of_many_are_spread() {
        let retry = Retry::default();
        let mut pauses: Vec<Duration> = (0..200)
            .filter_map(|seed| retry.pause(0, &DOWN, seed))
            .collect();
        pauses.sort();
        pauses.dedup();
        assert!(pauses.len() > 100, "{}", pauses.len());
    }

    #[test]
    fn the_server_may_say_when() {
        let retry = Retry::default();
        let check = |after: Duration, expected| {
            let error = Error::RateLimited { after: Some(after) };
            assert_eq!(retry.pause(0, &error, 1), expected);
        };
        check(Duration::from_secs(20), Some(Duration::from_secs(20)));
        check(Duration::from_secs(21), None);
        check(Duration::MAX, None);
    }

    #[test]
    fn what_would_fail_again_is_not_sent_again() {
        let retry = Retry::default();
        for error in [
            Error::Unauthorized { status: 401 },
            Error::Refused {
                status: 400,
                code: None,
            },
            Error::Slow(crate::error::Wait::FirstText),
            Error::Cut,
            Error::Malformed(""),
            Error::TooLong { bytes_max: 1 },
            Error::Cancelled,
        ] {
            assert_eq!(retry.pause(0, &error, 1), None, "{error}");
        }
        assert_eq!(Retry::NEVER.pause(0, &DOWN, 1), None);
    }
}
