//! A server of the S3 protocol: one bucket, with single requests to write, read (also a range), examine and delete an object. It checks the
//! signature of each request (AWS Signature Version 4) as services do, and fails as the test wants.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use aws_lc_rs::hmac;
use careergraph::config::Config;
use futures_util::stream;
use poem::{
    Body, Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor,
};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, task::JoinSet};

pub(super) const BUCKET: &str = "careergraph-test";
const PREFIX: &str = "files";
pub(super) const REGION: &str = "eu-test-1";
pub(super) const KEY_ID: &str = "test-key";
pub(super) const SECRET: &str = "test secret/with+signs=";

/// The server; it is stopped when this is dropped.
pub struct Bucket {
    base_url: String,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    objects: BTreeMap<String, Vec<u8>>,
    /// Requests: method and key.
    seen: Vec<(String, String)>,
    /// Statuses of the next responses.
    faults: VecDeque<u16>,
    /// The status of all responses.
    down: Option<u16>,
    /// Signatures that were wrong.
    unsigned: Vec<String>,
    /// How many of the next contents are cut in the middle.
    cuts: usize,
}

impl Bucket {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let answering = Arc::clone(&state);
        let endpoint = make(move |mut request: Request| {
            let state = Arc::clone(&answering);
            async move {
                let body = request.take_body().into_vec().await.unwrap_or_default();
                let mut state = state.lock().expect("no panic in here");
                answer(&mut state, &request, body)
            }
        });
        let acceptor = TcpAcceptor::from_tokio(listener).expect("a listener");
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let server = Server::new_with_acceptor(acceptor);
            server.run(endpoint).await.expect("the bucket runs");
        });
        Self {
            base_url,
            state,
            _serving: serving,
        }
    }

    /// Makes this the store of an app.
    pub fn known_to(&self, config: &mut Config) {
        config.documents.url = format!(
            "s3://{BUCKET}/{PREFIX}?region={REGION}&endpoint={}",
            self.base_url
        );
        KEY_ID.clone_into(&mut config.documents.access_key_id);
        config.documents.secret_access_key = SECRET.into();
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic in here")
    }

    /// The keys of the objects.
    pub fn keys(&self) -> Vec<String> {
        self.state().objects.keys().cloned().collect()
    }

    /// The contents of the objects.
    pub fn contents(&self) -> Vec<Vec<u8>> {
        self.state().objects.values().cloned().collect()
    }

    /// The number of requests with this method.
    pub fn requests(&self, method: &str) -> usize {
        self.state()
            .seen
            .iter()
            .filter(|(of, _)| of == method)
            .count()
    }

    /// Requests whose signature was wrong.
    pub fn unsigned(&self) -> Vec<String> {
        self.state().unsigned.clone()
    }

    /// Fails the next requests with these statuses.
    pub fn fail_next(&self, statuses: &[u16]) {
        self.state().faults.extend(statuses);
    }

    /// Fails all requests with this status, or none.
    pub fn fail_all(&self, status: Option<u16>) {
        self.state().down = status;
    }

    /// Ends the connection in the middle of the next contents.
    pub fn cut_next(&self, contents: usize) {
        self.state().cuts = contents;
    }

    /// Deletes all objects, as nobody should.
    pub fn lose_everything(&self) {
        self.state().objects.clear();
    }
}

fn answer(state: &mut State, request: &Request, body: Vec<u8>) -> Response {
    let (method, path) = (request.method().as_str(), request.uri().path());
    let key = path
        .strip_prefix(&format!("/{BUCKET}/"))
        .unwrap_or_default()
        .to_owned();
    state.seen.push((method.to_owned(), key.clone()));
    if let Some(status) = state.down.or_else(|| state.faults.pop_front()) {
        return fault(status, name_of(status));
    }
    if let Err(reason) = check_signature(request, &body) {
        state.unsigned.push(format!("{method} {path}: {reason}"));
        return fault(403, "SignatureDoesNotMatch");
    }
    if key.is_empty() {
        return fault(404, "NoSuchBucket");
    }
    match method {
        "PUT" => {
            let tag = format!("\"{:x}\"", Sha256::digest(&body));
            state.objects.insert(key, body);
            Response::builder().header("etag", tag).finish()
        }
        "DELETE" => {
            state.objects.remove(&key);
            status(204).finish()
        }
        "GET" | "HEAD" => {
            let is_cut = method == "GET" && state.cuts > 0;
            state.cuts -= usize::from(is_cut);
            match state.objects.get(&key) {
                None => fault(404, "NoSuchKey"),
                Some(content) => content_of(content, request, is_cut),
            }
        }
        _ => fault(405, "MethodNotAllowed"),
    }
}

