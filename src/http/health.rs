//! Endpoints for monitoring and for verifiers of tokens: liveness, readiness, and the public signing keys.

use std::{sync::Arc, time::Duration};

use http::{StatusCode, header};
use poem::{Endpoint, Request, Response, handler};

use super::graphql_server::GraphqlServer;
use crate::platform::db;

/// Liveness: the process runs.
#[handler]
pub(super) fn live() -> &'static str {
    "alive\n"
}

/// Time limit of the database check: shorter than that of requests, because monitoring does not wait long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Readiness: the database answers and is migrated. Redis is optional and not checked.
pub(super) struct Ready(pub Arc<GraphqlServer>);

impl Endpoint for Ready {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        let (status, body) =
            match db::within(PATIENCE, self.0.app.platform.db.pending_migrations()).await {
                Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready\n"),
                Ok(_) => (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "not ready: migrations are pending; run `careergraph migrate`\n",
                ),
                Err(_) => (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "not ready: the database does not answer\n",
                ),
            };
        Ok(Response::builder()
            .status(status)
            .header(header::CACHE_CONTROL, "no-store")
            .body(body))
    }
}

/// The public signing keys (RFC 7517).
pub(super) struct Keys(pub Arc<GraphqlServer>);

impl Endpoint for Keys {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        let keys = self.0.app.auth.public_keys();
        let response = Response::builder()
            .content_type("application/jwk-set+json")
            .header(header::CACHE_CONTROL, "public, max-age=300");
        Ok(response.body(keys))
    }
}
