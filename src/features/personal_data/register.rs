//! How the parts are put together, and what is done beside requests.

use std::sync::Arc;

use super::{AccountData, service};
use crate::{
    features::{audit::Audit, auth::Auth, users::Users},
    platform::{
        Platform,
        personal_data::PersonalData,
        registry::{Feature, Registry},
    },
};

impl AccountData {
    /// Exports and erases these parts, and the archives themselves.
    #[must_use]
    pub fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        auth: Auth,
        mut parts: Vec<Arc<dyn PersonalData>>,
    ) -> Self {
        parts.push(Arc::new(service::export::Archives(platform.clone())));
        parts.sort_by_key(|part| part.phase());
        Self {
            platform,
            audit,
            users,
            auth,
            parts: Arc::new(parts),
        }
    }
}

impl Feature for AccountData {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_tell_owner);
        registry.handle(self, Self::on_build_export);
        registry.schedule("personal_data.sweep", self, |data| async move {
            data.sweep().await
        });
        registry.background(self, Self::watch);
        registry.seals(service::archive::SEALED);
    }
}