fn status(status: u16) -> poem::ResponseBuilder {
    Response::builder().status(StatusCode::from_u16(status).expect("a status"))
}

/// The name of an error that services give with a status.
fn name_of(status: u16) -> &'static str {
    match status {
        403 => "AccessDenied",
        503 => "SlowDown",
        _ => "InternalError",
    }
}

fn fault(code: u16, name: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{name}</Code><Message>{name}</Message></Error>"
    );
    status(code).content_type("application/xml").body(body)
}

fn content_of(content: &[u8], request: &Request, is_cut: bool) -> Response {
    let whole = || status(200).header("content-length", content.len());
    let (mut response, part) = match request.headers().get("range") {
        None => (whole(), content),
        Some(range) => {
            let range = range
                .to_str()
                .expect("ASCII")
                .strip_prefix("bytes=")
                .expect("bytes");
            let (first, last) = range.split_once('-').expect("a range");
            let first: usize = first.parse().expect("a number");
            let end = last
                .parse::<usize>()
                .map_or(content.len(), |last| content.len().min(last + 1));
            if first >= end {
                return fault(416, "InvalidRange");
            }
            let range = format!("bytes {first}-{}/{}", end - 1, content.len());
            let part = status(206).header("content-range", range);
            (
                part.header("content-length", end - first),
                &content[first..end],
            )
        }
    };
    response = response
        .header("etag", format!("\"{:x}\"", Sha256::digest(content)))
        .header("last-modified", "Fri, 27 Nov 2026 08:00:00 GMT");
    if request.method().as_str() == "HEAD" {
        response.finish()
    } else if is_cut {
        let half = part[..part.len() / 2].to_vec();
        let end = std::io::Error::other("the connection is lost");
        response.body(Body::from_bytes_stream(stream::iter([Ok(half), Err(end)])))
    } else {
        response.body(part.to_vec())
    }
}

/// Checks `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
fn check_signature(request: &Request, body: &[u8]) -> Result<(), String> {
    let header = |name: &str| {
        let value = request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.ok_or_else(|| format!("no {name}"))
    };
    let authorization = header("authorization")?
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .ok_or("another scheme")?;
    let part = |name: &str| {
        let mut parts = authorization.split(", ").flat_map(|part| part.split(','));
        parts
            .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
            .ok_or_else(|| format!("no {name}"))
    };
    let (scope, signed, signature) = (
        part("Credential")?
            .strip_prefix(KEY_ID)
            .and_then(|scope| scope.strip_prefix('/'))
            .ok_or("another key")?,
        part("SignedHeaders")?,
        part("Signature")?,
    );
    let at = header("x-amz-date")?;
    let day = at.get(..8).ok_or("no day")?;
    if scope != format!("{day}/{REGION}/s3/aws4_request") {
        return Err(format!("another scope: {scope}"));
    }
    let payload = header("x-amz-content-sha256")?;
    if payload != "UNSIGNED-PAYLOAD" && payload != format!("{:x}", Sha256::digest(body)) {
        return Err("another payload".to_owned());
    }
    let mut headers = String::new();
    for name in signed.split(';') {
        headers.extend([name, ":", header(name)?.trim(), "\n"]);
    }
    let canonical = format!(
        "{}\n{}\n{}\n{headers}\n{signed}\n{payload}",
        request.method(),
        request.uri().path(),
        request.uri().query().unwrap_or_default()
    );
    let to_sign = format!(
        "AWS4-HMAC-SHA256\n{at}\n{scope}\n{:x}",
        Sha256::digest(canonical)
    );
    let key = [day, REGION, "s3", "aws4_request"]
        .iter()
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, text| {
            sign(&key, text)
        });
    let expected = crate::personal_data::hex(&sign(&key, &to_sign));
    if signature == expected {
        Ok(())
    } else {
        Err("another signature".to_owned())
    }
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}
