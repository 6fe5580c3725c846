//! Who proposes the text of a letter, and who decides about it: the composer, which needs no language model, or a model (`model.rs`), whose place the
//! composer takes if it does not answer. Nothing that an author says is trusted: only what the verifier accepts leaves this folder.

mod asking;
mod judge;
mod mend;
mod model;
mod talk;

pub(super) use self::{asking::Asking, model::ByModel};

use writing::{refusal::Refusal, sentence::Sentence};

use super::material::Material;
use crate::features::writing::{
    letters::{Origin, RefusedSentence, WrittenSentence},
    models::refusals,
};

/// How many sentences are tried for one place.
const VARIANTS_MAX: u32 = 12;

/// A letter as an author proposes it.
struct Draft {
    greeting: String,
    sentences: Vec<Proposed>,
    sign_off: String,
}

/// A sentence of an author.
struct Proposed {
    sentence: Sentence,
    /// True if a paragraph begins with it.
    begins: bool,
    slot: u32,
    variant: u32,
}

/// What comes of a proposed letter, in order.
pub(super) enum Step {
    /// The next sentence.
    Accepted(WrittenSentence),
    /// A sentence that was refused. Its text is gone.
    Refused(RefusedSentence),
    /// The words around the sentences; the last step.
    Framed { greeting: String, sign_off: String },
}

/// The letter that the author proposes.
fn proposed(material: &Material) -> Option<Draft> {
    let letter = material.composer()?.compose(material.selection());
    let sentences = letter.sentences.into_iter().enumerate();
    let sentences = sentences.map(|(index, sentence)| Proposed {
        sentence,
        begins: letter.paragraphs.contains(&index),
        slot: u32::try_from(index).unwrap_or(u32::MAX),
        variant: 0,
    });
    Some(Draft {
        greeting: letter.greeting,
        sentences: sentences.collect(),
        sign_off: letter.sign_off,
    })
}

/// Another sentence for a place of the letter: variant 0 is the one of the whole letter. None if there are no more.
fn instead(material: &Material, slot: u32, variant: u32) -> Option<Sentence> {
    let (slot, variant) = (usize::try_from(slot).ok()?, usize::try_from(variant).ok()?);
    let composer = material.composer()?;
    if variant == 0 {
        let whole = composer.compose(material.selection());
        return whole.sentences.into_iter().nth(slot);
    }
    composer.regenerate(material.selection(), slot, variant)
}

/// Writes a letter: each proposed sentence is verified before it is passed on, and one that is refused is replaced, if the author knows another that is
/// not. Ends early when `pass_on` is false. False if there is no author for the language.
pub(super) fn write(material: &Material, pass_on: impl FnMut(Step) -> bool) -> bool {
    let draft = proposed(material);
    let is_written = draft.is_some();
    if let Some(draft) = draft {
        judge_all(material, draft, pass_on);
    }
    is_written
}

/// Passes on what the verifier says about each sentence of a draft.
fn judge_all(material: &Material, draft: Draft, mut pass_on: impl FnMut(Step) -> bool) {
    let verifier = material.verifier();
    let (mut begins, mut index) = (false, 0);
    for first in draft.sentences {
        begins |= first.begins;
        let mut next = Some(first);
        while let Some(one) = next.take() {
            let refused = refusals(&verifier, &one.sentence);
            if refused.is_empty() {
                let accepted = written(one, std::mem::take(&mut begins));
                index += 1;
                if !pass_on(Step::Accepted(accepted)) {
                    return;
                }
                continue;
            }
            let step = Step::Refused(RefusedSentence {
                index,
                paragraph: one.sentence.paragraph,
                rules: refused.into_iter().map(|refusal| refusal.rule).collect(),
            });
            if !pass_on(step) {
                return;
            }
            let variant = one.variant + 1;
            next = (variant < VARIANTS_MAX)
                .then(|| instead(material, one.slot, variant))
                .flatten()
                .map(|sentence| Proposed {
                    sentence,
                    variant,
                    ..one
                });
        }
    }
    pass_on(Step::Framed {
        greeting: draft.greeting,
        sign_off: draft.sign_off,
    });
}

/// Another sentence that the verifier accepts in place of one; none if there is none. `is_new` says whether a text differs from what is there.
pub(super) fn rewrite(
    material: &Material,
    old: &WrittenSentence,
    is_new: impl Fn(&str) -> bool,
) -> Option<WrittenSentence> {
    // A sentence of a model has no place in the plan of the composer: another one for its facts takes its place.
    let (slot, before) = match old.slot {
        Some(slot) => (slot, old.variant),
        None => (slot_for(material, &old.facts)?, VARIANTS_MAX),
    };
    let verifier = material.verifier();
    let variants = (1..=VARIANTS_MAX + 1).map(|step| (before + step) % (VARIANTS_MAX + 1));
    let mut others = variants.filter_map(|variant| {
        let sentence = instead(material, slot, variant)?;
        let fits = is_new(&sentence.text) && refusals(&verifier, &sentence).is_empty();
        fits.then_some(Proposed {
            sentence,
            begins: old.begins,
            slot,
            variant,
        })
    });
    others.next().map(|one| written(one, old.begins))
}

/// The place in the composer's letter of a sentence that rests on one of these facts.
fn slot_for(material: &Material, facts: &[String]) -> Option<u32> {
    let letter = material.composer()?.compose(material.selection());
    let mut sentences = letter.sentences.iter();
    let found = sentences.position(|one| one.facts.iter().any(|fact| facts.contains(fact)));
    u32::try_from(found?).ok()
}

/// What the verifier says about a sentence of the user.
pub(super) fn advice(material: &Material, sentence: &Sentence) -> Vec<Refusal> {
    material.verifier().verify(sentence)
}

fn written(proposed: Proposed, begins: bool) -> WrittenSentence {
    let Sentence {
        text,
        kind,
        paragraph,
        facts,
        posting,
    } = proposed.sentence;
    WrittenSentence {
        text,
        begins,
        paragraph,
        kind,
        origin: Origin::Composer,
        slot: Some(proposed.slot),
        variant: proposed.variant,
        facts,
        requirements: posting,
        advice: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
