//! A clock that stands still until it is moved, and what requests need.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use fake_model::FakeModel;
use futures_util::future::BoxFuture;
use tokio::sync::{Notify, oneshot};

use crate::{
    CancellationToken, Clock, Endpoint, Error, Key, Limits, Models, Provider, Request, Retry,
    transport::{Answer, End, without_detours},
};

pub const KEY: &str = "key-canary-1";
pub const PROVIDERS: [Provider; 2] = [Provider::OpenAi, Provider::Anthropic];

#[derive(Default)]
pub struct ManualClock {
    state: Mutex<State>,
    slept: Notify,
}

#[derive(Default)]
struct State {
    now: Duration,
    sleepers: Vec<Sleeper>,
}

struct Sleeper {
    wanted: Duration,
    due: Duration,
    wake: oneshot::Sender<()>,
}

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        self.state.lock().unwrap().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        let mut state = self.state.lock().unwrap();
        let due = state.now + duration;
        state.sleepers.push(Sleeper {
            wanted: duration,
            due,
            wake,
        });
        self.slept.notify_waiters();
        Box::pin(async move {
            let _ = woken.await;
        })
    }
}

impl ManualClock {
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state.lock().unwrap();
        state.now += duration;
        let now = state.now;
        for sleeper in state.sleepers.extract_if(.., |sleeper| sleeper.due <= now) {
            let _ = sleeper.wake.send(());
        }
    }

    /// Waits until something sleeps that wanted such a time, and returns that.
    pub async fn until_sleeps(&self, is_wanted: impl Fn(Duration) -> bool) -> Duration {
        loop {
            let slept = self.slept.notified();
            let found = {
                let state = self.state.lock().unwrap();
                let mut sleepers = state.sleepers.iter();
                sleepers
                    .find(|one| is_wanted(one.wanted) && !one.wake.is_closed())
                    .map(|one| one.wanted)
            };
            match found {
                Some(wanted) => return wanted,
                None => slept.await,
            }
        }
    }
}

/// A server, a clock, and a client of both.
pub struct Kit {
    pub fake: FakeModel,
    pub clock: Arc<ManualClock>,
    pub models: Models,
    pub cancel: CancellationToken,
    pub limits: Limits,
}

pub async fn kit() -> Kit {
    let fake = FakeModel::start().await.unwrap();
    fake.require_key(KEY);
    let clock = Arc::new(ManualClock::default());
    let client = without_detours(reqwest::Client::builder()).build().unwrap();
    Kit {
        fake,
        models: Models::new(client, Arc::<ManualClock>::clone(&clock), Retry::default()),
        clock,
        cancel: CancellationToken::new(),
        limits: Limits::default(),
    }
}

impl Kit {
    pub fn endpoint(&self, provider: Provider) -> Endpoint {
        let base = match provider {
            Provider::OpenAi => self.fake.openai_url(),
            Provider::Anthropic => self.fake.anthropic_url(),
        };
        let endpoint = Endpoint::new("main", provider, &base, "model-1").unwrap();
        endpoint.with_key(Key::new(KEY).unwrap())
    }

    pub async fn ask(&self, provider: Provider) -> Result<Answer, Error> {
        let endpoint = self.endpoint(provider);
        self.models
            .ask(&endpoint, &request(), &self.limits, &self.cancel)
            .await
    }

    /// The whole answer.
    pub async fn text(&self, provider: Provider) -> Result<(String, End), Error> {
        self.ask(provider).await?.text().await
    }
}

pub fn request() -> Request {
    Request {
        system: "Write lines.".to_owned(),
        user: "The data.".to_owned(),
        temperature: Some(0.2),
        tokens_max: 700,
        seed: 7,
    }
}

pub const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// True for pauses between requests: neither the limit of the first text nor the wait for what follows a text.
pub fn is_pause(duration: Duration) -> bool {
    duration < secs(20) && duration != secs(2)
}
