//! Leases: renewed while a task runs, taken over when its worker dies; a worker without its lease writes nothing.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use careergraph::{
    error::Error,
    platform::queue::{Failure, Handlers},
};
use chrono::TimeDelta;
use serde_json::json;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

use super::{Errand, House, NOTHING, Trouble, errand};
use crate::kit::{Place, Setup, eventually};

/// Handlers whose first task waits until released, and then returns this result.
fn held(
    ended: std::result::Result<(), &'static str>,
) -> (Handlers, mpsc::Receiver<()>, oneshot::Sender<()>) {
    let (began, beginning) = mpsc::channel(1);
    let (go, going) = oneshot::channel();
    let going = Arc::new(Mutex::new(Some(going)));
    let mut handlers = Handlers::default();
    handlers.on::<Errand, _>(move |_| {
        let (began, going) = (began.clone(), going.lock().unwrap().take());
        async move {
            began.send(()).await.unwrap();
            going.expect("it runs once").await.unwrap();
            ended.map_err(|why| Failure::GiveUp(Error::internal(why)))
        }
    });
    (handlers, beginning, go)
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_writes_nothing_over_what_its_successor_wrote() {
    for ended in [Ok(()), Err("too late")] {
        let house = House::start().await;
        house
            .publish(Errand {
                trouble: Trouble::Always,
                ..errand("a")
            })
            .await;
        let (handlers, mut beginning, go) = held(ended);
        let slow = house.app.platform.queue.run_due(&handlers);
        let fast = async {
            beginning.recv().await.unwrap();
            house.clock.advance(TimeDelta::seconds(61));
            assert_eq!(house.run().await, ["a"], "another worker takes it over");
            go.send(()).unwrap();
        };
        let (ran, ()) = tokio::join!(slow, fast);
        assert_eq!(ran.unwrap(), 1);
        assert_eq!(
            (house.depth().await, house.pause().await),
            ((1, 0), Some(4)),
            "it waits for its third try"
        );
        assert_eq!(
            house
                .app
                .count_rows("tasks WHERE last_error = 'Come back later.' AND attempts = 2")
                .await,
            1
        );
    }
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_does_not_end_the_lease_of_its_successor() {
    let house = House::start().await;
    house.publish(errand("a")).await;
    let (first, mut first_began, go_first) = held(Err("too late"));
    let (second, mut second_began, go_second) = held(Ok(()));
    let queue = &house.app.platform.queue;
    let script = async {
        first_began.recv().await.unwrap();
        house.clock.advance(TimeDelta::seconds(61));
        let after = async {
            second_began.recv().await.unwrap();
            go_first.send(()).unwrap();
        };
        let (ran, ()) = tokio::join!(queue.run_next(&second), after);
        ran.unwrap();
    };
    let check = async {
        queue.run_next(&first).await.unwrap();
        assert_eq!(house.run().await, NOTHING, "the second worker still has it");
        go_second.send(()).unwrap();
    };
    tokio::join!(script, check);
    assert_eq!(house.depth().await, (0, 0));
}

#[tokio::test]
async fn a_task_that_runs_longer_than_a_lease_is_not_taken_over() {
    let app = Setup::new()
        .workers(0)
        .config(|config| (config.queue.lease_secs, config.queue.poll_ms) = (1, 10))
        .start()
        .await;
    app.platform
        .queue
        .publish(app.platform.db.conn(), &errand("a"))
        .await
        .unwrap();
    let (handlers, mut beginning, go) = held(Ok(()));
    // The second worker tries to run it, and cannot.
    app.platform
        .queue
        .work(2, &handlers, &app.platform.background);
    beginning.recv().await.unwrap();
    let lease = async || {
        app.rows("SELECT CAST(lease_until AS text) AS t FROM tasks")
            .await[0]
            .try_get::<String>("", "t")
            .unwrap()
    };
    for _ in 0..6 {
        let before = lease().await;
        eventually("the lease is renewed", async || {
            (lease().await != before).then_some(())
        })
        .await;
    }
    go.send(()).unwrap();
    eventually("it is done", async || {
        (app.count_rows("tasks").await == 0).then_some(())
    })
    .await;
    assert!(beginning.try_recv().is_err(), "it was run once");
}

#[tokio::test]
async fn a_task_that_does_not_end_is_stopped_and_tried_again() {
    let app = Setup::new()
        .workers(0)
        .config(|config| (config.queue.lease_secs, config.queue.task_secs) = (60, 1))
        .start()
        .await;
    app.platform
        .queue
        .publish(app.platform.db.conn(), &errand("a"))
        .await
        .unwrap();
    let (handlers, _beginning, _go) = held(Ok(()));
    assert_eq!(app.platform.queue.run_due(&handlers).await.unwrap(), 1);
    assert_eq!(
        app.count_rows("tasks WHERE attempts = 1 AND lease_until IS NULL AND failed_at IS NULL")
            .await,
        1
    );
}

#[tokio::test]
async fn the_handler_of_a_task_that_was_erased_is_stopped() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.queue.lease_secs = 1)
        .start()
        .await;
    app.platform
        .queue
        .publish(app.platform.db.conn(), &errand("a"))
        .await
        .unwrap();
    let (handlers, mut beginning, go) = held(Ok(()));
    let erase = async {
        beginning.recv().await.unwrap();
        app.execute("DELETE FROM tasks").await;
    };
    let (ran, ()) = tokio::join!(app.platform.queue.run_due(&handlers), erase);
    assert_eq!(ran.unwrap(), 1);
    assert!(go.is_closed(), "it is no longer awaited");
}

