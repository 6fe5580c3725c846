//! Requests to LinkedIn's data portability API. They go to `linkedin.api_url` only, follow no redirect and no link, and are bounded in time and
//! size. Only the API's version 202312 is served.

use std::time::Duration;

use http::{HeaderValue, Method, StatusCode, header::AUTHORIZATION};
use importing::snapshot::{Answer, Asked, answer};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{
    error::{Error, Result},
    platform::{
        Platform,
        net::{self, FailureKind, Limits, Net, Request},
        process_tasks::off_reactor,
    },
};

/// The only version that is served.
const VERSION: &str = "202312";
/// Bytes of an answer about the token.
const SMALL: usize = 64 * 1_024;

/// The API, for one token.
pub(super) struct Api {
    net: Net,
    base: Url,
    authorization: HeaderValue,
    within: Duration,
    max_bytes: usize,
}

/// LinkedIn's answer about a token.
pub(super) enum TokenCheck {
    /// It may be used.
    Accepted,
    /// It is not valid.
    Refused,
    /// It may not read the snapshot.
    NotPermitted,
    /// LinkedIn did not answer, or not as described.
    Failed,
}

/// An answer about a page.
pub(super) enum PageAnswer {
    /// An answer of the API.
    Answer(Answer),
    /// The token may not read it.
    NotPermitted,
    /// The answer has more bytes than are read.
    TooLong,
}

impl Api {
    pub(super) fn new(platform: &Platform, token: &SecretString) -> Result<Self> {
        let config = &platform.config.linkedin;
        let bearer = format!("Bearer {}", token.expose_secret());
        let mut authorization = HeaderValue::try_from(bearer).map_err(Error::internal)?;
        authorization.set_sensitive(true);
        Ok(Self {
            net: platform.net.clone(),
            base: Url::parse(config.api_url.trim_end_matches('/')).map_err(Error::internal)?,
            authorization,
            within: Duration::from_secs(config.timeout_secs),
            max_bytes: config.max_bytes,
        })
    }

    /// Asks whether the token may be used.
    pub(super) async fn check(&self) -> Result<TokenCheck> {
        let asked = self.authorizations(Method::GET).await?;
        Ok(match asked.as_ref().map(net::Answer::status) {
            Ok(StatusCode::OK | StatusCode::NOT_FOUND) => TokenCheck::Accepted,
            Ok(StatusCode::UNAUTHORIZED) => TokenCheck::Refused,
            Ok(StatusCode::FORBIDDEN) => TokenCheck::NotPermitted,
            Ok(_) | Err(_) => TokenCheck::Failed,
        })
    }

    /// Asks LinkedIn to provide data, if it does not do so since the consent already. A failure is not one of the run: the data is asked
    /// for again later.
    pub(super) async fn enable(&self) -> Result<()> {
        let asked = self.authorizations(Method::GET).await?;
        let is_missing = asked.is_ok_and(|answer| match answer.status() {
            StatusCode::OK => elements(answer.body()).is_some_and(|found| found.is_empty()),
            status => status == StatusCode::NOT_FOUND,
        });
        if is_missing {
            let enabled = self.authorizations(Method::POST).await?;
            let status = enabled.map_or(0, |answer| answer.status().as_u16());
            tracing::info!(status, "asked LinkedIn to provide the data of a member");
        }
        Ok(())
    }

    /// One page of a domain.
    pub(super) async fn page(&self, domain: &'static str, start: u32) -> Result<PageAnswer> {
        let query = format!("/rest/memberSnapshotData?q=criteria&domain={domain}&start={start}");
        self.ask(&query, domain, start).await.map(|(got, _)| got)
    }

    /// One page of the changelog from an instant on, in milliseconds. The events, if it has any.
    pub(super) async fn changes(&self, from: i64, count: u32) -> Result<(PageAnswer, Vec<u8>)> {
        let query =
            format!("/rest/memberChangeLogs?q=memberAndApplication&startTime={from}&count={count}");
        self.ask(&query, "", 0).await
    }

    /// Sends a request, and finds out what the answer means. The body is given as well if its status is 200.
    async fn ask(
        &self,
        query: &str,
        domain: &'static str,
        start: u32,
    ) -> Result<(PageAnswer, Vec<u8>)> {
        let request = self.request(Method::GET, query)?;
        let limits = Limits {
            within: self.within,
            max_bytes: self.max_bytes,
            media_types: &[],
        };
        let found = match self.net.exchange(request, &limits).await {
            Ok(found) => found,
            Err(failure) => {
                tracing::info!(domain, start, "LinkedIn: {failure}");
                let got = match failure.kind() {
                    FailureKind::TooLong(_) => PageAnswer::TooLong,
                    _ => PageAnswer::Answer(Answer::Retry),
                };
                return Ok((got, Vec::new()));
            }
        };
        if found.status() == StatusCode::FORBIDDEN {
            return Ok((PageAnswer::NotPermitted, Vec::new()));
        }
        let base = self.base.clone();
        let read = move || {
            let (head, body) = found.into_parts();
            let header = |name: &str| head.headers.get(name)?.to_str().ok();
            let asked = Asked {
                domain,
                start,
                base: &base,
            };
            let answer = answer(head.status.as_u16(), header, &body, &asked);
            let body = if head.status == StatusCode::OK {
                body
            } else {
                Vec::new()
            };
            (PageAnswer::Answer(answer), body)
        };
        off_reactor(read).await
    }

    async fn authorizations(
        &self,
        method: Method,
    ) -> Result<std::result::Result<net::Answer, net::Failure>> {
        let query = "/rest/memberAuthorizations?q=memberAndApplication";
        let mut request = self.request(method.clone(), query)?;
        if method == Method::POST {
            let path = "/rest/memberAuthorizations";
            request = self.request(method, path)?;
            *request.body_mut() = b"{}".to_vec();
            let json = HeaderValue::from_static("application/json");
            request
                .headers_mut()
                .insert(http::header::CONTENT_TYPE, json);
        }
        let limits = Limits {
            within: self.within,
            max_bytes: SMALL,
            media_types: &[],
        };
        Ok(self.net.exchange(request, &limits).await)
    }

    fn request(&self, method: Method, query: &str) -> Result<Request> {
        let base = self.base.as_str().trim_end_matches('/');
        http::Request::builder()
            .method(method)
            .uri(format!("{base}{query}"))
            .header(AUTHORIZATION, self.authorization.clone())
            .header("LinkedIn-Version", VERSION)
            .header("X-Restli-Protocol-Version", "2.0.0")
            .body(Vec::new())
            .map_err(Error::internal)
    }
}

/// The elements of an answer; none if it has another form.
pub(super) fn elements(body: &[u8]) -> Option<Vec<serde_json::Value>> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    match body.get("elements")? {
        serde_json::Value::Array(elements) => Some(elements.clone()),
        // An empty list is written so.
        serde_json::Value::Object(empty) if empty.is_empty() => Some(Vec::new()),
        _ => None,
    }
}
