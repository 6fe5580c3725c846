//! The GraphQL API of moderation.

use async_graphql::Context;

use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        auth::Auth,
    },
    graphql::context,
};

mod mutation;
mod object;
mod query;

pub use self::{
    mutation::{ModerationMutation, ReportsMutation},
    query::ModerationQuery,
};

/// Returns the result of an action that only moderators may take, and writes a refusal to the audit.
async fn audit_if_refused<T>(
    ctx: &Context<'_>,
    action: Action,
    about: impl std::fmt::Display,
    done: Result<T>,
) -> Result<T> {
    let actor = context::actor(ctx)?;
    let entry = Entry::own(action, actor.user_id, context::origin(ctx)?).target(about);
    context::handle::<Auth>(ctx)?
        .refusals
        .audit_if_refused(actor.user_id, entry, done)
        .await
}
