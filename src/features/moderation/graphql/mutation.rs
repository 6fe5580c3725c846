//! Reporting postings, and what moderators do about them.

use std::sync::Arc;

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{
    noted,
    object::{ModeratedPosting, Report},
};
use crate::{
    error::{Refusal, Result},
    features::{
        audit::Action,
        jobs::{CompanyChange, FactChange, PostingRow, graphql::Company},
        moderation::{Moderation, NewReport, Reason, Verdict},
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
    types::{
        area::Area,
        id::{CompanyId, PostingId, ReportId},
        text::Line,
    },
};

/// What reports a posting.
#[derive(InputObject)]
pub struct ReportPostingInput {
    /// The posting.
    posting_id: PostingId,
    /// What is wrong with it.
    reason: Reason,
    /// More about it, at most 2000 characters; moderators see it.
    #[graphql(default)]
    text: String,
    #[graphql(flatten)]
    request: Request,
}

/// What decides on a report.
#[derive(InputObject)]
pub struct ResolveReportInput {
    /// The report.
    id: ReportId,
    /// What was found.
    verdict: Verdict,
    #[graphql(flatten)]
    request: Request,
}

/// What hides a posting.
#[derive(InputObject)]
pub struct HidePostingInput {
    /// The posting.
    id: PostingId,
    /// Why, at most 500 characters; moderators see it.
    reason: String,
    /// The version that you saw: the `version` of the posting as moderators see it. If it is another by now, nothing changes; left out,
    /// whatever version it has.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

/// What shows a hidden posting again.
#[derive(InputObject)]
pub struct ShowPostingInput {
    /// The posting.
    id: PostingId,
    /// The version that you saw: the `version` of the posting as moderators see it. If it is another by now, nothing changes; left out,
    /// whatever version it has.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

/// What changes the facts of a company; what is not given stays, null takes it away.
#[derive(InputObject)]
pub struct UpdateCompanyInput {
    /// The company.
    id: CompanyId,
    /// The `version` that you saw.
    expected_version: i32,
    /// As it calls itself, at most 200 characters.
    name: Option<String>,
    /// Its site, such as `example.org`.
    domain: MaybeUndefined<String>,
    /// Its industry, in at most 100 characters.
    industry: MaybeUndefined<String>,
    /// How many people work there, such as `51-200`.
    size_band: MaybeUndefined<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `reportPosting`.
#[derive(SimpleObject)]
pub struct ReportPostingPayload {
    /// Whether the moderators are told.
    reported: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `resolveReport`.
#[derive(SimpleObject)]
pub struct ResolveReportPayload {
    /// The report as it is now; null when refused.
    report: Option<Report>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `hidePosting` and `showPosting`.
#[derive(SimpleObject)]
pub struct ModeratedPostingPayload {
    /// The posting as it is now; null when refused.
    posting: Option<ModeratedPosting>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `updateCompany`.
#[derive(SimpleObject)]
pub struct UpdateCompanyPayload {
    /// The company as it is now; null when refused.
    company: Option<Company>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Reporting postings.
#[derive(Default)]
pub struct ReportsMutation;

/// Reporting postings.
#[Object]
impl ReportsMutation {
    /// Tells the moderators what is wrong with a posting: once for each posting until they have decided, and 20 times a day.
    async fn report_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReportPostingInput,
    ) -> Result<ReportPostingPayload> {
        let actor = context::allowed(ctx, Area::Jobs.write())?;
        let new = NewReport {
            posting: input.posting_id,
            reason: input.reason,
            text: input.text,
        };
        let (done, outcome) = input.request.settle(
            context::handle::<Moderation>(ctx)?
                .report(actor, new, context::origin(ctx)?)
                .await,
        )?;
        Ok(ReportPostingPayload {
            reported: done.is_some(),
            outcome,
        })
    }
}

/// What moderators do.
#[derive(Default)]
pub struct ModerationMutation;

/// What moderators do, and admins.
#[Object]
impl ModerationMutation {
    /// Decides on a report. It changes nothing about the posting: see `hidePosting`. For moderators.
    async fn resolve_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ResolveReportInput,
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
        let (done, outcome) = input
            .request
            .settle(noted(ctx, Action::ResolveReport, input.id, done.await).await)?;
        Ok(ResolveReportPayload {
            report: done.map(Report),
            outcome,
        })
    }

    /// Hides a posting from everybody, at once and everywhere, and whatever its boards say. Applications keep their own copy of it.
    /// For moderators.
    async fn hide_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: HidePostingInput,
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
        posting_payload(
            noted(ctx, Action::HidePosting, input.id, done.await).await,
            input.request,
        )
    }

    /// Shows a hidden posting again. For moderators.
    async fn show_posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ShowPostingInput,
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
        posting_payload(
            noted(ctx, Action::ShowPosting, input.id, done.await).await,
            input.request,
        )
    }

    /// Changes the facts of a company, also its name in its postings; boards that use the old name still lead to it. For moderators.
    async fn update_company(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] mut input: UpdateCompanyInput,
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
        let (done, outcome) =
            request.settle(noted(ctx, Action::UpdateCompany, id, done.await).await)?;
        Ok(UpdateCompanyPayload {
            company: done.map(|row| Company(Arc::new(row))),
            outcome,
        })
    }
}

fn posting_payload(done: Result<PostingRow>, request: Request) -> Result<ModeratedPostingPayload> {
    let (posting, outcome) = request.settle(done)?;
    Ok(ModeratedPostingPayload {
        posting: posting.map(|row| ModeratedPosting(Arc::new(row))),
        outcome,
    })
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
                "A site is named like example.org, without https:// and without a path.",
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
