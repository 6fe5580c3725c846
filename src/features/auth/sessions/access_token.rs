//! Access tokens: a JWT (RFC 7519, profile of RFC 9068) with user, session and role, valid for a few minutes.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use siphasher::sip128::SipHasher24;

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

/// Number of verified tokens that are kept. A signature takes many times as long to verify as a token to find.
const VERIFIED_MAX: u64 = 20_000;

/// A hash of a token by a key that no caller knows, so that the tokens themselves are not kept and none can be made that equals another.
type TokenHash = u128;

/// Issues and verifies access tokens.
#[derive(Clone)]
pub(super) struct AccessTokens {
    platform: Platform,
    keys: Arc<Keyring>,
    verified: Cache<TokenHash, Arc<Verified>>,
    hasher: SipHasher24,
}

/// The claims of a token whose signature was verified.
struct Verified {
    claims: Claims,
    /// The version of the keys that verified it.
    keys: u64,
}

impl AccessTokens {
    pub fn new(platform: Platform, keys: Arc<Keyring>) -> Result<Self> {
        let mut secret = [0; 16];
        for (byte, random) in secret.iter_mut().zip(platform.clock.random_32()?) {
            *byte = random;
        }
        // Longer than a token lives it is never asked for.
        let lifetime = Duration::from_mins(platform.config.auth.access_minutes.unsigned_abs());
        Ok(Self {
            platform,
            keys,
            verified: Cache::builder()
                .max_capacity(VERIFIED_MAX)
                .time_to_live(lifetime)
                .build(),
            hasher: SipHasher24::new_with_key(&secret),
        })
    }

    /// Issues a token; returns it with its expiry. Its signature needs no verification in this process.
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
        let keys = self.keys.version();
        let token = self.keys.sign(|id, key| {
            let header = Header {
                kid: Some(id.to_owned()),
                typ: Some(TYPE.to_owned()),
                ..Header::new(Algorithm::EdDSA)
            };
            encode(&header, &claims, key).map_err(Error::internal)
        })?;
        let verified = Arc::new(Verified { claims, keys });
        self.verified.insert(self.hash(&token), verified);
        Ok((token, ends))
    }

    /// Verifies a token; returns its actor and expiry, or `None` if it is invalid or has expired.
    pub fn read(&self, token: &str) -> Option<(Actor, DateTime<Utc>)> {
        let verified = self.verified(token)?;
        let claims = &verified.claims;
        let now = self.platform.clock.now().timestamp();
        if claims.exp <= now || claims.iat > now + 60 {
            return None;
        }
        let actor = Actor::of_session(claims.sub, claims.sid, claims.role);
        Some((actor, DateTime::from_timestamp(claims.exp, 0)?))
    }

    /// The claims of a token, whose signature is verified once for as long as the keys stay the same.
    fn verified(&self, token: &str) -> Option<Arc<Verified>> {
        if token.len() > LENGTH_MAX {
            return None;
        }
        let hash = self.hash(token);
        let keys = self.keys.version();
        let known = self.verified.get(&hash);
        if let Some(known) = known.filter(|known| known.keys == keys) {
            return Some(known);
        }
        let claims = self.verify(token)?;
        let verified = Arc::new(Verified { claims, keys });
        self.verified.insert(hash, Arc::clone(&verified));
        Some(verified)
    }

    fn hash(&self, token: &str) -> TokenHash {
        self.hasher.hash(token.as_bytes()).as_u128()
    }

    fn verify(&self, token: &str) -> Option<Claims> {
        let header = decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.alg != Algorithm::EdDSA {
            return None;
        }
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[self.issuer()]);
        validation.set_audience(&[self.issuer()]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The expiry is checked at each use, against our clock.
        validation.validate_exp = false;
        let read = |key: &_| decode::<Claims>(token, key, &validation).ok();
        Some(self.keys.verify(&header.kid?, read)?.claims)
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
