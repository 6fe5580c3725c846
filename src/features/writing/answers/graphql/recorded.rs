//! What was given to applications, as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    loader::{AnswerKey, RecordedOf},
    object::Answer,
    value::{AnswerKind, AnswerValue},
};
use crate::{
    error::Result,
    features::writing::answers::RecordedRow,
    graphql::{context, scalar::Instant},
    types::{
        area::Area,
        id::{ApplicationId, RecordedAnswerId},
    },
};

/// What was given to an application, in the order in which it was recorded.
pub async fn answers_of(
    ctx: &Context<'_>,
    application: ApplicationId,
) -> Result<Vec<RecordedAnswer>> {
    let found = context::load(ctx, Area::Writing, RecordedOf(application)).await?;
    let rows = found.iter().flat_map(|rows| rows.iter());
    Ok(rows.map(|row| RecordedAnswer(Arc::clone(row))).collect())
}

/// An answer that was given to an application.
pub struct RecordedAnswer(Arc<RecordedRow>);

impl From<RecordedRow> for RecordedAnswer {
    fn from(row: RecordedRow) -> Self {
        Self(Arc::new(row))
    }
}

/// An answer that was given to an application, as it was then. It never changes: not with the answer of the bank, and not when that is removed.
#[Object]
impl RecordedAnswer {
    /// The global id.
    async fn id(&self) -> RecordedAnswerId {
        self.0.id
    }

    /// The question of the form.
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// The kind.
    async fn kind(&self) -> AnswerKind {
        self.0.value.0.kind().into()
    }

    /// What was given.
    async fn value(&self) -> AnswerValue {
        self.0.value.0.clone().into()
    }

    /// The answer of the bank as it is now; null if it was removed.
    async fn answer(&self, ctx: &Context<'_>) -> Option<Result<Answer>> {
        let key = AnswerKey(self.0.answer_id?);
        context::load(ctx, Area::Writing, key)
            .await
            .map(|found| found.map(Answer::from))
            .transpose()
    }

    /// The number of the version that was given.
    async fn version(&self) -> i32 {
        self.0.answer_version
    }

    /// The time when it was recorded.
    async fn recorded_at(&self) -> Instant {
        self.0.created_at.into()
    }
}
