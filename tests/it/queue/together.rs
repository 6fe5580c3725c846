//! Concurrent publishing, claiming and completing: lanes keep their order, and no task is lost.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use careergraph::{
    error::Error,
    platform::queue::{Depth, Failure, Handlers},
};

use super::{Errand, errand};
use crate::kit::{Setup, TestApp, eventually};

const PUBLISHERS: usize = 4;
const LANES: usize = 3;
const EACH: usize = 40;

/// Observations of the lanes.
#[derive(Default)]
struct Seen {
    /// Running tasks, by lane.
    running: HashMap<String, usize>,
    /// Names in the order in which the tasks started, by lane.
    began: HashMap<String, Vec<String>>,
    /// Lanes in which two tasks ran at the same time.
    crossed: Vec<String>,
}

fn handlers(seen: &Arc<Mutex<Seen>>) -> Handlers {
    let mut handlers = Handlers::default();
    let seen = Arc::clone(seen);
    handlers.on::<Errand, _>(move |errand| {
        let seen = Arc::clone(&seen);
        async move {
            let lane = errand.lane.clone().expect("a lane");
            {
                let mut seen = seen.lock().unwrap();
                let running = seen.running.entry(lane.clone()).or_default();
                *running += 1;
                if *running > 1 {
                    seen.crossed.push(format!("{lane}: {}", errand.name));
                }
                seen.began
                    .entry(lane.clone())
                    .or_default()
                    .push(errand.name.clone());
            }
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            *seen.lock().unwrap().running.entry(lane).or_default() -= 1;
            if errand.name.contains("7-") {
                Err(Failure::GiveUp(Error::internal("set aside")))
            } else {
                Ok(())
            }
        }
    });
    handlers
}

/// Publishes tasks in order, some in a transaction that is rolled back, some two in one transaction; returns the names by lane.
async fn publish(app: &TestApp, place: usize) -> HashMap<String, Vec<String>> {
    let mut published: HashMap<String, Vec<String>> = HashMap::new();
    for number in 0..EACH {
        let tx = app.platform.db.begin().await.unwrap();
        let mut names = Vec::new();
        for part in 0..=(number % 2) {
            let (name, lane) = (
                format!("{place}-{number:03}-{part}"),
                format!("lane{}", (place + number) % LANES),
            );
            app.platform
                .queue
                .publish(
                    &tx,
                    &Errand {
                        lane: Some(lane.clone()),
                        ..errand(&name)
                    },
                )
                .await
                .unwrap();
            names.push((lane, name));
            tokio::task::yield_now().await;
        }
        if number % 5 == 4 {
            tx.rollback().await.unwrap();
            continue;
        }
        tx.commit().await.unwrap();
        app.platform.queue.wake().await;
        for (lane, name) in names {
            published.entry(lane).or_default().push(name);
        }
    }
    published
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lane_keeps_its_order_while_tasks_are_published_claimed_and_completed() {
    let setup = || {
        Setup::new()
            .workers(0)
            .config(|config| config.queue.poll_ms = 20)
    };
    let app = setup().start().await;
    let twin = app.beside(setup()).await;
    let seen: Arc<Mutex<Seen>> = Arc::default();
    for app in [&app, &twin] {
        app.platform
            .queue
            .work(4, &handlers(&seen), &app.platform.background);
    }
    let published =
        futures_util::future::join_all((0..PUBLISHERS).map(|place| publish(&app, place))).await;
    let rest = eventually("nothing waits any more", async || {
        let depth: Depth = app.platform.queue.depth().await.unwrap();
        (depth.waiting == 0).then_some(depth)
    });
    let set_aside = rest.await.failed;
    let seen = seen.lock().unwrap();
    assert!(
        seen.crossed.is_empty(),
        "two tasks of one lane ran at once: {:?}",
        seen.crossed
    );
    let mut count = 0;
    for (place, of_one) in published.iter().enumerate() {
        for (lane, names) in of_one {
            let own = format!("{place}-");
            let began: Vec<_> = seen.began[lane]
                .iter()
                .filter(|name| name.starts_with(&own))
                .cloned()
                .collect();
            assert_eq!(
                &began, names,
                "in the order in which they were published, each once"
            );
            count += names.len();
        }
    }
    assert_eq!(seen.began.values().map(Vec::len).sum::<usize>(), count);
    assert_eq!(
        set_aside,
        seen.began
            .values()
            .flatten()
            .filter(|name| name.contains("7-"))
            .count() as u64
    );
}
