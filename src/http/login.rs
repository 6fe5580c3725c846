//! `/auth/PROVIDER/…`: redirects of a provider sign-in, and back-channel logout. URLs never hold tokens: a web page gets a cookie, an app
//! a code that is useless without its PKCE verifier.

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request, Response};
use serde_json::json;

use super::{cookies, graphql_server::GraphqlServer, pages, request_origin::origin};
use crate::app::{Redirect, SignInFault};

/// Maximum bytes of the body with a logout token.
const LOGOUT_MAX: usize = 32_768;
/// Time limit to receive that body.
const PATIENCE: Duration = Duration::from_secs(5);
/// Content security policy of the error page: nothing is allowed.
const CSP: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Starts a sign-in: redirects the browser to the provider.
pub(super) struct Start(pub Arc<GraphqlServer>);

/// Receives the provider's redirect.
pub(super) struct Callback(pub Arc<GraphqlServer>);

/// Receives back-channel logouts: the provider's notice that a session there has ended.
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

/// Redirects the browser and sets its cookies; or shows the error if there is no address to return to.
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
                "a provider sign-in failed; the user is shown an error page"
            );
            error_response(headers, fault.status(), fault.code(), fault.message())
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
        // A missing token is refused like an invalid one.
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

/// Reports an error when there is no address to return to: to browsers as a page, to programs as a problem document (RFC 9457).
fn error_response(
    headers: &HeaderMap,
    status: u16,
    code: &'static str,
    message: &'static str,
) -> Response {
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
