//! Redis unavailable, silent, restored, or full of garbage: requests never fail because of it.

use std::{sync::Arc, time::Duration};

use careergraph::platform::cache::Cached;
use fred::{
    interfaces::{ClientLike, KeysInterface, ListInterface},
    types::CustomCommand,
};
use serde::{Deserialize, Serialize};

use super::{histories, timed, who_am_i};
use crate::kit::{
    Card, Client, FOLLOW, OwnRedis, PATIENCE, Proxy, Setup, Socket, TestApp, TestUser, eventually,
    from_the_start, inbox, new_card, server_address,
};

/// No request takes longer, whatever Redis does: 2 s, and as much again for a busy machine.
const SLOWEST: Duration = Duration::from_secs(4);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Thing {
    name: String,
}

impl Cached for Thing {
    fn cache_prefix() -> &'static str {
        "test-thing:v1"
    }
}

fn thing(name: &str) -> Arc<Thing> {
    Arc::new(Thing {
        name: name.to_owned(),
    })
}

/// Two instances on one database and one Redis.
async fn two_with(url: &str) -> (TestApp, TestApp) {
    two_with_patience(url, 300).await
}

async fn two_with_patience(url: &str, timeout_ms: u64) -> (TestApp, TestApp) {
    let one = Setup::new().config(|config| {
        config.redis.url = url.into();
        config.redis.timeout_ms = timeout_ms;
        config.changes.follow_poll_secs = 1;
    });
    let one = one.start().await;
    let two = one.twin().await;
    (one, two)
}

async fn own_redis() -> Option<OwnRedis> {
    let Some(mut redis) = OwnRedis::new() else {
        println!("not run: no redis-server is named");
        return None;
    };
    redis.start().await;
    Some(redis)
}

/// Queries and moves at A, with a subscription at B: no errors, each fast, each notification once.
struct Traffic {
    one: TestApp,
    ada: TestUser,
    card: Card,
    follower: Socket,
    moves: usize,
}

impl Traffic {
    async fn begin(one: TestApp, two: &TestApp) -> Self {
        let ada = one.sign_up("ada").await;
        let card = new_card(&ada.client, "Acme").await;
        let mut follower = Socket::connect(two, Some(&ada.access_token)).await;
        follower.subscribe("1", FOLLOW, from_the_start()).await;
        Self {
            one,
            ada,
            card,
            follower,
            moves: 0,
        }
    }

    async fn rounds(&mut self, rounds: usize, when: &str) {
        for _ in 0..rounds {
            let (moved, took) = timed(self.card.move_on(&self.ada.client, "INTERVIEWING")).await;
            assert!(took < SLOWEST, "{when}: a move took {took:?}");
            let () = moved;
            let (read, took) = timed(who_am_i(&self.ada.client)).await;
            assert!(took < SLOWEST, "{when}: a query took {took:?}");
            drop(read.text_at("viewer.user.id"));
            self.moves += 1;
        }
        for _ in 0..rounds {
            let ((), took) =
                timed(async { assert!(self.follower.next_title("1").await.starts_with("Acme: ")) })
                    .await;
            if took > SLOWEST {
                println!("{when}: received after {took:?}");
            }
        }
    }

    async fn end(self) {
        assert_eq!(inbox(&self.ada.client).await.len(), self.moves, "each once");
        let moves = i64::try_from(self.moves).expect("few");
        assert_eq!(
            histories(&self.ada.client, &[self.card]).await,
            [(moves + 1, self.moves + 1)]
        );
        drop(self.one);
    }
}

#[tokio::test]
async fn a_redis_that_dies_and_comes_back_is_not_noticed_by_anybody() {
    let Some(mut redis) = own_redis().await else {
        return;
    };
    let (one, two) = two_with(&redis.url()).await;
    let mut traffic = Traffic::begin(one, &two).await;
    traffic.rounds(3, "before").await;
    redis.kill();
    traffic.rounds(8, "killed").await;
    redis.start().await;
    traffic.rounds(3, "started again").await;
    signals_arrive(&traffic.one, &two).await;
    traffic.end().await;
}

#[tokio::test]
async fn a_redis_that_is_silent_is_not_noticed_by_anybody() {
    let Some(redis) = own_redis().await else {
        return;
    };
    let (one, two) = two_with(&redis.url()).await;
    let mut traffic = Traffic::begin(one, &two).await;
    traffic.rounds(2, "before").await;
    redis.hold();
    traffic.rounds(8, "held").await;
    redis.release();
    signals_arrive(&traffic.one, &two).await;
    traffic.rounds(2, "released").await;
    traffic.end().await;
}

