//! An endpoint whose responses have the headers `Server-Timing` and `RateLimit`; see `rate_limit_headers`.

use std::{sync::Arc, time::Instant};

use futures_util::FutureExt;
use http::StatusCode;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{graphql_server::GraphqlServer, middleware::Caller, rate_limit_headers::Meter};

/// An endpoint with these headers.
pub(crate) struct Metered<E> {
    inner: E,
    server: Arc<GraphqlServer>,
}

impl<E> Metered<E> {
    pub(crate) const fn new(inner: E, server: Arc<GraphqlServer>) -> Self {
        Self { inner, server }
    }
}

impl<E: Endpoint> Endpoint for Metered<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (began, caller) = (Instant::now(), Caller::of(&request));
        let answering = async {
            let response = self
                .inner
                .get_response(request)
                .boxed()
                .await
                .into_response();
            // A request that is refused before its caller is identified is charged, too.
            if Meter::is_uncharged() && response.status() != StatusCode::SWITCHING_PROTOCOLS {
                let key = caller.budget_key();
                drop(self.server.charge_address(&key).boxed().await);
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
