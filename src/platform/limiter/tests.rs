//! A rate limit grants its quota, reports what remains, and refuses with a waiting time.

use std::time::Duration;

use super::{Level, Limiter};

#[tokio::test]
async fn a_budget_gives_what_it_holds_and_not_one_more() {
    let limiter = Limiter::per_minute("test", 3);
    for remaining in [2, 1, 0] {
        assert_eq!(
            limiter.take("a", 1).await,
            Level {
                policy: "test",
                quota: 3,
                remaining,
                wait: None
            }
        );
    }
    let over = limiter.take("a", 1).await;
    assert_eq!(over.remaining, 0);
    let wait = over.wait.expect("a wait");
    assert!(
        wait > Duration::from_secs(10) && wait <= Duration::from_secs(20),
        "a third of a minute: {wait:?}"
    );
    assert!(over.granted().is_err());
    assert_eq!(
        limiter.take("b", 1).await.remaining,
        2,
        "another key, another budget"
    );
}

#[tokio::test]
async fn cost_is_taken_whole_or_not_at_all() {
    let limiter = Limiter::per_minute("test", 1_000);
    assert_eq!(limiter.take("a", 900).await.remaining, 100);
    let over = limiter.take("a", 500).await;
    assert!(
        (100..=200).contains(&over.remaining),
        "the rest of the budget is in the error: {over:?}"
    );
    let wait = over.wait.expect("a wait");
    assert!(
        wait > Duration::from_secs(15) && wait <= Duration::from_secs(24),
        "400 are missing: {wait:?}"
    );
    assert!(
        limiter.take("a", 50).await.wait.is_none(),
        "what was refused was not taken"
    );
    assert!(
        limiter.take("b", 5_000).await.wait.is_none(),
        "more than there can be is all there is"
    );
    assert_eq!(limiter.take("b", 1).await.remaining, 0);
}

#[test]
fn seconds_until_a_budget_is_full_are_rounded_up() {
    for (quota, remaining, seconds) in [
        (60, 60, 0),
        (60, 59, 1),
        (60, 0, 60),
        (1_200, 1_199, 1),
        (7, 3, 35),
        (1, 0, 60),
    ] {
        assert_eq!(
            Level {
                policy: "test",
                quota,
                remaining,
                wait: None
            }
            .full_in_secs(),
            seconds,
            "{remaining} of {quota}"
        );
    }
}
