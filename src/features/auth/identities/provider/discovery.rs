//! Reading what a provider publishes about itself, when it is first needed, by one at a time. A provider that is away is not asked again at
//! once, and what was read before is good for a while longer.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::Jwk;
use openidconnect::{UserInfoUrl, core::CoreJsonWebKeySet};

use super::{
    Provider,
    document::{Cached, Document, Look, Metadata, PAUSE, keys_of},
    fault::Fault,
    http::Trouble,
};

/// How long a document counts as fresh: as long a key is believed that the provider took away.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long one is used that cannot be read again.
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);

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
