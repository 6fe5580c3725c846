//! The viewer's changes.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};

use super::Change;
use crate::{
    error::Result,
    features::changes::{Changes, cursor},
    graphql::{context, limits::page_cost},
    types::{area::Area, object_kind::ObjectKind, page::size},
};

/// Changes after a cursor.
#[derive(SimpleObject)]
pub struct ChangePage {
    /// The changes, in the order in which they were committed, at most one of each object.
    changes: Vec<Change>,
    /// The position after this page, also if it has no changes: pass it as `after` for the next one.
    cursor: String,
    /// True if more changes follow already.
    has_more: bool,
}

/// Fields of the viewer.
#[derive(Default)]
pub struct ChangesOfViewer;

/// Fields of the viewer.
#[Object]
impl ChangesOfViewer {
    /// What was created, changed and deleted of the viewer's objects after a cursor: the change feed. To keep a copy in step, take a cursor
    /// (without `after`), read everything, then the changes after the cursor. RESYNC_REQUIRED if changes after it are not kept any more.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "A cursor of the feed; left out, the page has no changes, and its cursor is the position after the last one."
        )]
        after: Option<String>,
        #[graphql(
            desc = "The kinds of objects; all that the viewer may read by default. FORBIDDEN for an API token that may not read one of them."
        )]
        kinds: Option<Vec<ObjectKind>>,
        #[graphql(desc = "Changes of the page, 1 to 100; 20 by default.")] first: Option<i32>,
    ) -> Option<Result<ChangePage>> {
        let reading = async {
            let (changes, actor) = (context::handle::<Changes>(ctx)?, context::actor(ctx)?);
            let page = changes
                .page(actor, kinds.as_deref(), after.as_deref(), size(first)?)
                .await?;
            Ok(ChangePage {
                cursor: cursor(actor.user_id, page.position),
                has_more: page.has_more,
                changes: page.changes.into_iter().map(Arc::new).map(Change).collect(),
            })
        };
        context::field(ctx, Area::Notifications, reading).await
    }

    /// The last change of an object, for `undo`; null if there is no such object, or if the change is not kept any more. FORBIDDEN for an API token
    /// that may not read objects of the kind.
    async fn last_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kind of the object.")] kind: ObjectKind,
        #[graphql(desc = "The global id of the object, as `Change.objectId` has it.")]
        object_id: ID,
    ) -> Option<Result<Change>> {
        let reading = async {
            let (changes, actor) = (context::handle::<Changes>(ctx)?, context::actor(ctx)?);
            changes.last_of(actor, kind, &object_id).await
        };
        let found = context::within(ctx, Area::Notifications, reading).await;
        found.transpose().map(|row| Ok(Change(Arc::new(row?))))
    }
}
