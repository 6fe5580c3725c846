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
        Ok(Self {
            client,
            max_bytes: config.max_bytes,
        })
    }

    /// Reads one page of JSON; three attempts.
    pub async fn fetch_json(&self, url: &Url, etag: Option<&str>) -> Result<Fetched> {
        let mut pauses = ExponentialBuilder::default()
            .with_jitter()
            .with_min_delay(Duration::from_millis(200))
            .with_max_times(2)
            .build();
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
    pub async fn exchange(
        &self,
        request: http::Request<Vec<u8>>,
        max_bytes: usize,
        within: Duration,
    ) -> Result<Exchanged> {
        let mut request = reqwest::Request::try_from(request).map_err(Error::internal)?;
        *request.timeout_mut() = Some(within);
        let url = request.url().clone();
        let response = self
            .client
            .execute(request)
            .await
            .map_err(|cause| away(&url, "does not answer").caused_by(cause.without_url()))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match read_body(response, max_bytes).await {
            Ok(body) => body,
            Err(BodyFault::TooLong(_)) => return Ok(Exchanged::TooLong),
            Err(fault) => return Err(fault.into_error(&url, "")),
        };
        let mut answer = http::Response::new(body);
        (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
        Ok(Exchanged::Answer(answer))
    }

    async fn attempt(&self, url: &Url, etag: Option<&str>) -> Result<Attempt> {
        // Lever answers HTML to whoever does not ask for JSON.
        let mut request = self
            .client
            .get(url.clone())
            .header(header::ACCEPT, "application/json");
        if let Some(etag) = etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(cause) => {
                return Ok(Attempt::Again(
                    away(url, "does not answer").caused_by(cause.without_url()),
                    None,
                ));
            }
        };
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Ok(Attempt::Again(
                away(url, &format!("answers {status}")),
                retry_after(&response),
            ));
        }
        match status {
            StatusCode::NOT_MODIFIED => Ok(Attempt::Done(Fetched::NotModified)),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Attempt::Done(Fetched::Gone)),
            status if status.is_success() => self.read(url, response).await,
            status => Err(away(url, &format!("answers {status}"))),
        }
    }

    async fn read(&self, url: &Url, response: Response) -> Result<Attempt> {
        let etag = response
            .headers()
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .map(str::to_owned);
        match read_body(response, self.max_bytes).await {
            Ok(bytes) => Ok(Attempt::Done(Fetched::Body { bytes, etag })),
            // It would be as long the next time.
            Err(fault @ BodyFault::TooLong(_)) => {
                Err(fault.into_error(url, " (sources.max_bytes)"))
            }
            Err(fault @ BodyFault::BrokenOff(_)) => {
                Ok(Attempt::Again(fault.into_error(url, ""), None))
            }
        }
    }
}

/// Why a body could not be read.
enum BodyFault {
    /// The connection ended or fell silent before the body did: another attempt may succeed.
    BrokenOff(reqwest::Error),
    /// It has more than this many bytes.
    TooLong(usize),
}

impl BodyFault {
    /// The error of the server at this address; `limit` says what configures the limit.
    fn into_error(self, url: &Url, limit: &str) -> Error {
        match self {
            Self::BrokenOff(cause) => {
                away(url, "broke off its answer").caused_by(cause.without_url())
            }
            Self::TooLong(max_bytes) => {
                away(url, &format!("sent more than {max_bytes} bytes{limit}"))
            }
        }
    }
}

/// The body, if it is whole and no longer than this.
async fn read_body(
    response: Response,
    max_bytes: usize,
) -> std::result::Result<Vec<u8>, BodyFault> {
    let (mut bytes, mut chunks) = (Vec::new(), response.bytes_stream());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(BodyFault::BrokenOff)?;
        if chunk.len() > max_bytes.saturating_sub(bytes.len()) {
            return Err(BodyFault::TooLong(max_bytes));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn away(url: &Url, what: &str) -> Error {
    Error::unavailable(format!(
        "{} {what}.",
        url.host_str().unwrap_or("The server")
    ))
}

fn retry_after(response: &Response) -> Option<Duration> {
    response
        .headers()
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .parse()
        .ok()
        .map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use std::{io::Write, net::TcpListener, time::Duration};

    use super::{Exchanged, Net};
    use crate::config::Config;

    /// What an exchange with a server comes to that says this and closes the connection.
    async fn exchange(answer: &str, max_bytes: usize) -> Result<Vec<u8>, String> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let answer = answer.to_owned();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0; 1_024];
            let read = std::io::Read::read(&mut stream, &mut request).expect("a request");
            assert!(read > 0);
            // The client may have heard enough before the end.
            drop(stream.write_all(answer.as_bytes()));
        });
        let net = Net::new(&Config::load(None).expect("the defaults are valid").sources)
            .expect("a client");
        let request = http::Request::get(url).body(Vec::new()).expect("a request");
        let answer = net
            .exchange(request, max_bytes, Duration::from_secs(20))
            .await;
        server.join().expect("the server ends");
        match answer {
            Ok(Exchanged::Answer(answer)) => Ok(answer.into_body()),
            Ok(Exchanged::TooLong) => Err("too long".to_owned()),
            Err(error) => Err(error.message().to_owned()),
        }
    }

    #[tokio::test]
    async fn a_body_that_broke_off_is_told_from_one_that_is_too_long() {
        let whole = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
        assert_eq!(
            exchange(whole, 5).await,
            Ok(b"hello".to_vec()),
            "as long as it may be"
        );
        assert_eq!(exchange(whole, 4).await, Err("too long".to_owned()));
        let broken = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello";
        assert_eq!(
            exchange(broken, 5).await,
            Err("127.0.0.1 broke off its answer.".to_owned())
        );
    }
}