/// Two processes with the defaults of the configuration. The first sends a mail to a server that never answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_task_of_a_killed_process_is_taken_over_within_ten_seconds() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    app.run_tasks().await;
    let query = "mutation($email: String!) { requestPasswordReset(input: { email: $email }) { requested } }";
    app.anonymous()
        .gql(query, json!({ "email": ada.email }))
        .await
        .data("requestPasswordReset");
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port().to_string();
    let config = &app.platform.config.auth;
    let (keys, erasures) = (
        config.keys_dir.display().to_string(),
        config.erasures_file.display().to_string(),
    );
    let shared = [
        ("DATABASE_URL", app.database_url()),
        ("CAREERGRAPH__AUTH__KEYS_DIR", keys.as_str()),
        ("CAREERGRAPH__AUTH__ERASURES_FILE", erasures.as_str()),
    ];
    let smtp = [
        ("CAREERGRAPH__MAIL__TRANSPORT", "smtp"),
        ("CAREERGRAPH__MAIL__HOST", "127.0.0.1"),
        ("CAREERGRAPH__MAIL__PORT", port.as_str()),
        ("CAREERGRAPH__MAIL__TLS", "none"),
        ("CAREERGRAPH__MAIL__TIMEOUT_SECS", "60"),
    ];
    let (first_place, second_place) = (Place::new(), Place::new());
    let mut first = first_place.start(&["worker"], &[shared.as_slice(), &smtp].concat());
    let (_connection, _) = silent.accept().await.unwrap();
    let _second = second_place.start(
        &["worker"],
        &[
            shared.as_slice(),
            &[("CAREERGRAPH__MAIL__TRANSPORT", "file")],
        ]
        .concat(),
    );
    assert_eq!(app.count_rows("tasks WHERE attempts = 1").await, 1);
    let killed = Instant::now();
    first.signal("KILL");
    assert_eq!(first.ended().await, None);
    eventually("another process has sent the mail", async || {
        let mails = std::fs::read_dir(second_place.path("data/mail")).map_or(0, Iterator::count);
        (mails > 0 && app.count_rows("tasks").await == 0).then_some(())
    })
    .await;
    let took = killed.elapsed();
    println!("taken over {took:?} after the kill");
    assert!(took < Duration::from_secs(10), "{took:?}");
}