#[tokio::test]
async fn a_network_that_swallows_or_refuses_or_forgets_redis_is_not_noticed_by_anybody() {
    let Some(redis) = own_redis().await else {
        return;
    };
    let proxy = Proxy::before(server_address(&redis.url())).await;
    let (one, two) = two_with(&proxy.way()(&redis.url())).await;
    let mut traffic = Traffic::begin(one, &two).await;
    let breaks: [(&str, fn(&Proxy)); 4] = [
        ("swallowed", Proxy::swallow),
        ("refused", Proxy::refuse),
        ("cut", Proxy::cut),
        ("forgotten", Proxy::forget),
    ];
    for (name, break_it) in breaks {
        break_it(&proxy);
        traffic.rounds(6, name).await;
        proxy.pass();
        let ((), took) = timed(signals_arrive(&traffic.one, &two)).await;
        println!("{name}: signals arrive again {took:?} after it passed");
    }
    traffic.end().await;
}

/// A signal of one instance reaches the other when both have reconnected.
async fn signals_arrive(one: &TestApp, two: &TestApp) {
    let topic = format!("test:{}", one.platform.clock.new_id());
    let mut heard = two.platform.bus.listen(&topic);
    let crossing = async {
        let mut crossed = 0;
        // The reconnection itself wakes all subscriptions, so several signals are needed to be sure.
        while crossed < 3 {
            one.platform.bus.signal(&topic).await;
            let ((), took) = timed(heard.wait(Duration::from_millis(200))).await;
            crossed = if took < Duration::from_millis(200) {
                crossed + 1
            } else {
                0
            };
        }
    };
    tokio::time::timeout(PATIENCE, crossing)
        .await
        .expect("signals cross over");
}

#[tokio::test]
async fn a_redis_that_is_down_at_the_start_is_no_obstacle_and_is_used_when_it_comes() {
    let Some(mut redis) = OwnRedis::new() else {
        return println!("not run: no redis-server is named");
    };
    let ((one, two), took) = timed(two_with(&redis.url())).await;
    println!("two instances started in {took:?} without Redis");
    let mut traffic = Traffic::begin(one, &two).await;
    traffic.rounds(3, "down from the start").await;
    redis.start().await;
    signals_arrive(&traffic.one, &two).await;
    let id = traffic.one.platform.clock.new_id();
    eventually("the cache is shared", || async {
        traffic
            .one
            .platform
            .cache
            .put_many(vec![(id, thing("a"))])
            .await;
        two.platform
            .cache
            .get_many::<Thing>(&[id])
            .await
            .pop()
            .flatten()
    })
    .await;
    traffic.rounds(2, "up").await;
    traffic.end().await;
}

