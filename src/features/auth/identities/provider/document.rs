//! What a provider publishes about itself (OpenID Connect Discovery 1.0) and its keys, in the form in which they are remembered.

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

/// How often keys are read for the sake of one that is not known: anybody may name one. A provider that changes its keys without an
/// overlap signs nobody in for as long.
const KEYS_EVERY: TimeDelta = TimeDelta::seconds(10);
/// How long a provider is left alone that did not answer.
pub(super) const PAUSE: TimeDelta = TimeDelta::seconds(5);

/// What we read that the crate does not know.
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

/// Where a provider answers, and its keys.
#[derive(Clone)]
pub(in crate::features::auth) struct Document {
    pub(super) authorization: AuthUrl,
    pub(super) token: TokenUrl,
    pub(super) user_info: Option<UserInfoUrl>,
    /// Whether its answers name it, so that those of another cannot pass for them (RFC 9207).
    pub(super) names_itself: bool,
    pub(super) keys: Arc<Vec<Jwk>>,
    pub(super) keys_at: JsonWebKeySetUrl,
    pub(super) read_at: DateTime<Utc>,
}

/// What is known of a provider.
#[derive(Default)]
pub(super) struct Cached {
    pub document: Option<Arc<Document>>,
    /// When it could not be read, and why; until it can.
    pub failed: Option<(DateTime<Utc>, Trouble)>,
    pub look: Option<Look>,
}

/// The last time that its keys were read.
pub(super) struct Look {
    pub at: DateTime<Utc>,
    pub found: Result<Arc<Vec<Jwk>>, Trouble>,
}

impl Look {
    /// Whether it is too early for another.
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
    /// Whether the provider's answers name it.
    pub(in crate::features::auth) const fn names_itself(&self) -> bool {
        self.names_itself
    }
}

/// The keys in the form in which signatures are checked; what cannot be read is left out.
pub(super) fn keys_of(set: &CoreJsonWebKeySet) -> Vec<Jwk> {
    let keys = set
        .keys()
        .iter()
        .filter_map(|key| serde_json::to_value(key).ok());
    keys.filter_map(|key| serde_json::from_value(key).ok())
        .collect()
}
