//! What takes the place of refused lines: other lines of the model, which is asked once with the rules that were broken, or else the composer's sentences
//! for the same facts.

use std::borrow::Cow;

use models::lines::Line;
use writing::{
    compose,
    refusal::Rule,
    sentence::{Paragraph, Sentence, SentenceKind},
};

use super::talk::{Place, Talk};
use crate::{
    error::{Error, Result},
    features::writing::models::RefusedLine,
};

impl Talk<'_> {
    /// The refused lines, with their numbers.
    pub(super) fn refused_lines(&self) -> Vec<RefusedLine<'_>> {
        let places = (1..).zip(&self.places);
        let lines = places.filter_map(|(number, place)| match place {
            Place::Refused(line, rules) => Some(RefusedLine {
                number,
                line: Cow::Borrowed(line),
                rules,
            }),
            _ => None,
        });
        lines.collect()
    }

    /// Takes a line in place of a refused one, if it is accepted and no other has taken the place. Returns the rules that it broke.
    pub(super) async fn replace(&mut self, line: Line) -> Result<Vec<Rule>> {
        let number = line.replaces.and_then(|number| number.checked_sub(1));
        let at = number.and_then(|number| usize::try_from(number).ok());
        let place = at.and_then(|at| self.places.get(at));
        let Some((at, Place::Refused(..))) = at.zip(place) else {
            return Ok(Vec::new());
        };
        let sentence = self.asking.data.sentence(&line);
        if self.has(&sentence.text) {
            return Ok(Vec::new());
        }
        let rules = self.verified(&sentence).await?;
        if rules.is_empty()
            && let Some(place) = self.places.get_mut(at)
        {
            *place = Place::Accepted(sentence, line);
        }
        Ok(rules)
    }

    /// Puts sentences of the composer in place of lines that are still refused, where it has one for the same facts, and lets the letter close.
    pub(super) async fn substitute(&mut self, composed: &compose::Letter) -> Result<()> {
        for at in 0..self.places.len() {
            let Some(Place::Refused(line, _)) = self.places.get(at) else {
                continue;
            };
            let refused = self.asking.data.sentence(line);
            if let Some(found) = self.substitute_for(composed, &refused).await?
                && let Some(place) = self.places.get_mut(at)
            {
                *place = found;
            }
        }
        if !self.has_paragraph(Paragraph::Closing)
            && let Some(closing) = self.closing(composed).await?
        {
            self.places.push(closing);
        }
        Ok(())
    }

    async fn substitute_for(
        &self,
        composed: &compose::Letter,
        refused: &Sentence,
    ) -> Result<Option<Place>> {
        let is_for_same = |one: &Sentence| match refused.kind {
            SentenceKind::Claim => one.facts.iter().any(|fact| refused.facts.contains(fact)),
            kind => one.kind == kind && one.paragraph == refused.paragraph,
        };
        self.first_accepted(composed, is_for_same).await
    }

    async fn closing(&self, composed: &compose::Letter) -> Result<Option<Place>> {
        let is_closing = |one: &Sentence| one.paragraph == Paragraph::Closing;
        self.first_accepted(composed, is_closing).await
    }

    /// The first of the composer's sentences that fits, is not there yet, and is accepted.
    async fn first_accepted(
        &self,
        composed: &compose::Letter,
        fits: impl Fn(&Sentence) -> bool,
    ) -> Result<Option<Place>> {
        for (slot, sentence) in composed.sentences.iter().enumerate() {
            if !fits(sentence) || self.has(&sentence.text) {
                continue;
            }
            if self.verified(sentence).await?.is_empty() {
                let slot = u32::try_from(slot).map_err(Error::internal)?;
                return Ok(Some(Place::Composed(sentence.clone(), slot)));
            }
        }
        Ok(None)
    }
}
