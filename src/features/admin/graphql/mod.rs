//! The GraphQL API of the administration: one query field, and a mutation for each action.

use async_graphql::Context;

use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        auth::Auth,
    },
    graphql::context,
    types::id::UserId,
};

mod account;
mod loader;
mod mutation;
mod query;
mod settings;

pub use self::{mutation::AdminMutation, query::AdminQuery};

/// Returns the result of an action that only admins may take, and writes a refusal to the audit of the user who tried, so that no user can
/// add entries to another's audit.
async fn audit_if_refused<T>(
    ctx: &Context<'_>,
    action: Action,
    about: Option<UserId>,
    done: Result<T>,
) -> Result<T> {
    let actor = context::actor(ctx)?;
    let entry = Entry::own(action, actor.user_id, context::origin(ctx)?);
    let entry = about.into_iter().fold(entry, Entry::target);
    context::handle::<Auth>(ctx)?
        .refusals
        .audit_if_refused(actor.user_id, entry, done)
        .await
}
