//! A fake identity provider: a real server on a free port that follows OpenID Connect, or LinkedIn's habits, until a test tells it to
//! misbehave in one way of a long list.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use careergraph::config::{ClientAuth, Config, Preset, Provider as Section};
use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, EncodingKey,
    jwk::{Jwk, PublicKeyUse},
};
use poem::{Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, task::JoinSet};

/// What the operator got from the provider.
pub const CLIENT: &str = "careergraph-client";
const SECRET: &str = "s3cret of the client";
/// The id of the key that the provider publishes.
const KEY: &str = "key-1";

mod tokens;

static OWN: LazyLock<EncodingKey> = LazyLock::new(|| {
    EncodingKey::from_rsa_pem(include_bytes!("../../../fixtures/keys/provider.pem")).expect("a key")
});
static STRANGERS: LazyLock<EncodingKey> = LazyLock::new(|| {
    EncodingKey::from_rsa_pem(include_bytes!("../../../fixtures/keys/stranger.pem")).expect("a key")
});

/// The server; it stops when this is dropped.
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
    /// How it misbehaves; empty: not at all.
    whim: String,
    /// Who sits in front of the browser.
    person: Value,
    /// The codes that were given and not used: what was asked for.
    codes: HashMap<String, HashMap<String, String>>,
    /// What was asked, by path.
    seen: Vec<String>,
    /// The id of the key that signs, and that is published.
    key: String,
    made: usize,
    now: Box<dyn Fn() -> DateTime<Utc> + Send>,
}

