//! Data export and deletion of an account. Each feature implements the export and erasure of its own rows
//! ([`crate::platform::personal_data`]); this feature runs all of them.

use std::sync::Arc;

use crate::{
    error::Result,
    features::{audit::Audit, auth::Auth, mail::Mail, users::Users},
    platform::{
        Platform,
        personal_data::{PersonalData, Retained, document_schema},
    },
};

pub mod entity;
pub mod event;
pub mod graphql;
mod news_mail;
mod register;
mod service;
pub mod task;
mod templates;

pub use self::{
    entity::export::{Model as ExportRow, State as ExportState},
    service::download::Download,
};

/// The service of data export and account deletion.
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
    /// The parts in the order of their erasure.
    fn parts(&self) -> impl Iterator<Item = &dyn PersonalData> {
        self.parts.iter().map(AsRef::as_ref)
    }

    /// The JSON Schema (2020-12) of the exported document.
    pub fn schema(&self) -> Result<serde_json::Value> {
        document_schema(self.parts())
    }

    /// The names of the parts.
    #[must_use]
    pub fn part_names(&self) -> Vec<&'static str> {
        self.parts().map(PersonalData::name).collect()
    }

    /// The data that is kept after an erasure, by all parts.
    #[must_use]
    pub fn retained(&self) -> Vec<Retained> {
        self.parts()
            .flat_map(PersonalData::retained)
            .copied()
            .collect()
    }
}
