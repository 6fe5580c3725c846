//! A scripted language model behind a real HTTP server on a free port of 127.0.0.1, for tests. It speaks the protocols of OpenAI and Anthropic, and
//! misbehaves as it is told. No part of the program depends on this crate.

mod http;
mod obedient;
mod reply;
mod script;
mod wire;

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinSet,
};

pub use self::{
    obedient::obey,
    reply::{Reply, Step},
    script::Asked,
};

use self::script::{Script, When};

/// The server; it stops when this is dropped.
#[derive(Debug)]
pub struct FakeModel {
    address: String,
    shared: Arc<Shared>,
    _serving: JoinSet<()>,
}

#[derive(Debug, Default)]
struct Shared {
    script: Mutex<Script>,
    asked: Notify,
}

impl FakeModel {
    /// Starts a server that answers every request with an empty text.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            _serving: serving,
        })
    }

    /// The base address for the protocol of OpenAI.
    #[must_use]
    pub fn openai_url(&self) -> String {
        format!("{}/v1", self.address)
    }

    /// The base address for the protocol of Anthropic.
    #[must_use]
    pub fn anthropic_url(&self) -> String {
        self.address.clone()
    }

    /// Refuses every other key with status 401, and quotes the key that it refuses, as some servers do.
    pub fn require_key(&self, key: &str) {
        self.script().key = Some(key.to_owned());
    }

    /// The reply to the request of this number, from 0. It goes before the other rules.
    pub fn on_request(&self, number: usize, reply: Reply) {
        self.add(When::Number(number), reply);
    }

    /// The reply to requests with this text in the system or user text; the rule that was added last goes first.
    pub fn on_text(&self, text: &str, reply: Reply) {
        self.add(When::Text(text.to_owned()), reply);
    }

    /// The reply to requests of this model.
    pub fn on_model(&self, model: &str, reply: Reply) {
        self.add(When::Model(model.to_owned()), reply);
    }

    /// The reply to all other requests.
    pub fn otherwise(&self, reply: Reply) {
        self.script().otherwise = reply;
    }

    /// The requests so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.script().asked.clone()
    }

    /// Waits until there were this many requests.
    pub async fn wait_for(&self, count: usize) {
        loop {
            let notified = self.shared.asked.notified();
            if self.script().asked.len() >= count {
                return;
            }
            notified.await;
        }
    }

    /// How many clients have closed the connection before the reply had ended.
    #[must_use]
    pub fn hung_up(&self) -> usize {
        self.script().hung_up
    }

    /// Waits until so many clients have closed the connection before the reply had ended.
    pub async fn wait_for_hang_up(&self, count: usize) {
        loop {
            let notified = self.shared.asked.notified();
            if self.hung_up() >= count {
                return;
            }
            notified.await;
        }
    }

    fn add(&self, when: When, reply: Reply) {
        self.script().rules.push((when, reply));
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.shared.script()
    }
}

impl Shared {
    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move { answer(stream, &shared).await });
        while connections.try_join_next().is_some() {}
    }
}

/// One request of a connection; then it is closed.
async fn answer(mut stream: TcpStream, shared: &Shared) {
    let Some(request) = http::read(&mut stream).await else {
        return;
    };
    let asked = Asked::new(&request);
    let reply = shared.script().reply(asked.clone());
    shared.asked.notify_waiters();
    let has_ended = wire::send(&mut stream, &asked, &reply).await;
    if !has_ended {
        shared.script().hung_up += 1;
        shared.asked.notify_waiters();
    }
}
