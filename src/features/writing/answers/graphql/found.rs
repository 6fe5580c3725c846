//! Answers that fit a question of a form, as GraphQL objects.

use std::sync::Arc;

use async_graphql::Object;

use super::{
    object::Answer,
    value::{AnswerProblem, AnswerValue},
};
use crate::features::writing::answers::Found;

/// An answer of the bank to the same question.
pub struct AnswerMatch(pub(super) Found);

/// An answer of the bank to the same question in the same or other words, and why it fits or not.
#[Object]
impl AnswerMatch {
    /// The answer.
    async fn answer(&self) -> Answer {
        Arc::clone(&self.0.row).into()
    }

    /// How alike the two questions are, from 0.8 to 1: the share of their words that both have.
    async fn similarity(&self) -> f64 {
        self.0.similarity
    }

    /// The words of the form's question that the stored one has, too, maybe by another word for the same.
    async fn shared_words(&self) -> &[String] {
        &self.0.shared
    }

    /// What to give: a choice has the labels of the form. Null if the question does not take the answer; `problem` says why.
    async fn value(&self) -> Option<AnswerValue> {
        let value = self.0.value.as_ref().ok();
        value.map(|value| value.clone().into())
    }

    /// Why the question does not take the answer; null if it does.
    async fn problem(&self) -> Option<AnswerProblem> {
        let problem = self.0.value.as_ref().err();
        problem.map(|problem| (*problem).into())
    }

    /// True if another answer says something else to a question that is as much alike.
    async fn is_contradicted(&self) -> bool {
        self.0.is_contradicted
    }

    /// True if both questions have the same words, but for those such as `please` that never change one, the question takes this answer, and nothing
    /// contradicts it: at most one of a list, the first.
    async fn is_certain(&self) -> bool {
        self.0.is_certain
    }
}
