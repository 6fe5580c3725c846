//! Access tokens: own tokens are valid, anyone can verify them, and no forged token is accepted.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
    jwk::{Jwk, JwkSet},
};
use reqwest::{Method, header::AUTHORIZATION};
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, TestUser};

/// A forger's material: a valid token, the public keys, and in some cases the signing key.
struct Forger {
    token: String,
    header: Header,
    claims: Value,
    public_key: Vec<u8>,
    jwk: String,
    signing: EncodingKey,
    refresh_token: String,
}

impl Forger {
    async fn of(app: &TestApp, user: &TestUser) -> Self {
        let jwks = app
            .anonymous()
            .send(
                app.anonymous()
                    .request(Method::GET, "/.well-known/jwks.json", &[]),
            )
            .await;
        let header = decode_header(&user.access_token).unwrap();
        let pem = std::fs::read(
            app.platform
                .config
                .auth
                .keys_dir
                .join(format!("{}.pem", header.kid.clone().unwrap())),
        )
        .unwrap();
        let payload = user.access_token.split('.').nth(1).unwrap();
        Self {
            token: user.access_token.clone(),
            claims: serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap(),
            header,
            public_key: URL_SAFE_NO_PAD
                .decode(jwks.json["keys"][0]["x"].as_str().unwrap())
                .unwrap(),
            jwk: jwks.text,
            refresh_token: user.refresh_token.clone(),
            signing: EncodingKey::from_ed_pem(&pem).unwrap(),
        }
    }

    /// A token with another header and other claims, signed by the real key.
    fn signed(&self, change: impl FnOnce(&mut Header, &mut Value)) -> String {
        let (mut header, mut claims) = (self.header.clone(), self.claims.clone());
        change(&mut header, &mut claims);
        encode(&header, &claims, &self.signing).unwrap()
    }

    /// The same claims under this header, with this signature.
    fn assembled(&self, header: &Value, signature: &str) -> String {
        let payload = self.token.split('.').nth(1).unwrap();
        format!(
            "{}.{payload}.{signature}",
            URL_SAFE_NO_PAD.encode(header.to_string())
        )
    }

    /// A foreign key, as a token may embed it.
    fn jwk_of_evil(&self) -> Jwk {
        let mut key = serde_json::from_str::<JwkSet>(&self.jwk)
            .unwrap()
            .keys
            .remove(0);
        key.common.key_id = Some("evil".to_owned());
        key
    }

    fn by_secret(&self, secret: &[u8]) -> String {
        let header = Header {
            alg: Algorithm::HS256,
            ..self.header.clone()
        };
        encode(&header, &self.claims, &EncodingKey::from_secret(secret)).unwrap()
    }
}

