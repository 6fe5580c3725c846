//! Companies as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::{
    error::Result,
    features::{
        connections::graphql::{Person, connections_at},
        jobs::CompanyRow,
    },
    graphql::{limits::page_cost, page::Connection},
    types::id::CompanyId,
};

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
    /// The people whom the viewer knows at this company, by name. UNAUTHENTICATED without a token.
    #[graphql(
        complexity = "page_cost(first, child_complexity)",
        cache_control(private)
    )]
    async fn connections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Person>>> {
        Some(connections_at(ctx, self.0.id, first, after).await)
    }
}
