//! What resolvers read from the request context: the features' handles, the viewer, the data loader and the request's origin.

use std::hash::Hash;

use async_graphql::Context;
use futures_util::FutureExt;

use super::{
    cookies::CookieJar,
    loader::{Batcher, Loader},
    proposing,
    time_budget::TimeBudget,
};
use crate::{
    app::App,
    error::{Error, Result},
    types::{
        actor::{Actor, Admin, Moderator, Person, Viewer},
        area::Area,
        origin::Origin,
        scope::Scope,
    },
};

/// The handle of a feature: `context::handle::<Jobs>(ctx)?`.
pub fn handle<'a, Handle>(ctx: &Context<'a>) -> Result<&'a Handle>
where
    App: AsRef<Handle>,
    Handle: 'a,
{
    Ok(batcher(ctx)?.app.as_ref())
}

/// The viewer of the request.
pub fn viewer<'a>(ctx: &Context<'a>) -> Result<&'a Viewer> {
    Ok(batcher(ctx)?.viewer())
}

/// The signed-in user, or UNAUTHENTICATED; for operations that need no scope of their own.
pub fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    viewer(ctx)?.actor()
}

/// The signed-in user, if the token has the scope: UNAUTHENTICATED without a token, FORBIDDEN for an API token without the scope. For a token
/// that may only propose what this mutation changes, the actor is one who only proposes.
pub fn allowed<'a>(ctx: &Context<'a>, scope: Scope) -> Result<&'a Actor> {
    let viewer = viewer(ctx)?;
    let allowed = viewer.allowed(scope);
    if allowed.is_ok() || !viewer.may_propose(scope) {
        return allowed;
    }
    if proposing::is_proposable(ctx) {
        return batcher(ctx)?.proposing();
    }
    Err(Error::forbidden(
        "This API token may only propose changes, and this one takes a file, which cannot be proposed.",
    ))
}

/// The signed-in user, for a mutation whose scopes depend on the data: one who only proposes, if the token has to propose anything.
pub fn actor_by_data<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    let actor = actor(ctx)?;
    if actor.has_to_propose() && proposing::is_proposable(ctx) {
        return batcher(ctx)?.proposing();
    }
    Ok(actor)
}

/// The user, if signed in with a session: FORBIDDEN for all API tokens.
pub fn person(ctx: &Context<'_>) -> Result<Person> {
    actor(ctx)?.person()
}

/// The viewer as a moderator, or FORBIDDEN.
pub fn moderator(ctx: &Context<'_>) -> Result<Moderator> {
    person(ctx)?.moderator()
}

/// The viewer as an admin, or FORBIDDEN.
pub fn admin(ctx: &Context<'_>) -> Result<Admin> {
    person(ctx)?.admin()
}

/// Reads within the time limit of an area. Only queries are limited: the outcome of an interrupted mutation would be unknown.
pub fn within<'a, T: Send + 'a>(
    ctx: &Context<'a>,
    area: Area,
    reading: impl Future<Output = Result<T>> + Send + 'a,
) -> impl Future<Output = Result<T>> + Send {
    let clocks = ctx.data_opt::<TimeBudget>();
    // Boxed here: otherwise the future of every resolver would hold several copies of it.
    let reading = reading.boxed();
    async move {
        match clocks {
            Some(clocks) => clocks.within(area, reading).await,
            None => reading.await,
        }
    }
}

/// Resolves a nullable field within the time limit of its area: an error or a timeout nulls this field alone.
pub fn field<'a, T: Send + 'a>(
    ctx: &Context<'a>,
    area: Area,
    reading: impl Future<Output = Result<T>> + Send + 'a,
) -> impl Future<Output = Option<Result<T>>> + Send {
    within(ctx, area, reading).map(Some)
}

/// Loads one row within the time limit of its area, batched with the other keys that are requested at the same time.
pub fn load<K>(
    ctx: &Context<'_>,
    area: Area,
    key: K,
) -> impl Future<Output = Result<Option<<Batcher as Loader<K>>::Value>>> + Send
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    Batcher: Loader<K>,
{
    let (batcher, limits) = (batcher(ctx), ctx.data_opt::<TimeBudget>());
    async move { batcher?.load_one(key, area, limits).await }
}

/// The batcher of this request.
fn batcher<'a>(ctx: &Context<'a>) -> Result<&'a Batcher> {
    ctx.data_opt()
        .ok_or_else(|| Error::internal("the request context has no batcher"))
}

/// The client address, user agent and id of the request.
pub fn origin<'a>(ctx: &Context<'a>) -> Result<&'a Origin> {
    // An answer that depends on it is as private as one that depends on the viewer.
    viewer(ctx)?;
    ctx.data_opt()
        .ok_or_else(|| Error::internal("the request context has no origin"))
}

/// The jar for cookies of the response; `None` if the response has no headers of its own (WebSocket).
pub fn cookie_jar<'a>(ctx: &Context<'a>) -> Option<&'a CookieJar> {
    ctx.data_opt()
}
