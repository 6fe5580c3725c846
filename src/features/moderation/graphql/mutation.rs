//! Mutations to report postings, and mutations of moderators.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{
    audit_if_refused,
    object::{ModeratedPosting, Report},
};
use crate::{
    error::{Refusal, Result},
    features::{
        audit::Action,
        jobs::{CompanyChange, FactChange, graphql::Company},
        moderation::{Moderation, NewReport, Reason, Verdict},
    },
    graphql::{
        context,
        mutation::{Outcome, Request, WriteRequest, payloads},
    },
    types::{
        area::Area,
        id::{CompanyId, PostingId, ReportId},
        text::Line,
    },
};

/// A report of a posting.
#[derive(InputObject)]
pub struct ReportPostingInput {
    /// The posting.
    posting_id: PostingId,
    /// The kind of problem.
    reason: Reason,
    /// Details, at most 2000 characters; shown to moderators.
    #[graphql(default)]
    text: String,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// A decision on a report.
#[derive(InputObject)]
pub struct ResolveReportInput {
    /// The report.
    id: ReportId,
    /// The decision.
    verdict: Verdict,
    #[graphql(flatten)]
    request: Request,
}

/// The hiding of a posting.
#[derive(InputObject)]
pub struct HidePostingInput {
    /// The posting.
    id: PostingId,
    /// The reason, at most 500 characters; shown to moderators.
    reason: String,
    /// The `version` of the `ModeratedPosting` that the client read; refused with VERSION_CONFLICT if it has changed since. Left out, the
    /// version is not checked.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

/// The end of the hiding of a posting.
#[derive(InputObject)]
pub struct ShowPostingInput {
    /// The posting.
    id: PostingId,
    /// The `version` of the `ModeratedPosting` that the client read; refused with VERSION_CONFLICT if it has changed since. Left out, the
    /// version is not checked.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

/// Changes of a company; fields that are left out stay as they are, null removes a value.
#[derive(InputObject)]
pub struct UpdateCompanyInput {
    /// The company.
    id: CompanyId,
    /// The `version` that the client read.
    expected_version: i32,
    /// The company's name, at most 200 characters.
    name: Option<String>,
    /// The host name of its website, such as `example.org`.
    domain: MaybeUndefined<String>,
    /// Its industry, at most 100 characters.
    industry: MaybeUndefined<String>,
    /// Its number of employees, such as `51-200`.
    size_band: MaybeUndefined<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `reportPosting`.
#[derive(SimpleObject)]
pub struct ReportPostingPayload {
    /// True if the report was stored.
    reported: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

payloads! {
    /// The payload of `resolveReport`.
    ResolveReportPayload {
        /// The report after the change; null if refused.
        report: Report
    }
    /// The payload of `hidePosting` and `showPosting`.
    ModeratedPostingPayload {
        /// The posting after the change; null if refused.
        posting: ModeratedPosting
    }
    /// The payload of `updateCompany`.
    UpdateCompanyPayload {
        /// The company after the change; null if refused.
        company: Company
    }
}

/// Mutations of reports.
#[derive(Default)]
pub struct ReportsMutation;

/// Mutations of reports.
#[Object]
impl ReportsMutation {
    /// Reports a problem with a posting to the moderators. A user can have one open report of a posting, and make 20 reports a day.
    async fn report_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting and why it is reported.")] input: ReportPostingInput,
    ) -> Result<ReportPostingPayload> {
        let new = NewReport {
            posting: input.posting_id,
            reason: input.reason,
            text: input.text,
        };
        let reported = Box::pin(async {
            let actor = context::allowed(ctx, Area::Jobs.write())?;
            let write = input.request.write(ctx, actor)?;
            let moderation = context::handle::<Moderation>(ctx)?;
            moderation.report(&write, new, context::origin(ctx)?).await
        });
        let reported = reported.await;
        let (done, outcome) = Request::from(input.request).settle(reported)?;
        Ok(ReportPostingPayload {
            reported: done.is_some(),
            outcome,
        })
    }
}

/// Mutations of moderators.
#[derive(Default)]
pub struct ModerationMutation;

/// Mutations of moderators and admins.
#[Object]
impl ModerationMutation {
    /// Decides on a report. It does not change the posting; see `hidePosting`. For moderators.
    async fn resolve_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report and the decision.")] input: ResolveReportInput,
    ) -> Result<ResolveReportPayload> {
        let done = async {
            let (moderation, moderator) = (
                context::handle::<Moderation>(ctx)?,
                context::moderator(ctx)?,
            );
            moderation
                .resolve(&moderator, input.id, input.verdict, context::origin(ctx)?)
                .await
        };
        let done = audit_if_refused(ctx, Action::ResolveReport, input.id, done.await).await;
        ResolveReportPayload::of(done, input.request)
    }

