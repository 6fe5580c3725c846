//! The tailorings as personal data. Both tables refer to the account and are deleted with it.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::writing::tailoring::{
        Body, TailoringRow, Tailorings, Worded,
        entity::{content, tailoring},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::{actor::Actor, id::TailoringId},
};

/// A tailoring with what it proposes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TailoringExport {
    #[serde(flatten)]
    tailoring: TailoringRow,
    content: Option<Body>,
    /// What a language model proposes beside.
    worded: Option<Worded>,
}

impl PersonalData for Tailorings {
    fn name(&self) -> &'static str {
        "tailorings"
    }

    fn schema(&self) -> &'static str {
        include_str!("../tailorings.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let rows = tailoring::of(actor).order_by_asc(tailoring::Column::CreatedAt);
            let rows = rows.order_by_asc(tailoring::Column::Id).all(conn).await?;
            let contents = content::of(actor).all(conn).await?.into_iter();
            let mut contents: HashMap<TailoringId, content::Model> =
                contents.map(|row| (row.tailoring_id, row)).collect();
            let whole = |tailoring: TailoringRow| {
                let content = contents.remove(&tailoring.id);
                let (content, worded) = content.map(|row| (row.body, row.worded)).unzip();
                TailoringExport {
                    content,
                    worded: worded.flatten(),
                    tailoring,
                }
            };
            let whole: Vec<TailoringExport> = rows.into_iter().map(whole).collect();
            member(&whole)
        })
    }
}
