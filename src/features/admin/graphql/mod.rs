//! The GraphQL API of the administration: one field of the root to look, and a mutation for each thing to do.

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

/// Gives back what came of something that only admins may do, and writes down if it was refused: in the list of whoever tried it,
/// so that nobody can write into another's.
async fn noted<T>(
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
