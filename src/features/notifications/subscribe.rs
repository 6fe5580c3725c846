//! Subscriptions to inboxes: the notifications after a cursor, in order, each once. They follow the change feed of the owner, whose numbers
//! the notifications have.

use std::{sync::Arc, time::Duration};

use futures_util::Stream;
use sea_orm::QuerySelect;

use super::{NotificationRow, Notifications, entity::notification};
use crate::{
    error::Result,
    platform::{
        db::within,
        feed::{Batch, Shared, Source},
    },
    types::{actor::Actor, cursor::Cursor},
};

/// Notifications that a subscription reads at once.
const CATCH_UP: usize = 50;

/// The inbox of an actor.
struct Inbox {
    notifications: Notifications,
    actor: Actor,
}

impl Source for Inbox {
    type Row = NotificationRow;

    async fn last(&self) -> Result<i64> {
        let conn = self.notifications.platform.db.conn();
        Ok(notification::last_of(conn, &self.actor).await?)
    }

    async fn after(&self, number: i64) -> Result<Batch<NotificationRow>> {
        let platform = &self.notifications.platform;
        let limit = Duration::from_secs(platform.config.limits.operation_secs);
        let select = notification::of_after(&self.actor, number).limit(CATCH_UP as u64);
        let rows = within(limit, async { Ok(select.all(platform.db.conn()).await?) }).await?;
        let position = rows.last().map_or(number, |row| row.seq);
        let has_more = rows.len() == CATCH_UP;
        Ok(Batch::new(rows, position, has_more))
    }
}

impl Notifications {
    /// Subscribes to the inbox: first the notifications after the cursor, then new ones, in order, each once. Without a cursor, only new
    /// ones.
    pub async fn subscribe(
        &self,
        actor: &Actor,
        after: Option<Cursor>,
    ) -> Result<impl Stream<Item = Result<Arc<Shared<NotificationRow>>>> + use<>> {
        let reader = self.readers.of(actor.user_id);
        let inbox = Inbox {
            notifications: self.clone(),
            actor: actor.clone(),
        };
        let after = after.map(|cursor| cursor.key);
        let feed = &self.platform.feed;
        feed.follow(actor.user_id, inbox, reader, after).await
    }
}
