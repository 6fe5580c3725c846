//! A snapshot of a posting as a GraphQL object.

use std::sync::Arc;

use async_graphql::Object;

use super::Pay;
use crate::{
    features::jobs::SnapshotRow,
    graphql::{
        limits::TEXT_COST,
        scalar::{Instant, WebAddress},
    },
    types::{id::SnapshotId, work::RemoteMode},
};

/// A snapshot of a posting.
pub struct PostingSnapshot(pub Arc<SnapshotRow>);

/// A snapshot of a posting, taken when the application was created; kept if the posting is deleted.
#[Object]
impl PostingSnapshot {
    /// The global id.
    async fn id(&self) -> SnapshotId {
        self.0.id
    }

    /// SHA-256 of the content, in URL-safe base64.
    async fn hash(&self) -> &str {
        &self.0.hash
    }

    /// The title, as advertised.
    async fn title(&self) -> &str {
        &self.0.content.title
    }

    /// The employer's name.
    async fn company_name(&self) -> &str {
        &self.0.content.company
    }

    /// The description, in Markdown.
    #[graphql(complexity = "TEXT_COST")]
    async fn description(&self) -> &str {
        &self.0.content.description
    }

    /// The places of work, as the board named them.
    async fn location(&self) -> &str {
        &self.0.content.location
    }

    /// On site, hybrid or remote.
    async fn remote_mode(&self) -> RemoteMode {
        self.0.content.remote_mode
    }

    /// The advertised pay.
    async fn pay(&self) -> Option<Pay> {
        let content = &self.0.content;
        Pay::of(
            content.pay_min,
            content.pay_max,
            content.pay_currency.as_deref(),
            content.pay_period,
            None,
        )
    }

    /// The URL of the public page.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.content.url.clone())
    }

    /// The time when the snapshot was first taken.
    async fn taken_at(&self) -> Instant {
        self.0.taken_at.into()
    }
}
