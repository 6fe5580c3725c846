//! Signals between instances: one Redis channel. A message is the id of the instance that sent it, a space, and the name of a topic.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use fred::{
    clients::SubscriberClient,
    interfaces::{ClientLike, EventInterface, PubsubInterface},
    types::Message,
};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use uuid::Uuid;

use super::topics::Topics;
use crate::platform::{process_tasks::ProcessTasks, redis::Connection};

const CHANNEL: &str = "signals";

/// Interval of the checks that the subscription is alive: a connection that the network has dropped stays silent.
const BEAT: Duration = Duration::from_secs(2);
/// The pause between two attempts to subscribe.
const PAUSE: Duration = Duration::from_millis(500);

/// Forwards the signals of other instances for as long as the process runs; `hears` is true while they arrive.
pub(super) fn listen(
    redis: Connection,
    instance: Uuid,
    topics: Topics,
    hears: Arc<AtomicBool>,
    background: &ProcessTasks,
) {
    let watched = background.clone();
    background.spawn(async move {
        let (subscriber, channel) = (redis.subscriber(), redis.key(CHANNEL));
        let messages = subscriber.message_rx();
        tokio::select! {
            () = watched.stopping() => {},
            () = stay_hears(subscriber, &channel, &topics, &hears) => {},
            () = pass_on(messages, instance, &topics) => {},
        }
    });
}

/// Subscribes, and again after each lost connection.
async fn stay_hears(
    subscriber: &SubscriberClient,
    channel: &str,
    topics: &Topics,
    hears: &AtomicBool,
) {
    let mut reconnected = subscriber.reconnect_rx();
    loop {
        reconnected = reconnected.resubscribe();
        hears.store(false, Ordering::Relaxed);
        while let Err(cause) = subscriber.subscribe(channel).await {
            tracing::debug!(error = %cause.details(), "not hears yet; signals of other instances are replaced by polling");
            tokio::time::sleep(PAUSE).await;
        }
        // Signals may have been missed before.
        topics.wake_all();
        hears.store(true, Ordering::Relaxed);
        loop {
            tokio::select! {
                event = reconnected.recv() => match event {
                    Ok(_) | Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                },
                () = tokio::time::sleep(BEAT) => if subscriber.ping::<()>(None).await.is_err() {
                    hears.store(false, Ordering::Relaxed);
                    drop(subscriber.force_reconnection().await);
                    break;
                },
            }
        }
    }
}

async fn pass_on(mut messages: Receiver<Message>, instance: Uuid, topics: &Topics) {
    let own = format!("{instance} ");
    loop {
        match messages.recv().await {
            Ok(message) => {
                let text = message.value.as_string().unwrap_or_default();
                if !text.starts_with(&own) {
                    // Older versions send the topic alone.
                    topics.wake(text.split_once(' ').map_or(&text, |(_, topic)| topic));
                }
            }
            Err(RecvError::Lagged(_)) => topics.wake_all(),
            Err(RecvError::Closed) => return,
        }
    }
}

/// Signals the other instances; if Redis is unavailable, they poll.
pub(super) async fn publish(redis: &Connection, instance: Uuid, topic: &str) {
    if let Some(client) = redis.client() {
        let message = format!("{instance} {topic}");
        redis.outcome(
            client
                .publish::<i64, _, _>(redis.key(CHANNEL), message)
                .await,
        );
    }
}
