//! The state of one WebSocket: its viewer, when the token expires, and the running operations.

use std::{pin::Pin, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, stream};
use serde_json::Value;
use tokio_stream::StreamMap;

use super::protocol::{Close, FromClient, ToClient};
use crate::{
    config::Streams,
    http::{
        answers::Answers,
        connection_slots::ConnectionSlot,
        graphql_server::GraphqlServer,
        incoming::Incoming,
        request_origin,
        respond::{self, Refusal},
    },
    platform::process_tasks::ProcessTasks,
    types::{
        actor::{Access, Actor, Viewer},
        origin::Origin,
    },
};

type Messages = Pin<Box<dyn Stream<Item = ToClient> + Send>>;

/// Time limit for queries and mutations that are running when the session is revoked: one of them may be the
/// mutation that revoked it.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// The state of a WebSocket.
pub(super) struct Session {
    server: Arc<GraphqlServer>,
    origin: Origin,
    /// The id of the opening request; errors carry it.
    request_id: String,
    /// The session of the cookie in the opening request.
    by_cookie: Option<Access>,
    /// `None` until `connection_init`.
    known: Option<Authenticated>,
    running: StreamMap<String, Messages>,
    /// The ids of the running subscriptions.
    subscriptions: Vec<String>,
}

/// The viewer of a socket, when the token expires, and the connection slot.
struct Authenticated {
    viewer: Viewer,
    ends: Option<DateTime<Utc>>,
    _place: ConnectionSlot,
}

impl Session {
    pub(super) fn new(
        server: Arc<GraphqlServer>,
        origin: Origin,
        request_id: String,
        by_cookie: Option<Access>,
    ) -> Self {
        Self {
            server,
            origin,
            request_id,
            by_cookie,
            known: None,
            running: StreamMap::new(),
            subscriptions: Vec::new(),
        }
    }

    pub(super) fn background(&self) -> ProcessTasks {
        self.server.app.platform.background.clone()
    }

    pub(super) fn streams(&self) -> Streams {
        self.server.app.platform.config.streams.clone()
    }

    pub(super) const fn is_initialised(&self) -> bool {
        self.known.is_some()
    }

    /// Completes when the token expires; never without a token.
    pub(super) fn expiry(&self) -> impl Future<Output = ()> + use<> {
        self.server
            .expiry(self.known.as_ref().and_then(|known| known.ends))
    }

    /// Completes when the session is revoked; never without a session.
    pub(super) fn ended(&self) -> impl Future<Output = ()> + use<> {
        self.server.ended(
            self.known
                .as_ref()
                .map_or(&Viewer::Anonymous, |known| &known.viewer),
        )
    }

    /// The next message of any running operation; pending while none runs.
    pub(super) async fn next(&mut self) -> Option<ToClient> {
        match self.running.next().await {
            Some((id, message)) => {
                // The client may reuse the id as soon as it receives the last message.
                if message.is_last() {
                    self.forget(&id);
                }
                Some(message)
            }
            None => std::future::pending().await,
        }
    }

    /// Drops the subscriptions after the session was revoked and returns the last messages of the other operations.
    pub(super) async fn last_answers(&mut self) -> Vec<ToClient> {
        for id in std::mem::take(&mut self.subscriptions) {
            self.running.remove(&id);
        }
        let mut answers = Vec::new();
        let gathering = async {
            while let Some((id, message)) = self.running.next().await {
                if message.is_last() {
                    self.running.remove(&id);
                }
                answers.push(message);
            }
        };
        let _late = tokio::time::timeout(LAST_ANSWERS, gathering).await;
        answers
    }

    /// Handles a message; returns the immediate reply, if any; the error is the close frame.
    pub(super) async fn receive(&mut self, message: FromClient) -> Result<Option<ToClient>, Close> {
        match message {
            FromClient::Init(_) if self.is_initialised() => Err(Close::INIT_TWICE),
            FromClient::Init(authorization) => self.init(authorization.as_deref()).await.map(Some),
            FromClient::Ping(payload) => Ok(Some(ToClient::Pong(payload))),
            FromClient::Renew(authorization) => self.renew(&authorization).await.map(Some),
            FromClient::Pong => Ok(None),
            FromClient::Subscribe(id, payload) => self.subscribe(id, payload).await,
            FromClient::Complete(id) => {
                self.forget(&id);
                Ok(None)
            }
        }
    }

