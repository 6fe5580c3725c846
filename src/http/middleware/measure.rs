//! Metrics of response times, by route and class of status.

use std::time::Instant;

use http::StatusCode;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use crate::platform::metrics::Metrics;

/// Paths with a label of their own; all others are labelled `other`.
const ROUTES: [&str; 6] = [
    "/",
    "/graphql",
    "/livez",
    "/readyz",
    "/.well-known/jwks.json",
    "/schema.graphql",
];
/// Path prefixes with one label each.
const FOLDERS: [&str; 4] = ["/graphiql", "/docs", "/auth", "/exports"];

/// Measures every response.
pub(crate) struct Measure(pub Metrics);

/// The wrapped endpoint.
pub(crate) struct Measured<E> {
    inner: E,
    metrics: Metrics,
}

impl<E: Endpoint> Middleware<E> for Measure {
    type Output = Measured<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Measured {
            inner,
            metrics: self.0.clone(),
        }
    }
}

impl<E: Endpoint> Endpoint for Measured<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (began, route) = (Instant::now(), route(request.uri().path()));
        let response = self.inner.get_response(request).await.into_response();
        self.metrics
            .request(route, class(response.status()), began.elapsed());
        Ok(response)
    }
}

fn route(path: &str) -> &'static str {
    let exact = ROUTES.into_iter().find(|known| *known == path);
    let folder = || {
        FOLDERS.into_iter().find(|folder| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    exact.or_else(folder).unwrap_or("other")
}

const fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

#[test]
fn paths_that_nobody_knows_share_a_name() {
    for (path, name) in [
        ("/graphql", "/graphql"),
        ("/graphiql/assets/x.js", "/graphiql"),
        ("/docs/API.md", "/docs"),
        ("/auth/linkedin/start", "/auth"),
        ("/docsx", "other"),
        ("/secret", "other"),
    ] {
        assert_eq!(route(path), name, "{path}");
    }
}
