//! The HTTP layer: all routes, and the server that serves them.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use poem::{EndpointExt, IntoEndpoint, Route, get, post};
use tokio::net::TcpListener;

use crate::{
    app::App,
    config::{Config, ConfigError},
    error::Result,
};

mod answers;
mod batch;
mod caching;
mod connection_slots;
mod cookies;
mod csrf;
mod documents;
mod downloads;
pub mod edges;
pub mod graphiql;
mod graphql;
mod graphql_server;
mod health;
mod incoming;
mod login;
mod metered;
pub mod metrics;
mod middleware;
mod negotiate;
mod operation;
pub mod pages;
mod public_answers;
mod rate_limit_headers;
mod request_origin;
mod respond;
mod run;
mod server;
mod socket;
mod stream;
mod upload;

/// Refuses a configuration that cannot be served, before the server starts.
pub async fn check(config: &Config) -> std::result::Result<(), ConfigError> {
    documents::check(config).await
}

/// The routes with their middleware.
async fn routes(app: App) -> Result<impl IntoEndpoint> {
    let config = Arc::clone(&app.platform.config);
    let metrics = app.platform.metrics.clone();
    let server = Arc::new(graphql_server::GraphqlServer::new(app).await?);
    let pages = if config.has_pages() {
        pages::routes().nest("/graphiql", graphiql::routes())
    } else {
        Route::new()
    };
    let routes = pages
        .at(
            "/graphql",
            metered::Metered::new(
                graphql::Graphql::new(Arc::clone(&server)),
                Arc::clone(&server),
            ),
        )
        .at(
            "/auth/:provider/start",
            get(login::Start(Arc::clone(&server))),
        )
        .at(
            "/auth/:provider/callback",
            get(login::Callback(Arc::clone(&server))),
        )
        .at(
            "/auth/:provider/backchannel-logout",
            post(login::BackChannel(Arc::clone(&server))),
        )
        .at(
            "/exports/:id",
            downloads::exports::Exports(Arc::clone(&server)),
        )
        .at(
            "/documents/:id",
            downloads::documents::Documents(Arc::clone(&server)),
        )
        .at(
            "/resumes/:id/:file",
            downloads::resumes::Resumes(Arc::clone(&server)),
        )
        .at(
            "/letters/:id/:file",
            downloads::letters::Letters(Arc::clone(&server)),
        )
        .at("/livez", get(health::live))
        .at("/readyz", get(health::Ready(Arc::clone(&server))))
        .at("/.well-known/jwks.json", get(health::Keys(server)));
    // From the innermost to the outermost.
    Ok(routes
        .with(middleware::HeaderLimits {
            max: config.http.head_bytes,
            url_max: config.http.url_bytes,
        })
        .with(middleware::Hosts::new(&config.http))
        .with(middleware::ETags)
        .with(middleware::Compress {
            from: config.http.compress_from_bytes,
        })
        .with(middleware::Headers {
            behind_tls: config.http.is_behind_tls(),
        })
        .with(middleware::Cors::new(&config.http.allowed_origins))
        .with(middleware::Callers {
            trusted: config.http.trusted_proxies.clone(),
        })
        .with(middleware::RequestIds)
        .with(middleware::Measure(metrics)))
}

/// Serves until a signal stops the process, then waits for running requests. The future is boxed, so that it is compiled with the library
/// and not again in each binary.
#[must_use]
pub fn serve(app: App, listener: TcpListener) -> BoxFuture<'static, Result<()>> {
    Box::pin(async move {
        let platform = app.platform.clone();
        let auth = app.auth.revocation.clone();
        platform.background.spawn(auth.watch());
        let drain = Duration::from_secs(platform.config.http.drain_secs);
        let server = server::Server::new(
            routes(app).await?,
            &platform.config.http,
            &platform.background,
            Some(platform.metrics.clone()),
        );
        server.run(listener, drain).await;
        Ok(())
    })
}