    fn forget(&mut self, id: &str) {
        self.running.remove(id);
        self.subscriptions.retain(|known| known != id);
    }

    async fn init(&mut self, authorization: Option<&str>) -> Result<ToClient, Close> {
        let (viewer, ends) = match authorization {
            None => self
                .by_cookie
                .take()
                .map_or((Viewer::Anonymous, None), |access| {
                    (Viewer::User(access.actor), Some(access.ends))
                }),
            Some(value) => {
                let (actor, ends) = self.actor(value).await?;
                (Viewer::User(actor), Some(ends))
            }
        };
        let place = self
            .server
            .slots
            .claim(&viewer, self.origin.budget_key())
            .map_err(|_| Close::TOO_MANY_SOCKETS)?;
        self.known = Some(Authenticated {
            viewer,
            ends,
            _place: place,
        });
        Ok(ToClient::Ack)
    }

    /// Replaces the token by a new one of the same user; running operations continue.
    async fn renew(&mut self, authorization: &str) -> Result<ToClient, Close> {
        let (actor, ends) = self.actor(authorization).await?;
        let known = self.known.as_mut().ok_or(Close::UNAUTHORIZED)?;
        match &known.viewer {
            Viewer::User(before) if before.user_id == actor.user_id => {
                (known.viewer, known.ends) = (Viewer::User(actor), Some(ends));
                Ok(ToClient::Pong(None))
            }
            _ => Err(Close::FORBIDDEN),
        }
    }

    async fn actor(&mut self, authorization: &str) -> Result<(Actor, DateTime<Utc>), Close> {
        let access = self
            .server
            .app
            .auth
            .authenticate(request_origin::bearer(authorization))
            .await
            .map_err(|_| Close::FORBIDDEN)?;
        Ok((access.actor, access.ends))
    }

    async fn subscribe(&mut self, id: String, payload: Value) -> Result<Option<ToClient>, Close> {
        let viewer = self
            .known
            .as_ref()
            .ok_or(Close::UNAUTHORIZED)?
            .viewer
            .clone();
        if self.running.contains_key(&id) {
            return Err(Close::DUPLICATE);
        }
        if self.running.len()
            >= self
                .server
                .app
                .platform
                .config
                .limits
                .subscriptions_per_socket
        {
            return Err(Close::TOO_MANY);
        }
        // A payload that is not a request violates the protocol, as a malformed body does over HTTP.
        let incoming =
            Incoming::from_json(payload).map_err(|refused| Close::bad_message(refused.message))?;
        match self.start(incoming, viewer).await {
            Err(refused) if refused.malformed => Err(Close::bad_message(refused.message)),
            Ok((answers, endless)) => {
                if endless {
                    self.subscriptions.push(id.clone());
                }
                self.running.insert(id.clone(), messages(id, answers));
                Ok(None)
            }
            Err(refusal) => {
                let mut answer = respond::refused(&refusal);
                respond::add_error_codes(&mut answer, &self.request_id);
                Ok(Some(ToClient::Error(id, respond::errors(&answer))))
            }
        }
    }

    /// Takes `&mut self`, because running operations are `Send` but not `Sync`.
    async fn start(
        &mut self,
        incoming: Incoming,
        viewer: Viewer,
    ) -> Result<(Answers, bool), Refusal> {
        self.server.charge(&viewer, &self.origin).await?;
        let operation = self.server.admit(incoming, false).await?;
        let endless = operation.is_subscription();
        Ok((
            self.server.answers(
                operation,
                viewer,
                self.origin.clone(),
                self.request_id.clone(),
            ),
            endless,
        ))
    }
}

/// The answers of an operation as messages, followed by `complete`, unless the last one is an error.
fn messages(id: String, answers: Answers) -> Messages {
    let messages = stream::unfold((id, Some(answers)), |(id, answers)| async move {
        let mut answers = answers?;
        let message = match answers.next().await {
            None => ToClient::Complete(id.clone()),
            Some(answer) if respond::never_ran(&answer) => {
                ToClient::Error(id.clone(), respond::errors(&answer))
            }
            Some(answer) => ToClient::Next(id.clone(), respond::body(&answer)),
        };
        let rest = (!message.is_last()).then_some(answers);
        Some((message, (id, rest)))
    });
    messages.boxed()
}
