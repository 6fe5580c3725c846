//! The same requests over HTTP/2 without TLS, as from a proxy: concurrently on one connection, shared with requests of the owner.

use std::time::Duration;

use reqwest::{
    Body, Client, Method, Response,
    header::{HeaderName, HeaderValue},
};

use super::{
    transport::Request,
    wire::{Received, STREAM_WAIT},
};

/// An HTTP/2 client, shared by all fuzzing clients.
#[derive(Clone)]
pub struct Modern {
    client: Client,
    port: u16,
}

impl Modern {
    pub fn new(port: u16) -> Self {
        let client = Client::builder()
            .no_proxy()
            .no_gzip()
            .tls_certs_only([])
            .http2_prior_knowledge()
            .redirect(reqwest::redirect::Policy::none());
        // Longer than any client waits for a response, so that the client's timeout is reported first.
        let client = client.timeout(Duration::from_mins(10)).build();
        Self {
            client: client.expect("a client"),
            port,
        }
    }

    /// Sends a request and reads its response.
    pub async fn exchange(&self, request: &Request) -> Result<Received, String> {
        let method = Method::from_bytes(request.method.as_bytes()).expect("a method");
        let mut sending = self.client.request(
            method,
            format!("http://127.0.0.1:{}{}", self.port, request.target),
        );
        for (name, value) in request
            .headers
            .iter()
            .filter(|(name, value)| is_of_http2(name, value))
        {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            sending = sending.header(name, HeaderValue::from_bytes(value).expect("a value"));
        }
        let response = sending.body(body(request)).send().await.map_err(dropped)?;
        assert_eq!(response.version(), reqwest::Version::HTTP_2);
        receive(response).await
    }
}

/// `TE` must be "trailers" there (RFC 9113, 8.2.2), and a malformed request need not get a response (8.1.1): such requests are among
/// the malformed frames.
fn is_of_http2(name: &str, value: &[u8]) -> bool {
    !name.eq_ignore_ascii_case("te") || value == b"trailers"
}

/// Chunked, or with a Content-Length.
fn body(request: &Request) -> Body {
    if !request.chunked {
        return request.body.clone().into();
    }
    let chunks: Vec<_> = request
        .body
        .chunks(1 + request.body.len() / 3)
        .map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()))
        .collect();
    Body::wrap_stream(futures_util::stream::iter(chunks))
}

async fn receive(mut response: Response) -> Result<Received, String> {
    let mut received = Received {
        status: response.status().as_u16(),
        ..Received::default()
    };
    let lines = response
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes())));
    received.head = lines.collect();
    if received.is_stream() {
        // It is checked by what was received before.
        let all = async {
            while let Ok(Some(piece)) = response.chunk().await {
                received.body.extend(piece);
            }
        };
        drop(tokio::time::timeout(STREAM_WAIT, all).await);
    } else {
        received.body = response.bytes().await.map_err(dropped)?.into();
    }
    Ok(received)
}

fn dropped(error: reqwest::Error) -> String {
    // The URL contains the document, which is printed with the request anyway.
    let error = error.without_url();
    let causes: Vec<String> =
        std::iter::successors(std::error::Error::source(&error), |cause| cause.source())
            .map(ToString::to_string)
            .collect();
    format!("dropped without a response: {error}: {}", causes.join(": "))
}
