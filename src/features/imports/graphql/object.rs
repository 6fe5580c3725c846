//! An import as a GraphQL object.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use super::{
    entries,
    entry::{ImportCounts, ImportEntry, ImportFile, ImportFinding},
    loader::ImportReportKey,
};
use crate::{
    error::Result,
    features::imports::{Action, EntryFilter, Imports, JobRow, Outcome, ReportRow, Section, State},
    graphql::{
        context,
        limits::{list_cost, page_cost},
        page::Connection,
        scalar::Instant,
    },
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::ImportId,
        import_source::ImportSource,
        page::{Page, Slice},
    },
};

/// Number of files for which the cost of a list is computed.
const FILES: usize = 60;
/// What reading all results costs.
const RESULTS_COST: usize = 200;

/// An import of a file: the plan of its changes to the profile, and their outcomes. Exists only for a viewer who may read it.
pub struct ImportPlan(pub(super) Arc<JobRow>);

impl From<JobRow> for ImportPlan {
    fn from(row: JobRow) -> Self {
        Self(Arc::new(row))
    }
}

impl From<Arc<JobRow>> for ImportPlan {
    fn from(row: Arc<JobRow>) -> Self {
        Self(row)
    }
}

/// Filters the entries; fields that are left out or empty match all.
#[derive(Default, InputObject)]
pub struct ImportEntryFilter {
    /// One of these sections.
    sections: Option<Vec<Section>>,
    /// One of these actions.
    actions: Option<Vec<Action>>,
    /// One of these results.
    results: Option<Vec<Outcome>>,
}

/// An import of a file: the plan of its changes to the profile, and their outcomes.
#[Object]
impl ImportPlan {
    /// The global id.
    pub async fn id(&self) -> ImportId {
        self.0.id
    }

    /// The source, detected from the content of the file.
    async fn source(&self) -> ImportSource {
        self.0.source
    }

    /// The name of the file; may be empty.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// SHA-256 of the file, in hexadecimal. The file itself is not kept.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// The state.
    async fn state(&self) -> State {
        self.0.state
    }

    /// Incremented when the state changes; pass it as `expectedVersion` to `applyImport`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Number of entries.
    async fn total(&self) -> i32 {
        self.0.total
    }

    /// Number of entries with a result.
    async fn done(&self) -> i32 {
        self.0.done
    }

    /// The time when the plan was made.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time until which the plan can be applied; in an end state, the time when the import is deleted.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }

    /// Number of entries by section, without empty sections and those that an API token may not read.
    #[graphql(complexity = "list_cost(Section::ALL.len(), child_complexity)")]
    async fn counts(&self, ctx: &Context<'_>) -> Result<Vec<ImportCounts>> {
        let reading = async {
            let actor = context::actor(ctx)?;
            let counts = self.0.counts.0.iter();
            let readable = counts.filter(|counts| actor.may(counts.section.area().read()));
            Ok(readable.cloned().map(ImportCounts).collect())
        };
        context::within(ctx, Area::Profiles, reading).await
    }

    /// The entries, in the order of the plan. None for a plan that expired or was cancelled.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Filters the list.")] filter: Option<ImportEntryFilter>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<ImportEntry>>> {
        let filter = filter.unwrap_or_default().into_filter();
        let reading = entries::page(ctx, self.0.id, filter, first, after);
        Some(Box::pin(reading).await)
    }

    /// The files of the archive or the sections of the document, each with its state.
    #[graphql(complexity = "list_cost(FILES, child_complexity)")]
    async fn files(&self, ctx: &Context<'_>) -> Option<Result<Vec<ImportFile>>> {
        let report = self.report(ctx).await;
        Some(report.map(|report| match report {
            Some(report) => report.report.0.files.iter().map(ImportFile::from).collect(),
            None => Vec::new(),
        }))
    }

    /// Parts of the file that were left out, cut, or read with doubt, in the order of the file. They quote the file, so an API token that
    /// may not read all sections of the plan gets none.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<ImportFinding>>> {
        let reading = async {
            let page = Page::parse(first, after.as_deref(), List::ImportFindings)?;
            let report = self.report(ctx).await?;
            let actor = context::actor(ctx)?;
            let may_read_all = self.0.counts.0.iter();
            let may_read_all = may_read_all
                .map(|counts| counts.section.area())
                .all(|area| actor.may(area.read()));
            let findings = report.filter(|_| may_read_all);
            let findings = findings.map(|report| report.report.0.findings.clone());
            let findings = findings.unwrap_or_default();
            let count = findings.len() as u64;
            let slice = page_of(&page, &findings);
            Ok(Connection::new(
                slice,
                List::ImportFindings,
                page.after.is_some(),
                Area::Profiles,
                move || std::future::ready(Ok(count)),
            ))
        };
        Some(reading.await)
    }

    /// The results of all entries as CSV, for a spreadsheet; formulas are neutralised.
    #[graphql(complexity = "RESULTS_COST")]
    async fn results_csv(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        let reading = async {
            let actor = context::actor(ctx)?;
            context::handle::<Imports>(ctx)?
                .results(actor, self.0.id)
                .await
        };
        context::field(ctx, Area::Profiles, reading).await
    }
}

impl ImportPlan {
    /// The import, if the viewer may read it; FORBIDDEN for an API token that may not.
    pub fn readable(ctx: &Context<'_>, row: Arc<JobRow>) -> Result<Self> {
        row.check_readable(context::actor(ctx)?)?;
        Ok(Self(row))
    }

    async fn report(&self, ctx: &Context<'_>) -> Result<Option<Arc<ReportRow>>> {
        context::load(ctx, Area::Profiles, ImportReportKey(self.0.id)).await
    }
}

impl ImportEntryFilter {
    fn into_filter(self) -> EntryFilter {
        EntryFilter {
            sections: self.sections.unwrap_or_default(),
            actions: self.actions.unwrap_or_default(),
            outcomes: self.results.unwrap_or_default(),
        }
    }
}

/// A page of findings; the key of a cursor is the position, from 1.
fn page_of(page: &Page, findings: &[importing::report::Finding]) -> Slice<ImportFinding> {
    let after = page.after.map_or(0, |cursor| cursor.key);
    let from = usize::try_from(after).unwrap_or_default();
    let limit = usize::try_from(page.limit()).unwrap_or(usize::MAX);
    let numbered = (1_i64..).zip(findings).skip(from).take(limit);
    let slice = page.slice(numbered.collect(), |(number, _)| Cursor {
        key: *number,
        id: uuid::Uuid::nil(),
    });
    slice.map(|(_, finding)| ImportFinding::from(finding))
}
