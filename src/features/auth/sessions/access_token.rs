//! Access tokens: a JWT (RFC 7519, profile of RFC 9068) with user, session and role, valid for a few minutes.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use super::keys::Keyring;
use crate::{
    error::{Error, Result},
    platform::Platform,
    types::{
        actor::{Actor, Role},
        id::{SessionId, UserId},
    },
};

/// The `typ` of the header, so that no other JWT of this server is accepted (RFC 9068, 2.1).
const TYPE: &str = "at+jwt";
/// Maximum length; our tokens are shorter, and longer ones are refused unread.
const LENGTH_MAX: usize = 2_048;

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    role: Role,
    iat: i64,
    exp: i64,
}

/// Issues and verifies access tokens.
#[derive(Clone)]
pub(super) struct AccessTokens {
    platform: Platform,
    keys: Arc<Keyring>,
}

impl AccessTokens {
    pub const fn new(platform: Platform, keys: Arc<Keyring>) -> Self {
        Self { platform, keys }
    }

    /// Issues a token; returns it with its expiry.
    pub fn issue(
        &self,
        user: UserId,
        session: SessionId,
        role: Role,
    ) -> Result<(String, DateTime<Utc>)> {
        let now = self.platform.clock.now();
        let ends = now + TimeDelta::minutes(self.platform.config.auth.access_minutes);
        let claims = Claims {
            iss: self.issuer(),
            aud: self.issuer(),
            sub: user,
            sid: session,
            role,
            iat: now.timestamp(),
            exp: ends.timestamp(),
        };
        let token = self.keys.sign(|id, key| {
            let header = Header {
                kid: Some(id.to_owned()),
                typ: Some(TYPE.to_owned()),
                ..Header::new(Algorithm::EdDSA)
            };
            encode(&header, &claims, key).map_err(Error::internal)
        })?;
        Ok((token, ends))
    }

    /// Verifies a token; returns its actor and expiry, or `None` if it is invalid or has expired.
    pub fn read(&self, token: &str) -> Option<(Actor, DateTime<Utc>)> {
        let claims = self.claims(token)?;
        let actor = Actor::of_session(claims.sub, claims.sid, claims.role);
        Some((actor, DateTime::from_timestamp(claims.exp, 0)?))
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        if token.len() > LENGTH_MAX {
            return None;
        }
        let header = decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.alg != Algorithm::EdDSA {
            return None;
        }
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[self.issuer()]);
        validation.set_audience(&[self.issuer()]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The expiry is checked below, against our clock.
        validation.validate_exp = false;
        let claims = self
            .keys
            .verify(header.kid.as_deref()?, |key| {
                decode::<Claims>(token, key, &validation).ok()
            })?
            .claims;
        let now = self.platform.clock.now().timestamp();
        (claims.exp > now && claims.iat <= now + 60).then_some(claims)
    }

    fn issuer(&self) -> String {
        let issuer = &self.platform.config.auth.issuer;
        if issuer.is_empty() {
            self.platform.config.public_url()
        } else {
            issuer.clone()
        }
    }
}
