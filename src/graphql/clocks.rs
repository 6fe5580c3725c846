//! The time that each group may take of one query. Several reads at once count once, reads one after the other add up. What is
//! too late is an error at its own path, and the rest of the query is answered.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    config::Limits,
    error::{Error, Result},
    types::group::Group,
};

/// The clocks of one query, one for each group.
pub struct Clocks([Clock; Group::ALL.len()]);

/// The clock of one group.
struct Clock {
    limit: Duration,
    hand: Mutex<Hand>,
}

/// Where a clock stands.
#[derive(Default)]
struct Hand {
    /// What it counted before it last stood still.
    counted: Duration,
    /// Since when it runs, and for how many.
    runs: Option<(Instant, usize)>,
}

impl Clocks {
    /// The clocks of a query that begins.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self(Group::ALL.map(|group| Clock { limit: limits.of_group(group), hand: Mutex::default() }))
    }

    /// Waits for a read of a group as long as the group has time.
    pub(super) async fn within<T>(&self, group: Group, reading: impl Future<Output = Result<T>>) -> Result<T> {
        let Some(clock) = self.0.get(group as usize) else { return reading.await };
        let (left, _running) = clock.run();
        tokio::time::timeout(left, reading).await.unwrap_or_else(|_| Err(Error::too_late(group.name(), clock.limit)))
    }
}

/// As long as this lives, its clock runs.
struct Running<'a>(&'a Clock);

impl Clock {
    /// Starts it, if it stands; gives the time that is left.
    fn run(&self) -> (Duration, Running<'_>) {
        let mut hand = self.hand.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let (since, reads) = hand.runs.unwrap_or((now, 0));
        hand.runs = Some((since, reads + 1));
        let taken = hand.counted + now.duration_since(since);
        drop(hand);
        (self.limit.saturating_sub(taken), Running(self))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut hand = self.0.hand.lock().unwrap_or_else(PoisonError::into_inner);
        match hand.runs {
            Some((since, 1)) => {
                hand.counted += since.elapsed();
                hand.runs = None;
            }
            Some((since, reads)) => hand.runs = Some((since, reads - 1)),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, time::Duration};

    use super::Clocks;
    use crate::{
        config::Config,
        error::{Error, Kind},
        types::group::Group,
    };

    fn clocks() -> Clocks {
        let mut limits = Config::load(None).expect("the defaults are valid").limits;
        limits.group_secs_of = [("search".to_owned(), 1), ("analytics".to_owned(), 60)].into();
        Clocks::new(&limits)
    }

    #[test]
    fn each_group_has_its_place_and_its_time() {
        let clocks = clocks();
        for (place, group) in Group::ALL.into_iter().enumerate() {
            assert_eq!(group as usize, place, "{}", group.name());
        }
        let limits = [Group::Search, Group::Analytics, Group::Users].map(|group| clocks.0[group as usize].limit.as_secs());
        assert_eq!(limits, [1, 60, 5], "its own time, or the time of all");
    }

    #[tokio::test]
    async fn a_group_that_took_its_time_is_late_and_the_others_are_not() {
        let clocks = clocks();
        let took = tokio::time::Instant::now();
        let slow = || clocks.within(Group::Search, pending::<Result<(), Error>>());
        let (first, beside) = tokio::join!(slow(), slow());
        let after = slow().await;
        for late in [first, beside, after] {
            assert_eq!(late.expect_err("late").kind(), &Kind::TooLate);
        }
        assert!(took.elapsed() < Duration::from_millis(1_900), "three reads had one second between them");
        assert!(clocks.within(Group::Users, async { Ok(1) }).await.is_ok());
        let counted = clocks.0[Group::Search as usize].hand.lock().expect("whole").counted;
        assert!(counted >= Duration::from_secs(1) && counted < Duration::from_millis(1_900), "reads at once count once: {counted:?}");
    }
}
