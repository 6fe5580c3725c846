//! Checks the claims of a provider's tokens (OpenID Connect Core, 3.1.3.7; Back-Channel Logout 1.0, 2.6).

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{
    Document, Fault, Provider, Secrets, Tokens,
    user_info::{Facts, Stated, VerifiedIdentity, flag},
};

/// Allowed clock difference.
const LEEWAY: TimeDelta = TimeDelta::minutes(1);
/// Maximum age of a token: it was issued during the code exchange, a moment ago.
const AGE_MAX: TimeDelta = TimeDelta::minutes(5);
/// Maximum number of characters of a subject (OpenID Connect Core, 2).
const SUBJECT_MAX: usize = 255;
/// Allowed `typ` values in the header of an ID token.
const OF_ID_TOKEN: [&str; 1] = ["JWT"];
/// Allowed `typ` values of a logout token; older providers use the second.
const OF_LOGOUT_TOKEN: [&str; 2] = ["logout+jwt", "JWT"];
/// The event that a logout token must name.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The claims of an ID token.
#[derive(Deserialize)]
struct IdClaims {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(deserialize_with = "seconds")]
    exp: i64,
    #[serde(deserialize_with = "seconds")]
    iat: i64,
    #[serde(default, deserialize_with = "maybe_seconds")]
    nbf: Option<i64>,
    nonce: Option<String>,
    azp: Option<String>,
    at_hash: Option<String>,
    sid: Option<String>,
    email: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    email_verified: bool,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    picture: Option<Value>,
    locale: Option<Value>,
}

/// The claims of a logout token.
#[derive(Deserialize)]
pub(in crate::features::auth) struct LogoutClaims {
    iss: String,
    aud: Audience,
    #[serde(deserialize_with = "seconds")]
    iat: i64,
    /// The expiry.
    #[serde(deserialize_with = "seconds")]
    pub exp: i64,
    /// Its id.
    pub jti: String,
    events: Value,
    nonce: Option<Value>,
    /// The user whose sessions end.
    pub sub: Option<String>,
    /// The session of the provider that ends.
    pub sid: Option<String>,
}

/// One audience or several (RFC 7519, 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    /// True if this client is the only audience.
    fn is_only(&self, client: &str) -> bool {
        match self {
            Self::One(one) => one == client,
            Self::Several(all) => matches!(all.as_slice(), [one] if one == client),
        }
    }
}

impl Provider {
    /// Exchanges the code of a response; returns the verified identity and the other tokens.
    pub(in crate::features::auth) async fn vouched(
        &self,
        document: &Document,
        code: String,
        secrets: &Secrets,
    ) -> Result<(VerifiedIdentity, Tokens), Fault> {
        let (id_token, tokens) = self.swap(document, code, secrets).await?;
        let (claims, algorithm) = self
            .signed::<IdClaims>(document, &id_token, &OF_ID_TOKEN)
            .await?;
        self.check(&claims, algorithm, secrets, &tokens)
            .map_err(Fault::BadIdToken)?;
        let facts = Facts::new(Stated {
            email: claims.email,
            is_verified: claims.email_verified,
            name: claims.name,
            given_name: claims.given_name,
            family_name: claims.family_name,
            picture: claims.picture,
            locale: claims.locale,
        });
        Ok((
            VerifiedIdentity {
                issuer: claims.iss,
                subject: claims.sub,
                sid: claims.sid,
                facts,
            },
            tokens,
        ))
    }

    fn check(
        &self,
        claims: &IdClaims,
        algorithm: Algorithm,
        secrets: &Secrets,
        tokens: &Tokens,
    ) -> Result<(), &'static str> {
        let ((earliest, latest), client) = (self.now_within(LEEWAY), self.client_id.as_str());
        let (earliest, latest, oldest) = (
            earliest.timestamp(),
            latest.timestamp(),
            (earliest - AGE_MAX).timestamp(),
        );
        let nonce_is_ours = match &claims.nonce {
            Some(nonce) => *nonce == secrets.nonce,
            None => !self.quirks.nonce,
        };
        let hash_fits = claims
            .at_hash
            .as_ref()
            .is_none_or(|hash| *hash == hash_of(algorithm, &tokens.access));
        for (holds, otherwise) in [
            (claims.iss == self.issuer(), "its issuer is wrong"),
            (
                claims.aud.is_only(client),
                "this client is not its only audience",
            ),
            (
                claims.azp.as_deref().is_none_or(|party| party == client),
                "its authorized party is another client",
            ),
            (claims.exp > earliest, "it has expired"),
            (claims.iat <= latest, "it is from the future"),
            (claims.iat >= oldest, "it is too old"),
            (
                claims.nbf.is_none_or(|from| from <= latest),
                "it is not valid yet",
            ),
            (nonce_is_ours, "its nonce is wrong"),
            (hash_fits, "it belongs to another access token"),
            (is_subject(&claims.sub), "its subject is invalid"),
        ] {
            if !holds {
                return Err(otherwise);
            }
        }
        Ok(())
    }

    /// Checks a logout token, except for its earlier use.
    pub(in crate::features::auth) async fn logout(
        &self,
        token: &str,
    ) -> Result<LogoutClaims, Fault> {
        let document = self.document().await?;
        let (claims, _) = self
            .signed::<LogoutClaims>(&document, token, &OF_LOGOUT_TOKEN)
            .await?;
        let (earliest, latest) = self.now_within(LEEWAY);
        let names_any = claims.sub.as_deref().is_some_and(is_subject)
            || claims.sid.as_ref().is_some_and(|sid| !sid.is_empty());
        for (holds, otherwise) in [
            (claims.iss == self.issuer(), "its issuer is wrong"),
            (
                claims.aud.is_only(&self.client_id),
                "this client is not its only audience",
            ),
            (claims.exp > earliest.timestamp(), "it has expired"),
            (claims.iat <= latest.timestamp(), "it is from the future"),
            (
                claims.iat >= (earliest - AGE_MAX).timestamp(),
                "it is too old",
            ),
            (
                claims.events.get(LOGOUT).is_some_and(Value::is_object),
                "it has no logout event",
            ),
            (claims.nonce.is_none(), "it has a nonce, like an ID token"),
            (
                !claims.jti.is_empty() && claims.jti.len() <= SUBJECT_MAX,
                "it has no id",
            ),
            (names_any, "it names neither a subject nor a session"),
        ] {
            if !holds {
                return Err(Fault::BadIdToken(otherwise));
            }
        }
        Ok(claims)
    }
}

fn is_subject(subject: &str) -> bool {
    !subject.trim().is_empty()
        && subject.len() <= SUBJECT_MAX
        && !subject.chars().any(char::is_control)
}

/// The left half of the hash of an access token, with the hash function of the signature (OpenID Connect Core, 3.1.3.6).
fn hash_of(algorithm: Algorithm, access_token: &str) -> String {
    let hash = match algorithm {
        Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => &SHA384,
        Algorithm::RS512 | Algorithm::PS512 | Algorithm::EdDSA => &SHA512,
        _ => &SHA256,
    };
    let whole = digest::digest(hash, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(
        whole
            .as_ref()
            .iter()
            .take(whole.as_ref().len() / 2)
            .copied()
            .collect::<Vec<u8>>(),
    )
}

/// Parses seconds since 1970, which may have a fraction (RFC 7519, 2: NumericDate).
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number out of range becomes the nearest, which no check lets pass"
    )]
    number
        .as_i64()
        .or_else(|| number.as_f64().map(|seconds| seconds as i64))
        .ok_or_else(|| de::Error::custom("not a number of seconds"))
}

fn maybe_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    seconds(deserializer).map(Some)
}
