//! Mutations of the viewer's answers.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{RecordAnswerInput, RemoveAnswerInput, RemoveRecordedAnswerInput, SaveAnswerInput},
    object::Answer,
    recorded::RecordedAnswer,
};
use crate::{
    error::Result,
    features::writing::{Writing, answers::Answers},
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{
        actor::Actor,
        area::Area,
        id::{AnswerId, RecordedAnswerId},
    },
};

payloads! {
    reads Area::Writing.read();

    /// The payload of `saveAnswer`.
    SaveAnswerPayload {
        /// The answer in its newest version; null if refused, and for an API token that may not read answers.
        answer: Answer
    }
    /// The payload of `recordAnswer`.
    RecordAnswerPayload {
        /// What was recorded; null if refused, and for an API token that may not read answers.
        recorded_answer: RecordedAnswer
    }
}

/// The payload of `removeAnswer`.
#[derive(SimpleObject)]
pub struct RemoveAnswerPayload {
    /// The id of the removed answer; null if refused.
    removed_answer_id: Option<AnswerId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `removeRecordedAnswer`.
#[derive(SimpleObject)]
pub struct RemoveRecordedAnswerPayload {
    /// The id of the removed record; null if refused.
    removed_recorded_answer_id: Option<RecordedAnswerId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's answers.
#[derive(Default)]
pub struct AnswersMutation;

/// Mutations of the viewer's answers.
#[Object]
impl AnswersMutation {
    /// Saves a new answer to a question of forms, or the next version of one. What the newest version says again adds none.
    async fn save_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question and the answer.")] input: SaveAnswerInput,
    ) -> Result<SaveAnswerPayload> {
        let (new, expected_version, request) = input.parse();
        let saved = Box::pin(async {
            let mut write = request.write(ctx, actor(ctx)?)?;
            write.expected_version = expected_version;
            handle(ctx)?.save(&write, new).await
        });
        SaveAnswerPayload::of(ctx, saved.await, request)
    }

    /// Removes an answer with all its versions. Irreversible; what was given to applications stays. Needs a session: API tokens are refused.
    async fn remove_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer to remove.")] input: RemoveAnswerInput,
    ) -> Result<RemoveAnswerPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_answer_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveAnswerPayload {
            removed_answer_id,
            outcome,
        })
    }

    /// Records that an answer was given to an application: `Application.answers` shows it as it was, also after the answer was edited or removed. Needs the
    /// scope `applications:read` as well.
    async fn record_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application, the answer and its version.")] input: RecordAnswerInput,
    ) -> Result<RecordAnswerPayload> {
        let (new, request) = input.parse();
        let recorded = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.record(&write, new).await
        });
        RecordAnswerPayload::of(ctx, recorded.await, request)
    }

    /// Removes what was recorded for an application by mistake. Irreversible. Needs a session: API tokens are refused.
    async fn remove_recorded_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record to remove.")] input: RemoveRecordedAnswerInput,
    ) -> Result<RemoveRecordedAnswerPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            handle(ctx)?
                .remove_recorded(&person, &write, input.id)
                .await
        });
        let removed = removed.await;
        let (removed_recorded_answer_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveRecordedAnswerPayload {
            removed_recorded_answer_id,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Answers> {
    Ok(&context::handle::<Writing>(ctx)?.answers)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Writing.write())
}