#[tokio::test]
async fn after_three_failures_one_command_a_second_tries_redis() {
    let Some(mut redis) = own_redis().await else {
        return;
    };
    let (one, _two) = two_with(&redis.url()).await;
    let connection = one.platform.cache.redis().expect("there is a Redis");
    assert!(connection.client().is_some());
    redis.kill();
    let id = one.platform.clock.new_id();
    for _ in 0..3 {
        assert_eq!(one.platform.cache.get_many::<Thing>(&[id]).await, [None]);
    }
    assert!(connection.client().is_none(), "three failures are enough");
    // Concurrent requests for three seconds: any request with access to the client would try it.
    let mut tries = 0;
    let began = std::time::Instant::now();
    while began.elapsed() < Duration::from_secs(3) {
        tries += (0..10).filter(|_| connection.client().is_some()).count();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!((1..=3).contains(&tries), "{tries} tries in three seconds");
    redis.start().await;
    eventually("Redis is used again", || async {
        one.platform.cache.put_many(vec![(id, thing("back"))]).await;
        one.platform
            .cache
            .get_many::<Thing>(&[id])
            .await
            .pop()
            .flatten()
    })
    .await;
    assert!(
        (0..10).all(|_| connection.client().is_some()),
        "one success is enough"
    );
}

#[tokio::test]
async fn two_instances_share_a_cache_and_nonsense_in_it_is_a_miss() {
    let Some(redis) = own_redis().await else {
        return;
    };
    let (one, two) = two_with_patience(&redis.url(), 10_000).await;
    let ids: Vec<_> = (0..4).map(|_| one.platform.clock.new_id()).collect();
    let (put, got) = (&one.platform.cache, &two.platform.cache);
    put.put_many(ids.iter().map(|id| (*id, thing(&id.to_string()))).collect())
        .await;
    let shared = eventually("all are shared", || async {
        let found = got.get_many::<Thing>(&ids).await;
        found.iter().all(Option::is_some).then_some(found)
    });
    for (id, found) in ids.iter().zip(shared.await) {
        assert_eq!(found.map(|thing| thing.name.clone()), Some(id.to_string()));
    }
    let client = one
        .platform
        .cache
        .redis()
        .and_then(|redis| redis.client().cloned())
        .expect("there is a Redis");
    let connection = one.platform.cache.redis().expect("there is a Redis");
    let key = |place: usize| {
        connection.key(&format!(
            "{}:{}",
            Thing::cache_prefix(),
            ids[place].simple()
        ))
    };
    for (place, nonsense) in [(0, &b"{\"nam"[..]), (1, b"{\"name\":7}"), (2, b"\xff\xfe")] {
        client
            .set::<(), _, _>(key(place), nonsense, None, None, false)
            .await
            .expect("it is written");
    }
    let found = got.get_many::<Thing>(&ids).await;
    assert_eq!(
        found.iter().map(Option::is_some).collect::<Vec<_>>(),
        [false, false, false, true]
    );
    // A list under our key fails the complete command or this key only: a miss in any case.
    client.del::<u64, _>(key(3)).await.expect("it is removed");
    ListInterface::lpush::<u64, _, _>(&client, key(3), "x")
        .await
        .expect("it is written");
    assert_eq!(
        got.get_many::<Thing>(&ids)
            .await
            .iter()
            .filter(|found| found.is_some())
            .count(),
        0
    );
    two.platform.cache.forget::<Thing>(&ids).await;
    two.platform
        .cache
        .put_many(vec![(ids[0], thing("new"))])
        .await;
    assert_eq!(put.get_many::<Thing>(&ids[..1]).await, [Some(thing("new"))]);
}

/// Sends this number of requests one after the other; returns how many were accepted, and the maximum that the budget allows in that
/// time.
async fn ask_in_turn(clients: &[Client], times: usize, quota: u32) -> (u32, u32) {
    let (mut answered, began) = (0, std::time::Instant::now());
    for client in clients.iter().cycle().take(times) {
        let answer = client.gql("{ __typename }", serde_json::json!({})).await;
        assert!(
            answer.status == 200 || (answer.status == 429 && answer.code() == "RATE_LIMITED"),
            "{}",
            answer.text
        );
        answered += u32::from(answer.status == 200);
    }
    let refilled = began.elapsed().as_secs_f64() / 60.0 * f64::from(quota);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few"
    )]
    let refilled = refilled.ceil() as u32;
    (answered, quota + refilled)
}

#[tokio::test]
async fn budgets_are_shared_through_redis_and_hold_without_it() {
    const QUOTA: u32 = 6;
    let Some(mut redis) = own_redis().await else {
        return;
    };
    let one = Setup::new().config(|config| {
        config.redis.url = redis.url().into();
        config.redis.timeout_ms = 10_000;
        config.limits.address_per_minute = QUOTA;
    });
    let one = one.start().await;
    let two = one.twin().await;
    let clients = [one.anonymous(), two.anonymous()];
    let (answered, most) = ask_in_turn(&clients, 14, QUOTA).await;
    assert!(
        (QUOTA..=most).contains(&answered),
        "{answered} of 14 accepted by two instances, at most {most}"
    );

    let connection = one.platform.cache.redis().expect("there is a Redis");
    let client = connection.client().cloned().expect("it is well");
    let keys: Vec<String> = client
        .custom(CustomCommand::new_static("KEYS", None, false), vec!["*"])
        .await
        .expect("the keys");
    let budgets: Vec<&String> = keys
        .iter()
        .filter(|key| key.starts_with(&connection.key("budget:address:")))
        .collect();
    assert_eq!(budgets.len(), 1, "{keys:?}");
    assert!(
        keys.iter().all(|key| !key.contains("127.0.0.1")),
        "{keys:?}"
    );

    redis.kill();
    let (answered, most) = ask_in_turn(&clients[..1], 14, QUOTA).await;
    assert!(
        (QUOTA..=most).contains(&answered),
        "{answered} of 14 accepted without Redis, at most {most}"
    );
}
