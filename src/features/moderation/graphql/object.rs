//! What moderators see: reports, and postings as they are even when hidden.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Object, dataloader::Loader};

use crate::{
    error::{Error, Result},
    features::{
        jobs::PostingRow,
        moderation::{Reason, ReportRow, Verdict},
    },
    graphql::{
        context,
        loader::Batcher,
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{CompanyId, PostingId, ReportId, UserId},
    },
};

/// A posting, hidden or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TendedPosting(pub PostingId);

impl Loader<TendedPosting> for Batcher {
    type Value = Arc<PostingRow>;
    type Error = Error;

    async fn load(&self, keys: &[TendedPosting]) -> Result<HashMap<TendedPosting, Self::Value>> {
        let moderator = self.viewer.actor()?.person()?.moderator()?;
        let ids: Vec<PostingId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.jobs.batch_for_moderators(&moderator, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (TendedPosting(id), row))
            .collect())
    }
}

/// What somebody says is wrong with a posting.
pub struct Report(pub ReportRow);

/// What somebody says is wrong with a posting. Who said so is told to nobody.
#[Object]
impl Report {
    /// The global id.
    async fn id(&self) -> ReportId {
        self.0.id
    }

    /// The posting, hidden or not.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<ModeratedPosting>> {
        let found = context::load(ctx, Area::Jobs, TendedPosting(self.0.posting_id)).await;
        found.map(|found| found.map(ModeratedPosting)).transpose()
    }

    /// The kind of wrong.
    async fn reason(&self) -> Reason {
        self.0.reason
    }

    /// In their words; plain text, not HTML. Empty when their account is gone.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// When.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// What a moderator found; null while it is open.
    async fn verdict(&self) -> Option<Verdict> {
        self.0.verdict
    }

    /// When that was.
    async fn resolved_at(&self) -> Option<Instant> {
        self.0.resolved_at.map(Instant::from)
    }

    /// Which moderator; null when their account is gone.
    async fn resolved_by_id(&self) -> Option<UserId> {
        self.0.resolved_by
    }
}

/// A posting as moderators see it.
pub struct ModeratedPosting(pub Arc<PostingRow>);

/// A posting as moderators see it: hidden or not, and why.
#[Object]
impl ModeratedPosting {
    /// The global id, for `hidePosting` and `showPosting`.
    async fn id(&self) -> PostingId {
        self.0.id
    }

    /// As advertised.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The employer, for `updateCompany`.
    async fn company_id(&self) -> CompanyId {
        self.0.company_id
    }

    /// The employer's name.
    async fn company_name(&self) -> &str {
        &self.0.company_name
    }

    /// Its public page.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.url.clone())
    }

    /// When it was hidden; null if it is shown.
    async fn hidden_at(&self) -> Option<Instant> {
        self.0.hidden_at.map(Instant::from)
    }

    /// Why it is hidden.
    async fn hidden_reason(&self) -> Option<&str> {
        self.0.hidden_reason.as_deref()
    }
    /// Counts what moderators did to it; pass it as `expectedVersion` to `hidePosting` and `showPosting`.
    async fn version(&self) -> i32 {
        self.0.moderation_version
    }
}
