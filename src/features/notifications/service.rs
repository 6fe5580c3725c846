//! The inbox: delivering once, reading, marking, and following it live.

use std::{collections::HashMap, sync::Arc, time::Duration};

use futures_util::Stream;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use super::{
    NotificationRow, Notifications,
    entity::{inbox_head, notification},
    rule::Draft,
};
use crate::{
    error::{Refusal, Result},
    platform::db::{keyset::by_number, within},
    types::{
        actor::Actor,
        cursor::{Cursor, List},
        id::{ApplicationId, NotificationId, UserId},
        page::{Page, Slice},
    },
};

/// What somebody who follows reads at once.
const CATCH_UP: u64 = 50;
/// Notifications that are marked by id in one request.
const IDS_MAX: usize = 100;

impl Notifications {
    /// Puts a notification into an inbox: one for each fact, however often the fact is told.
    pub(super) async fn deliver(
        &self,
        user: UserId,
        draft: Draft,
        application: Option<ApplicationId>,
        merge_key: String,
    ) -> Result<()> {
        let tx = self.platform.begin().await?;
        // Taking the number first locks the inbox, so the look after it cannot be overtaken.
        let seq = inbox_head::next(&tx, user).await?;
        if notification::about(user, &merge_key)
            .one(&tx)
            .await?
            .is_some()
        {
            return Ok(());
        }
        let row = notification::ActiveModel {
            id: Set(NotificationId(self.platform.clock.new_id())),
            user_id: Set(user),
            seq: Set(seq),
            kind: Set(draft.kind),
            title: Set(draft.title),
            body: Set(draft.body),
            application_id: Set(application),
            merge_key: Set(merge_key),
            created_at: Set(self.platform.clock.now()),
            read_at: Set(None),
        };
        row.insert(&tx).await?;
        tx.commit().await?;
        self.platform.bus.signal(&topic(user)).await;
        Ok(())
    }

    /// One page of the inbox, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        unread_only: bool,
        page: &Page,
    ) -> Result<Slice<NotificationRow>> {
        let select = if unread_only {
            notification::of_unread(actor)
        } else {
            notification::of(actor)
        };
        let (conn, seq) = (self.platform.db.conn(), notification::Column::Seq);
        by_number(conn, select, seq, page, cursor).await
    }

    /// How many there are.
    pub async fn count(&self, actor: &Actor, unread_only: bool) -> Result<u64> {
        let select = if unread_only {
            notification::of_unread(actor)
        } else {
            notification::of(actor)
        };
        Ok(select.count(self.platform.db.conn()).await?)
    }

    /// These notifications of the one who asks; others are missing from the answer.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[NotificationId],
    ) -> Result<HashMap<NotificationId, Arc<NotificationRow>>> {
        let rows = notification::of(actor)
            .filter(notification::Column::Id.is_in(ids.iter().copied()))
            .all(self.platform.db.conn())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// Marks as read: these, and all up to a cursor. Ids of others change nothing. Gives how many changed.
    pub async fn mark_read(
        &self,
        actor: &Actor,
        ids: &[NotificationId],
        up_to: Option<&str>,
    ) -> Result<u64> {
        if ids.len() > IDS_MAX {
            return Err(Refusal::invalid(
                "input.ids",
                format!("At most {IDS_MAX} at once; use allUpTo for more."),
            )
            .into());
        }
        if ids.is_empty() && up_to.is_none() {
            return Err(
                Refusal::invalid("input", "Say which: give ids, or allUpTo, or both.").into(),
            );
        }
        let up_to = match up_to {
            None => None,
            Some(text) => {
                let cursor = Cursor::decode(text, List::Notifications);
                Some(
                    cursor
                        .ok_or_else(|| {
                            Refusal::invalid("input.allUpTo", "This is not a cursor of the inbox.")
                        })?
                        .key,
                )
            }
        };
        let now = self.platform.clock.now();
        let marked =
            notification::mark_read(self.platform.db.conn(), actor, ids, up_to, now).await?;
        Ok(marked)
    }

    /// Follows the inbox: first what came after the cursor, then what comes, in order and once. Without a cursor, from now on.
    pub async fn follow(
        &self,
        actor: &Actor,
        after: Option<Cursor>,
    ) -> Result<impl Stream<Item = Result<(Cursor, NotificationRow)>> + use<>> {
        // Listen before reading: what is written in between rings the bell.
        let mut bell = self.platform.bus.listen(&topic(actor.user_id));
        let mut seen = match after {
            Some(after) => after.key,
            None => inbox_head::last_of(self.platform.db.conn(), actor).await?,
        };
        let look_again = Duration::from_secs(self.platform.config.notifications.follow_poll_secs);
        let (notifications, actor) = (self.clone(), actor.clone());
        Ok(async_stream::stream! {
            loop {
                // Boxed, so that it takes no room while nothing is read: of thousands who follow nearly all wait.
                match Box::pin(notifications.after(&actor, seen)).await {
                    Ok(rows) if rows.is_empty() => bell.wait(look_again).await,
                    Ok(rows) => {
                        for row in rows {
                            seen = row.seq;
                            yield Ok((cursor(&row), row));
                        }
                    }
                    // The database is away: the listener stays, and looks again.
                    Err(error) => {
                        tracing::warn!(cause = error.cause().map(ToString::to_string), "an inbox could not be read: {error}");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        })
    }

    async fn after(&self, actor: &Actor, seq: i64) -> Result<Vec<NotificationRow>> {
        let limit = Duration::from_secs(self.platform.config.limits.operation_secs);
        let select = notification::of_after(actor, seq).limit(CATCH_UP);
        within(limit, async {
            Ok(select.all(self.platform.db.conn()).await?)
        })
        .await
    }
}

/// The place of a notification in its inbox.
pub(super) fn cursor(row: &NotificationRow) -> Cursor {
    Cursor {
        key: row.seq,
        id: row.id.0,
    }
}

fn topic(user: UserId) -> String {
    format!("inbox:{user}")
}
