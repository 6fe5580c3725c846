//! Reports, and postings as moderators see them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Object};

use crate::{
    error::Result,
    features::{
        jobs::PostingRow,
        moderation::{Reason, ReportRow, Verdict},
    },
    graphql::{
        context,
        loader::{Batcher, Loader},
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{CompanyId, PostingId, ReportId, UserId},
    },
};

/// A posting, including a hidden one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ModeratedPostingKey(pub PostingId);

impl Loader<ModeratedPostingKey> for Batcher {
    type Value = Arc<PostingRow>;

    async fn load(
        &self,
        keys: &[ModeratedPostingKey],
    ) -> Result<HashMap<ModeratedPostingKey, Self::Value>> {
        let moderator = self.viewer().actor()?.person()?.moderator()?;
        let ids: Vec<PostingId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.jobs.batch_for_moderators(&moderator, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ModeratedPostingKey(id), row))
            .collect())
    }
}

/// A user's report of a problem with a posting.
pub struct Report(pub ReportRow);

impl From<ReportRow> for Report {
    fn from(row: ReportRow) -> Self {
        Self(row)
    }
}

/// A user's report of a problem with a posting. The reporter is not shown.
#[Object]
impl Report {
    /// The global id.
    async fn id(&self) -> ReportId {
        self.0.id
    }

    /// The posting, including a hidden one.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<ModeratedPosting>> {
        let found = context::load(ctx, Area::Jobs, ModeratedPostingKey(self.0.posting_id)).await;
        found.map(|found| found.map(ModeratedPosting)).transpose()
    }

    /// The kind of problem.
    async fn reason(&self) -> Reason {
        self.0.reason
    }

    /// Details, as the reporter typed them; plain text, not HTML. Empty if the reporter's account was deleted.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The time of the report.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The moderator's decision; null while the report is open.
    async fn verdict(&self) -> Option<Verdict> {
        self.0.verdict
    }

    /// The time of the decision; null while the report is open.
    async fn resolved_at(&self) -> Option<Instant> {
        self.0.resolved_at.map(Instant::from)
    }

    /// The moderator who decided; null while the report is open, or if their account was deleted.
    async fn resolved_by_id(&self) -> Option<UserId> {
        self.0.resolved_by
    }
}

/// A posting as moderators see it.
pub struct ModeratedPosting(pub Arc<PostingRow>);

impl From<PostingRow> for ModeratedPosting {
    fn from(row: PostingRow) -> Self {
        Self(Arc::new(row))
    }
}

/// A posting as moderators see it, with its hidden state and the reason.
#[Object]
impl ModeratedPosting {
    /// The global id, for `hidePosting` and `showPosting`.
    async fn id(&self) -> PostingId {
        self.0.id
    }

    /// The title, as advertised.
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

    /// The URL of its public page.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.url.clone())
    }

    /// The time when it was hidden; null if it is visible.
    async fn hidden_at(&self) -> Option<Instant> {
        self.0.hidden_at.map(Instant::from)
    }

    /// The reason for hiding it; null if it is visible.
    async fn hidden_reason(&self) -> Option<&str> {
        self.0.hidden_reason.as_deref()
    }
    /// Incremented by every change of a moderator; pass it as `expectedVersion` to `hidePosting` and `showPosting`.
    async fn version(&self) -> i32 {
        self.0.moderation_version
    }
}
