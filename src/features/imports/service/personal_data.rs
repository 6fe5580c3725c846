//! Imports as personal data. All tables refer to the account and are deleted with it.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::imports::{
        EntryRow, Imports, JobRow, ReportRow,
        entity::{entry, imported_value, job, report},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::{actor::Actor, id::ImportId},
};

/// All imports of a user.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImportsExport {
    /// The imports with their plans and results.
    imports: Vec<ImportExport>,
    /// What imports wrote last, by item.
    imported_values: Vec<imported_value::Model>,
}

/// One import.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImportExport {
    #[serde(flatten)]
    job: JobRow,
    report: Option<ReportRow>,
    entries: Vec<EntryRow>,
}

impl Imports {
    async fn all_of(&self, actor: &Actor) -> Result<ImportsExport> {
        let conn = self.platform.db.conn();
        let mut entries: HashMap<ImportId, Vec<EntryRow>> = HashMap::new();
        for row in entry::of(actor).all(conn).await? {
            entries.entry(row.job_id).or_default().push(row);
        }
        let reports = report::of(actor).all(conn).await?;
        let mut reports: HashMap<ImportId, ReportRow> =
            reports.into_iter().map(|row| (row.job_id, row)).collect();
        let whole = |job: JobRow| ImportExport {
            report: reports.remove(&job.id),
            entries: entries.remove(&job.id).unwrap_or_default(),
            job,
        };
        Ok(ImportsExport {
            imports: job::all_of(actor)
                .all(conn)
                .await?
                .into_iter()
                .map(whole)
                .collect(),
            imported_values: imported_value::of(actor).all(conn).await?,
        })
    }
}

impl PersonalData for Imports {
    fn name(&self) -> &'static str {
        "imports"
    }

    fn schema(&self) -> &'static str {
        include_str!("../imports.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async { member(&self.all_of(actor).await?) })
    }
}
