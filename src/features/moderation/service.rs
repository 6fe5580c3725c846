//! The rules of moderation. What a moderator does is written down; a posting that is hidden is gone for everybody at once.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Select,
};

use super::{
    Moderation, ReportRow,
    entity::report::{self, Column as Is, Reason, Verdict},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        jobs::{CompanyChange, CompanyRow, PostingRow},
    },
    platform::db::keyset::ByTime,
    types::{
        actor::{Actor, Moderator},
        id::{CompanyId, PostingId, ReportId},
        origin::Origin,
        page::{Page, Slice},
        text::{Line, Prose},
    },
};

/// Characters of what somebody writes about a posting.
const TEXT_MAX: usize = 2_000;
/// Characters of the reason for hiding one.
const REASON_MAX: usize = 500;

/// What somebody gives to report a posting.
pub struct NewReport {
    /// The posting.
    pub posting: PostingId,
    /// The kind of wrong.
    pub reason: Reason,
    /// In their words.
    pub text: String,
}

/// Which reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "ReportState")]
pub enum State {
    /// Nobody has decided yet.
    Open,
    /// Somebody has.
    Resolved,
}

impl Moderation {
    /// Tells the moderators that something is wrong with a posting: once for each posting while it is open, and so often a day.
    pub async fn report(
        &self,
        actor: &Actor,
        new: NewReport,
        origin: &Origin,
    ) -> Result<ReportRow> {
        let text = Prose::parse("input.text", &new.text, TEXT_MAX)?.into_string();
        let posting = self
            .jobs
            .find_posting(new.posting)
            .await?
            .ok_or_else(|| Error::not_found("posting"))?;
        let now = self.platform.clock.now();
        let tx = self.platform.begin().await?;
        // Of several reports at once, each sees those before it.
        self.users.lock(&tx, actor.user_id).await?;
        if let Some(open) = report::open_of(actor, posting.id).one(&tx).await? {
            let message = "You reported this posting already; a moderator will look at it.".into();
            return Err(Refusal::Duplicate {
                path: "input.postingId".into(),
                message,
                existing: Some(open.id.to_string()),
            }
            .into());
        }
        let most = self.platform.config.moderation.reports_per_day;
        if report::of_since(actor, now - TimeDelta::days(1))
            .count(&tx)
            .await?
            >= most
        {
            return Err(Refusal::invalid(
                "input",
                format!("You reported {most} postings in a day; go on tomorrow."),
            )
            .into());
        }
        let row = ReportRow {
            id: ReportId(self.platform.clock.new_id()),
            posting_id: posting.id,
            reporter_id: Some(actor.user_id),
            reason: new.reason,
            text,
            created_at: now,
            verdict: None,
            resolved_at: None,
            resolved_by: None,
        };
        let row = row.into_active_model().reset_all().insert(&tx).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::ReportPosting, actor.user_id, origin).target(posting.id),
            )
            .await?;
        tx.commit().await?;
        Ok(row)
    }

    /// One page of the reports, the newest first.
    pub async fn reports(
        &self,
        _by: &Moderator,
        state: Option<State>,
        page: &Page,
    ) -> Result<Slice<ReportRow>> {
        let (conn, newest) = (
            self.platform.db.conn(),
            ByTime::newest(Is::CreatedAt, Is::Id),
        );
        newest
            .page(conn, matching(state), page, |row| {
                (row.created_at, row.id.0)
            })
            .await
    }

    /// How many there are.
    pub async fn count_reports(&self, _by: &Moderator, state: Option<State>) -> Result<u64> {
        Ok(matching(state).count(self.platform.db.conn()).await?)
    }

    /// Decides on a report. What is done about the posting is another step.
    pub async fn resolve(
        &self,
        by: &Moderator,
        id: ReportId,
        verdict: Verdict,
        origin: &Origin,
    ) -> Result<ReportRow> {
        let moderator = by.actor().user_id;
        let tx = self.platform.begin().await?;
        let decided =
            report::resolve(&tx, id, verdict, moderator, self.platform.clock.now()).await?;
        let row = report::by_id(id)
            .one(&tx)
            .await?
            .ok_or_else(|| Error::not_found("report"))?;
        if !decided {
            return Err(Refusal::invalid(
                "input.id",
                "Somebody has decided on this report already.",
            )
            .into());
        }
        self.audit
            .record(
                &tx,
                Entry::own(Action::ResolveReport, moderator, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Hides a posting from everybody: searches, ids and caches. Applications keep their own copy of what it said.
    pub async fn hide(
        &self,
        by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
        reason: &str,
        origin: &Origin,
    ) -> Result<PostingRow> {
        let reason = Line::parse("input.reason", reason, REASON_MAX)?.into_string();
        let tx = self.platform.begin().await?;
        let row = self
            .jobs
            .hide(&tx, by, id, expected_version, reason)
            .await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::HidePosting, by.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.jobs.forget_postings(vec![id]).await;
        Ok(row)
    }

    /// Shows a posting again.
    pub async fn show(
        &self,
        by: &Moderator,
        id: PostingId,
        expected_version: Option<i32>,
        origin: &Origin,
    ) -> Result<PostingRow> {
        let tx = self.platform.begin().await?;
        let row = self.jobs.show(&tx, by, id, expected_version).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::ShowPosting, by.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.jobs.forget_postings(vec![id]).await;
        Ok(row)
    }

    /// Changes the facts of a company.
    pub async fn update_company(
        &self,
        by: &Moderator,
        id: CompanyId,
        change: CompanyChange,
        origin: &Origin,
    ) -> Result<CompanyRow> {
        let tx = self.platform.begin().await?;
        let row = self.jobs.update_company(&tx, by, id, change).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::UpdateCompany, by.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.jobs.forget_company(id).await?;
        Ok(row)
    }
}

fn matching(state: Option<State>) -> Select<report::Entity> {
    match state {
        None => report::all(),
        Some(State::Open) => report::all().filter(Is::Verdict.is_null()),
        Some(State::Resolved) => report::all().filter(Is::Verdict.is_not_null()),
    }
}
