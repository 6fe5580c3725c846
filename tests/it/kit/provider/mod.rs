//! A fake identity provider: a real server on a free port that follows OpenID Connect, or has LinkedIn's deviations, until a test
//! selects one of many misbehaviours.

mod answers;
mod tokens;

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard},
};

use careergraph::config::{ClientAuth, Config, Preset, Provider as Section};
use chrono::{DateTime, Utc};
use jsonwebtoken::EncodingKey;
use poem::{Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

/// The client secret.
pub const CLIENT: &str = "careergraph-client";

const SECRET: &str = "s3cret of the client";

/// The id of the key that the provider publishes.
const KEY: &str = "key-1";

static OWN: LazyLock<EncodingKey> = LazyLock::new(|| {
    EncodingKey::from_rsa_pem(include_bytes!("../../../fixtures/keys/provider.pem")).expect("a key")
});

static STRANGERS: LazyLock<EncodingKey> = LazyLock::new(|| {
    EncodingKey::from_rsa_pem(include_bytes!("../../../fixtures/keys/stranger.pem")).expect("a key")
});

/// The server; it is stopped when this is dropped.
pub struct IdentityProvider {
    /// `http://127.0.0.1:PORT`, which is its issuer.
    pub base_url: String,
    preset: Preset,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

struct State {
    base_url: String,
    preset: Preset,
    /// The misbehaviour; empty for none.
    whim: String,
    /// The user at the provider.
    person: Value,
    /// Issued, unused codes with their authorization requests.
    codes: HashMap<String, HashMap<String, String>>,
    /// The requests, by path.
    seen: Vec<String>,
    /// The id of the signing and published key.
    key: String,
    made: usize,
    now: Box<dyn Fn() -> DateTime<Utc> + Send>,
}

impl IdentityProvider {
    /// A provider that follows the standard, or has LinkedIn's deviations.
    pub async fn start(preset: Preset) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State {
            base_url: base_url.clone(),
            preset,
            whim: String::new(),
            person: json!({ "sub": "ada-1", "email": "ada@example.org", "email_verified": true, "name": "Ada Lovelace" }),
            codes: HashMap::new(),
            seen: Vec::new(),
            key: KEY.to_owned(),
            made: 0,
            now: Box::new(|| careergraph::platform::clock::Clock::default().now()),
        }));
        let acceptor = TcpAcceptor::from_tokio(listener).expect("a listener");
        let shared = Arc::clone(&state);
        let endpoint = make(move |request| answer(Arc::clone(&shared), request));
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            Server::new_with_acceptor(acceptor)
                .run(endpoint)
                .await
                .expect("the provider runs");
        });
        Self {
            base_url,
            preset,
            state,
            _serving: serving,
        }
    }

    /// The configuration of a gateway with this provider, as `fake`.
    pub fn known_to(&self, config: &mut Config) {
        let section = Section {
            preset: self.preset,
            label: String::new(),
            issuer: self.base_url.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned().into(),
            scopes: String::new(),
            client_auth: ClientAuth::Basic,
            algorithms: String::new(),
            vouches_for_email: true,
            keep_tokens: true,
        };
        config.auth.return_to = vec![
            "https://app.example.org/".to_owned(),
            "com.example.app:/signed-in".to_owned(),
        ];
        config.auth.provider_timeout_secs = 1;
        config.providers.0.insert("fake".to_owned(), section);
    }

    /// Sets the misbehaviour; `""` for none.
    pub fn misbehave(&self, whim: &str) {
        whim.clone_into(&mut self.state().whim);
    }

    /// Sets another user at the provider.
    pub fn person(&self, claims: Value) {
        self.state().person = claims;
    }

    /// Sets its clock, for tests that hold the gateway's.
    pub fn clock(&self, now: impl Fn() -> DateTime<Utc> + Send + 'static) {
        self.state().now = Box::new(now);
    }

    /// Rotates the signing key.
    pub fn rotate(&self, key: &str) {
        key.clone_into(&mut self.state().key);
    }

    /// The number of requests to a path.
    pub fn seen(&self, path: &str) -> usize {
        self.state()
            .seen
            .iter()
            .filter(|seen| *seen == path)
            .count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("free")
    }
}

async fn answer(state: Arc<Mutex<State>>, mut request: Request) -> poem::Result<Response> {
    let path = request.uri().path().to_owned();
    let query = pairs(request.uri().query().unwrap_or_default());
    let form = pairs(&request.take_body().into_string().await.unwrap_or_default());
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let (authorization, whim) = (
        header("authorization"),
        state.lock().expect("free").whim.clone(),
    );
    state.lock().expect("free").seen.push(path.clone());
    let place = match path.as_str() {
        "/.well-known/openid-configuration" => "disc",
        "/jwks" => "jwks",
        "/authorize" => "authorize",
        "/token" => "token",
        "/userinfo" => "userinfo",
        _ => return Ok(StatusCode::NOT_FOUND.into()),
    };
    match whim.strip_prefix(place) {
        Some("_500") => return Ok(StatusCode::INTERNAL_SERVER_ERROR.into()),
        Some("_404") => return Ok(StatusCode::NOT_FOUND.into()),
        Some("_429") => return Ok(StatusCode::TOO_MANY_REQUESTS.into()),
        Some("_html") => {
            return Ok(Response::builder()
                .content_type("text/html")
                .body("<h1>Welcome</h1>"));
        }
        Some("_redirect") => {
            return Ok(Response::builder()
                .status(StatusCode::FOUND)
                .header("location", "/elsewhere")
                .finish());
        }
        Some("_big") => return Ok(reply(&json!({ "padding": "x".repeat(2_000_000) }))),
        // Not awaited.
        Some("_never") => std::future::pending().await,
        _ => {}
    }
    let mut state = state.lock().expect("free");
    Ok(match place {
        "disc" => reply(&state.document()),
        "jwks" => reply(&state.keys()),
        "authorize" => state.authorize(query),
        "token" => state.token(&form, &authorization),
        _ => state.user_info(&authorization),
    })
}

impl State {
    fn is_linkedin(&self) -> bool {
        self.preset == Preset::Linkedin
    }
}

fn reply(body: &Value) -> Response {
    Response::builder()
        .content_type("application/json")
        .body(body.to_string())
}

fn pairs(text: &str) -> HashMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}
