//! Leaves an endpoint alone that fails: five failures within a minute open the breaker for half a minute; then one request may try, whose outcome
//! closes it or opens it again.

use std::{collections::VecDeque, time::Duration};

/// Failures that open it.
const FAILURES_MAX: usize = 5;
/// The time within which they count.
const WINDOW: Duration = Duration::from_mins(1);
/// How long it is open.
const PAUSE: Duration = Duration::from_secs(30);
/// The longest time that a server may want to be left alone.
const WANTED_MAX: Duration = Duration::from_mins(15);

/// The state of an endpoint.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// When it failed, within the window.
    failures: VecDeque<Duration>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Requests pass.
    #[default]
    Closed,
    /// None passes until then.
    Open(Duration),
    /// One is on its way.
    Trial,
}

/// How a request came to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passing {
    /// As any.
    Normal,
    /// To try whether the endpoint works again.
    Trial,
}

impl Breaker {
    /// Lets a request pass, or not.
    pub(super) fn enter(&mut self, now: Duration) -> Option<Passing> {
        match self.state {
            State::Closed => Some(Passing::Normal),
            State::Open(until) if now >= until => {
                self.state = State::Trial;
                Some(Passing::Trial)
            }
            State::Open(_) | State::Trial => None,
        }
    }

    /// A request succeeded.
    pub(super) fn succeeded(&mut self, passing: Passing) {
        if passing == Passing::Trial {
            *self = Self::default();
        }
    }

    /// A request failed.
    pub(super) fn failed(&mut self, passing: Passing, now: Duration) {
        if passing == Passing::Trial {
            self.state = State::Open(now.saturating_add(PAUSE));
            return;
        }
        // What was on its way when it opened says nothing new.
        if self.state != State::Closed {
            return;
        }
        self.failures.push_back(now);
        while self
            .failures
            .front()
            .is_some_and(|first| now.saturating_sub(*first) >= WINDOW)
        {
            self.failures.pop_front();
        }
        if self.failures.len() >= FAILURES_MAX {
            self.failures.clear();
            self.state = State::Open(now.saturating_add(PAUSE));
        }
    }

    /// The endpoint wants to be left alone for this time.
    pub(super) fn told_to_wait(&mut self, passing: Passing, now: Duration, wanted: Duration) {
        if self.state == State::Closed || passing == Passing::Trial {
            self.state = State::Open(now.saturating_add(wanted.min(WANTED_MAX)));
        }
    }

    /// A request ended without saying anything about the endpoint.
    pub(super) fn released(&mut self, passing: Passing, now: Duration) {
        if passing == Passing::Trial {
            self.state = State::Open(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn opened() -> Breaker {
        let mut breaker = Breaker::default();
        for second in 0..5 {
            assert_eq!(breaker.enter(secs(second)), Some(Passing::Normal));
            breaker.failed(Passing::Normal, secs(second));
        }
        breaker
    }

    #[test]
    fn five_failures_in_a_minute_open_it_for_half_a_minute() {
        let mut breaker = opened();
        assert_eq!(breaker.enter(secs(4)), None);
        assert_eq!(breaker.enter(secs(33)), None);
        assert_eq!(breaker.enter(secs(34)), Some(Passing::Trial));
    }

    #[test]
    fn failures_that_are_far_apart_do_not_open_it() {
        let mut breaker = Breaker::default();
        for time in 0..50 {
            breaker.failed(Passing::Normal, secs(time * 15));
            assert_eq!(breaker.enter(secs(time * 15)), Some(Passing::Normal));
        }
    }

    #[test]
    fn only_one_request_tries_and_its_success_closes_it() {
        let mut breaker = opened();
        assert_eq!(breaker.enter(secs(40)), Some(Passing::Trial));
        assert_eq!(breaker.enter(secs(400)), None);
        breaker.succeeded(Passing::Trial);
        for _ in 0..4 {
            breaker.failed(Passing::Normal, secs(41));
            assert_eq!(breaker.enter(secs(41)), Some(Passing::Normal));
        }
    }

    #[test]
    fn a_failed_trial_opens_it_again_and_a_released_one_lets_the_next_try() {
        let mut breaker = opened();
        assert_eq!(breaker.enter(secs(40)), Some(Passing::Trial));
        breaker.failed(Passing::Trial, secs(45));
        assert_eq!(breaker.enter(secs(74)), None);
        assert_eq!(breaker.enter(secs(75)), Some(Passing::Trial));
        breaker.released(Passing::Trial, secs(76));
        assert_eq!(breaker.enter(secs(76)), Some(Passing::Trial));
    }

    #[test]
    fn requests_from_before_change_nothing_while_it_is_open() {
        let mut breaker = opened();
        breaker.failed(Passing::Normal, secs(20));
        breaker.succeeded(Passing::Normal);
        breaker.released(Passing::Normal, secs(20));
        breaker.told_to_wait(Passing::Normal, secs(20), secs(900));
        assert_eq!(breaker.enter(secs(33)), None);
        assert_eq!(breaker.enter(secs(34)), Some(Passing::Trial));
        breaker.failed(Passing::Normal, secs(35));
        assert_eq!(breaker.enter(secs(36)), None);
    }

    #[test]
    fn the_endpoint_may_name_the_pause() {
        for (wanted, pause) in [(secs(7), 7), (secs(100_000), 900), (Duration::MAX, 900)] {
            let mut breaker = Breaker::default();
            breaker.told_to_wait(Passing::Normal, secs(10), wanted);
            assert_eq!(breaker.enter(secs(9 + pause)), None);
            assert_eq!(breaker.enter(secs(10 + pause)), Some(Passing::Trial));
        }
    }
}
