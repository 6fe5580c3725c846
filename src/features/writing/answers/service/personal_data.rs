//! The answers as personal data. All tables refer to the account and are deleted with it.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::writing::answers::{
        AnswerRow, Answers, RecordedRow, VersionRow,
        entity::{answer, recorded, version},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::{actor::Actor, id::AnswerId},
};

/// The bank, and what was given to applications.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswersExport {
    bank: Vec<AnswerExport>,
    given: Vec<RecordedRow>,
}

/// An answer with all versions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerExport {
    #[serde(flatten)]
    answer: AnswerRow,
    versions: Vec<VersionRow>,
}

impl PersonalData for Answers {
    fn name(&self) -> &'static str {
        "answers"
    }

    fn schema(&self) -> &'static str {
        include_str!("../answers.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let rows = answer::of(actor).order_by_asc(answer::Column::CreatedAt);
            let rows = rows.order_by_asc(answer::Column::Id).all(conn).await?;
            let mut versions: HashMap<AnswerId, Vec<VersionRow>> = HashMap::new();
            for row in version::of(actor).all(conn).await? {
                versions.entry(row.answer_id).or_default().push(row);
            }
            let whole = |answer: AnswerRow| AnswerExport {
                versions: versions.remove(&answer.id).unwrap_or_default(),
                answer,
            };
            member(&AnswersExport {
                bank: rows.into_iter().map(whole).collect(),
                given: recorded::of(actor).all(conn).await?,
            })
        })
    }
}
