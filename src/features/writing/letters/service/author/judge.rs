//! Verifies the sentences of a model as they arrive, on a blocking thread that has read the facts once.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use writing::{refusal::Rule, sentence::Sentence, verifier::Guarded};

use super::Asking;
use crate::{
    error::{Error, Result},
    features::writing::{letters::service::material::Material, models::broken_rules},
};

/// Sentences that wait to be verified.
const WAITING: usize = 4;

type Question = (Sentence, oneshot::Sender<Vec<Rule>>);

/// Asks the verifier.
pub(super) struct Judge(mpsc::Sender<Question>);

/// Answers a [`Judge`].
pub(super) struct Bench(mpsc::Receiver<Question>);

impl Judge {
    /// A judge, and what answers it.
    pub(super) fn new() -> (Self, Bench) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(sender), Bench(receiver))
    }

    /// The rules that a sentence breaks, the gravest first; none if it is accepted.
    pub(super) async fn rules(&self, sentence: &Sentence) -> Result<Vec<Rule>> {
        let (answer, answered) = oneshot::channel();
        let asked = self.0.send((sentence.clone(), answer)).await;
        asked.map_err(|_| Error::internal("the verifier has ended"))?;
        answered.await.map_err(Error::internal)
    }
}

impl Bench {
    /// Verifies until the judge is dropped. No sentence may repeat what the model was told, or the boundary of its data.
    pub(super) fn sit(mut self, material: &Arc<Material>, asking: &Asking) {
        let instructions = asking.instructions();
        let texts: Vec<&str> = instructions.iter().map(String::as_str).collect();
        let verifier = material.guarded_verifier(Guarded {
            texts: &texts,
            boundaries: &[asking.data.boundary().as_str()],
        });
        while let Some((sentence, answer)) = self.0.blocking_recv() {
            let rules = broken_rules(&verifier, &asking.data, &sentence);
            // Nobody listens any more if the letter was cancelled.
            let _ = answer.send(rules);
        }
    }
}
