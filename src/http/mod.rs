//! The HTTP layer: all routes, and the server that serves them.

use std::{sync::Arc, time::Duration};

use poem::{EndpointExt, IntoEndpoint, Route, endpoint::BoxEndpoint, get, post};
use tokio::net::TcpListener;

use self::graphql_server::GraphqlServer;
use crate::config::{Config, ConfigError};

mod answers;
mod batch;
pub(crate) mod body;
mod caching;
mod connection_slots;
mod cookies;
mod csrf;
pub(crate) mod documents;
mod downloads;
pub mod edges;
pub mod graphiql;
mod graphql;
pub(crate) mod graphql_server;
mod health;
mod incoming;
mod login;
pub(crate) mod metered;
pub mod metrics;
pub(crate) mod middleware;
pub(crate) mod negotiate;
pub(crate) mod operation;
pub mod pages;
mod public_answers;
mod rate_limit_headers;
pub(crate) mod request_origin;
pub(crate) mod respond;
mod run;
mod sent_mails;
mod server;
mod socket;
mod stream;
mod upload;

/// Refuses a configuration that cannot be served, before the server starts.
pub async fn check(config: &Config) -> std::result::Result<(), ConfigError> {
    documents::check(config).await
}

/// An endpoint of another face of the server, with its path.
pub(crate) type Endpoint = (&'static str, BoxEndpoint<'static>);

/// The routes, and those of other faces, with their middleware.
fn routes(server: Arc<GraphqlServer>, others: Vec<Endpoint>) -> impl IntoEndpoint {
    let config = Arc::clone(&server.app.platform.config);
    let metrics = server.app.platform.metrics.clone();
    let pages = if config.has_pages() {
        pages::routes().nest("/graphiql", graphiql::routes())
    } else {
        Route::new()
    };
    let pages = if config.has_pages() && config.keeps_mails() {
        let mailer = server.app.platform.mail.clone();
        let one = |is_plain| sent_mails::One {
            mailer: mailer.clone(),
            is_plain,
        };
        pages
            .at("/dev/mail/:id", get(one(false)))
            .at("/dev/mail/:id/text", get(one(true)))
            .at("/dev/mail", get(sent_mails::List(mailer)))
    } else {
        pages
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
    let routes = others
        .into_iter()
        .fold(routes, |routes, (path, endpoint)| routes.at(path, endpoint));
    // From the innermost to the outermost.
    routes
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
        .with(middleware::Measure(metrics))
}

/// Serves until a signal stops the process, then waits for running requests.
pub(crate) async fn serve(
    server: Arc<GraphqlServer>,
    others: Vec<Endpoint>,
    listener: TcpListener,
) {
    let platform = server.app.platform.clone();
    let auth = server.app.auth.revocation.clone();
    platform.background.spawn(auth.watch());
    let drain = Duration::from_secs(platform.config.http.drain_secs);
    let server = server::Server::new(
        routes(server, others),
        &platform.config.http,
        &platform.background,
        Some(platform.metrics.clone()),
    );
    server.run(listener, drain).await;
}
