//! An endpoint whose responses have the headers `Server-Timing` and `RateLimit`; see `rate_limit_headers`.

use std::{sync::Arc, time::Instant};

use http::StatusCode;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{graphql_server::GraphqlServer, rate_limit_headers::Meter, request_origin::origin};
use crate::types::actor::Viewer;

/// An endpoint with these headers.
pub(super) struct Metered<E> {
    inner: E,
    server: Arc<GraphqlServer>,
}

impl<E> Metered<E> {
    pub(super) const fn new(inner: E, server: Arc<GraphqlServer>) -> Self {
        Self { inner, server }
    }
}

impl<E: Endpoint> Endpoint for Metered<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (began, origin) = (Instant::now(), origin(&request));
        let answering = async {
            let response = self.inner.get_response(request).await.into_response();
            // A request that is refused before its caller is identified is charged, too.
            if Meter::is_uncharged() && response.status() != StatusCode::SWITCHING_PROTOCOLS {
                drop(self.server.charge(&Viewer::Anonymous, &origin).await);
            }
            response
        };
        let (mut response, meter) = Meter::around(answering).await;
        if response.status() != StatusCode::SWITCHING_PROTOCOLS {
            meter.write(&mut response, began.elapsed());
        }
        Ok(response)
    }
}