    /// Hides a posting from all users at once, even if its sources still list it. Applications keep their snapshots of it. For moderators.
    async fn hide_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting and why it is hidden.")] input: HidePostingInput,
    ) -> Result<ModeratedPostingPayload> {
        let done = async {
            let (moderation, moderator) = (
                context::handle::<Moderation>(ctx)?,
                context::moderator(ctx)?,
            );
            moderation
                .hide(
                    &moderator,
                    input.id,
                    input.expected_version,
                    &input.reason,
                    context::origin(ctx)?,
                )
                .await
        };
        ModeratedPostingPayload::of(
            audit_if_refused(ctx, Action::HidePosting, input.id, done.await).await,
            input.request,
        )
    }

    /// Makes a hidden posting visible again. For moderators.
    async fn show_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting to make visible.")] input: ShowPostingInput,
    ) -> Result<ModeratedPostingPayload> {
        let done = async {
            let (moderation, moderator) = (
                context::handle::<Moderation>(ctx)?,
                context::moderator(ctx)?,
            );
            moderation
                .show(
                    &moderator,
                    input.id,
                    input.expected_version,
                    context::origin(ctx)?,
                )
                .await
        };
        ModeratedPostingPayload::of(
            audit_if_refused(ctx, Action::ShowPosting, input.id, done.await).await,
            input.request,
        )
    }

    /// Changes a company, including its name in its postings; sources that use the old name still match it. For moderators.
    async fn update_company(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The company and its new values.")] mut input: UpdateCompanyInput,
    ) -> Result<UpdateCompanyPayload> {
        let (id, request) = (input.id, std::mem::take(&mut input.request));
        let done = async {
            let (moderation, moderator) = (
                context::handle::<Moderation>(ctx)?,
                context::moderator(ctx)?,
            );
            moderation
                .update_company(&moderator, id, input.parse()?, context::origin(ctx)?)
                .await
        };
        let done = audit_if_refused(ctx, Action::UpdateCompany, id, done.await).await;
        UpdateCompanyPayload::of(done, request)
    }
}

impl UpdateCompanyInput {
    fn parse(self) -> Result<CompanyChange> {
        let name = self
            .name
            .map(|name| Line::parse("input.name", &name, 200))
            .transpose()?
            .map(Line::into_string);
        let domain = changed("input.domain", self.domain, 253)?;
        if matches!(&domain, FactChange::Set(domain) if !domain.contains('.') || url::Host::parse(domain).is_err())
        {
            return Err(Refusal::invalid(
                "input.domain",
                "Give the host name only, such as example.org, without https:// and without a path.",
            )
            .into());
        }
        let (industry, size_band) = (
            changed("input.industry", self.industry, 100)?,
            changed("input.sizeBand", self.size_band, 40)?,
        );
        Ok(CompanyChange {
            expected_version: self.expected_version,
            name,
            domain,
            industry,
            size_band,
        })
    }
}

fn changed(path: &str, value: MaybeUndefined<String>, max: usize) -> Result<FactChange> {
    Ok(match value {
        MaybeUndefined::Undefined => FactChange::Keep,
        MaybeUndefined::Null => FactChange::Clear,
        MaybeUndefined::Value(text) => Line::parse_optional(path, &text, max)?
            .map_or(FactChange::Clear, |line| {
                FactChange::Set(line.into_string())
            }),
    })
}
