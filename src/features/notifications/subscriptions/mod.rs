//! Subscriptions to inboxes: the notifications after a cursor, in order, each once.

mod reader;
mod shared_notification;

use std::{sync::Arc, time::Duration};

use futures_util::Stream;
use sea_orm::QuerySelect;

pub(super) use self::reader::Readers;
use self::reader::{Position, Reader};
pub use self::shared_notification::{Selection, SharedNotification};
use super::{
    Notifications,
    entity::{inbox_head, notification},
    service::topic,
};
use crate::{
    error::Result,
    platform::db::within,
    types::{actor::Actor, cursor::Cursor},
};

/// Notifications that a subscription reads at once.
const CATCH_UP: usize = 50;
/// The pause after a read that failed.
const PAUSE: Duration = Duration::from_secs(1);

impl Notifications {
    /// Subscribes to the inbox: first the notifications after the cursor, then new ones, in order, each once. Without a cursor, only new
    /// ones.
    pub async fn subscribe(
        &self,
        actor: &Actor,
        after: Option<Cursor>,
    ) -> Result<impl Stream<Item = Arc<SharedNotification>> + use<>> {
        // The listener is registered before the first read, so that notifications written in between are signalled.
        let mut bell = self.platform.bus.listen(&topic(actor.user_id));
        let mut seen = match after {
            Some(after) => after.key,
            None => inbox_head::last_of(self.platform.db.conn(), actor).await?,
        };
        let poll = Duration::from_secs(self.platform.config.notifications.follow_poll_secs);
        let reader = self.readers.of(actor.user_id);
        let (notifications, actor) = (self.clone(), actor.clone());
        Ok(async_stream::stream! {
            loop {
                let at = Position { after: seen, signals: bell.count() };
                // Boxed to keep the future small: nearly all of thousands of subscriptions are idle.
                let Ok(batch) = Box::pin(notifications.batch_at(&reader, &actor, at)).await else {
                    // The database is unavailable: the subscription stays and reads again.
                    tokio::time::sleep(PAUSE).await;
                    continue;
                };
                for row in batch.iter() {
                    seen = row.row.seq;
                    yield Arc::clone(row);
                }
                let is_last = batch.len() < CATCH_UP;
                drop(batch);
                if is_last {
                    bell.wait(poll).await;
                }
            }
        })
    }

    /// The notifications after a position, read by one of the subscriptions that are there.
    async fn batch_at(
        &self,
        reader: &Reader,
        actor: &Actor,
        at: Position,
    ) -> Result<Arc<[Arc<SharedNotification>]>> {
        let reading = async {
            let limit = Duration::from_secs(self.platform.config.limits.operation_secs);
            let select = notification::of_after(actor, at.after).limit(CATCH_UP as u64);
            let rows = within(limit, async {
                Ok(select.all(self.platform.db.conn()).await?)
            });
            Ok(rows
                .await?
                .into_iter()
                .map(SharedNotification::new)
                .collect())
        };
        reader.read(at, reading).await
    }
}
