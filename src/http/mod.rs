//! Every route in one list, and the server that answers them.

use std::{sync::Arc, time::Duration};

use poem::{EndpointExt, IntoEndpoint, Route, Server, get};
use tokio::net::TcpListener;

use crate::{
    app::App,
    config::{Config, ConfigError},
    error::{Error, Result},
    graphql::schema,
};

mod acceptor;
mod batch;
mod caching;
mod documents;
pub mod graphiql;
mod graphql;
mod health;
mod meter;
mod middleware;
mod negotiate;
pub mod pages;
mod respond;
mod run;
mod socket;
mod stream;
mod upload;

/// What every route shares.
pub(crate) struct Gate {
    app: App,
    schema: schema::Gateway,
    /// The same schema, which runs nothing.
    rehearsing: schema::Gateway,
    documents: documents::Documents,
    places: stream::Places,
}

/// Refuses a configuration that could not be served, before anything is touched.
pub async fn check(config: &Config) -> std::result::Result<(), ConfigError> {
    documents::check(config).await
}

/// The routes, with what wraps them all.
pub async fn routes(app: App) -> Result<impl IntoEndpoint> {
    let config = Arc::clone(&app.platform.config);
    let rehearsing = schema::rehearsing(&config.limits);
    let documents = documents::Documents::open(&app.platform, &rehearsing).await.map_err(Error::internal)?;
    let places = stream::Places::new(&config.limits);
    let gate = Arc::new(Gate { schema: schema::schema(&config.limits), rehearsing, documents, places, app });
    let pages = if config.http.graphiql { pages::routes().nest("/graphiql", graphiql::routes()) } else { Route::new() };
    let routes = pages
        .at("/graphql", meter::Metered::new(graphql::Graphql::new(Arc::clone(&gate)), Arc::clone(&gate)))
        .at("/livez", get(health::live))
        .at("/readyz", get(health::Ready(Arc::clone(&gate))))
        .at("/.well-known/jwks.json", get(health::Keys(gate)));
    let routes = routes.with(middleware::ETags);
    Ok(routes.with(middleware::Headers).with(middleware::Cors::new(&config.http.allowed_origins)).with(middleware::RequestIds))
}

/// Serves until the process is told to stop, then lets running requests finish.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let background = app.platform.background.clone();
    let drain = Duration::from_secs(app.platform.config.http.drain_secs);
    let acceptor = acceptor::Connections::of(listener).map_err(Error::internal)?;
    let server = Server::new_with_acceptor(acceptor).idle_timeout(Duration::from_secs(75));
    server
        .run_with_graceful_shutdown(routes(app).await?, async move { background.stopping().await }, Some(drain))
        .await
        .map_err(Error::internal)
}
