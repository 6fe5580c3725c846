//! A frozen posting as the owner of an application sees it.

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

/// A frozen copy of a posting.
pub struct PostingSnapshot(pub Arc<SnapshotRow>);

/// What a posting said when it was applied to; it stays when the posting goes.
#[Object]
impl PostingSnapshot {
    /// The global id.
    async fn id(&self) -> SnapshotId {
        self.0.id
    }

    /// SHA-256 of the content, URL-safe base64.
    async fn hash(&self) -> &str {
        &self.0.hash
    }

    /// As advertised.
    async fn title(&self) -> &str {
        &self.0.content.title
    }

    /// The employer's name.
    async fn company_name(&self) -> &str {
        &self.0.content.company
    }

    /// Markdown.
    #[graphql(complexity = "TEXT_COST")]
    async fn description(&self) -> &str {
        &self.0.content.description
    }

    /// The places in the board's own words.
    async fn location(&self) -> &str {
        &self.0.content.location
    }

    /// Where the work is done.
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

    /// The public page it had.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.content.url.clone())
    }

    /// When this copy was taken first.
    async fn taken_at(&self) -> Instant {
        self.0.taken_at.into()
    }
}
