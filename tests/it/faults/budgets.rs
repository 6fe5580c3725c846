//! Several instances share the budgets of their clients through Redis: together they grant at most a small share each more than the
//! quota, and none of them waits for Redis while a budget is far from its end.

use std::time::{Duration, Instant};

use careergraph::platform::limiter::Limiter;

use crate::kit::{OwnRedis, Setup, TestApp, eventually};

const QUOTA: u32 = 1_200;
/// What an instance may grant before Redis has counted it.
const SHARE: u32 = QUOTA / 32;
const CLIENT: &str = "192.0.2.7";

/// Three instances on one Redis.
async fn three() -> Option<(OwnRedis, [TestApp; 3])> {
    let Some(mut redis) = OwnRedis::new() else {
        println!("not run: no redis-server is named");
        return None;
    };
    redis.start().await;
    let one = Setup::new().workers(0).config(|config| {
        config.redis.url = redis.url().into();
        config.redis.timeout_ms = 60_000;
        config.limits.address_per_minute = QUOTA;
        config.limits.user_per_minute = QUOTA;
    });
    let one = one.start().await;
    let (two, three) = (one.twin().await, one.twin().await);
    Some((redis, [one, two, three]))
}

/// Takes units until several in a row are refused; the granted ones.
async fn exhaust(limiter: &Limiter) -> u32 {
    let (mut granted, mut refused) = (0, 0);
    while refused < 20 {
        if limiter.take(CLIENT, 1).await.wait.is_none() {
            granted += 1;
        } else {
            refused += 1;
        }
    }
    granted
}

#[tokio::test]
async fn instances_together_exceed_a_quota_by_at_most_a_share_each() {
    let Some((_redis, apps)) = three().await else {
        return;
    };
    let began = Instant::now();
    let [one, two, three] = &apps;
    let (a, b, c) = tokio::join!(
        exhaust(&one.platform.limiter.address),
        exhaust(&two.platform.limiter.address),
        exhaust(&three.platform.limiter.address)
    );
    let granted = a + b + c;
    let refilled = (began.elapsed().as_secs_f64() / 60.0 * f64::from(QUOTA)).ceil();
    let most = f64::from(QUOTA + 3 * SHARE) + refilled;
    println!("{granted} of {QUOTA} granted by three instances ({a}, {b}, {c}), at most {most}");
    assert!(granted >= QUOTA && f64::from(granted) <= most);
    let level = one.platform.limiter.address.take(CLIENT, 1).await;
    assert!(
        level.remaining <= SHARE,
        "near the end all count exactly: {level:?}"
    );
}

#[tokio::test]
async fn what_one_instance_grants_is_soon_known_at_the_others() {
    let Some((_redis, [one, two, _])) = three().await else {
        return;
    };
    let mut last = QUOTA;
    for _ in 0..QUOTA / 2 {
        let level = one.platform.limiter.address.take(CLIENT, 1).await;
        assert!(level.wait.is_none());
        // Refilled units are the only ones that come back.
        assert!(
            level.remaining <= last + 5,
            "{} after {last}",
            level.remaining
        );
        last = level.remaining;
    }
    eventually("the other instance has heard of it", || async {
        let level = two.platform.limiter.address.take(CLIENT, 1).await;
        (level.remaining < QUOTA - SHARE).then_some(())
    })
    .await;
}

#[tokio::test]
async fn no_request_waits_for_redis_while_its_budget_is_far_from_its_end() {
    let Some((redis, [one, ..])) = three().await else {
        return;
    };
    redis.hold();
    let began = Instant::now();
    for client in 0..200 {
        let client = format!("192.0.2.{client}");
        for remaining in [QUOTA - 1, QUOTA - 2] {
            let level = one.platform.limiter.address.take(client.as_str(), 1).await;
            assert!((remaining..QUOTA).contains(&level.remaining), "{level:?}");
        }
    }
    assert!(
        began.elapsed() < Duration::from_secs(30),
        "half of the time that one command would wait"
    );
    redis.release();
}

#[tokio::test]
async fn the_budgets_of_an_erased_user_are_forgotten() {
    let Some((_redis, [one, ..])) = three().await else {
        return;
    };
    let ada = one.sign_up("ada").await;
    let limiters = &one.platform.limiter;
    let level = limiters.user.take(ada.user_id, QUOTA / 2).await;
    assert!(level.remaining <= QUOTA / 2 + 5, "{level:?}");
    limiters.forget_user(ada.user_id).await;
    let level = limiters.user.take(ada.user_id, 1).await;
    assert_eq!(level.remaining, QUOTA - 1);
}
