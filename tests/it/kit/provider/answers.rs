//! The endpoints of the fake provider, and their misbehaviours.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm,
    jwk::{Jwk, PublicKeyUse},
};
use poem::{Response, http::StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{CLIENT, OWN, SECRET, State, reply};

impl State {
    pub(super) fn document(&self) -> Value {
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
                document["token_endpoint"] = json!("http://192.0.2.1/token");
            }
            _ => {}
        }
        document
    }

    pub(super) fn keys(&self) -> Value {
        let mut key = Jwk::from_encoding_key(&OWN, Algorithm::RS256).expect("a public key");
        key.common.key_id = Some(self.key.clone());
        // LinkedIn's keys have no `use`.
        key.common.public_key_use = (!self.is_linkedin()).then_some(PublicKeyUse::Signature);
        match self.whim.as_str() {
            "jwks_for_encryption" => key.common.public_key_use = Some(PublicKeyUse::Encryption),
            "jwks_empty" => return json!({ "keys": [] }),
            _ => {}
        }
        json!({ "keys": [key] })
    }

    pub(super) fn authorize(&mut self, asked: HashMap<String, String>) -> Response {
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

    pub(super) fn token(
        &mut self,
        form: &HashMap<String, String>,
        authorization: &str,
    ) -> Response {
        let text = |name: &str| form.get(name).cloned().unwrap_or_default();
        let refuse = |status: StatusCode, error: &str| {
            let mut response = reply(&json!({ "error": error }));
            response.set_status(status);
            response
        };
        // Client id and secret are percent-encoded first (RFC 6749, 2.3.1).
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

    pub(super) fn user_info(&self, authorization: &str) -> Response {
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
            // The address is here, but `email_verified` in the ID token.
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
