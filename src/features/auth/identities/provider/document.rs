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
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
        CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};

use super::{Fault, Provider, http::Trouble};

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
pub(in crate::features::auth) struct Document {
    pub(super) authorization: AuthUrl,
    pub(super) token: TokenUrl,
    pub(super) user_info: Option<UserInfoUrl>,
    /// Whether its answers name it, so that those of another cannot pass for them (RFC 9207).
    pub(super) names_itself: bool,
    pub(super) keys: Arc<Vec<Jwk>>,
    keys_at: JsonWebKeySetUrl,
    read_at: DateTime<Utc>,
}

/// What is known of a provider.
#[derive(Default)]
pub(super) struct Cached {
    document: Option<Arc<Document>>,
    /// When it could not be read, and why; until it can.
    failed: Option<(DateTime<Utc>, Trouble)>,
    look: Option<Look>,
}

/// The last time that its keys were read.
struct Look {
    at: DateTime<Utc>,
    found: Result<Arc<Vec<Jwk>>, Trouble>,
}

impl Look {
    /// Whether it is too early for another.
    fn is_recent(&self, now: DateTime<Utc>) -> bool {
        now < self.at
            + if self.found.is_ok() {
                KEYS_EVERY
            } else {
                PAUSE
            }
    }
}

impl Provider {
    /// What the provider publishes, read again where it is time.
    pub(in crate::features::auth) async fn document(&self) -> Result<Arc<Document>, Fault> {
        let mut known = self.known.lock().await;
        let now = self.clock.now();
        if let Some(fresh) = known
            .document
            .as_ref()
            .filter(|document| now < document.read_at + FRESH_FOR)
        {
            return Ok(Arc::clone(fresh));
        }
        let resting = known
            .failed
            .as_ref()
            .filter(|(at, _)| now < *at + PAUSE)
            .map(|(_, trouble)| trouble.clone());
        let trouble = match resting {
            Some(trouble) => trouble,
            None => match self.read(now).await {
                Ok(document) => {
                    let document = Arc::new(document);
                    let look = Look {
                        at: now,
                        found: Ok(Arc::clone(&document.keys)),
                    };
                    *known = Cached {
                        document: Some(Arc::clone(&document)),
                        failed: None,
                        look: Some(look),
                    };
                    return Ok(document);
                }
                Err(trouble) => {
                    known.failed = Some((now, trouble.clone()));
                    trouble
                }
            },
        };
        let stale = known
            .document
            .clone()
            .filter(|document| now < document.read_at + GOOD_FOR);
        stale.ok_or_else(|| trouble.into())
    }

    /// The keys, read again for one that is not among those known, at most once in a while: of many who ask at once, one reads them.
    pub(super) async fn newer_keys(&self, document: &Document) -> Result<Arc<Vec<Jwk>>, Fault> {
        let mut known = self.known.lock().await;
        let now = self.clock.now();
        if let Some(look) = known.look.as_ref().filter(|look| look.is_recent(now)) {
            return look.found.clone().map_err(Fault::from);
        }
        let found = CoreJsonWebKeySet::fetch_async(&document.keys_at, &self.http).await;
        let found = found
            .map(|set| Arc::new(keys_of(&set)))
            .map_err(Trouble::from);
        if let (Ok(keys), Some(document)) = (&found, &mut known.document) {
            Arc::make_mut(document).keys = Arc::clone(keys);
        }
        known.look = Some(Look {
            at: now,
            found: found.clone(),
        });
        found.map_err(Fault::from)
    }

    async fn read(&self, now: DateTime<Utc>) -> Result<Document, Trouble> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http).await?;
        let token = metadata.token_endpoint().cloned().ok_or(Trouble::Unusable(
            "its discovery document has no token endpoint",
        ))?;
        let user_info = metadata.userinfo_endpoint().cloned();
        let urls = [
            metadata.authorization_endpoint().url(),
            token.url(),
            metadata.jwks_uri().url(),
        ];
        urls.into_iter()
            .chain(user_info.as_ref().map(UserInfoUrl::url))
            .try_for_each(|url| self.http.check(url))?;
        Ok(Document {
            authorization: metadata.authorization_endpoint().clone(),
            token,
            user_info,
            names_itself: metadata
                .additional_metadata()
                .authorization_response_iss_parameter_supported,
            keys: Arc::new(keys_of(metadata.jwks())),
            keys_at: metadata.jwks_uri().clone(),
            read_at: now,
        })
    }
}

impl Document {
    /// Whether the provider's answers name it.
    pub(in crate::features::auth) const fn names_itself(&self) -> bool {
        self.names_itself
    }
}

/// The keys in the form in which signatures are checked; what cannot be read is left out.
fn keys_of(set: &CoreJsonWebKeySet) -> Vec<Jwk> {
    let keys = set
        .keys()
        .iter()
        .filter_map(|key| serde_json::to_value(key).ok());
    keys.filter_map(|key| serde_json::from_value(key).ok())
        .collect()
}
