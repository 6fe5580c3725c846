//! The time limit of each area within one query. Concurrent reads count once, consecutive reads add up. A read that exceeds the limit is an
//! error at its own path; the rest of the query is returned.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    config::Limits,
    error::{Error, Result},
    types::area::Area,
};

/// The time budgets of one query, one for each area.
pub struct TimeBudget(BTreeMap<Area, Clock>);

/// The time budget of one area.
struct Clock {
    limit: Duration,
    state: Mutex<ClockState>,
}

/// The state of a clock.
#[derive(Default)]
struct ClockState {
    /// Time counted before the clock was last stopped.
    counted: Duration,
    /// Since when the clock runs, and the number of concurrent reads.
    runs: Option<(Instant, usize)>,
}

impl TimeBudget {
    /// The time budgets of a new query.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self(
            Area::all()
                .map(|area| {
                    (
                        area,
                        Clock {
                            limit: limits.of_area(area),
                            state: Mutex::default(),
                        },
                    )
                })
                .collect(),
        )
    }

    /// Awaits a read within the remaining time of its area.
    pub(super) async fn within<T>(
        &self,
        area: Area,
        reading: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let Some(clock) = self.0.get(&area) else {
            return reading.await;
        };
        let (left, _running) = clock.run();
        tokio::time::timeout(left, reading)
            .await
            .unwrap_or_else(|_| Err(Error::too_late(area.name(), clock.limit)))
    }
}

/// The clock runs while this guard lives.
struct Running<'a>(&'a Clock);

impl Clock {
    /// Starts the clock if it is stopped; returns the remaining time.
    fn run(&self) -> (Duration, Running<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let (since, reads) = state.runs.unwrap_or((now, 0));
        state.runs = Some((since, reads.saturating_add(1)));
        let taken = state.counted.saturating_add(now.duration_since(since));
        drop(state);
        (self.limit.saturating_sub(taken), Running(self))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.runs {
            Some((since, 1)) => {
                state.counted = state.counted.saturating_add(since.elapsed());
                state.runs = None;
            }
            Some((since, reads)) => state.runs = Some((since, reads.saturating_sub(1))),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, time::Duration};

    use super::TimeBudget;
    use crate::{
        config::Config,
        error::{Error, Kind},
        types::area::Area,
    };

    fn clocks() -> TimeBudget {
        let mut limits = Config::load(None).expect("the defaults are valid").limits;
        limits.area_secs_of = [("search".to_owned(), 1), ("analytics".to_owned(), 60)].into();
        TimeBudget::new(&limits)
    }

    #[test]
    fn each_area_has_its_time() {
        let clocks = clocks();
        assert!(Area::all().all(|area| clocks.0.contains_key(&area)));
        let limits = [Area::Search, Area::Analytics, Area::Users]
            .map(|area| clocks.0[&area].limit.as_secs());
        assert_eq!(limits, [1, 60, 5], "its own time, or the time of all");
    }

    #[tokio::test]
    async fn an_area_that_took_its_time_is_late_and_the_others_are_not() {
        let clocks = clocks();
        let took = tokio::time::Instant::now();
        let slow = || clocks.within(Area::Search, pending::<Result<(), Error>>());
        let (first, beside) = tokio::join!(slow(), slow());
        let after = slow().await;
        for late in [first, beside, after] {
            assert_eq!(late.expect_err("late").kind(), &Kind::TooLate);
        }
        assert!(
            took.elapsed() < Duration::from_millis(1_900),
            "three reads shared one second"
        );
        assert!(clocks.within(Area::Users, async { Ok(1) }).await.is_ok());
        let counted = clocks.0[&Area::Search].state.lock().expect("whole").counted;
        assert!(
            counted >= Duration::from_secs(1) && counted < Duration::from_millis(1_900),
            "concurrent reads count once: {counted:?}"
        );
    }
}
