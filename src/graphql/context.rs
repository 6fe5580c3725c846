//! What a resolver may ask for: the app, who asks, and the loader of this request.

use std::hash::Hash;

use async_graphql::{
    Context,
    dataloader::{DataLoader, Loader},
};

use super::{clocks::Clocks, loader::Batcher};
use crate::{
    app::App,
    error::{Error, Result},
    types::{
        actor::{Actor, Admin, Viewer},
        group::Group,
    },
};

/// Where a request came from, as far as it may be counted: the peer's address.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

/// The features' handles.
pub fn app<'a>(ctx: &Context<'a>) -> Result<&'a App> {
    Ok(&loader(ctx)?.loader().app)
}

/// Who asks.
pub fn viewer<'a>(ctx: &Context<'a>) -> Result<&'a Viewer> {
    Ok(&loader(ctx)?.loader().viewer)
}

/// The signed-in user who asks, or UNAUTHENTICATED.
pub fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    viewer(ctx)?.actor()
}

/// The admin who asks, or UNAUTHENTICATED, or FORBIDDEN.
pub fn admin(ctx: &Context<'_>) -> Result<Admin> {
    actor(ctx)?.admin()
}

/// Reads within the time of a group. Only queries are on the clock: a mutation that is cut in the middle could not tell what it did.
pub async fn within<T>(ctx: &Context<'_>, group: Group, reading: impl Future<Output = Result<T>>) -> Result<T> {
    match ctx.data_opt::<Clocks>() {
        Some(clocks) => clocks.within(group, reading).await,
        None => reading.await,
    }
}

/// Loads one thing within the time of its group, together with what else is asked for at the moment.
pub async fn load<K>(ctx: &Context<'_>, group: Group, key: K) -> Result<Option<<Batcher as Loader<K>>::Value>>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    Batcher: Loader<K, Error = Error>,
{
    within(ctx, group, loader(ctx)?.load_one(key)).await
}

/// The loader of this request.
pub fn loader<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Batcher>> {
    ctx.data_opt().ok_or_else(|| Error::internal("the request carries no loader"))
}

/// The peer's address, for budgets of those who are not signed in.
pub fn address<'a>(ctx: &Context<'a>) -> &'a str {
    ctx.data_opt::<ClientAddress>().map_or("unknown", |address| &address.0)
}