impl IdentityProvider {
    /// One that follows the standard, or LinkedIn's habits.
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
                .expect("the provider runs")
        });
        Self {
            base_url,
            preset,
            state,
            _serving: serving,
        }
    }

    /// The configuration of a gateway that knows it, as `fake`.
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

    /// From now on it misbehaves in this way; `""`: not at all.
    pub fn misbehave(&self, whim: &str) {
        whim.clone_into(&mut self.state().whim);
    }

    /// Another person sits in front of the browser.
    pub fn person(&self, claims: Value) {
        self.state().person = claims;
    }

    /// Its clock, where a test holds the gateway's.
    pub fn clock(&self, now: impl Fn() -> DateTime<Utc> + Send + 'static) {
        self.state().now = Box::new(now);
    }

    /// It publishes and uses another key from now on.
    pub fn rotate(&self, key: &str) {
        key.clone_into(&mut self.state().key);
    }

    /// How often a path was asked for.
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
        // Nobody waits for this.
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

    fn document(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.base_url);
        let mut document = json!({
            "issuer": self.base_url, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/userinfo"), "jwks_uri": at("/jwks"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        });
        if !self.is_linkedin() {
            document["authorization_response_iss_parameter_supported"] = json!(true);
        }
        match self.whim.as_str() {
            "disc_wrong_issuer" => document["issuer"] = json!("https://evil.example"),
            "disc_issuer_slash" => document["issuer"] = json!(format!("{}/", self.base_url)),
            "disc_no_jwks" => drop(
                document
                    .as_object_mut()
                    .expect("an object")
                    .remove("jwks_uri"),
            ),
            "disc_no_token_endpoint" => drop(
                document
                    .as_object_mut()
                    .expect("an object")
                    .remove("token_endpoint"),
            ),
            "disc_foreign_jwks" => document["jwks_uri"] = json!("http://192.0.2.1/jwks"),
            "disc_plain_http_elsewhere" => {
                document["token_endpoint"] = json!("http://192.0.2.1/token")
            }
            _ => {}
        }
        document
    }

    fn keys(&self) -> Value {
        let mut key = Jwk::from_encoding_key(&OWN, Algorithm::RS256).expect("a public key");
        key.common.key_id = Some(self.key.clone());
        // LinkedIn's keys name no use.
        key.common.public_key_use = (!self.is_linkedin()).then_some(PublicKeyUse::Signature);
        match self.whim.as_str() {
            "jwks_for_encryption" => key.common.public_key_use = Some(PublicKeyUse::Encryption),
            "jwks_empty" => return json!({ "keys": [] }),
            _ => {}
        }
        json!({ "keys": [key] })
    }

    fn authorize(&mut self, asked: HashMap<String, String>) -> Response {
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["response_type"], "code");
        assert!(
            asked["scope"].split(' ').any(|scope| scope == "openid"),
            "{asked:?}"
        );
        assert_eq!(asked.contains_key("code_challenge"), !self.is_linkedin());
        self.made += 1;
        let (code, mut back) = (
            format!("code-{}", self.made),
            url::Url::parse(&asked["redirect_uri"]).expect("an address"),
        );
        let state = if self.whim == "wrong_state" {
            "x".repeat(43)
        } else {
            asked["state"].clone()
        };
        {
            let mut query = back.query_pairs_mut();
            match self.whim.as_str() {
                "access_denied"
                | "user_cancelled_login"
                | "user_cancelled_authorize"
                | "server_error" => {
                    query.append_pair("error", &self.whim);
                }
                "no_code" => {}
                _ => {
                    query.append_pair("code", &code);
                }
            }
            if self.whim != "no_state" {
                query.append_pair("state", &state);
            }
            if self.whim == "double_code" {
                query.append_pair("code", "another");
            }
            if self.whim == "double_state" {
                query.append_pair("state", &state);
            }
            match self.whim.as_str() {
                "iss_wrong" => drop(query.append_pair("iss", "https://evil.example")),
                "iss_missing" => {}
                _ if self.is_linkedin() => {}
                _ => drop(query.append_pair("iss", &self.base_url)),
            }
        }
        let code = if self.whim == "code_unknown" {
            "other".to_owned()
        } else {
            code
        };
        self.codes.insert(code, asked);
        Response::builder()
            .status(StatusCode::FOUND)
            .header("location", back.as_str())
            .finish()
    }

    fn token(&mut self, form: &HashMap<String, String>, authorization: &str) -> Response {
        let text = |name: &str| form.get(name).cloned().unwrap_or_default();
        let refuse = |status: StatusCode, error: &str| {
            let mut response = reply(&json!({ "error": error }));
            response.set_status(status);
            response
        };
        // The parts of a name and a password are percent-encoded first (RFC 6749, 2.3.1).
        let basic = format!(
            "{CLIENT}:{}",
            url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect::<String>()
        );
        let basic = format!(
            "Basic {}",
            base64::engine::general_purpose::STANDARD.encode(basic)
        );
        let by_body = text("client_id") == CLIENT
            && text("client_secret") == SECRET
            && authorization.is_empty();
        let is_client = if self.is_linkedin() {
            by_body
        } else {
            authorization == basic
        };
        let Some(asked) = self.codes.remove(&text("code")) else {
            return refuse(StatusCode::BAD_REQUEST, "invalid_grant");
        };
        if !is_client || (self.is_linkedin() && form.contains_key("code_verifier")) {
            return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
        }
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(text("code_verifier")));
        if asked["redirect_uri"] != text("redirect_uri")
            || (!self.is_linkedin() && asked["code_challenge"] != challenge)
        {
            return refuse(StatusCode::BAD_REQUEST, "invalid_grant");
        }
        if self.whim == "token_refused" {
            return refuse(StatusCode::BAD_REQUEST, "invalid_grant");
        }
        let access = format!(
            "access-token-of-{}",
            self.person["sub"].as_str().unwrap_or_default()
        );
        let token_type = if self.whim == "token_mac" {
            "mac"
        } else {
            "Bearer"
        };
        let mut answer = json!({
            "access_token": access, "token_type": token_type, "expires_in": 3600, "id_token": self.id_token(&asked["nonce"], &access),
            "refresh_token": "refresh-token-of-the-provider",
        });
        if self.whim == "no_id_token" {
            answer
                .as_object_mut()
                .expect("an object")
                .remove("id_token");
        }
        reply(&answer)
    }

    fn user_info(&self, authorization: &str) -> Response {
        let expected = format!(
            "Bearer access-token-of-{}",
            self.person["sub"].as_str().unwrap_or_default()
        );
        if authorization != expected || self.whim == "userinfo_401" {
            let mut response = reply(
                &json!({ "serviceErrorCode": 65600, "message": "Invalid access token", "status": 401 }),
            );
            response.set_status(StatusCode::UNAUTHORIZED);
            return response;
        }
        let mut told = self.person.clone();
        match self.whim.as_str() {
            "userinfo_of_another" => told["sub"] = json!("somebody-else"),
            "userinfo_no_email" => drop(told.as_object_mut().expect("an object").remove("email")),
            "userinfo_unverified" => told["email_verified"] = json!(false),
            // The address is here, and the word that it is verified in the ID token.
            "verified_elsewhere" => drop(
                told.as_object_mut()
                    .expect("an object")
                    .remove("email_verified"),
            ),
            _ => {}
        }
        if self.is_linkedin() {
            told["locale"] = json!({ "country": "US", "language": "en" });
        }
        reply(&told)
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
