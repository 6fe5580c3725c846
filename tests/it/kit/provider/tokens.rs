//! The tokens of the fake provider: valid ones, and one for each defect.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{CLIENT, IdentityProvider, OWN, SECRET, STRANGERS, State};

impl IdentityProvider {
    /// A logout token for this user, with the defect of this misbehaviour.
    pub fn logout_token(
        &self,
        sub: Option<&str>,
        sid: Option<&str>,
        jti: &str,
        whim: &str,
    ) -> String {
        let state = self.state();
        let now = (state.now)();
        let mut claims = json!({
            "iss": state.base_url, "aud": CLIENT, "iat": now.timestamp(), "exp": (now + TimeDelta::minutes(2)).timestamp(), "jti": jti,
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        let mut set = |name: &str, value: Value| claims[name] = value;
        if let Some(sub) = sub {
            set("sub", json!(sub));
        }
        if let Some(sid) = sid {
            set("sid", json!(sid));
        }
        match whim {
            "nonce" => set("nonce", json!("n")),
            "no_events" => set("events", json!({})),
            "events_text" => set(
                "events",
                json!("http://schemas.openid.net/event/backchannel-logout"),
            ),
            "wrong_aud" => set("aud", json!("another")),
            "wrong_iss" => set("iss", json!("https://evil.example")),
            "expired" => set("exp", json!((now - TimeDelta::minutes(5)).timestamp())),
            "old" => set("iat", json!((now - TimeDelta::minutes(30)).timestamp())),
            // The last representable date, one beyond it, and a fraction.
            "ends_last" => set("exp", json!(DateTime::<Utc>::MAX_UTC.timestamp())),
            "ends_never" => set("exp", json!(i64::MAX)),
            "ends_beyond" => set("exp", json!(1e300)),
            "no_jti" => set("jti", Value::Null),
            "empty_jti" => set("jti", json!("")),
            _ => {}
        }
        let typ = if whim == "typ" {
            "at+jwt"
        } else {
            "logout+jwt"
        };
        let key = if whim == "other_key" {
            &*STRANGERS
        } else {
            &*OWN
        };
        let header = Header {
            kid: Some(state.key.clone()),
            typ: Some(typ.to_owned()),
            ..Header::new(Algorithm::RS256)
        };
        encode(&header, &claims, key).expect("a token")
    }
}

impl State {
    /// The claims of a valid ID token, and invalid variants.
    fn claims(&self, nonce: &str, access: &str) -> Value {
        let now = (self.now)();
        let at = |delta: TimeDelta| json!((now + delta).timestamp());
        let half: Vec<u8> = Sha256::digest(access).into_iter().take(16).collect();
        let mut claims = json!({
            "iss": self.base_url, "aud": CLIENT, "exp": at(TimeDelta::hours(1)), "iat": at(TimeDelta::zero()), "nonce": nonce,
            "at_hash": URL_SAFE_NO_PAD.encode(half), "sid": "session-at-the-provider",
        });
        for (name, value) in self.person.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        let object = claims.as_object_mut().expect("an object");
        if self.is_linkedin() {
            object.remove("nonce");
            object.insert(
                "locale".to_owned(),
                json!({ "country": "US", "language": "en" }),
            );
            if let Some(verified) = object.get_mut("email_verified") {
                *verified = json!(verified.to_string());
            }
        }
        let asks_more = self.whim.starts_with("userinfo") || self.whim == "verified_elsewhere";
        if asks_more {
            object.remove("email");
            object.remove("email_verified");
        }
        let broken = match self.whim.as_str() {
            "wrong_iss" => ("iss", json!("https://evil.example")),
            "iss_slash" => ("iss", json!(format!("{}/", self.base_url))),
            "no_iss" => ("iss", Value::Null),
            "wrong_aud" => ("aud", json!("another")),
            "extra_aud" => ("aud", json!([CLIENT, "another"])),
            "empty_aud" => ("aud", json!([])),
            "no_aud" => ("aud", Value::Null),
            "wrong_azp" => ("azp", json!("another")),
            "expired" => ("exp", at(TimeDelta::minutes(-5))),
            "no_exp" => ("exp", Value::Null),
            "exp_text" => ("exp", json!("tomorrow")),
            "iat_future" => ("iat", at(TimeDelta::hours(24))),
            "iat_old" => ("iat", at(TimeDelta::minutes(-30))),
            "no_iat" => ("iat", Value::Null),
            "nbf_future" => ("nbf", at(TimeDelta::hours(1))),
            "wrong_nonce" => ("nonce", json!("another")),
            "no_nonce" => ("nonce", Value::Null),
            "wrong_at_hash" => ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
            "no_sub" => ("sub", Value::Null),
            "empty_sub" => ("sub", json!("")),
            "blank_sub" => ("sub", json!("  ")),
            "long_sub" => ("sub", json!("x".repeat(256))),
            "control_sub" => ("sub", json!("ada\n1")),
            "verified_maybe" => ("email_verified", json!("maybe")),
            "verified_elsewhere" => ("email_verified", json!(true)),
            _ => return claims,
        };
        claims[broken.0] = broken.1;
        if claims[broken.0].is_null() {
            claims.as_object_mut().expect("an object").remove(broken.0);
        }
        claims
    }

    pub(super) fn id_token(&self, nonce: &str, access: &str) -> String {
        let claims = self.claims(nonce, access);
        let mut header = Header {
            kid: Some(self.key.clone()),
            ..Header::new(Algorithm::RS256)
        };
        let mut key = &*OWN;
        match self.whim.as_str() {
            "unknown_kid" => header.kid = Some("key-9".to_owned()),
            "other_key" => key = &*STRANGERS,
            "other_algorithm" => header.alg = Algorithm::RS512,
            "crit" => header.crit = Some(vec!["exp".to_owned()]),
            "typ_access_token" => header.typ = Some("at+jwt".to_owned()),
            "typ_logout_token" => header.typ = Some("logout+jwt".to_owned()),
            "jku" => {
                (header.jku, header.kid, key) = (
                    Some(format!("{}/evil-keys", self.base_url)),
                    Some("evil".to_owned()),
                    &*STRANGERS,
                );
            }
            "jwk" => {
                let mut own =
                    Jwk::from_encoding_key(&STRANGERS, Algorithm::RS256).expect("a public key");
                own.common.key_id = Some("evil".to_owned());
                (header.jwk, header.kid, key) = (Some(own), Some("evil".to_owned()), &*STRANGERS);
            }
            "hs256_by_public_key" => {
                let public = Jwk::from_encoding_key(&OWN, Algorithm::RS256).expect("a public key");
                let secret = EncodingKey::from_secret(
                    serde_json::to_string(&public).expect("JSON").as_bytes(),
                );
                let header = Header {
                    kid: Some(self.key.clone()),
                    ..Header::new(Algorithm::HS256)
                };
                return encode(&header, &claims, &secret).expect("a token");
            }
            "hs256_by_client_secret" => {
                let header = Header {
                    kid: Some(self.key.clone()),
                    ..Header::new(Algorithm::HS256)
                };
                return encode(
                    &header,
                    &claims,
                    &EncodingKey::from_secret(SECRET.as_bytes()),
                )
                .expect("a token");
            }
            _ => {}
        }
        let good = encode(&header, &claims, key).expect("a token");
        let mut parts: Vec<String> = good.split('.').map(str::to_owned).collect();
        match self.whim.as_str() {
            "alg_none" => {
                parts = vec![
                    URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#),
                    parts[1].clone(),
                    String::new(),
                ];
            }
            "no_signature" => parts[2].clear(),
            "bad_signature" => parts[2].replace_range(10..14, "AAAA"),
            "changed_claims" => {
                let changed = claims.to_string().replace("ada", "eve");
                parts[1] = URL_SAFE_NO_PAD.encode(changed);
            }
            "encrypted" => parts.extend(["x".to_owned(), "y".to_owned()]),
            "not_a_jwt" => return "good morning".to_owned(),
            "too_long" => parts[1] = "A".repeat(20_000),
            _ => {}
        }
        parts.join(".")
    }
}
