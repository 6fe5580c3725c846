//! Every route in one list, and the server that answers them.

use std::{sync::Arc, time::Duration};

use http::header;
use poem::{EndpointExt, IntoEndpoint, Route, get};
use tokio::net::TcpListener;

use crate::{app::App, error::Result, graphql::schema};

mod csrf;
pub mod graphiql;
mod graphql;
mod health;
mod middleware;
mod negotiate;
pub mod pages;
mod respond;
mod server;
mod socket;

/// What every route shares.
pub(crate) struct Gate {
    app: App,
    schema: schema::Gateway,
    sockets: Arc<tokio::sync::Semaphore>,
}

/// The routes, with what wraps them all.
pub fn routes(app: App) -> impl IntoEndpoint {
    let config = Arc::clone(&app.platform.config);
    let sockets = Arc::new(tokio::sync::Semaphore::new(config.limits.sockets));
    let gate = Arc::new(Gate { schema: schema::schema(&config.limits), app, sockets });
    let pages = if config.http.graphiql { pages::routes().nest("/graphiql", graphiql::routes()) } else { Route::new() };
    let routes = pages
        .at("/graphql", graphql::Graphql::new(Arc::clone(&gate)).with(middleware::DependsOn(header::ACCEPT)))
        .at("/livez", get(health::live))
        .at("/readyz", get(health::Ready(Arc::clone(&gate))))
        .at("/.well-known/jwks.json", get(health::Keys(gate)));
    // From the inside out.
    routes
        .with(middleware::Urls { max: config.http.url_bytes })
        .with(middleware::Compress { from: config.http.compress_from_bytes })
        .with(middleware::Headers { behind_tls: config.http.is_behind_tls() })
        .with(middleware::Cors::new(&config.http.allowed_origins))
        .with(middleware::Callers { trusted: config.http.trusted_proxies.clone() })
        .with(middleware::RequestIds)
}

/// Serves until the process is told to stop, then lets running requests finish.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let platform = app.platform.clone();
    let drain = Duration::from_secs(platform.config.http.drain_secs);
    let server = server::Server::new(routes(app), &platform.config.http, &platform.background);
    server.run(listener, drain).await;
    Ok(())
}
