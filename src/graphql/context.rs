//! What a resolver may ask for: the app, who asks, and the loader of this request.

use std::hash::Hash;

use async_graphql::{
    Context,
    dataloader::{DataLoader, Loader},
};

use super::{cookies::CookieJar, loader::Batcher, time_budget::TimeBudget};
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
    Ok(loader(ctx)?.loader().app.as_ref())
}

/// Who asks.
pub fn viewer<'a>(ctx: &Context<'a>) -> Result<&'a Viewer> {
    Ok(&loader(ctx)?.loader().viewer)
}

/// The known user who asks, or UNAUTHENTICATED; for what needs no permission of its own.
pub fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    viewer(ctx)?.actor()
}

/// The user who asks, if they may do this: UNAUTHENTICATED without a token, FORBIDDEN for an API token without the scope.
pub fn allowed<'a>(ctx: &Context<'a>, scope: Scope) -> Result<&'a Actor> {
    viewer(ctx)?.allowed(scope)
}

/// The person who signed in: FORBIDDEN for API tokens of every scope.
pub fn person(ctx: &Context<'_>) -> Result<Person> {
    actor(ctx)?.person()
}

/// The moderator who asks, or FORBIDDEN.
pub fn moderator(ctx: &Context<'_>) -> Result<Moderator> {
    person(ctx)?.moderator()
}

/// The admin who asks, or FORBIDDEN.
pub fn admin(ctx: &Context<'_>) -> Result<Admin> {
    person(ctx)?.admin()
}

/// Reads within the time of an area. Only queries are on the clock: a mutation that is cut in the middle could not tell what it did.
pub async fn within<T>(
    ctx: &Context<'_>,
    area: Area,
    reading: impl Future<Output = Result<T>>,
) -> Result<T> {
    match ctx.data_opt::<TimeBudget>() {
        Some(clocks) => clocks.within(area, reading).await,
        None => reading.await,
    }
}

/// Reads a nullable field within the time of its area: a part that fails or is slow costs this field alone.
pub async fn field<T>(
    ctx: &Context<'_>,
    area: Area,
    reading: impl Future<Output = Result<T>>,
) -> Option<Result<T>> {
    Some(within(ctx, area, reading).await)
}

/// Loads one thing within the time of its area, together with what else is asked for at the moment.
pub async fn load<K>(
    ctx: &Context<'_>,
    area: Area,
    key: K,
) -> Result<Option<<Batcher as Loader<K>>::Value>>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    Batcher: Loader<K, Error = Error>,
{
    within(ctx, area, loader(ctx)?.load_one(key)).await
}

/// The loader of this request.
pub fn loader<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Batcher>> {
    ctx.data_opt()
        .ok_or_else(|| Error::internal("the request carries no loader"))
}

/// Where the request came from.
pub fn origin<'a>(ctx: &Context<'a>) -> Result<&'a Origin> {
    ctx.data_opt()
        .ok_or_else(|| Error::internal("the request has no origin"))
}

/// Where a cookie for the answer is put; `None` where the answer has no headers of its own.
pub fn cookie_jar<'a>(ctx: &Context<'a>) -> Option<&'a CookieJar> {
    ctx.data_opt()
}
