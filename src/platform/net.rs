//! The one outbound HTTP client: timeouts, bounded bodies, no redirects, retries with jitter that honour `Retry-After`.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use futures_util::StreamExt;
use reqwest::{Client, Response, StatusCode, header, redirect::Policy};
use url::Url;

use crate::{
    config,
    error::{Error, Result},
};

/// The longest wait that a server may ask of us before we give up for this time.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(1);

/// Outbound HTTP.
#[derive(Clone)]
pub struct Net {
    client: Client,
    max_bytes: usize,
}

/// What a server answered.
#[derive(Debug)]
pub enum Fetched {
    /// A body, and the tag to ask with the next time.
    Body {
        /// The bytes, decompressed.
        bytes: Vec<u8>,
        /// The `ETag`, if the server gave one.
        etag: Option<String>,
    },
    /// Nothing new since the tag we sent.
    NotModified,
    /// 404 or 410.
    Gone,
}

/// What came of one exchange.
#[derive(Debug)]
pub enum Exchanged {
    /// An answer, whatever its status.
    Answer(http::Response<Vec<u8>>),
    /// An answer of more bytes than were wanted.
    TooLong,
}

enum Attempt {
    Done(Fetched),
    Again(Error, Option<Duration>),
}

impl Net {
    /// A client as configured.
    pub fn new(config: &config::Sources) -> Result<Self> {
        let client = Client::builder()
            .user_agent(&config.user_agent)
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(config.timeout_secs))
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, max_bytes: config.max_bytes })
    }

    /// Reads one page of JSON; three attempts.
    pub async fn fetch_json(&self, url: &Url, etag: Option<&str>) -> Result<Fetched> {
        let mut pauses = ExponentialBuilder::default().with_jitter().with_min_delay(Duration::from_millis(200)).with_max_times(2).build();
        loop {
            let (error, wanted) = match self.attempt(url, etag).await? {
                Attempt::Done(fetched) => return Ok(fetched),
                Attempt::Again(error, wanted) => (error, wanted),
            };
            match (pauses.next(), wanted) {
                (_, Some(wanted)) if wanted > RETRY_AFTER_MAX => return Err(error),
                (None, _) => return Err(error),
                (Some(pause), wanted) => tokio::time::sleep(wanted.unwrap_or(pause)).await,
            }
        }
    }

    /// One exchange with a party that the configuration names, of so many bytes and so much time at most; nothing is tried again.
    pub async fn exchange(&self, request: http::Request<Vec<u8>>, max_bytes: usize, within: Duration) -> Result<Exchanged> {
        let mut request = reqwest::Request::try_from(request).map_err(Error::internal)?;
        *request.timeout_mut() = Some(within);
        let url = request.url().clone();
        let response = self.client.execute(request).await.map_err(|cause| away(&url, "does not answer").caused_by(cause.without_url()))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let Some(bytes) = bytes_of(&url, response, max_bytes).await? else { return Ok(Exchanged::TooLong) };
        let mut answer = http::Response::new(bytes);
        (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
        Ok(Exchanged::Answer(answer))
    }

    async fn attempt(&self, url: &Url, etag: Option<&str>) -> Result<Attempt> {
        // Lever answers HTML to whoever does not ask for JSON.
        let mut request = self.client.get(url.clone()).header(header::ACCEPT, "application/json");
        if let Some(etag) = etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(cause) => return Ok(Attempt::Again(away(url, "does not answer").caused_by(cause.without_url()), None)),
        };
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Ok(Attempt::Again(away(url, &format!("answers {status}")), retry_after(&response)));
        }
        match status {
            StatusCode::NOT_MODIFIED => Ok(Attempt::Done(Fetched::NotModified)),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Attempt::Done(Fetched::Gone)),
            status if status.is_success() => self.read(url, response).await,
            status => Err(away(url, &format!("answers {status}"))),
        }
    }

    async fn read(&self, url: &Url, response: Response) -> Result<Attempt> {
        let etag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let mut bytes = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let Ok(chunk) = chunk else { return Ok(Attempt::Again(away(url, "broke off its answer"), None)) };
            if bytes.len() + chunk.len() > self.max_bytes {
                return Err(away(url, &format!("sent more than {} bytes (sources.max_bytes)", self.max_bytes)));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Attempt::Done(Fetched::Body { bytes, etag }))
    }
}

/// The whole body; `None` if it is longer than this.
async fn bytes_of(url: &Url, response: Response, max_bytes: usize) -> Result<Option<Vec<u8>>> {
    let (mut bytes, mut chunks) = (Vec::new(), response.bytes_stream());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|cause| away(url, "broke off its answer").caused_by(cause.without_url()))?;
        if bytes.len() + chunk.len() > max_bytes {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

fn away(url: &Url, what: &str) -> Error {
    Error::unavailable(format!("{} {what}.", url.host_str().unwrap_or("The server")))
}

fn retry_after(response: &Response) -> Option<Duration> {
    response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}
