//! The client for servers that the configuration names: no redirects, and retries with jitter that honour `Retry-After`.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use http::{StatusCode, header};
use reqwest::{Client, redirect::Policy};

use super::exchange::{Answer, Failure, Limits, Request, read, send};
use crate::error::{Error, Result};

/// Time limit to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest `Retry-After` that is waited for; a longer one ends the attempts.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(1);

/// Outbound HTTP to servers that the configuration names.
#[derive(Clone)]
pub struct Net {
    client: Client,
}

impl Net {
    /// A client with this user agent.
    pub fn new(user_agent: &str) -> Result<Self> {
        let client = builder(user_agent).build().map_err(Error::internal)?;
        Ok(Self { client })
    }

    /// One exchange without retries. The answer may have any status.
    pub async fn exchange(
        &self,
        request: Request,
        limits: &Limits<'_>,
    ) -> std::result::Result<Answer, Failure> {
        let mut request = to_send(request)?;
        *request.timeout_mut() = Some(limits.within);
        read(send(&self.client, request).await?, limits).await
    }

    /// Up to three exchanges, until the answer is neither 429 nor 5xx: for requests that only read.
    /// The limits apply to each of them.
    pub async fn fetch(
        &self,
        request: &Request,
        limits: &Limits<'_>,
    ) -> std::result::Result<Answer, Failure> {
        let mut pauses = ExponentialBuilder::default()
            .with_jitter()
            .with_min_delay(Duration::from_millis(200))
            .with_max_times(2)
            .build();
        loop {
            let outcome = self.exchange(request.clone(), limits).await;
            let wanted = match &outcome {
                Ok(answer) if is_transient(answer.status()) => retry_after(answer),
                Err(failure) if failure.is_transient() => None,
                _ => return outcome,
            };
            match pauses.next() {
                Some(pause) if wanted.is_none_or(|wanted| wanted <= RETRY_AFTER_MAX) => {
                    tokio::time::sleep(wanted.unwrap_or(pause)).await;
                }
                _ => return outcome,
            }
        }
    }
}

/// The settings of both clients. Proxies of the environment are ignored, because they could read and change requests.
pub(super) fn builder(user_agent: &str) -> reqwest::ClientBuilder {
    Client::builder()
        .user_agent(user_agent)
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(Policy::none())
        .no_proxy()
}

/// Converts the request to the library's type.
pub(super) fn to_send(request: Request) -> std::result::Result<reqwest::Request, Failure> {
    reqwest::Request::try_from(request).map_err(|_| Failure::no_address())
}

fn is_transient(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

fn retry_after(answer: &Answer) -> Option<Duration> {
    answer
        .headers()
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .parse()
        .ok()
        .map(Duration::from_secs)
}
