//! The inbox: deliver, list, mark as read.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, DbBackend, PaginatorTrait, QueryFilter, Select};
use serde::{Deserialize, Serialize};

use super::{
    NotificationRow, Notifications,
    entity::{delivery, notification},
    rule::Draft,
};
use crate::{
    error::{Error, Kind, Refusal, Result},
    platform::{
        db::keyset::by_number,
        unit_of_work::{Change, Operation, Unit},
    },
    types::{
        actor::Actor,
        cursor::{Cursor, List},
        id::{ApplicationId, NotificationId, UserId},
        object_kind::ObjectKind,
        page::{Page, Slice},
        write::Write,
    },
};

/// Ids in one `markRead`.
const IDS_MAX: usize = 100;

/// What `markRead` did.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Marked {
    /// The number of notifications that it marked.
    pub marked: u64,
    /// The number of unread notifications after that.
    pub unread: u64,
}

impl Notifications {
    /// Delivers a notification to an inbox, once for each fact. Ignored if the application that it is about was deleted.
    pub(super) async fn deliver(
        &self,
        user: UserId,
        draft: Draft,
        application: Option<ApplicationId>,
        merge_key: String,
    ) -> Result<()> {
        let row = NotificationRow {
            id: NotificationId(self.platform.clock.new_id()),
            user_id: user,
            seq: 0,
            kind: draft.kind,
            content: draft.content,
            locale: String::new(),
            application_id: application,
            merge_key,
            created_at: self.platform.clock.now(),
            read_at: None,
        };
        match self.add(row).await {
            // Another worker delivered the fact at the same time, or the application or the account was deleted since.
            Err(error) if *error.kind() == Kind::Conflict => Ok(()),
            added => added,
        }
    }

    async fn add(&self, row: NotificationRow) -> Result<()> {
        let change = change(row.user_id, row.id, Operation::Created);
        if self.platform.db.backend() == DbBackend::Postgres {
            let added = delivery::beside_recording(&row);
            return self
                .platform
                .feed
                .record_with(&change, added)
                .await
                .map(drop);
        }
        let unit = self.platform.begin().await?;
        if delivery::add(&unit, row).await? {
            unit.changed(change).await;
        }
        unit.commit().await
    }

    /// One page of the inbox, newest first.
    pub async fn list(
        &self,
        actor: &Actor,
        unread_only: bool,
        page: &Page,
    ) -> Result<Slice<NotificationRow>> {
        let (conn, seq) = (self.platform.db.conn(), notification::Column::Seq);
        by_number(conn, some(actor, unread_only), seq, page, cursor).await
    }

    /// The number of notifications.
    pub async fn count(&self, actor: &Actor, unread_only: bool) -> Result<u64> {
        let count = some(actor, unread_only).count(self.platform.db.conn());
        Ok(count.await?)
    }

    /// The actor's notifications with these ids; other ids are missing from the result.
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

    /// Marks as read the given notifications and all up to a cursor. Ids of other users change nothing.
    pub async fn mark_read(
        &self,
        write: &Write<'_>,
        ids: &[NotificationId],
        up_to: Option<&str>,
    ) -> Result<Marked> {
        if ids.len() > IDS_MAX {
            return Err(Refusal::invalid(
                "input.ids",
                format!("At most {IDS_MAX} ids are allowed; use allUpTo for more."),
            )
            .into());
        }
        if ids.is_empty() && up_to.is_none() {
            return Err(Refusal::invalid("input", "Give ids, allUpTo, or both.").into());
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
        let (actor, now) = (write.actor, self.platform.clock.now());
        let act = async |unit: &Unit| {
            let marked = notification::mark_read(unit, actor, ids, up_to, now).await?;
            for id in &marked {
                unit.changed(change(actor.user_id, *id, Operation::Changed))
                    .await;
            }
            Ok(Marked {
                marked: u64::try_from(marked.len()).map_err(Error::internal)?,
                unread: some(actor, true).count(unit).await?,
            })
        };
        self.platform.write(write, act).await
    }
}

/// The actor's notifications, or the unread ones.
fn some(actor: &Actor, unread_only: bool) -> Select<notification::Entity> {
    if unread_only {
        notification::of_unread(actor)
    } else {
        notification::of(actor)
    }
}

/// The change of a notification, for the change feed.
const fn change(user: UserId, id: NotificationId, operation: Operation) -> Change {
    Change::unversioned(user, ObjectKind::Notification, id.0, operation)
}

/// The cursor of a notification in its inbox.
pub fn cursor(row: &NotificationRow) -> Cursor {
    Cursor {
        key: row.seq,
        id: row.id.0,
    }
}
