//! Export and erasure of an account. Each feature says what it keeps of a user and how that is erased
//! ([`crate::platform::personal_data`]); here the parts are put together.

use std::sync::Arc;

use self::news_mail::NewsMail;
use crate::{
    error::Result,
    features::{audit::Audit, auth::Auth, mail::Mail, users::Users},
    platform::{
        Platform,
        personal_data::{PersonalData, Retained, document_schema},
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod event;
pub mod graphql;
mod news_mail;
mod service;
pub mod task;
mod templates;

pub use self::{
    entity::export::{Model as ExportRow, State as ExportState},
    service::download::Download,
};

/// Exports and erases accounts.
#[derive(Clone)]
pub struct AccountData {
    platform: Platform,
    audit: Audit,
    users: Users,
    mail: Mail,
    auth: Auth,
    parts: Arc<Vec<Arc<dyn PersonalData>>>,
}

impl AccountData {
    /// Exports and erases these parts, and the archives themselves.
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

    /// The parts in the order in which they are erased.
    fn parts(&self) -> impl Iterator<Item = &dyn PersonalData> {
        self.parts.iter().map(AsRef::as_ref)
    }

    /// Describes the exported document (JSON Schema, 2020-12).
    pub fn schema(&self) -> Result<serde_json::Value> {
        document_schema(self.parts())
    }

    /// The names of the parts.
    #[must_use]
    pub fn part_names(&self) -> Vec<&'static str> {
        self.parts().map(PersonalData::name).collect()
    }

    /// What stays after an erasure, by every part.
    #[must_use]
    pub fn retained(&self) -> Vec<Retained> {
        self.parts()
            .flat_map(PersonalData::retained)
            .copied()
            .collect()
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
