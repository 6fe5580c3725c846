//! Sends a request to an endpoint and hands out its answer as it arrives. Before the first text, what may pass is tried again; after
//! it never, because the caller may have used the text already.

mod answer;
mod retry;
mod waits;

pub use self::{
    answer::{Answer, End, Event, Finish, Usage},
    retry::Retry,
};

use std::{fmt, sync::Arc, time::Duration};

use http::{StatusCode, header};
use reqwest::{Client, ClientBuilder, Response, redirect::Policy};
use tokio_util::sync::CancellationToken;

use self::waits::Waits;
use crate::{
    clock::Clock,
    endpoint::Endpoint,
    error::Error,
    request::{Limits, Request},
    wire,
};

/// Bytes of the body of a refusal that are read for its code.
const REFUSAL_BYTES_MAX: usize = 16 * 1_024;

/// Sends requests to models.
#[derive(Clone)]
pub struct Models {
    client: Client,
    clock: Arc<dyn Clock>,
    retry: Retry,
}

/// One request under way.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub request: &'a Request,
    pub limits: &'a Limits,
    /// When it must have ended, by the clock.
    pub deadline: Duration,
    pub cancel: &'a CancellationToken,
    /// The longest pause before it is sent again.
    pub pause_max: Duration,
}

/// The settings that a client needs: it follows no redirects, which could take the key elsewhere, and uses no proxy of the environment.
pub fn without_detours(builder: ClientBuilder) -> ClientBuilder {
    builder.redirect(Policy::none()).no_proxy()
}

impl Models {
    /// Requests by this client, which must be built with [`without_detours`].
    #[must_use]
    pub fn new(client: Client, clock: Arc<dyn Clock>, retry: Retry) -> Self {
        Self {
            client,
            clock,
            retry,
        }
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Asks one endpoint. It returns with the first text; to drop the answer ends the request.
    pub async fn ask(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        limits: &Limits,
        cancel: &CancellationToken,
    ) -> Result<Answer, Error> {
        let call = Call {
            request,
            limits,
            deadline: self.clock.now().saturating_add(limits.total),
            cancel,
            pause_max: Duration::MAX,
        };
        self.ask_within(endpoint, call).await
    }

    pub(crate) async fn ask_within(
        &self,
        endpoint: &Endpoint,
        call: Call<'_>,
    ) -> Result<Answer, Error> {
        let mut attempt = 0;
        loop {
            let error = match self.begin(endpoint, call).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let left = call.deadline.saturating_sub(self.clock.now());
            let pause = self.retry.pause(attempt, &error, call.request.seed);
            let Some(pause) = pause.filter(|pause| *pause < left && *pause <= call.pause_max)
            else {
                return Err(error);
            };
            let mut waits = Waits::new(&self.clock, call);
            waits.until(self.clock.sleep(pause)).await?;
            attempt += 1;
        }
    }

    async fn begin(&self, endpoint: &Endpoint, call: Call<'_>) -> Result<Answer, Error> {
        let mut waits = Waits::new(&self.clock, call);
        waits.expect_within(call.limits.first_text);
        let headers = wire::headers(endpoint).map_err(|_| Error::Unauthorized { status: 0 })?;
        let body = wire::body(endpoint, call.request).to_string();
        let sent = self
            .client
            .post(endpoint.url().clone())
            .headers(headers)
            .body(body)
            .send();
        let response = waits
            .until(sent)
            .await?
            .map_err(|_| Error::Unavailable { status: None })?;
        let response = check(response, endpoint, &mut waits).await?;
        let mut answer = Answer::new(response, endpoint.provider, call, waits);
        answer.wait_for_text().await?;
        Ok(answer)
    }
}

/// The response, if it is a stream of events.
async fn check(
    mut response: Response,
    endpoint: &Endpoint,
    waits: &mut Waits,
) -> Result<Response, Error> {
    if response.url() != endpoint.url() {
        return Err(Error::Malformed("comes from another address"));
    }
    let status = response.status();
    if status != StatusCode::OK {
        let mut body = Vec::new();
        while let Ok(Some(bytes)) = waits.until(response.chunk()).await? {
            body.extend(bytes.iter().take(REFUSAL_BYTES_MAX - body.len()));
            if body.len() >= REFUSAL_BYTES_MAX {
                break;
            }
        }
        return Err(wire::failure_of(status, response.headers(), &body));
    }
    let essence = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if !essence.trim().eq_ignore_ascii_case("text/event-stream") {
        return Err(Error::Malformed("is no stream of events"));
    }
    Ok(response)
}

impl fmt::Debug for Models {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Models")
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
