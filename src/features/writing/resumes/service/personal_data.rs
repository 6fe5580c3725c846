//! The résumés as personal data. All tables refer to the account and are deleted with it.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::writing::resumes::{
        ResumeRow, Resumes, RevisionRow,
        entity::{resume, revision},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::{actor::Actor, id::ResumeId},
};

/// A résumé with all revisions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ResumeExport {
    #[serde(flatten)]
    resume: ResumeRow,
    revisions: Vec<RevisionRow>,
}

impl PersonalData for Resumes {
    fn name(&self) -> &'static str {
        "resumes"
    }

    fn schema(&self) -> &'static str {
        include_str!("../resumes.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let rows = resume::of(actor).order_by_asc(resume::Column::CreatedAt);
            let rows = rows.order_by_asc(resume::Column::Id).all(conn).await?;
            let mut revisions: HashMap<ResumeId, Vec<RevisionRow>> = HashMap::new();
            for row in revision::of(actor).all(conn).await? {
                revisions.entry(row.resume_id).or_default().push(row);
            }
            let whole = |resume: ResumeRow| ResumeExport {
                revisions: revisions.remove(&resume.id).unwrap_or_default(),
                resume,
            };
            let whole: Vec<ResumeExport> = rows.into_iter().map(whole).collect();
            member(&whole)
        })
    }
}
