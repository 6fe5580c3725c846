//! Every route in one list, and the server that answers them.

use std::{sync::Arc, time::Duration};

use poem::{EndpointExt, IntoEndpoint, Route, get, post};
use tokio::net::TcpListener;

use crate::{
    app::App,
    config::{Config, ConfigError},
    error::{Error, Result},
    graphql::schema,
};

mod batch;
mod caching;
mod cookies;
mod csrf;
mod documents;
mod exports;
pub mod graphiql;
mod graphql;
mod health;
mod login;
pub mod metrics;
mod middleware;
mod negotiate;
pub mod pages;
mod rate_limit_headers;
mod respond;
mod run;
mod server;
mod socket;
mod stream;
mod upload;

/// What every route shares.
pub(crate) struct GraphqlServer {
    app: App,
    schema: schema::Gateway,
    /// The same schema, which runs nothing.
    validating: schema::Gateway,
    /// The same, which suggests what may have been meant.
    explaining: schema::Gateway,
    documents: documents::Documents,
    places: stream::ConnectionSlots,
}

/// Refuses a configuration that could not be served, before anything is touched.
pub async fn check(config: &Config) -> std::result::Result<(), ConfigError> {
    documents::check(config).await
}

/// The routes, with what wraps them all.
pub async fn routes(app: App) -> Result<impl IntoEndpoint> {
    let config = Arc::clone(&app.platform.config);
    let (validating, explaining) = (schema::validating(&config.limits), schema::explaining(&config.limits));
    let documents = documents::Documents::open(&app.platform, &explaining).await.map_err(Error::internal)?;
    let places = stream::ConnectionSlots::new(&config.limits);
    let metrics = app.platform.metrics.clone();
    let gate = Arc::new(GraphqlServer { schema: schema::schema(&config.limits), validating, explaining, documents, places, app });
    let pages = if config.has_pages() { pages::routes().nest("/graphiql", graphiql::routes()) } else { Route::new() };
    let routes = pages
        .at("/graphql", rate_limit_headers::Metered::new(graphql::Graphql::new(Arc::clone(&gate)), Arc::clone(&gate)))
        .at("/auth/:provider/start", get(login::Start(Arc::clone(&gate))))
        .at("/auth/:provider/callback", get(login::Callback(Arc::clone(&gate))))
        .at("/auth/:provider/backchannel-logout", post(login::BackChannel(Arc::clone(&gate))))
        .at("/exports/:id", exports::Exports(Arc::clone(&gate)))
        .at("/livez", get(health::live))
        .at("/readyz", get(health::Ready(Arc::clone(&gate))))
        .at("/.well-known/jwks.json", get(health::Keys(gate)));
    // From the inside out.
    Ok(routes
        .with(middleware::HeaderLimits { max: config.http.head_bytes, url_max: config.http.url_bytes })
        .with(middleware::Hosts::new(&config.http))
        .with(middleware::ETags)
        .with(middleware::Compress { from: config.http.compress_from_bytes })
        .with(middleware::Headers { behind_tls: config.http.is_behind_tls() })
        .with(middleware::Cors::new(&config.http.allowed_origins))
        .with(middleware::Callers { trusted: config.http.trusted_proxies.clone() })
        .with(middleware::RequestIds)
        .with(middleware::Measure(metrics)))
}

/// Serves until the process is told to stop, then lets running requests finish.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let platform = app.platform.clone();
    let auth = app.auth.clone();
    platform.background.spawn(auth.watch_for_ends());
    let drain = Duration::from_secs(platform.config.http.drain_secs);
    let server = server::Server::new(routes(app).await?, &platform.config.http, &platform.background, Some(platform.metrics.clone()));
    server.run(listener, drain).await;
    Ok(())
}
