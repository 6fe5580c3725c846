//! Workers that are killed, and handlers that panic.

use std::sync::{Arc, Mutex};

use careergraph::platform::queue::{Depth, Handlers};
use chrono::TimeDelta;

use super::{Errand, House, NOTHING, errand};
use crate::kit::{Setup, eventually};

#[tokio::test]
async fn a_task_whose_worker_died_is_taken_over_when_its_lease_runs_out() {
    let house = House::start().await;
    house
        .publish(Errand {
            lane: Some("lane".to_owned()),
            ..errand("a")
        })
        .await;
    house
        .publish(Errand {
            lane: Some("lane".to_owned()),
            ..errand("b")
        })
        .await;
    house.lose_a_worker().await;
    assert_eq!(
        house.run().await,
        NOTHING,
        "the lease holds, and the lane with it"
    );
    house.clock.advance(TimeDelta::seconds(59));
    assert_eq!(house.run().await, NOTHING);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(house.run().await, ["a", "b"]);
    assert_eq!(house.depth().await, (0, 0));
}

#[tokio::test]
async fn a_task_that_takes_its_worker_along_every_time_is_set_aside() {
    let house = House::start().await;
    house.publish(errand("a")).await;
    for _ in 0..4 {
        house.lose_a_worker().await;
        house.clock.advance(TimeDelta::seconds(60));
    }
    house
        .app
        .platform
        .queue
        .run_due(&house.handlers())
        .await
        .unwrap();
    assert_eq!(
        *house.tried.lock().unwrap(),
        NOTHING,
        "four tries are all it gets"
    );
    assert_eq!(house.depth().await, (0, 1));
}

#[tokio::test]
async fn a_handler_that_panics_does_not_take_the_worker_along() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.queue.max_attempts = 1)
        .start()
        .await;
    let mut handlers = Handlers::default();
    let tried: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&tried);
    handlers.on::<Errand, _>(move |errand| {
        seen.lock().unwrap().push(errand.name.clone());
        async move {
            assert_ne!(
                errand.name, "bad",
                "this is the panic that the test is about"
            );
            Ok(())
        }
    });
    app.platform
        .queue
        .work(1, &handlers, &app.platform.background);
    for name in ["bad", "good"] {
        app.platform
            .queue
            .publish(app.platform.db.conn(), &errand(name))
            .await
            .unwrap();
    }
    app.platform.queue.wake().await;
    eventually("the other one ran, too", async || {
        (*tried.lock().unwrap() == ["bad", "good"]).then_some(())
    })
    .await;
    let set_aside = Depth {
        waiting: 0,
        failed: 1,
    };
    eventually("the bad one is set aside", async || {
        (app.platform.queue.depth().await.unwrap() == set_aside).then_some(())
    })
    .await;
}
