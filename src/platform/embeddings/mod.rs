//! The client of an OpenAI-compatible endpoint that turns texts into vectors. After failures it pauses, so that nothing waits for an endpoint that
//! is down. No error and no line of the log has a text.

mod answer;
mod breaker;

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use http::{HeaderValue, StatusCode, header};
use secrecy::ExposeSecret;
use serde::Serialize;

use self::breaker::Breaker;
use super::{
    clock::Clock,
    net::{self, Limits, Net},
    process_tasks::off_reactor,
};
use crate::{
    config,
    error::{Error, Result},
    types::vector::Vector,
};

/// Bytes of an answer for each text: a number takes about 12, a vector has some thousand.
const TEXT_BYTES_MAX: usize = 256 * 1_024;
/// Bytes of an answer.
const BYTES_MAX: usize = 64 * 1_024 * 1_024;

/// The endpoint, if one is configured.
#[derive(Clone)]
pub struct Embeddings(Option<Arc<Endpoint>>);

struct Endpoint {
    net: Net,
    address: String,
    authorization: Option<HeaderValue>,
    within: Duration,
    clock: Clock,
    breaker: Mutex<Breaker>,
}

/// Why there are no vectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The endpoint failed before, and is left alone for a while.
    Paused,
    /// It refuses the texts, with this status.
    Refused(u16),
    /// It failed, for this reason.
    Failed(String),
}

/// The body of a request.
#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    input: &'a [&'a str],
    encoding_format: &'static str,
}

impl Embeddings {
    /// A client as configured.
    pub fn new(config: &config::Embeddings, user_agent: &str, clock: &Clock) -> Result<Self> {
        let Some(address) = config.address() else {
            return Ok(Self(None));
        };
        let key = config.key.expose_secret();
        let authorization = if key.is_empty() {
            None
        } else {
            let bearer = format!("Bearer {key}");
            let mut value = HeaderValue::try_from(bearer).map_err(Error::internal)?;
            value.set_sensitive(true);
            Some(value)
        };
        Ok(Self(Some(Arc::new(Endpoint {
            net: Net::new(user_agent)?,
            address,
            authorization,
            within: Duration::from_secs(config.timeout_secs),
            clock: clock.clone(),
            breaker: Mutex::default(),
        }))))
    }

    /// True if there is an endpoint.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Until when the endpoint is left alone, if it failed.
    #[must_use]
    pub fn paused_until(&self) -> Option<DateTime<Utc>> {
        let endpoint = self.0.as_ref()?;
        let now = endpoint.clock.now();
        endpoint.with_breaker(|breaker| breaker.paused_until(now))
    }

    /// The vectors of texts, in their order; the request takes at most `within`, and never longer than configured.
    pub async fn embed(
        &self,
        model: &str,
        texts: &[&str],
        within: Duration,
    ) -> std::result::Result<Vec<Vector>, Fault> {
        let endpoint = self.0.as_ref().ok_or(Fault::Paused)?;
        if self.paused_until().is_some() {
            return Err(Fault::Paused);
        }
        let vectors = endpoint.ask(model, texts, within).await;
        if vectors.is_ok() {
            endpoint.with_breaker(Breaker::succeeded);
        }
        vectors
    }

    /// The same for texts of which the endpoint may refuse some, such as those that are too long for the model: they have no vector.
    pub async fn embed_each(
        &self,
        model: &str,
        texts: &[&str],
        within: Duration,
    ) -> std::result::Result<Vec<Option<Vector>>, Fault> {
        match self.embed(model, texts, within).await {
            Ok(vectors) => return Ok(vectors.into_iter().map(Some).collect()),
            Err(Fault::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
        let mut vectors = Vec::with_capacity(texts.len());
        if let [_] = texts {
            vectors.push(None);
        } else {
            for text in texts {
                match self.embed(model, &[text], within).await {
                    Ok(found) => vectors.extend(found.into_iter().map(Some)),
                    Err(Fault::Refused(_)) => vectors.push(None),
                    Err(fault) => return Err(fault),
                }
            }
        }
        if let Some(endpoint) = &self.0
            && vectors.iter().all(Option::is_none)
        {
            // Then it is hardly the fault of the texts.
            endpoint.failed();
        }
        Ok(vectors)
    }
}

impl Endpoint {
    async fn ask(
        &self,
        model: &str,
        texts: &[&str],
        within: Duration,
    ) -> std::result::Result<Vec<Vector>, Fault> {
        let body = Body {
            model,
            input: texts,
            encoding_format: "float",
        };
        let mut request = http::Request::post(&self.address)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization.clone());
        }
        let request = serde_json::to_vec(&body)
            .ok()
            .and_then(|body| request.body(body).ok())
            .ok_or_else(|| Fault::Failed("The request cannot be written.".to_owned()))?;
        let limits = Limits {
            within: within.min(self.within),
            max_bytes: texts.len().saturating_mul(TEXT_BYTES_MAX).min(BYTES_MAX),
            media_types: &["application/json"],
        };
        let answer = match self.net.exchange(request, &limits).await {
            Ok(answer) => answer,
            Err(failure) => {
                self.failed();
                return Err(Fault::Failed(failure.to_string()));
            }
        };
        self.check_status(&answer)?;
        let count = texts.len();
        let read = move || answer::vectors(answer.body(), count);
        let read = off_reactor(read).await;
        let problem = match read {
            Ok(Ok(vectors)) => return Ok(vectors),
            Ok(Err(problem)) => problem,
            Err(_) => "cannot be read",
        };
        self.failed();
        let problem = format!("The answer of the embeddings endpoint {problem}.");
        Err(Fault::Failed(problem))
    }

    fn check_status(&self, answer: &net::Answer) -> std::result::Result<(), Fault> {
        let status = answer.status();
        match status {
            StatusCode::OK => return Ok(()),
            StatusCode::BAD_REQUEST
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNPROCESSABLE_ENTITY => return Err(Fault::Refused(status.as_u16())),
            StatusCode::TOO_MANY_REQUESTS => {
                let now = self.clock.now();
                let wanted = retry_after(answer);
                self.with_breaker(|breaker| breaker.told_to_wait(now, wanted));
            }
            _ => self.failed(),
        }
        let status = status.as_u16();
        let problem = format!("The embeddings endpoint answered with status {status}.");
        Err(Fault::Failed(problem))
    }

    fn failed(&self) {
        let now = self.clock.now();
        self.with_breaker(|breaker| breaker.failed(now));
    }

    fn with_breaker<T>(&self, act: impl FnOnce(&mut Breaker) -> T) -> T {
        act(&mut self.breaker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The seconds of `Retry-After`.
fn retry_after(answer: &net::Answer) -> Option<u64> {
    let value = answer.headers().get(header::RETRY_AFTER)?;
    value.to_str().ok()?.trim().parse().ok()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paused => f.write_str("The embeddings endpoint failed before."),
            Self::Refused(status) => {
                write!(
                    f,
                    "The embeddings endpoint refuses texts with status {status}."
                )
            }
            Self::Failed(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for Fault {}
