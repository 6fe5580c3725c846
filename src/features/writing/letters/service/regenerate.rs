//! Writes one sentence of a letter anew.

use super::{Written, author, store::Next};
use crate::{
    error::{Refusal, Result},
    features::writing::letters::{Letters, RevisionReason},
    platform::{process_tasks::off_reactor, unit_of_work::Unit},
    types::{id::LetterId, write::Write},
};

const INDEX: &str = "input.index";

impl Letters {
    /// Adds a revision with another sentence for the same facts, which the verifier accepts.
    pub async fn regenerate(&self, write: &Write<'_>, id: LetterId, index: i32) -> Result<Written> {
        let material = self.material(write.actor, id).await?;
        let act = async |unit: &Unit| {
            let row = self.written_to_change(unit, write, id).await?;
            let newest = (row.id, row.revision);
            let before = self.content(unit, write.actor, newest).await?;
            let at = usize::try_from(index).ok();
            let old = at.and_then(|at| before.sentences.get(at));
            let (Some(at), Some(old)) = (at, old.cloned()) else {
                let message = "The newest revision has no sentence with this index.";
                return Err(Refusal::invalid(INDEX, message).into());
            };
            let texts = before
                .sentences
                .iter()
                .map(|sentence| sentence.text.clone());
            let texts: Vec<String> = texts.collect();
            let rewriting = move || {
                let is_new = |text: &str| texts.iter().all(|other| other != text);
                author::rewrite(&material, &old, is_new)
            };
            let Some(new) = off_reactor(rewriting).await? else {
                let message = "There is no other sentence for these facts; edit it by hand.";
                return Err(Refusal::invalid(INDEX, message).into());
            };
            let mut content = before.clone();
            if let Some(sentence) = content.sentences.get_mut(at) {
                *sentence = new;
            }
            let next = Next {
                content,
                reason: RevisionReason::Regenerated,
            };
            self.add_if_other(unit, row, &before, next).await
        };
        self.platform.write(write, act).await
    }
}
