//! Reads and follows a user's change feed, of the kinds that the actor may read.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures_util::Stream;

use super::{ChangeRow, Changes};
use crate::{
    error::{Error, Result},
    platform::{
        db::within,
        feed::{Batch, Page, Shared, Source},
    },
    types::{
        actor::Actor,
        cursor::{Cursor, List},
        id::UserId,
        object_kind::ObjectKind,
    },
};

/// Changes that a subscription reads at once.
const CATCH_UP: u64 = 100;

/// The changes of some kinds of an actor.
struct OfKinds {
    changes: Changes,
    actor: Actor,
    kinds: BTreeSet<ObjectKind>,
}

impl Source for OfKinds {
    type Row = ChangeRow;

    async fn last(&self) -> Result<i64> {
        self.changes.platform.feed.last(self.actor.user_id).await
    }

    async fn after(&self, number: i64) -> Result<Batch<ChangeRow>> {
        let platform = &self.changes.platform;
        let limit = Duration::from_secs(platform.config.limits.operation_secs);
        let user = self.actor.user_id;
        let reading = platform.feed.after(user, &self.kinds, number, CATCH_UP);
        let page = within(limit, reading).await?;
        Ok(Batch::new(page.changes, page.position, page.has_more))
    }
}

impl Changes {
    /// Changes after a cursor, in order, of the kinds that are asked for, or of all that the actor may read. Without a cursor there are none,
    /// and the page begins and ends at the last change.
    pub async fn page(
        &self,
        actor: &Actor,
        asked: Option<&[ObjectKind]>,
        after: Option<&str>,
        size: u64,
    ) -> Result<Page> {
        let kinds = readable(actor, asked)?;
        let feed = &self.platform.feed;
        match number(actor, after)? {
            Some(number) => feed.after(actor.user_id, &kinds, number, size).await,
            None => Ok(Page {
                changes: Vec::new(),
                position: feed.last(actor.user_id).await?,
                has_more: false,
            }),
        }
    }

    /// The last change of an object by its global id, if it is kept.
    pub async fn last_of(
        &self,
        actor: &Actor,
        kind: ObjectKind,
        id: &str,
    ) -> Result<Option<ChangeRow>> {
        actor.check(kind.area().read())?;
        let Some(object) = kind.object(id) else {
            return Ok(None);
        };
        let conn = self.platform.db.conn();
        let feed = &self.platform.feed;
        feed.last_of(conn, actor, (kind, object)).await
    }

    /// Subscribes to the same: first the changes after the cursor, then new ones, in order, each once. Without a cursor, only new ones.
    pub async fn subscribe(
        &self,
        actor: &Actor,
        asked: Option<&[ObjectKind]>,
        after: Option<&str>,
    ) -> Result<impl Stream<Item = Result<Arc<Shared<ChangeRow>>>> + use<>> {
        let kinds = readable(actor, asked)?;
        let after = number(actor, after)?;
        let reader = self.readers.of((actor.user_id, kinds.clone()));
        let source = OfKinds {
            changes: self.clone(),
            actor: actor.clone(),
            kinds,
        };
        let feed = &self.platform.feed;
        feed.follow(actor.user_id, source, reader, after).await
    }
}

/// The kinds that are asked for, or all that the actor may read. FORBIDDEN for an API token that may not read one of those that are asked
/// for, or none at all.
fn readable(actor: &Actor, asked: Option<&[ObjectKind]>) -> Result<BTreeSet<ObjectKind>> {
    let Some(asked) = asked else {
        let readable = ObjectKind::some(|kind| actor.may(kind.area().read()));
        if readable.is_empty() {
            let message = "This API token may read nothing that the change feed tells of.";
            return Err(Error::forbidden(message));
        }
        return Ok(readable);
    };
    if asked.is_empty() {
        let message = "\"kinds\" names at least one kind; leave it out for all.";
        return Err(Error::bad_input(message).at("kinds"));
    }
    for kind in asked {
        actor.check(kind.area().read())?;
    }
    Ok(asked.iter().copied().collect())
}

/// The cursor of a number in the feed of a user.
pub fn cursor(user: UserId, number: i64) -> String {
    let cursor = Cursor {
        key: number,
        id: user.0,
    };
    cursor.encode(List::Changes)
}

/// The number of a cursor of the actor's feed.
fn number(actor: &Actor, cursor: Option<&str>) -> Result<Option<i64>> {
    let Some(text) = cursor else {
        return Ok(None);
    };
    let cursor = Cursor::decode(text, List::Changes);
    let own = cursor.filter(|cursor| cursor.id == actor.user_id.0);
    let own = own.ok_or_else(|| {
        Error::bad_input("\"after\" is not a cursor of your changes; pass one from changes or changed, or leave it out.").at("after")
    })?;
    Ok(Some(own.key))
}
