//! Reads a provider's discovery document when it is first needed, one request at a time. After a failure, a provider is not asked again for
//! a moment, and the last document stays in use for a while.

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

/// Time after which a document is read again; also the time that a removed key is still accepted.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(10);
/// Maximum age of a document that cannot be read again.
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);

impl Provider {
    /// The discovery document of the provider, read again if it is old.
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

    /// The keys, read again for an unknown key id, at most once per interval; concurrent requests share one read.
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
