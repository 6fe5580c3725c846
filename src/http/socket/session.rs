//! What one socket knows: who is behind it, until when, and which of its operations run.

use std::{panic::AssertUnwindSafe, pin::Pin, sync::Arc, time::Duration};

use async_graphql::Response as Answer;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, stream};
use serde_json::Value;
use tokio_stream::StreamMap;

use super::protocol::{Close, FromClient, ToClient};
use crate::{
    http::{
        Gate, graphql,
        respond::{self, Refusal},
    },
    platform::background::Background,
    types::actor::Viewer,
};

type Messages = Pin<Box<dyn Stream<Item = ToClient> + Send>>;

/// A socket's state.
pub(super) struct Session {
    gate: Arc<Gate>,
    address: String,
    /// Of the request that opened the socket; its errors carry it.
    request_id: String,
    /// `None` until `connection_init`.
    viewer: Option<Viewer>,
    expires_at: Option<DateTime<Utc>>,
    running: StreamMap<String, Messages>,
}

impl Session {
    pub(super) fn new(gate: Arc<Gate>, address: String, request_id: String) -> Self {
        Self { gate, address, request_id, viewer: None, expires_at: None, running: StreamMap::new() }
    }

    pub(super) fn background(&self) -> Background {
        self.gate.app.platform.background.clone()
    }

    pub(super) const fn is_initialised(&self) -> bool {
        self.viewer.is_some()
    }

    /// Completes when the token ends; never without one.
    pub(super) fn expiry(&self) -> impl Future<Output = ()> + use<> {
        let left = self.expires_at.map(|ends| (ends - self.gate.app.platform.clock.now()).to_std().unwrap_or(Duration::ZERO));
        async move {
            match left {
                Some(left) => tokio::time::sleep(left).await,
                None => std::future::pending().await,
            }
        }
    }

    /// The next message of any running operation; pends while none runs.
    pub(super) async fn next(&mut self) -> Option<ToClient> {
        match self.running.next().await {
            Some((id, message)) => {
                // Whoever hears of the end may use the id again at once.
                if message.is_last() {
                    self.running.remove(&id);
                }
                Some(message)
            }
            None => std::future::pending().await,
        }
    }

    /// Does what the client says; gives what to answer at once, or how the socket ends.
    pub(super) async fn receive(&mut self, message: FromClient) -> Result<Vec<ToClient>, Close> {
        match message {
            FromClient::Init(_) if self.is_initialised() => Err(Close::INIT_TWICE),
            FromClient::Init(authorization) => self.init(authorization.as_deref()),
            FromClient::Ping(payload) => Ok(vec![ToClient::Pong(payload)]),
            FromClient::Pong => Ok(Vec::new()),
            FromClient::Subscribe(id, payload) => self.subscribe(id, payload).await,
            FromClient::Complete(id) => {
                self.running.remove(&id);
                Ok(Vec::new())
            }
        }
    }

    fn init(&mut self, authorization: Option<&str>) -> Result<Vec<ToClient>, Close> {
        self.viewer = Some(match authorization {
            None => Viewer::Anonymous,
            Some(value) => {
                let (actor, ends) = self.gate.app.auth.actor_until(graphql::bearer(value)).map_err(|_| Close::FORBIDDEN)?;
                self.expires_at = Some(ends);
                Viewer::User(actor)
            }
        });
        Ok(vec![ToClient::Ack])
    }

    async fn subscribe(&mut self, id: String, payload: Value) -> Result<Vec<ToClient>, Close> {
        let viewer = self.viewer.clone().ok_or(Close::UNAUTHORIZED)?;
        if self.running.contains_key(&id) {
            return Err(Close::DUPLICATE);
        }
        if self.running.len() >= self.gate.app.platform.config.limits.subscriptions_per_socket {
            return Err(Close::TOO_MANY);
        }
        match self.start(&id, payload, viewer).await {
            Ok(messages) => {
                self.running.insert(id, messages);
                Ok(Vec::new())
            }
            Err(refusal) => {
                let answer = respond::refused(&refusal);
                Ok(vec![ToClient::Error(id, errors(answer, &self.request_id))])
            }
        }
    }

    /// By `&mut`: running operations may go to another thread with the session, but two threads may not look at them.
    async fn start(&mut self, id: &str, payload: Value, viewer: Viewer) -> Result<Messages, Refusal> {
        self.gate.charge(&viewer, &self.address)?;
        let mut operation = self.gate.admit(graphql::incoming(payload)?, false).await?;
        if !graphql::is_subscription(&mut operation) {
            let (gate, address) = (Arc::clone(&self.gate), self.address.clone());
            let answer = stream::once(async move { gate.run(operation, viewer, address).await });
            return Ok(messages(id.to_owned(), self.request_id.clone(), answer));
        }
        let operation = self.gate.equip(operation, viewer, self.address.clone());
        // A panic ends this operation, with an error, and no other.
        let answers = AssertUnwindSafe(self.gate.schema.execute_stream(operation)).catch_unwind().map(|answer| {
            answer.unwrap_or_else(|_| {
                tracing::error!("a subscription panicked");
                respond::broken("INTERNAL_SERVER_ERROR", "Something went wrong on our side; subscribe again.")
            })
        });
        Ok(messages(id.to_owned(), self.request_id.clone(), answers))
    }
}

/// Answers as messages; the end is a message, too, unless an error was the end.
fn messages(id: String, request_id: String, answers: impl Stream<Item = Answer> + Send + 'static) -> Messages {
    let state = (answers.boxed(), false);
    stream::unfold(state, move |(mut answers, ended)| {
        let (id, request_id) = (id.clone(), request_id.clone());
        async move {
            if ended {
                return None;
            }
            let message = match answers.next().await {
                None => ToClient::Complete(id),
                Some(answer) if respond::never_ran(&answer) => ToClient::Error(id, errors(answer, &request_id)),
                Some(mut answer) => {
                    respond::dress(&mut answer, &request_id);
                    ToClient::Next(id, respond::body(&answer))
                }
            };
            let ended = message.is_last();
            Some((message, (answers, ended)))
        }
    })
    .boxed()
}

fn errors(mut answer: Answer, request_id: &str) -> String {
    respond::dress(&mut answer, request_id);
    serde_json::to_string(&answer.errors).unwrap_or_else(|_| "[]".to_owned())
}
