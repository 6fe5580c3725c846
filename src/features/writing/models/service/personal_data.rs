//! The use of language models as personal data. All tables with a user refer to the account and are deleted with it.

use ::models::lines::Line;
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;

use super::run::Sent;
use crate::{
    error::Result,
    features::writing::models::{
        AiRunRow, LanguageModels,
        entity::{answer, consent, run, user_spending},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

/// All that is stored about the use of models by a user.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    choice: Option<consent::Model>,
    days: Vec<user_spending::Model>,
    runs: Vec<RunExport>,
    answers: Vec<AnswerExport>,
}

/// An answer that may be used again.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerExport {
    sentences: Vec<Line>,
    created_at: DateTime<Utc>,
}

/// A request with what was sent.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RunExport {
    #[serde(flatten)]
    run: AiRunRow,
    sent: Option<Sent>,
}

impl PersonalData for LanguageModels {
    fn name(&self) -> &'static str {
        "languageModels"
    }

    fn schema(&self) -> &'static str {
        include_str!("../models.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let rows = run::of(actor).order_by_asc(run::Column::CreatedAt);
            let rows = rows.order_by_asc(run::Column::Id).all(conn).await?;
            let mut runs = Vec::with_capacity(rows.len());
            for run in rows {
                let sent = self.sent(&run)?;
                runs.push(RunExport { run, sent });
            }
            let answers = answer::of(actor).order_by_asc(answer::Column::CreatedAt);
            let answers = answers.all(conn).await?.into_iter();
            let answers = answers.map(|row| {
                let sentences = self.lines_of(&row)?;
                Ok(AnswerExport {
                    sentences,
                    created_at: row.created_at,
                })
            });
            member(&Whole {
                choice: consent::of(actor).one(conn).await?,
                days: user_spending::of(actor).all(conn).await?,
                runs,
                answers: answers.collect::<Result<_>>()?,
            })
        })
    }
}