async fn status_with(app: &TestApp, authorization: &str) -> u16 {
    let request = app.anonymous().request(
        Method::POST,
        "/graphql",
        &[("content-type", "application/json")],
    );
    let body = json!({ "query": "{ viewer { user { id } } }" }).to_string();
    let answer = app
        .anonymous()
        .send(request.header(AUTHORIZATION, authorization).body(body))
        .await;
    if answer.status == 401 {
        assert_eq!(answer.code(), "UNAUTHENTICATED");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"invalid_token\""
        );
    } else {
        assert!(answer.json.get("errors").is_none(), "{}", answer.text);
    }
    answer.status
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn only_our_own_tokens_are_good() {
    let app = TestApp::start().await;
    let forger = Forger::of(&app, &app.sign_up("ada").await).await;
    let foreign_key = TestApp::start().await;
    let foreign = Forger::of(&foreign_key, &foreign_key.sign_up("ada").await).await;
    let kid = forger.header.kid.clone().unwrap();
    let signature = forger.token.rsplit('.').next().unwrap();
    let tampered = |at: usize| {
        let mut bytes = forger.token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    let other_claims =
        URL_SAFE_NO_PAD.encode(forger.claims.to_string().replace("\"USER\"", "\"ADMIN\""));
    let parts: Vec<&str> = forger.token.split('.').collect();
    assert_eq!(
        status_with(&app, &format!("Bearer {}", forger.signed(|_, _| {}))).await,
        200,
        "the forge itself works"
    );
    for (what, token) in [
        ("none", String::new()),
        ("nonsense", "nonsense".into()),
        ("dots", "..".into()),
        ("a changed header", tampered(3)),
        ("changed claims", tampered(parts[0].len() + 5)),
        ("a changed signature", tampered(forger.token.len() - 10)),
        ("no signature", format!("{}.{}.", parts[0], parts[1])),
        (
            "another role",
            format!("{}.{other_claims}.{}", parts[0], parts[2]),
        ),
        ("a part too many", format!("{}.x", forger.token)),
        ("another server's token", foreign.token.clone()),
        (
            "another server's key under our name",
            foreign.signed(|header, _| header.kid = Some(kid.clone())),
        ),
        (
            "alg none",
            forger.assembled(&json!({ "alg": "none", "typ": "at+jwt", "kid": kid }), ""),
        ),
        (
            "alg none with a signature",
            forger.assembled(
                &json!({ "alg": "none", "typ": "at+jwt", "kid": kid }),
                signature,
            ),
        ),
        (
            "alg NONE",
            forger.assembled(&json!({ "alg": "NONE", "typ": "at+jwt", "kid": kid }), ""),
        ),
        (
            "HS256 with the public key",
            forger.by_secret(&forger.public_key),
        ),
        (
            "HS256 with the key set",
            forger.by_secret(forger.jwk.as_bytes()),
        ),
        (
            "another key id",
            forger.signed(|header, _| header.kid = Some("other".into())),
        ),
        (
            "a path as key id",
            forger.signed(|header, _| header.kid = Some("../keys".into())),
        ),
        ("no key id", forger.signed(|header, _| header.kid = None)),
        (
            "another type",
            forger.signed(|header, _| header.typ = Some("JWT".into())),
        ),
        ("no type", forger.signed(|header, _| header.typ = None)),
        (
            "another issuer",
            forger.signed(|_, claims| claims["iss"] = json!("https://evil.example")),
        ),
        (
            "another audience",
            forger.signed(|_, claims| claims["aud"] = json!("https://evil.example")),
        ),
        (
            "no audience",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("aud"))),
        ),
        (
            "no subject",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("sub"))),
        ),
        (
            "an id of another kind",
            forger.signed(|_, claims| claims["sub"] = claims["sid"].clone()),
        ),
        (
            "an unknown role",
            forger.signed(|_, claims| claims["role"] = json!("ROOT")),
        ),
        (
            "no end",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
        ),
        (
            "an end in the past",
            forger.signed(|_, claims| claims["exp"] = json!(1)),
        ),
        (
            "an end that is a text",
            forger.signed(|_, claims| claims["exp"] = json!("9999999999")),
        ),
        (
            "made tomorrow",
            forger.signed(|_, claims| {
                claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 86_400);
            }),
        ),
        (
            "a key in its own header",
            forger.signed(|header, _| {
                (header.jwk, header.kid) = (Some(forger.jwk_of_evil()), Some("evil".into()));
            }),
        ),
        (
            "an address to fetch keys from",
            forger.signed(|header, _| {
                (header.jku, header.kid) =
                    (Some("https://evil.example/".into()), Some("evil".into()));
            }),
        ),
        (
            "a certificate to fetch",
            forger.signed(|header, _| {
                (header.x5u, header.kid) = (Some("https://evil.example/".into()), None);
            }),
        ),
        (
            "an ID token",
            forger.signed(|header, _| header.typ = Some("id+jwt".into())),
        ),
        (
            "a token of back-channel logout",
            forger.signed(|header, _| header.typ = Some("logout+jwt".into())),
        ),
        ("a refresh token", forger.refresh_token.clone()),
        (
            "no session",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("sid"))),
        ),
        (
            "no role",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("role"))),
        ),
        (
            "several audiences",
            forger.signed(|_, claims| {
                claims["aud"] = json!(["https://evil.example", "https://other.example"]);
            }),
        ),
        (
            "no issuer",
            forger.signed(|_, claims| drop(claims.as_object_mut().unwrap().remove("iss"))),
        ),
        (
            "forty kilobytes more",
            format!("{}{}", forger.token, "A".repeat(40_000)),
        ),
        (
            "endless",
            forger.signed(|_, claims| claims["padding"] = json!("x".repeat(4_000))),
        ),
    ] {
        assert_eq!(
            status_with(&app, &format!("Bearer {token}")).await,
            401,
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_token_comes_as_a_bearers() {
    let app = TestApp::start().await;
    let token = app.sign_up("ada").await.access_token;
    for (what, authorization, status) in [
        ("a scheme in other letters", format!("bEARER  {token}"), 200),
        ("another scheme", format!("Basic {token}"), 401),
        ("no scheme", token.clone(), 401),
        ("only the scheme", "Bearer".into(), 401),
        ("two tokens", format!("Bearer {token}, Bearer {token}"), 401),
    ] {
        assert_eq!(status_with(&app, &authorization).await, status, "{what}");
    }
}

#[tokio::test]
async fn a_token_ends_to_the_second() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let bearer = format!("Bearer {}", ada.access_token);
    let life = TimeDelta::minutes(app.platform.config.auth.access_minutes);
    clock.advance(life - TimeDelta::seconds(2));
    assert_eq!(status_with(&app, &bearer).await, 200);
    clock.advance(TimeDelta::seconds(2));
    assert_eq!(status_with(&app, &bearer).await, 401);
}

#[tokio::test]
async fn anybody_can_verify_a_token_with_the_published_keys() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let client = app.anonymous();
    let answer = client
        .send(client.request(Method::GET, "/.well-known/jwks.json", &[]))
        .await;
    assert_eq!(answer.header("content-type"), "application/jwk-set+json");
    assert!(
        !answer.text.contains("\"d\""),
        "no private key leaves the house"
    );
    let set: JwkSet = serde_json::from_str(&answer.text).unwrap();
    let header = decode_header(&ada.access_token).unwrap();
    let key =
        DecodingKey::from_jwk(set.find(&header.kid.unwrap()).expect("the key is there")).unwrap();
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&["careergraph-test"]);
    validation.set_audience(&["careergraph-test"]);
    let claims = decode::<Value>(&ada.access_token, &key, &validation)
        .unwrap()
        .claims;
    assert_eq!(
        (&claims["sub"], &claims["role"]),
        (&json!(ada.user_id.to_string()), &json!("USER"))
    );
    assert!(claims.as_object().unwrap().keys().all(|name| ["iss", "aud", "sub", "sid", "role", "iat", "exp"].contains(&name.as_str())));
}

#[tokio::test]
async fn instances_with_the_same_keys_take_each_others_tokens() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let ada = app.sign_up("ada").await;
    assert_eq!(
        status_with(&twin, &format!("Bearer {}", ada.access_token)).await,
        200
    );
}
