//! What a provider publishes about itself (OpenID Connect Discovery 1.0) and its keys, remembered for a while. It is read when
//! somebody first needs it, by one at a time; a provider that is away is not asked again at once, and what was read before is good
//! for a while longer.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::Jwk;
use oauth2::{AuthUrl, TokenUrl};
use openidconnect::{
    AdditionalProviderMetadata, JsonWebKeySetUrl, ProviderMetadata, UserInfoUrl,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJsonWebKeySet,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};

use super::{Fault, Provider};
use crate::error::{Error, Result};

/// How long a document counts as fresh: as long a key is believed that the provider took away.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long one is used that cannot be read again.
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);
/// How long a provider is left alone that did not answer.
const PAUSE: TimeDelta = TimeDelta::seconds(5);
/// How often keys are read for the sake of one that is not known: anybody may name one. A provider that changes its keys without an
/// overlap signs nobody in for as long.
const KEYS_EVERY: TimeDelta = TimeDelta::seconds(10);

/// What we read that the crate does not know.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Extra {
    /// RFC 9207, 3.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extra {}

type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// Where a provider answers, and its keys.
#[derive(Clone)]
pub(super) struct Document {
    pub authorization: AuthUrl,
    pub token: TokenUrl,
    pub user_info: Option<UserInfoUrl>,
    /// Whether its answers name it, so that those of another cannot pass for them (RFC 9207).
    pub names_itself: bool,
    pub keys: Arc<Vec<Jwk>>,
    keys_at: JsonWebKeySetUrl,
    read_at: DateTime<Utc>,
}

/// What is known of a provider.
#[derive(Default)]
pub(super) struct Cached {
    document: Option<Document>,
    failed_at: Option<DateTime<Utc>>,
    keys_read_at: Option<DateTime<Utc>>,
}

impl Provider {
    /// What the provider publishes, read again where it is time.
    pub(super) async fn document(&self) -> std::result::Result<Document, Fault> {
        let mut known = self.known.lock().await;
        let now = self.clock.now();
        if let Some(fresh) = known.document.as_ref().filter(|document| now < document.read_at + FRESH_FOR) {
            return Ok(fresh.clone());
        }
        let stale = known.document.clone().filter(|document| now < document.read_at + GOOD_FOR);
        let rests = known.failed_at.is_some_and(|at| now < at + PAUSE);
        let read = if rests { Err(Error::unavailable("It did not answer a moment ago.")) } else { self.read(now).await };
        match read {
            Ok(document) => {
                *known = Cached { document: Some(document.clone()), failed_at: None, keys_read_at: Some(now) };
                Ok(document)
            }
            Err(error) => {
                known.failed_at = known.failed_at.filter(|_| rests).or(Some(now));
                stale.ok_or(Fault::ProviderAway(error))
            }
        }
    }

    /// Whether the provider's answers name it.
    pub(in crate::features::auth) async fn names_itself(&self) -> std::result::Result<bool, Fault> {
        Ok(self.document().await?.names_itself)
    }

    /// The keys, read again for one that is not among those known, at most once in a while.
    pub(super) async fn newer_keys(&self) -> std::result::Result<Arc<Vec<Jwk>>, Fault> {
        let document = self.document().await?;
        let mut known = self.known.lock().await;
        let now = self.clock.now();
        if known.keys_read_at.is_some_and(|at| now < at + KEYS_EVERY) {
            return Ok(known.document.as_ref().map_or(document.keys, |document| Arc::clone(&document.keys)));
        }
        known.keys_read_at = Some(now);
        let set = CoreJsonWebKeySet::fetch_async(&document.keys_at, &self.http).await;
        let keys =
            Arc::new(keys_of(&set.map_err(|cause| Fault::ProviderAway(Error::unavailable("Its keys cannot be read.").caused_by(cause)))?));
        if let Some(document) = &mut known.document {
            document.keys = Arc::clone(&keys);
        }
        Ok(keys)
    }

    async fn read(&self, now: DateTime<Utc>) -> Result<Document> {
        let unusable = |why: &'static str| Error::unavailable("Its discovery document cannot be used.").caused_by(why);
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = metadata.map_err(|cause| Error::unavailable("Its discovery document cannot be read.").caused_by(cause))?;
        let token = metadata.token_endpoint().cloned().ok_or_else(|| unusable("there is no token endpoint"))?;
        let user_info = metadata.userinfo_endpoint().cloned();
        let urls = [metadata.authorization_endpoint().url(), token.url(), metadata.jwks_uri().url()];
        if !urls.into_iter().chain(user_info.as_ref().map(UserInfoUrl::url)).all(|url| self.may_be_at(url)) {
            return Err(unusable("an address is not reached by TLS"));
        }
        Ok(Document {
            authorization: metadata.authorization_endpoint().clone(),
            token,
            user_info,
            names_itself: metadata.additional_metadata().authorization_response_iss_parameter_supported,
            keys: Arc::new(keys_of(metadata.jwks())),
            keys_at: metadata.jwks_uri().clone(),
            read_at: now,
        })
    }
}

/// The keys in the form in which signatures are checked; what cannot be read is left out.
fn keys_of(set: &CoreJsonWebKeySet) -> Vec<Jwk> {
    let keys = set.keys().iter().filter_map(|key| serde_json::to_value(key).ok());
    keys.filter_map(|key| serde_json::from_value(key).ok()).collect()
}
