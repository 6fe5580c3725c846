//! An event of a subscription whose row several subscriptions of its owner share: those that select the same fields resolve it once.

use std::{borrow::Cow, collections::BTreeMap, marker::PhantomData, sync::Arc};

use async_graphql::{
    Context, ContextSelectionSet, OutputType, Positioned, ServerError, ServerResult, Value,
    parser::types::Field, registry::Registry,
};

use crate::{
    app::{Selection, Shared},
    types::actor::Actor,
};

/// An event for one subscription: an object `O` of a row, whose values may be shared.
pub struct SharedEvent<O, R> {
    row: Arc<Shared<R>>,
    selection: Selection,
    object: PhantomData<fn() -> O>,
}

/// Why values are not shared.
enum Unshared {
    /// They are incomplete: the errors are those of this operation.
    Incomplete(Value),
    Failed(ServerError),
}

impl<O: OutputType + From<Arc<R>>, R: Send + Sync> SharedEvent<O, R> {
    /// The event of a row, for a subscription that selects this.
    pub const fn new(row: Arc<Shared<R>>, selection: Selection) -> Self {
        Self {
            row,
            selection,
            object: PhantomData,
        }
    }

    async fn resolve_alone(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let object = O::from(Arc::clone(&self.row.row));
        OutputType::resolve(&object, ctx, field).await
    }
}

impl<O: OutputType + From<Arc<R>>, R: Send + Sync> OutputType for SharedEvent<O, R> {
    fn type_name() -> Cow<'static, str> {
        O::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        O::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let Some(cell) = self.row.values_of(&self.selection) else {
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

/// The selection of an operation in its event. Equal operations of viewers with equal rights have equal values.
pub fn selection(ctx: &Context<'_>, actor: &Actor) -> Selection {
    let fragments: BTreeMap<_, _> = ctx.query_env.fragments.iter().collect();
    let fields = &ctx.item.node.selection_set;
    Selection::of(&(fields, fragments, &ctx.query_env.variables, actor.rights()))
}
