//! `/metrics`, on an address of its own, because API clients should not see operational data.

use std::time::Duration;

use http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};
use tokio::net::TcpListener;

use super::{middleware, server::Server};
use crate::{
    app::App,
    platform::{
        Platform, db,
        metrics::{Gauges, Metrics},
    },
};

/// Time limit of the database and of Redis, each: shorter than that of requests, because monitoring does not wait long.
const PATIENCE: Duration = Duration::from_secs(1);

struct Scrape(App);

impl Endpoint for Scrape {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        let platform = &self.0.platform;
        platform.metrics.set_gauges(read_gauges(platform).await);
        let Ok(text) = platform.metrics.text() else {
            return Ok(StatusCode::INTERNAL_SERVER_ERROR.into());
        };
        let response = Response::builder()
            .content_type(Metrics::content_type())
            .header(header::CACHE_CONTROL, "no-store");
        Ok(response.body(text))
    }
}

/// The gauges that are read for each scrape. An unavailable dependency must not hide the other metrics.
async fn read_gauges(platform: &Platform) -> Gauges {
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
    Gauges {
        queue: queue.ok(),
        late_secs: next.ok().map(late),
        redis,
        refused: platform.limiter.refused(),
    }
}

/// Serves the metrics until the process stops.
pub async fn serve(app: App, listener: TcpListener) {
    let platform = app.platform.clone();
    let routes = Route::new().at("/metrics", get(Scrape(app)));
    let routes = routes
        .with(middleware::Headers { behind_tls: false })
        .with(middleware::RequestIds);
    let server = Server::new(routes, &platform.config.http, &platform.background, None);
    server.run(listener, PATIENCE).await;
}
