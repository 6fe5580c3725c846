//! The durable queue: retries with back-off, lanes, leases, and tasks that are set aside.

mod backlog;
mod crashes;
mod facts;
mod leases;
mod together;
mod wakes;

use std::sync::{Arc, Mutex};

use careergraph::{
    error::Error,
    platform::{
        clock::Clock,
        queue::{Depth, Failure, Handlers, Owner, Task},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::{Setup, TestApp, eventually};

/// A task that records its name. It fails while it has `trouble` left.
#[derive(Clone, Serialize, Deserialize)]
struct Errand {
    name: String,
    lane: Option<String>,
    merge_key: Option<String>,
    trouble: Trouble,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Trouble {
    None,
    Always,
    Hopeless,
}

impl Task for Errand {
    const KIND: &'static str = "test.errand";

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn lane(&self) -> Option<String> {
        self.lane.clone()
    }

    fn merge_key(&self) -> Option<String> {
        self.merge_key.clone()
    }
}

fn errand(name: &str) -> Errand {
    Errand {
        name: name.to_owned(),
        lane: None,
        merge_key: None,
        trouble: Trouble::None,
    }
}

/// An app without workers, with a held clock, and the names of the attempted tasks.
struct House {
    app: TestApp,
    clock: Clock,
    tried: Arc<Mutex<Vec<String>>>,
}

impl House {
    async fn start() -> Self {
        let clock = Clock::held_at("2026-03-15T20:00:00Z".parse().unwrap());
        let setup = Setup::new()
            .workers(0)
            .clock(clock.clone())
            .config(|config| {
                (config.queue.max_attempts, config.queue.lease_secs) = (4, 60);
            });
        Self {
            app: setup.start().await,
            clock,
            tried: Arc::default(),
        }
    }

    fn handlers(&self) -> Handlers {
        let mut handlers = Handlers::default();
        let tried = Arc::clone(&self.tried);
        handlers.on::<Errand, _>(move |errand| {
            tried.lock().unwrap().push(errand.name);
            std::future::ready(match errand.trouble {
                Trouble::None => Ok(()),
                Trouble::Always => Err(Failure::Retry(Error::unavailable("Come back later."))),
                Trouble::Hopeless => Err(Failure::GiveUp(Error::internal("no way"))),
            })
        });
        handlers
    }

    /// A worker claims the next task and dies while it runs.
    async fn lose_a_worker(&self) {
        let mut dying = Handlers::default();
        let (began, mut beginning) = tokio::sync::mpsc::channel(1);
        dying.on::<Errand, _>(move |_| {
            let began = began.clone();
            async move {
                began.send(()).await.unwrap();
                std::future::pending().await
            }
        });
        tokio::select! {
            _ = self.app.platform.queue.run_due(&dying) => panic!("it never ends"),
            began = beginning.recv() => assert_eq!(began, Some(())),
        }
    }

    async fn publish(&self, errand: Errand) {
        self.app
            .platform
            .queue
            .publish(self.app.platform.db.conn(), &errand)
            .await
            .unwrap();
    }

    /// Runs due tasks; returns the names of the attempted ones.
    async fn run(&self) -> Vec<String> {
        let ran = self
            .app
            .platform
            .queue
            .run_due(&self.handlers())
            .await
            .unwrap();
        let tried = std::mem::take(&mut *self.tried.lock().unwrap());
        assert_eq!(ran, tried.len() as u64);
        tried
    }

    async fn depth(&self) -> (u64, u64) {
        let Depth { waiting, failed } = self.app.platform.queue.depth().await.unwrap();
        (waiting, failed)
    }

    /// Seconds until the earliest task may run.
    async fn pause(&self) -> Option<i64> {
        let at: DateTime<Utc> = self.app.platform.queue.next_run_at().await.unwrap()?;
        Some((at - self.clock.now()).num_seconds())
    }
}

const NOTHING: [&str; 0] = [];

#[tokio::test]
async fn a_failing_task_is_tried_again_later_and_later_and_then_set_aside() {
    let house = House::start().await;
    house
        .publish(Errand {
            trouble: Trouble::Always,
            ..errand("a")
        })
        .await;
    for pause in [2, 4, 8] {
        assert_eq!(house.run().await, ["a"]);
        assert_eq!(
            (house.pause().await, house.depth().await),
            (Some(pause), (1, 0))
        );
        house
            .clock
            .advance(TimeDelta::seconds(pause) - TimeDelta::milliseconds(1));
        assert_eq!(house.run().await, NOTHING, "not before its time");
        house.clock.advance(TimeDelta::milliseconds(1));
    }
    assert_eq!(house.run().await, ["a"], "the fourth and last try");
    assert_eq!((house.pause().await, house.depth().await), (None, (0, 1)));
    house.clock.advance(TimeDelta::days(1));
    assert_eq!(house.run().await, NOTHING);
    assert_eq!(
        house
            .app
            .count_rows("tasks WHERE last_error = 'Come back later.'")
            .await,
        1,
        "it says why"
    );

    assert_eq!(house.app.platform.queue.revive().await.unwrap(), 1);
    assert_eq!(
        (house.depth().await, house.run().await),
        ((1, 0), vec!["a".to_owned()]),
        "a fresh start"
    );
    assert_eq!(house.pause().await, Some(2));
}

#[tokio::test]
async fn a_hopeless_task_is_set_aside_at_once() {
    let house = House::start().await;
    house
        .publish(Errand {
            trouble: Trouble::Hopeless,
            ..errand("a")
        })
        .await;
    house.publish(errand("b")).await;
    assert_eq!(house.run().await, ["a", "b"]);
    assert_eq!(house.depth().await, (0, 1));
}

#[tokio::test]
async fn a_task_that_nobody_handles_is_set_aside() {
    let house = House::start().await;
    house.publish(errand("a")).await;
    assert_eq!(
        house
            .app
            .platform
            .queue
            .run_due(&Handlers::default())
            .await
            .unwrap(),
        1
    );
    assert_eq!(house.depth().await, (0, 1));
}

#[tokio::test]
async fn a_lane_waits_for_its_first_task_and_others_do_not() {
    let house = House::start().await;
    let lane = |name: &str, lane: &str| Errand {
        lane: Some(lane.to_owned()),
        ..errand(name)
    };
    house
        .publish(Errand {
            trouble: Trouble::Always,
            ..lane("a1", "a")
        })
        .await;
    house.publish(lane("a2", "a")).await;
    house.publish(lane("b1", "b")).await;
    house.publish(lane("a3", "a")).await;
    house.publish(errand("free")).await;
    assert_eq!(house.run().await, ["a1", "b1", "free"]);
    for pause in [2, 4] {
        house.clock.advance(TimeDelta::seconds(pause));
        assert_eq!(house.run().await, ["a1"], "later tasks of its lane wait");
    }
    house.clock.advance(TimeDelta::seconds(8));
    assert_eq!(
        house.run().await,
        ["a1", "a2", "a3"],
        "after it is set aside, the lane continues in order"
    );
    assert_eq!(house.depth().await, (0, 1));
}

#[tokio::test]
async fn a_task_for_later_waits_for_its_time() {
    let house = House::start().await;
    let at = house.clock.now() + TimeDelta::hours(1);
    house
        .app
        .platform
        .queue
        .publish_at(house.app.platform.db.conn(), &errand("later"), at)
        .await
        .unwrap();
    house.publish(errand("now")).await;
    assert_eq!(house.run().await, ["now"]);
    house.clock.advance(TimeDelta::hours(1));
    assert_eq!(house.run().await, ["later"]);
}

#[tokio::test]
async fn waiting_tasks_with_one_merge_key_are_one() {
    let house = House::start().await;
    let keyed = |name: &str| Errand {
        merge_key: Some("key".to_owned()),
        ..errand(name)
    };
    for name in ["a", "b", "c"] {
        house.publish(keyed(name)).await;
    }
    assert_eq!(house.run().await, ["a"]);
    house.publish(keyed("d")).await;
    assert_eq!(house.run().await, ["d"]);
    house
        .publish(Errand {
            trouble: Trouble::Hopeless,
            ..keyed("e")
        })
        .await;
    assert_eq!(house.run().await, ["e"]);
    house.publish(keyed("f")).await;
    assert_eq!(
        house.run().await,
        ["f"],
        "a task that was set aside blocks no other"
    );
}

#[tokio::test]
async fn a_task_is_published_with_its_transaction_or_not_at_all() {
    let house = House::start().await;
    let tx = house.app.platform.db.begin().await.unwrap();
    house
        .app
        .platform
        .queue
        .publish(&tx, &errand("a"))
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(
        (house.run().await, house.depth().await),
        (Vec::new(), (0, 0))
    );
}

#[tokio::test]
async fn four_workers_run_each_task_once() {
    let app = Setup::new().workers(0).start().await;
    let mut handlers = Handlers::default();
    let tried: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&tried);
    handlers.on::<Errand, _>(move |errand| {
        seen.lock().unwrap().push(errand.name);
        std::future::ready(Ok(()))
    });
    for number in 0..100 {
        app.platform
            .queue
            .publish(app.platform.db.conn(), &errand(&format!("{number:03}")))
            .await
            .unwrap();
    }
    app.platform
        .queue
        .work(4, &handlers, &app.platform.background);
    eventually("all are done", async || {
        (app.platform.queue.depth().await.unwrap().waiting == 0).then_some(())
    })
    .await;
    let mut tried = tried.lock().unwrap().clone();
    tried.sort();
    assert_eq!(
        tried,
        (0..100)
            .map(|number| format!("{number:03}"))
            .collect::<Vec<_>>()
    );
}
