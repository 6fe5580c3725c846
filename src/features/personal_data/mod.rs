//! Export and erasure of an account. Each feature says what it keeps of a user and how that is erased
//! ([`crate::platform::personal_data`]); here the parts are put together.

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
