//! Facts: each listener has its own tasks and lanes, which fail, are retried and set aside independently.

use std::sync::{Arc, Mutex};

use careergraph::{
    error::Error,
    platform::queue::{Fact, Failure, Handlers, Owner, Queue, Task},
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{House, Trouble};

/// A numbered fact. Listeners may fail on it.
#[derive(Clone, Serialize, Deserialize)]
struct Happened {
    number: u32,
    lane: Option<String>,
    trouble: Trouble,
}

impl Fact for Happened {
    const KIND: &'static str = "test.happened";

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn lane(&self) -> Option<String> {
        self.lane.clone()
    }
}

/// As an older version published it: one task for all listeners.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct OldHappened(Happened);

impl Task for OldHappened {
    const KIND: &'static str = Happened::KIND;

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn lane(&self) -> Option<String> {
        self.0.lane.clone()
    }
}

type Heard = Arc<Mutex<Vec<String>>>;

/// Two listeners, of which the first fails on marked facts.
fn listeners() -> (Handlers, Heard) {
    let (mut handlers, heard) = (Handlers::default(), Heard::default());
    let seen = Arc::clone(&heard);
    handlers.listen::<Happened, _>("first", move |fact| {
        seen.lock().unwrap().push(format!("first {}", fact.number));
        std::future::ready(match fact.trouble {
            Trouble::None => Ok(()),
            Trouble::Always => Err(Failure::Retry(Error::unavailable("Come back later."))),
            Trouble::Hopeless => Err(Failure::GiveUp(Error::internal("no way"))),
        })
    });
    let seen = Arc::clone(&heard);
    handlers.listen::<Happened, _>("second", move |fact| {
        seen.lock().unwrap().push(format!("second {}", fact.number));
        std::future::ready(Ok(()))
    });
    (handlers, heard)
}

fn fact(number: u32, trouble: Trouble) -> Happened {
    Happened {
        number,
        lane: Some("ada".to_owned()),
        trouble,
    }
}

/// The facts that one listener has received since the last call.
fn heard_by(listener: &str, heard: &[String]) -> Vec<String> {
    heard
        .iter()
        .filter(|line| line.starts_with(listener))
        .cloned()
        .collect()
}

struct Facts {
    house: House,
    queue: Queue,
    handlers: Handlers,
    heard: Heard,
}

impl Facts {
    async fn start() -> Self {
        let house = House::start().await;
        let (handlers, heard) = listeners();
        let queue = house.app.platform.queue.with_listeners(&handlers).unwrap();
        Self {
            house,
            queue,
            handlers,
            heard,
        }
    }

    async fn announce(&self, fact: &Happened) {
        let conn = self.house.app.platform.db.conn();
        self.queue.announce(conn, fact).await.unwrap();
    }

    async fn run(&self) -> Vec<String> {
        self.queue.run_due(&self.handlers).await.unwrap();
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

#[tokio::test]
async fn a_listener_that_fails_neither_delays_nor_repeats_another() {
    let facts = Facts::start().await;
    facts.announce(&fact(1, Trouble::Always)).await;
    facts.announce(&fact(2, Trouble::None)).await;
    assert_eq!(
        facts.house.depth().await,
        (4, 0),
        "a task for each listener"
    );

    let heard = facts.run().await;
    assert_eq!(heard_by("first", &heard), ["first 1"], "its lane waits");
    assert_eq!(heard_by("second", &heard), ["second 1", "second 2"]);
    for pause in [2, 4] {
        facts.house.clock.advance(TimeDelta::seconds(pause));
        assert_eq!(facts.run().await, ["first 1"], "retried alone");
    }
    facts.house.clock.advance(TimeDelta::seconds(8));
    assert_eq!(
        facts.run().await,
        ["first 1", "first 2"],
        "set aside alone; then its lane continues"
    );
    assert_eq!(facts.house.depth().await, (0, 1));
    let aside = "tasks WHERE listener = 'first' AND lane = 'first:ada' AND failed_at IS NOT NULL";
    assert_eq!(facts.house.app.count_rows(aside).await, 1);
}

#[tokio::test]
async fn each_listener_receives_the_facts_of_a_lane_in_their_order() {
    let facts = Facts::start().await;
    for number in 1..=5 {
        let trouble = if number == 2 {
            Trouble::Hopeless
        } else {
            Trouble::None
        };
        facts.announce(&fact(number, trouble)).await;
    }
    let heard = facts.run().await;
    for listener in ["first", "second"] {
        let expected: Vec<String> = (1..=5)
            .map(|number| format!("{listener} {number}"))
            .collect();
        assert_eq!(heard_by(listener, &heard), expected);
    }
    assert_eq!(facts.house.depth().await, (0, 1));
}

#[tokio::test]
async fn a_fact_commits_with_its_transaction_and_without_listeners_adds_nothing() {
    let facts = Facts::start().await;
    let db = &facts.house.app.platform.db;
    let tx = db.begin().await.unwrap();
    facts
        .queue
        .announce(&tx, &fact(1, Trouble::None))
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(facts.house.depth().await, (0, 0));

    let alone = facts.queue.with_listeners(&Handlers::default()).unwrap();
    alone
        .announce(db.conn(), &fact(1, Trouble::None))
        .await
        .unwrap();
    assert_eq!(facts.house.depth().await, (0, 0));
}

#[tokio::test]
async fn a_row_without_a_listener_reaches_every_listener_in_order() {
    let facts = Facts::start().await;
    for number in 1..=3 {
        let old = OldHappened(fact(number, Trouble::None));
        let conn = facts.house.app.platform.db.conn();
        facts.queue.publish(conn, &old).await.unwrap();
    }
    let heard = facts.run().await;
    for listener in ["first", "second"] {
        let expected: Vec<String> = (1..=3)
            .map(|number| format!("{listener} {number}"))
            .collect();
        assert_eq!(heard_by(listener, &heard), expected);
    }
    assert_eq!(facts.house.depth().await, (0, 0));
}

#[tokio::test]
async fn a_row_of_a_listener_that_is_gone_is_set_aside_alone() {
    let facts = Facts::start().await;
    facts.announce(&fact(1, Trouble::None)).await;
    let mut rest = Handlers::default();
    rest.listen::<Happened, _>("second", |_| std::future::ready(Ok(())));
    assert_eq!(facts.queue.run_due(&rest).await.unwrap(), 2);
    assert_eq!(facts.house.depth().await, (0, 1));
}

#[tokio::test]
async fn handlers_that_contradict_each_other_are_refused_at_start() {
    let house = House::start().await;
    let refused = |handlers: &Handlers| house.app.platform.queue.with_listeners(handlers).is_err();

    let mut handlers = house.handlers();
    assert!(!refused(&handlers));
    handlers.on::<super::Errand, _>(|_| std::future::ready(Ok(())));
    assert!(refused(&handlers), "two handlers of one task");

    let (mut handlers, _) = listeners();
    handlers.listen::<Happened, _>("first", |_| std::future::ready(Ok(())));
    assert!(refused(&handlers), "two listeners of one name");

    let (mut handlers, _) = listeners();
    handlers.on::<OldHappened, _>(|_| std::future::ready(Ok(())));
    assert!(refused(&handlers), "a kind that is a task and a fact");
}
