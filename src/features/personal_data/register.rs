//! Registers the parts, and the background work.

use std::sync::Arc;

use super::{AccountData, news_mail::NewsMail, service};
use crate::{
    features::{audit::Audit, auth::Auth, mail::Mail, users::Users},
    platform::{
        Platform,
        personal_data::PersonalData,
        registry::{Feature, Registry},
    },
};

impl AccountData {
    /// A service that exports and erases these parts, and the exports themselves.
    #[must_use]
    pub fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        mail: Mail,
        auth: Auth,
        mut parts: Vec<Arc<dyn PersonalData>>,
    ) -> Self {
        parts.push(Arc::new(service::export::Archives(platform.clone())));
        parts.sort_by_key(|part| part.phase());
        Self {
            platform,
            audit,
            users,
            mail,
            auth,
            parts: Arc::new(parts),
        }
    }
}

impl Feature for AccountData {
    fn register(&self, registry: &mut Registry) {
        self.mail
            .register::<NewsMail>(registry, self.platform.clock.clone());
        registry.handle(self, Self::on_build_export);
        registry.schedule("personal_data.sweep", self, |data| async move {
            data.sweep().await
        });
        registry.background(self, Self::watch);
        registry.seals(service::archive::SEALED);
    }
}
