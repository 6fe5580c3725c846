//! Which workers wake for a task. The workers poll once a minute here, so that a lost wake-up would be seen.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use careergraph::platform::queue::Handlers;
use futures_util::FutureExt;
use tokio::sync::Barrier;

use super::{Errand, errand};
use crate::kit::{Setup, TestApp, eventually};

const MINUTE: u64 = 60_000;
const TASKS: usize = 20;

fn quiet() -> Setup {
    Setup::new()
        .workers(0)
        .config(|config| config.queue.poll_ms = MINUTE)
}

/// The statements since the last call that look for a task.
fn claims(app: &TestApp) -> usize {
    let counter = app.platform.db.statement_counter();
    let statements = counter.take();
    counter.listen();
    let looks = |text: &&String| {
        text.contains("tasks_claim(")
            || text.contains("tasks_complete(")
            || text.starts_with("SELECT task.id FROM tasks")
    };
    statements.iter().filter(looks).count()
}

/// Waits until each of these workers has looked for a task and found none.
async fn settled(app: &TestApp, workers: usize) {
    let looked = Mutex::new(0);
    eventually("the workers wait", async || {
        let mut looked = looked.lock().unwrap();
        *looked += claims(app);
        (*looked >= workers).then_some(())
    })
    .await;
}

async fn publish(app: &TestApp, name: &str) {
    app.platform.publish(&errand(name)).await.unwrap();
}

async fn all_done(app: &TestApp) {
    eventually("nothing waits", async || {
        (app.platform.queue.depth().await.unwrap().waiting == 0).then_some(())
    })
    .await;
}

/// Handlers that record the tasks, each of which waits for the others at the barrier.
fn meeting(count: usize) -> (Handlers, Arc<Mutex<Vec<String>>>) {
    let (barrier, seen) = (Arc::new(Barrier::new(count)), Arc::default());
    let mut handlers = Handlers::default();
    let names: Arc<Mutex<Vec<String>>> = Arc::clone(&seen);
    handlers.on::<Errand, _>(move |errand| {
        names.lock().unwrap().push(errand.name);
        let barrier = Arc::clone(&barrier);
        async move {
            barrier.wait().await;
            Ok(())
        }
    });
    (handlers, seen)
}

#[tokio::test]
async fn an_idle_queue_is_looked_at_about_once_for_each_task() {
    let app = quiet().start().await;
    let (handlers, seen) = meeting(1);
    app.platform.db.statement_counter().listen();
    app.platform
        .queue
        .work(4, &handlers, &app.platform.background);
    settled(&app, 4).await;
    for number in 0..TASKS {
        publish(&app, &number.to_string()).await;
        all_done(&app).await;
    }
    assert_eq!(seen.lock().unwrap().len(), TASKS);
    let looks = claims(&app);
    // One that claims the task, and one with its completion, which finds no other; a worker may be woken just before it waits again.
    assert!(
        (TASKS..=2 * TASKS + TASKS / 4).contains(&looks),
        "{looks} for {TASKS} tasks"
    );
}

#[tokio::test]
async fn each_task_of_a_burst_wakes_a_worker() {
    let app = quiet().start().await;
    let (handlers, seen) = meeting(4);
    app.platform.db.statement_counter().listen();
    app.platform
        .queue
        .work(4, &handlers, &app.platform.background);
    settled(&app, 4).await;
    let unit = app.platform.begin().await.unwrap();
    for name in ["a", "b", "c", "d"] {
        unit.publish(&errand(name)).await.unwrap();
    }
    unit.commit().await.unwrap();
    all_done(&app).await;
    assert_eq!(seen.lock().unwrap().len(), 4, "they ran at the same time");
}

#[tokio::test]
async fn a_worker_that_finished_takes_the_next_task_without_a_signal() {
    let app = quiet().start().await;
    let (handlers, seen) = meeting(1);
    app.platform.db.statement_counter().listen();
    app.platform
        .queue
        .work(1, &handlers, &app.platform.background);
    settled(&app, 1).await;
    for number in 0..TASKS {
        app.platform
            .queue
            .publish(app.platform.db.conn(), &errand(&number.to_string()))
            .await
            .unwrap();
    }
    app.platform.queue.wake().await;
    all_done(&app).await;
    assert_eq!(seen.lock().unwrap().len(), TASKS);
}

#[tokio::test]
async fn another_instance_takes_a_task_when_all_workers_are_busy() {
    let app = quiet().start().await;
    if !app.with_redis() {
        return;
    }
    let other = app.beside(quiet()).await;
    let (handlers, seen) = meeting(2);
    for app in [&app, &other] {
        app.platform.db.statement_counter().listen();
        app.platform
            .queue
            .work(1, &handlers, &app.platform.background);
    }
    settled(&app, 1).await;
    settled(&other, 1).await;
    publish(&app, "first").await;
    eventually("the first runs", async || {
        (seen.lock().unwrap().len() == 1).then_some(())
    })
    .await;
    publish(&app, "second").await;
    all_done(&app).await;
    assert_eq!(seen.lock().unwrap().len(), 2, "they ran at the same time");
}

#[tokio::test]
async fn an_instance_does_not_act_on_its_own_signal() {
    let app = quiet().start().await;
    if !app.with_redis() {
        return;
    }
    let other = app.beside(quiet()).await;
    let (mut own, mut theirs) = (
        app.platform.bus.listen("one"),
        other.platform.bus.listen("one"),
    );
    let mut last = app.platform.bus.listen("last");
    app.platform.bus.signal("one").await;
    own.wait(Duration::from_millis(MINUTE)).await;
    theirs.wait(Duration::from_millis(MINUTE)).await;
    // Redis delivers in order, so the echo of the first signal has arrived before the second one.
    other.platform.bus.signal("last").await;
    last.wait(Duration::from_millis(MINUTE)).await;
    let again = own.wait(Duration::from_millis(MINUTE)).now_or_never();
    assert_eq!(again, None, "it was signalled once");
}
