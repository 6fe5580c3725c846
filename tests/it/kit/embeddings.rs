//! A fake of an OpenAI-compatible endpoint for embeddings: a real server on a free port. A vector counts the words of its text, by their hashes; words
//! that a test calls alike count as one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use careergraph::config::Config;
use poem::{Request, Response, Server, endpoint::make, listener::TcpAcceptor};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use super::board::Reply;

const KEY: &str = "embeddings-key-canary";
const DIMENSIONS: usize = 256;

/// The server; it is stopped when this is dropped.
pub struct FakeEmbeddings {
    base_url: String,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    alike: HashMap<String, String>,
    /// Texts with this word are refused.
    refused: Option<String>,
    always: Option<Reply>,
    is_silent: bool,
    seen: Vec<AskedToEmbed>,
}

/// A received request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedToEmbed {
    pub model: String,
    pub texts: Vec<String>,
}

impl FakeEmbeddings {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}/v1", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let answering = Arc::clone(&state);
        let endpoint = make(move |mut request: Request| {
            let state = Arc::clone(&answering);
            async move {
                let body = request.take_body().into_vec().await.unwrap_or_default();
                let answer = answer(
                    &mut state.lock().expect("no panic in here"),
                    &request,
                    &body,
                );
                match answer {
                    Some(answer) => answer,
                    None => std::future::pending().await,
                }
            }
        });
        let acceptor = TcpAcceptor::from_tokio(listener).expect("a listener");
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let server = Server::new_with_acceptor(acceptor);
            server.run(endpoint).await.expect("the endpoint runs");
        });
        Self {
            base_url,
            state,
            _serving: serving,
        }
    }

    /// Configures an app to use it, with a model for all languages.
    pub fn known_to(&self, config: &mut Config) {
        config.embeddings.url.clone_from(&self.base_url);
        config.embeddings.key = KEY.into();
        "words-1".clone_into(&mut config.embeddings.model);
    }

    /// Lets a word count as another one.
    pub fn alike(&self, word: &str, other: &str) {
        let pair = (word.to_owned(), other.to_owned());
        self.lock().alike.extend([pair]);
    }

    /// Refuses requests with a text that has this word.
    pub fn refuse(&self, word: &str) {
        self.lock().refused = Some(word.to_owned());
    }

    /// Sets the response to every request; none for vectors.
    pub fn always(&self, reply: Option<Reply>) {
        self.lock().always = reply;
    }

    /// Whether it takes requests and never answers.
    pub fn be_silent(&self, is_silent: bool) {
        self.lock().is_silent = is_silent;
    }

    /// The requests since the last call.
    pub fn seen(&self) -> Vec<AskedToEmbed> {
        std::mem::take(&mut self.lock().seen)
    }

    /// The texts of the requests since the last call.
    pub fn texts_seen(&self) -> Vec<String> {
        self.seen().into_iter().flat_map(|one| one.texts).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic in here")
    }
}

fn answer(state: &mut State, request: &Request, body: &[u8]) -> Option<Response> {
    let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
    assert_eq!(
        (request.method().as_str(), request.uri().path()),
        ("POST", "/v1/embeddings")
    );
    assert_eq!(header("content-type"), "application/json");
    let body: Value = serde_json::from_slice(body).expect("JSON");
    assert_eq!(body["encoding_format"], "float");
    let texts = body["input"].as_array().expect("texts").iter();
    let texts: Vec<String> = texts
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect();
    let model = body["model"].as_str().expect("a model").to_owned();
    let asked = AskedToEmbed { model, texts };
    state.seen.push(asked.clone());
    if header("authorization") != format!("Bearer {KEY}") {
        return Some(Reply::status(401).respond());
    }
    if state.is_silent {
        return None;
    }
    if let Some(reply) = state.always.clone() {
        return Some(reply.respond());
    }
    let is_refused = |text: &String| {
        state
            .refused
            .as_ref()
            .is_some_and(|word| text.contains(word))
    };
    if asked.texts.iter().any(is_refused) {
        let error = json!({ "error": { "message": asked.texts.concat() } });
        return Some(Reply::json(&error).with_status(400).respond());
    }
    // The last one first, as the order is not promised.
    let texts = asked.texts.iter().enumerate().rev();
    let data: Vec<Value> = texts
        .map(|(index, text)| {
            let vector = vector(state, &asked.model, text);
            json!({ "object": "embedding", "index": index, "embedding": vector })
        })
        .collect();
    let answer = json!({ "object": "list", "data": data, "model": asked.model, "usage": { "prompt_tokens": 1 } });
    Some(Reply::json(&answer).respond())
}

fn vector(state: &State, model: &str, text: &str) -> Vec<u32> {
    let mut vector = vec![0; DIMENSIONS];
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let word = state.alike.get(word).map_or(word, String::as_str);
        if !word.is_empty() {
            vector[place(model, word)] += 1;
        }
    }
    vector
}

/// FNV-1a.
fn place(model: &str, word: &str) -> usize {
    let bytes = model.bytes().chain(word.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from(hash % 256).expect("a small number")
}
