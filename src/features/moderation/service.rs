//! The rules of moderation. Every action of a moderator is written to the audit; a hidden posting disappears for all users at once.

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
    platform::{db::keyset::ByTime, unit_of_work::Unit},
    types::{
        actor::{Actor, Moderator},
        id::{CompanyId, PostingId, ReportId},
        origin::Origin,
        page::{Page, Slice},
        text::{Line, Prose},
        write::Write,
    },
};

/// Maximum number of characters of a report.
const TEXT_MAX: usize = 2_000;
/// Maximum number of characters of the reason for hiding a posting.
const REASON_MAX: usize = 500;

/// An unchecked report.
pub struct NewReport {
    /// The posting.
    pub posting: PostingId,
    /// The kind of problem.
    pub reason: Reason,
    /// Details, as the reporter typed them.
    pub text: String,
}

/// The state of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "ReportState")]
pub enum State {
    /// Waiting for a decision.
    Open,
    /// Decided.
    Resolved,
}

impl Moderation {
    /// Stores a report. Refused if the actor has an open report of this posting, or has made the maximum number of reports in a day.
    pub async fn report(
        &self,
        write: &Write<'_>,
        new: NewReport,
        origin: &Origin,
    ) -> Result<ReportId> {
        let text = Prose::parse("input.text", &new.text, TEXT_MAX)?.into_string();
        let posting = self
            .jobs
            .find_posting(new.posting)
            .await?
            .ok_or_else(|| Error::not_found("posting"))?;
        let act = async |unit: &Unit| {
            let new = (posting.id, new.reason, text.clone());
            let report = self.add_report(unit, write.actor, new).await?;
            let entry = Entry::own(Action::ReportPosting, write.actor.user_id, origin);
            self.audit.record(unit, entry.target(posting.id)).await?;
            Ok(report)
        };
        self.platform.write(write, act).await
    }

    async fn add_report(
        &self,
        tx: &Unit,
        actor: &Actor,
        (posting_id, reason, text): (PostingId, Reason, String),
    ) -> Result<ReportId> {
        let now = self.platform.clock.now();
        // The lock makes concurrent reports count each other.
        self.users.lock(tx, actor.user_id).await?;
        if let Some(open) = report::open_of(actor, posting_id).one(tx).await? {
            let message = "You already reported this posting; a moderator will review it.".into();
            return Err(Refusal::Duplicate {
                path: "input.postingId".into(),
                message,
                existing: Some(open.id.to_string()),
            }
            .into());
        }
        let most = self.platform.config.moderation.reports_per_day;
        if report::of_since(actor, now - TimeDelta::days(1))
            .count(tx)
            .await?
            >= most
        {
            return Err(Refusal::invalid(
                "input",
                format!(
                    "You made {most} reports in one day, which is the maximum; try again tomorrow."
                ),
            )
            .into());
        }
        let row = ReportRow {
            id: ReportId(self.platform.clock.new_id()),
            posting_id,
            reporter_id: Some(actor.user_id),
            reason,
            text,
            created_at: now,
            verdict: None,
            resolved_at: None,
            resolved_by: None,
        };
        let id = row.id;
        row.into_active_model().reset_all().insert(tx).await?;
        tx.unchanged(id.0).await;
        Ok(id)
    }

    /// One page of the reports, newest first.
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

    /// The number of reports.
    pub async fn count_reports(&self, _by: &Moderator, state: Option<State>) -> Result<u64> {
        Ok(matching(state).count(self.platform.db.conn()).await?)
    }

    /// Decides on a report. Does not change the posting.
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
            return Err(Refusal::invalid("input.id", "This report is already decided.").into());
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

    /// Hides a posting from searches, lookups by id and caches. Applications keep their snapshots of it.
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
        self.jobs.signal_moderation().await;
        Ok(row)
    }

    /// Makes a posting visible again.
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
        self.jobs.signal_moderation().await;
        Ok(row)
    }

    /// Changes a company.
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
        self.jobs.signal_moderation().await;
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
