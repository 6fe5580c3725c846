//! Companies as GraphQL objects.

use std::sync::Arc;

use async_graphql::Object;

use crate::{features::jobs::CompanyRow, types::id::CompanyId};

/// An employer.
pub struct Company(pub Arc<CompanyRow>);

impl From<CompanyRow> for Company {
    fn from(row: CompanyRow) -> Self {
        Self(Arc::new(row))
    }
}

/// An employer.
#[Object]
impl Company {
    /// The global id.
    pub async fn id(&self) -> CompanyId {
        self.0.id
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Lower-case name for URLs; unique.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The host name of its website, such as `example.org`.
    async fn domain(&self) -> Option<&str> {
        self.0.domain.as_deref()
    }

    /// Its industry.
    async fn industry(&self) -> Option<&str> {
        self.0.industry.as_deref()
    }

    /// Its number of employees, such as `51-200`.
    async fn size_band(&self) -> Option<&str> {
        self.0.size_band.as_deref()
    }

    /// Incremented by every change of a moderator; pass it as `expectedVersion` to `updateCompany`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
