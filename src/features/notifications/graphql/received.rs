//! A notification as the subscription sends it. Subscriptions of one inbox that select the same fields resolve them once.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use async_graphql::{
    Context, ContextSelectionSet, OutputType, Positioned, ServerError, ServerResult, SimpleObject,
    Value, parser::types::Field, registry::Registry,
};

use super::Notification;
use crate::{
    features::notifications::{Selection, SharedNotification, cursor},
    types::{actor::Actor, cursor::List},
};

/// A notification with its cursor.
#[derive(SimpleObject)]
pub struct NotificationReceived {
    /// The cursor of this notification: pass the last one as `after` to resume the subscription.
    cursor: String,
    /// The notification.
    notification: Notification,
}

/// A notification for one subscription: a [`NotificationReceived`] whose values may be shared.
pub struct Received {
    pub(super) shared: Arc<SharedNotification>,
    pub(super) selection: Selection,
}

/// Why values are not shared.
enum Unshared {
    /// They are incomplete: the errors are those of this operation.
    Incomplete(Value),
    Failed(ServerError),
}

impl Received {
    async fn resolve_alone(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let row = &self.shared.row;
        let received = NotificationReceived {
            cursor: cursor(row).encode(List::Notifications),
            notification: Notification(Arc::clone(row)),
        };
        OutputType::resolve(&received, ctx, field).await
    }
}

impl OutputType for Received {
    fn type_name() -> Cow<'static, str> {
        <NotificationReceived as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <NotificationReceived as OutputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let Some(cell) = self.shared.values_of(&self.selection) else {
            return self.resolve_alone(ctx, field).await;
        };
        let resolving = async || match self.resolve_alone(ctx, field).await {
            Ok(value) if has_errors(ctx) => Err(Unshared::Incomplete(value)),
            Ok(value) => Ok(value),
            Err(error) => Err(Unshared::Failed(error)),
        };
        match cell.get_or_try_init(resolving).await {
            Ok(value) => Ok(value.clone()),
            Err(Unshared::Incomplete(value)) => Ok(value),
            Err(Unshared::Failed(error)) => Err(error),
        }
    }
}

/// True if fields of this event were nulled by errors, which the library keeps apart from the values.
fn has_errors(ctx: &ContextSelectionSet<'_>) -> bool {
    let errors = ctx.query_env.errors.lock();
    errors.map_or(true, |errors| !errors.is_empty())
}

/// The selection of an operation in a notification. Equal operations of viewers with equal rights have equal values.
pub(super) fn selection(ctx: &Context<'_>, actor: &Actor) -> Selection {
    let fragments: BTreeMap<_, _> = ctx.query_env.fragments.iter().collect();
    let fields = &ctx.item.node.selection_set;
    Selection::of(&(fields, fragments, &ctx.query_env.variables, actor.rights()))
}
