//! What a resolver may ask for: the app, who asks, and the loader of this request.

use async_graphql::{Context, dataloader::DataLoader};

use super::loader::Batcher;
use crate::{
    app::App,
    error::{Error, Result},
    types::actor::{Actor, Admin, Viewer},
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

/// The loader of this request.
pub fn loader<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Batcher>> {
    ctx.data_opt().ok_or_else(|| Error::internal("the request carries no loader"))
}

/// The peer's address, for budgets of those who are not signed in.
pub fn address<'a>(ctx: &Context<'a>) -> &'a str {
    ctx.data_opt::<ClientAddress>().map_or("unknown", |address| &address.0)
}
