//! Chooses the phrases of a plan, so that sentences of a letter differ in their form and in how they begin.

use std::collections::BTreeMap;

use super::{
    Composer, Letter,
    phrases::{Phrase, Slots, fill},
    plan::{Plan, Slot},
    random::Random,
    text::{self, upper_first, words},
};
use crate::sentence::Sentence;

/// The company is named at most so often.
const COMPANY_MAX: usize = 2;

/// A sentence that may be written.
#[derive(Clone, Debug)]
struct Candidate {
    sentence: Sentence,
    phrase: &'static str,
    company: bool,
    rank: usize,
}

/// Writes the sentences of a plan.
pub(super) struct Writer<'a> {
    composer: &'a Composer<'a>,
    /// For each sentence written, the index of its slot.
    slots: Vec<usize>,
    written: Vec<Candidate>,
}

impl<'a> Writer<'a> {
    /// A writer of a composer.
    pub fn new(composer: &'a Composer<'a>) -> Self {
        Self {
            composer,
            slots: Vec::new(),
            written: Vec::new(),
        }
    }

    /// Writes a plan.
    pub fn write(&mut self, plan: &Plan) -> Letter {
        let mut paragraphs = Vec::new();
        let mut begins = true;
        for (index, slot) in plan.slots.iter().enumerate() {
            begins |= slot.begins;
            let mut candidates = self.candidates(slot, index);
            candidates.sort_by_key(|candidate| penalty(candidate, &self.written));
            let usable = candidates
                .into_iter()
                .find(|candidate| self.is_usable(candidate));
            let Some(candidate) = usable else {
                continue;
            };
            if std::mem::take(&mut begins) {
                paragraphs.push(self.written.len());
            }
            self.written.push(candidate);
            self.slots.push(index);
        }
        let (greeting, sign_off) = self.frame();
        Letter {
            greeting,
            sentences: self
                .written
                .iter()
                .map(|one| one.sentence.clone())
                .collect(),
            paragraphs,
            sign_off,
        }
    }

    /// Another sentence in place of one that was written.
    pub fn other(&self, plan: &Plan, index: usize, attempt: usize) -> Option<Sentence> {
        let at = *self.slots.get(index)?;
        let own = self.written.get(index)?;
        let others: Vec<Candidate> = self
            .written
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, one)| one.clone())
            .collect();
        let mut candidates = self.candidates(plan.slots.get(at)?, at);
        candidates.sort_by_key(|candidate| penalty(candidate, &others));
        let named = others.iter().filter(|one| one.company).count();
        let fresh = candidates.into_iter().filter(|candidate| {
            let same = candidate.sentence.text == own.sentence.text
                || candidate.sentence.facts != own.sentence.facts;
            !same && (!candidate.company || named < COMPANY_MAX) && self.passes(candidate)
        });
        fresh
            .map(|candidate| candidate.sentence)
            .nth(attempt.saturating_sub(1))
    }

    /// The sentence of a slot alone, the best first.
    pub fn nth(&self, slot: &Slot, attempt: usize) -> Option<Sentence> {
        let mut candidates = self.candidates(slot, 0);
        candidates.sort_by_key(|candidate| candidate.rank);
        let usable = candidates
            .into_iter()
            .filter(|candidate| self.passes(candidate));
        usable.map(|candidate| candidate.sentence).nth(attempt)
    }

    fn candidates(&self, slot: &Slot, index: usize) -> Vec<Candidate> {
        let options = &self.composer.options;
        let phrases = self.composer.voice.phrases();
        let name = format!("{index} {}", slot.facts.join(" "));
        let all = slot.options.iter().flat_map(|option| {
            let suiting = phrases.of(&option.group, options.tone).into_iter();
            suiting
                .filter(|phrase| !phrase.brief || option.brief)
                .filter_map(|phrase| self.candidate(slot, option, phrase))
        });
        Random::of(options.seed, &name).shuffled(all)
    }

    fn is_usable(&self, candidate: &Candidate) -> bool {
        let named = self.written.iter().filter(|one| one.company).count();
        (!candidate.company || named < COMPANY_MAX) && self.passes(candidate)
    }

    fn passes(&self, candidate: &Candidate) -> bool {
        self.composer
            .check
            .is_none_or(|check| check(&candidate.sentence))
    }

    fn frame(&self) -> (String, String) {
        let (options, voice) = (&self.composer.options, self.composer.voice);
        let phrases = voice.phrases();
        let recipient = options
            .recipient
            .as_deref()
            .map(text::clean)
            .filter(|name| name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
        let one = |groups: &[&str], slots: &Slots| {
            let mut random = Random::of(options.seed, "frame");
            let mut filled = groups
                .iter()
                .flat_map(|group| random.shuffled(phrases.of(group, options.tone)));
            filled
                .find_map(|phrase| fill(phrase.text, slots))
                .unwrap_or_default()
        };
        let Some(name) = recipient else {
            return (
                one(&["greeting"], &BTreeMap::new()),
                one(&["sign_off"], &BTreeMap::new()),
            );
        };
        let name = voice.form_of_address(&name);
        let slots = Slots::from([("name", name.clone())]);
        (
            one(&[voice.greeting(&name), "greeting"], &slots),
            one(&["sign_off.known", "sign_off"], &slots),
        )
    }

    fn candidate(
        &self,
        slot: &Slot,
        option: &super::plan::Choices,
        phrase: &Phrase,
    ) -> Option<Candidate> {
        let filled = fill(phrase.text, &option.slots)?;
        let filled = self.composer.voice.polished(filled);
        let text = if slot.follows_greeting {
            self.composer.voice.after_greeting(filled)
        } else {
            upper_first(&filled)
        };
        Some(Candidate {
            sentence: Sentence {
                text,
                kind: slot.kind,
                paragraph: slot.paragraph,
                facts: slot.facts.clone(),
                posting: option.requirements.clone(),
            },
            phrase: phrase.text,
            company: phrase.company,
            rank: option.rank,
        })
    }
}

/// How much a sentence repeats what was written before.
fn penalty(candidate: &Candidate, written: &[Candidate]) -> usize {
    let start = |text: &str, count: usize| {
        words(text)
            .into_iter()
            .take(count)
            .map(text::bare)
            .collect::<Vec<_>>()
    };
    let own = start(&candidate.sentence.text, 2);
    let first = own.first().cloned().unwrap_or_default();
    let mut penalty = candidate.rank * 10;
    for one in written {
        let other = start(&one.sentence.text, 2);
        penalty += if one.phrase == candidate.phrase {
            25
        } else {
            0
        };
        penalty += if other == own { 4 } else { 0 };
        penalty += usize::from(other.first() == Some(&first));
    }
    let before = written
        .last()
        .map(|one| start(&one.sentence.text, 1))
        .unwrap_or_default();
    penalty + if before.first() == Some(&first) { 4 } else { 0 }
}
