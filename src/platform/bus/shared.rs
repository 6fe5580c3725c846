//! Signals between instances: one Redis channel whose messages are the names of topics.

use fred::interfaces::{ClientLike, EventInterface, PubsubInterface};
use tokio::sync::broadcast::error::RecvError;

use super::Topics;
use crate::platform::{background::Background, redis::Connection};

const CHANNEL: &str = "careergraph:signals";

/// Passes the signals of other instances on, for as long as the process lives.
pub(super) fn listen(redis: Connection, topics: Topics, background: &Background) {
    let watched = background.clone();
    background.spawn(async move {
        let subscriber = redis.subscriber();
        let mut messages = subscriber.message_rx();
        let mut reconnected = subscriber.reconnect_rx();
        let resubscribing = subscriber.manage_subscriptions();
        let first = async {
            if subscriber.wait_for_connect().await.is_ok() && subscriber.subscribe(CHANNEL).await.is_err() {
                tracing::warn!("Redis refuses the subscription; signals of other instances come by polling only");
            }
            topics.wake_all();
            std::future::pending::<()>().await;
        };
        let pass_on = async {
            loop {
                tokio::select! {
                    message = messages.recv() => match message {
                        Ok(message) => topics.wake(&message.value.as_string().unwrap_or_default()),
                        Err(RecvError::Lagged(_)) => topics.wake_all(),
                        Err(RecvError::Closed) => break,
                    },
                    event = reconnected.recv() => match event {
                        Ok(_) | Err(RecvError::Lagged(_)) => topics.wake_all(),
                        Err(RecvError::Closed) => break,
                    },
                }
            }
        };
        tokio::select! { () = watched.stopping() => {}, () = first => {}, () = pass_on => {} }
        resubscribing.abort();
    });
}

/// Tells the other instances; if Redis is away they will look by themselves soon.
pub(super) async fn publish(redis: &Connection, topic: &str) {
    if let Some(client) = redis.client() {
        redis.outcome(client.publish::<i64, _, _>(CHANNEL, topic).await);
    }
}
