//! `/metrics`, on an address of its own: who may call the API need not know how it is doing.

use std::time::Duration;

use http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};
use tokio::net::TcpListener;

use super::{middleware, server::Server};
use crate::{
    app::App,
    platform::{
        Platform, db,
        metrics::{Metrics, Seen},
    },
};

/// How long the database and Redis may take each: who watches is less patient than who asks.
const PATIENCE: Duration = Duration::from_secs(1);

struct Scrape(App);

impl Endpoint for Scrape {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        let platform = &self.0.platform;
        platform.metrics.see(seen(platform).await);
        let Ok(text) = platform.metrics.text() else {
            return Ok(StatusCode::INTERNAL_SERVER_ERROR.into());
        };
        let response = Response::builder()
            .content_type(Metrics::content_type())
            .header(header::CACHE_CONTROL, "no-store");
        Ok(response.body(text))
    }
}

/// What is only known when it is asked for. A dependency that is away must not keep the other numbers from being told.
async fn seen(platform: &Platform) -> Seen {
    let redis = async {
        let redis = platform.cache.redis()?;
        Some(
            tokio::time::timeout(PATIENCE, redis.ping())
                .await
                .unwrap_or(false),
        )
    };
    let (queue, next, redis) = tokio::join!(
        db::within(PATIENCE, platform.queue.depth()),
        db::within(PATIENCE, platform.queue.next_run_at()),
        redis
    );
    let late = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or(0.0, |at| {
            (platform.clock.now() - at).as_seconds_f64().max(0.0)
        })
    };
    Seen {
        queue: queue.ok(),
        late_secs: next.ok().map(late),
        redis,
        refused: platform.limiter.refused(),
    }
}

/// Serves the numbers until the process is told to stop.
pub async fn serve(app: App, listener: TcpListener) {
    let platform = app.platform.clone();
    let routes = Route::new().at("/metrics", get(Scrape(app)));
    let routes = routes
        .with(middleware::Headers { behind_tls: false })
        .with(middleware::RequestIds);
    let server = Server::new(routes, &platform.config.http, &platform.background, None);
    server.run(listener, PATIENCE).await;
}
