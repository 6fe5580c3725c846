//! A provider's discovery document (OpenID Connect Discovery 1.0) and its keys, as they are cached.

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

use super::http::Trouble;

/// Minimum interval between two reads of the keys because of an unknown key id, which any client can send. A provider that changes its keys
/// without an overlap cannot sign users in for this time.
const KEYS_EVERY: TimeDelta = TimeDelta::seconds(10);
/// Pause after a provider did not respond.
pub(super) const PAUSE: TimeDelta = TimeDelta::seconds(5);

/// Fields that the crate does not parse.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Extra {
    /// RFC 9207, 3.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extra {}

pub(super) type Metadata = ProviderMetadata<
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

/// The endpoints of a provider, and its keys.
#[derive(Clone)]
pub(in crate::features::auth) struct Document {
    pub(super) authorization: AuthUrl,
    pub(super) token: TokenUrl,
    pub(super) user_info: Option<UserInfoUrl>,
    /// True if its responses contain `iss`, so that the response of another provider is detected (RFC 9207).
    pub(super) names_itself: bool,
    pub(super) keys: Arc<Vec<Jwk>>,
    pub(super) keys_at: JsonWebKeySetUrl,
    pub(super) read_at: DateTime<Utc>,
}

/// The cached document of a provider.
#[derive(Default)]
pub(super) struct Cached {
    pub document: Option<Arc<Document>>,
    /// The last failure: when and why; none after a success.
    pub failed: Option<(DateTime<Utc>, Trouble)>,
    pub look: Option<Look>,
}

/// The last read of the keys.
pub(super) struct Look {
    pub at: DateTime<Utc>,
    pub found: Result<Arc<Vec<Jwk>>, Trouble>,
}

impl Look {
    /// True if it is too early for another read.
    pub fn is_recent(&self, now: DateTime<Utc>) -> bool {
        now < self.at
            + if self.found.is_ok() {
                KEYS_EVERY
            } else {
                PAUSE
            }
    }
}

impl Document {
    /// True if the provider's responses contain `iss`.
    pub(in crate::features::auth) const fn names_itself(&self) -> bool {
        self.names_itself
    }
}

/// The keys in the format of the signature check; unreadable keys are left out.
pub(super) fn keys_of(set: &CoreJsonWebKeySet) -> Vec<Jwk> {
    let keys = set
        .keys()
        .iter()
        .filter_map(|key| serde_json::to_value(key).ok());
    keys.filter_map(|key| serde_json::from_value(key).ok())
        .collect()
}
