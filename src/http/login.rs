//! `/auth/PROVIDER/…`: the way of a browser to a provider and back, and what a provider tells us without one. No token ever stands in
//! an address: a page gets a cookie, an app a code that is worth nothing without its verifier.

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request, Response};
use serde_json::json;

use super::{cookies, graphql_server::GraphqlServer, pages, request_origin::origin};
use crate::app::{Redirect, SignInFault};

/// Bytes of a logout token, and what goes with it.
const LOGOUT_MAX: usize = 32_768;
/// How long its body may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// What a page that tells of a failure may do: nothing.
const CSP: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Sends a browser to the provider.
pub(super) struct Start(pub Arc<GraphqlServer>);

/// Takes the provider's answer from the browser.
pub(super) struct Callback(pub Arc<GraphqlServer>);

/// Takes what a provider says by itself: that a session there is over.
pub(super) struct BackChannel(pub Arc<GraphqlServer>);

impl Endpoint for Start {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (auth, headers) = (&self.0.app.auth.identities, request.headers());
        let query = request.uri().query().unwrap_or_default();
        let landed = auth
            .start(
                provider_of(&request),
                &origin(&request),
                query,
                cookies::browser(headers),
            )
            .await;
        Ok(answer(&self.0, headers, landed))
    }
}

impl Endpoint for Callback {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (auth, headers) = (&self.0.app.auth.identities, request.headers());
        let (query, origin) = (request.uri().query().unwrap_or_default(), origin(&request));
        let landed = auth
            .callback(
                provider_of(&request),
                &origin,
                query,
                cookies::browser(headers),
                cookies::device(headers),
            )
            .await;
        Ok(answer(&self.0, headers, landed))
    }
}

/// Sends a browser on, with its cookies; or tells of the failure where it is not known where to send it.
fn answer(
    server: &GraphqlServer,
    headers: &HeaderMap,
    landed: Result<Redirect, SignInFault>,
) -> Response {
    let mut response = match landed {
        Ok(landing) => {
            let mut response = see_other(landing.location.as_str());
            if let Some(secret) = &landing.browser {
                cookies::set_browser(&mut response, secret);
            }
            if let Some((secret, ends_at)) = &landing.session {
                cookies::set_session(
                    &mut response,
                    secret,
                    *ends_at,
                    server.app.platform.clock.now(),
                );
            }
            if let Some(token) = &landing.device {
                cookies::set_device(&mut response, token);
            }
            response
        }
        Err(fault) => {
            tracing::info!(
                code = fault.code(),
                reason = fault.reason(),
                "nobody was signed in by a provider, and a page says so"
            );
            told(headers, fault.status(), fault.code(), fault.message())
        }
    };
    never_kept(&mut response);
    response
}

impl Endpoint for BackChannel {
    type Output = Response;

    /// 200 without a body, or 400 with the reason (Back-Channel Logout 1.0, 2.8).
    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let origin = origin(&request);
        let body = request.take_body().into_bytes_limit(LOGOUT_MAX);
        let body = tokio::time::timeout(PATIENCE, body)
            .await
            .ok()
            .and_then(Result::ok)
            .unwrap_or_default();
        // One that is missing is refused like one that is none.
        let token = url::form_urlencoded::parse(&body)
            .find(|(name, _)| name == "logout_token")
            .map(|(_, value)| value)
            .unwrap_or_default();
        let done = self
            .0
            .app
            .auth
            .identities
            .end_by_provider(provider_of(&request), &origin, &token)
            .await;
        let mut response = match done {
            Ok(_) => Response::builder().status(StatusCode::OK).finish(),
            Err(fault) => {
                tracing::info!(
                    code = fault.code(),
                    reason = fault.reason(),
                    "a logout token was refused"
                );
                let status =
                    StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::BAD_REQUEST);
                let body = json!({ "error": "invalid_request", "error_description": fault.code() });
                Response::builder()
                    .status(status)
                    .content_type("application/json")
                    .body(body.to_string())
            }
        };
        never_kept(&mut response);
        Ok(response)
    }
}

fn provider_of(request: &Request) -> &str {
    let mut parts = request.uri().path().split('/');
    parts.nth(2).unwrap_or_default()
}

fn see_other(location: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, location)
        .finish()
}

fn never_kept(response: &mut Response) {
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        http::HeaderValue::from_static("no-store"),
    );
}

/// Tells of a failure where it is not known where to return to: people by a page, programs by a problem (RFC 9457).
fn told(headers: &HeaderMap, status: u16, code: &'static str, message: &'static str) -> Response {
    let accepts_pages = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    if accepts_pages {
        let body = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not signed in</title>\
             <h1>You are not signed in</h1><p>{message}</p><p><code>{code}</code></p></html>"
        );
        let mut page = pages::html(CSP, body);
        page.set_status(status);
        return page;
    }
    let problem = json!({ "title": "Not signed in", "status": status.as_u16(), "code": code, "detail": message });
    Response::builder()
        .status(status)
        .content_type("application/problem+json")
        .body(problem.to_string())
}
