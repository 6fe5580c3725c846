//! What has come of a conversation with a model so far: sentences that were accepted, in their places, and lines that were refused.
//!
//! Accepted sentences are passed on at once until the first is refused. Then the others wait, because something may still come before them.

use models::lines::Line;
use writing::{
    refusal::Rule,
    sentence::{Paragraph, Sentence, SentenceKind},
};

use super::{Asking, judge::Judge};
use crate::{
    error::{Error, Result},
    features::writing::{
        letters::{
            Content, EventBody, LetterRow, Letters, Origin, RefusedSentence, WrittenSentence,
            entity::content::FORM,
        },
        models::Listener,
    },
};

/// Sentences of a letter of a model at least, and those of them that say something about the person.
const SENTENCES_MIN: usize = 3;
const CLAIMS_MIN: usize = 2;
/// Lines of an answer at most.
const LINES_MAX: usize = 24;

/// A place of the letter.
pub(super) enum Place {
    /// A sentence that was accepted, with the line of the model that it is of.
    Accepted(Sentence, Line),
    /// A sentence of the composer.
    Composed(Sentence, u32),
    /// A line that was refused.
    Refused(Line, Vec<Rule>),
}

/// A conversation.
pub(super) struct Talk<'a> {
    pub letters: &'a Letters,
    pub letter: &'a LetterRow,
    pub asking: &'a Asking,
    pub judge: Judge,
    pub places: Vec<Place>,
    pub content: Content,
    /// How many places were passed on.
    passed_on: usize,
    /// True if accepted sentences wait.
    pub holds: bool,
}

/// The repair of a conversation: lines that take the places of refused ones.
pub(super) struct Repairing<'t, 'a> {
    talk: &'t mut Talk<'a>,
    /// The rules of lines that were refused again.
    refused: Vec<Vec<Rule>>,
}

impl<'a> Talk<'a> {
    pub(super) const fn new(
        letters: &'a Letters,
        letter: &'a LetterRow,
        asking: &'a Asking,
        judge: Judge,
    ) -> Self {
        Self {
            letters,
            letter,
            asking,
            judge,
            places: Vec::new(),
            content: Content {
                form: FORM,
                greeting: String::new(),
                sentences: Vec::new(),
                sign_off: String::new(),
            },
            passed_on: 0,
            holds: false,
        }
    }

    /// The rules that a sentence breaks, which are counted.
    pub(super) async fn verified(&self, sentence: &Sentence) -> Result<Vec<Rule>> {
        let rules = self.judge.rules(sentence).await?;
        self.letters.models.count_sentence(&rules);
        Ok(rules)
    }

    /// True if the letter says this already.
    pub(super) fn has(&self, text: &str) -> bool {
        self.places.iter().any(|place| match place {
            Place::Accepted(sentence, _) | Place::Composed(sentence, _) => sentence.text == text,
            Place::Refused(line, _) => line.text == text,
        })
    }

    /// The lines of the model that were accepted.
    pub(super) fn accepted(&self) -> Vec<Line> {
        let places = self.places.iter();
        let lines = places.filter_map(|place| match place {
            Place::Accepted(_, line) => Some(line.clone()),
            _ => None,
        });
        lines.collect()
    }

    /// True if the model wrote enough of what was accepted for a letter.
    pub(super) fn has_enough(&self) -> bool {
        let places = self.places.iter();
        let kinds = places.filter_map(|place| match place {
            Place::Accepted(sentence, _) => Some(sentence.kind),
            _ => None,
        });
        let kinds: Vec<SentenceKind> = kinds.collect();
        let claims = kinds.iter().filter(|kind| **kind == SentenceKind::Claim);
        kinds.len() >= SENTENCES_MIN && claims.count() >= CLAIMS_MIN
    }

    /// Passes on the accepted sentences that were not yet, in order; false if this attempt is over.
    pub(super) async fn pass_on(&mut self) -> Result<bool> {
        while let Some(place) = self.places.get(self.passed_on) {
            self.passed_on += 1;
            let (sentence, origin, slot) = match place {
                Place::Accepted(sentence, _) => (sentence, Origin::Model, None),
                Place::Composed(sentence, slot) => (sentence, Origin::Composer, Some(*slot)),
                Place::Refused(..) => continue,
            };
            let last = self.content.sentences.last();
            let begins = last.is_none_or(|last| last.paragraph != sentence.paragraph);
            let written = WrittenSentence {
                text: sentence.text.clone(),
                begins,
                paragraph: sentence.paragraph,
                kind: sentence.kind,
                origin,
                slot,
                variant: 0,
                facts: sentence.facts.clone(),
                requirements: sentence.posting.clone(),
                advice: Vec::new(),
            };
            let index = i32::try_from(self.content.sentences.len()).map_err(Error::internal)?;
            self.content.sentences.push(written.clone());
            let accepted = EventBody::Accepted {
                index,
                sentence: written,
            };
            if !self.note(accepted).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// True if a paragraph of the letter is this one.
    pub(super) fn has_paragraph(&self, paragraph: Paragraph) -> bool {
        self.places.iter().any(|place| match place {
            Place::Accepted(sentence, _) | Place::Composed(sentence, _) => {
                sentence.paragraph == paragraph
            }
            Place::Refused(..) => false,
        })
    }

    async fn note(&self, body: EventBody) -> Result<bool> {
        self.letters.noted(self.letter, body).await
    }
}

impl Listener for Talk<'_> {
    /// Takes a line into the letter.
    async fn take(&mut self, line: Line) -> Result<bool> {
        let sentence = self.asking.data.sentence(&line);
        if self.has(&sentence.text) {
            return Ok(true);
        }
        let rules = self.verified(&sentence).await?;
        if rules.is_empty() {
            self.places.push(Place::Accepted(sentence, line));
            return if self.holds {
                Ok(true)
            } else {
                self.pass_on().await
            };
        }
        self.holds = true;
        let refused = RefusedSentence {
            index: i32::try_from(self.places.len()).map_err(Error::internal)?,
            paragraph: sentence.paragraph,
            rules: rules.clone(),
        };
        self.places.push(Place::Refused(line, rules));
        self.note(EventBody::Refused(refused)).await
    }

    fn is_too_long(&self) -> bool {
        self.places.len() > LINES_MAX
    }

    fn refused(&self) -> Vec<Vec<Rule>> {
        let places = self.places.iter();
        let rules = places.filter_map(|place| match place {
            Place::Refused(_, rules) => Some(rules.clone()),
            _ => None,
        });
        rules.collect()
    }
}

impl<'t, 'a> Repairing<'t, 'a> {
    pub(super) const fn new(talk: &'t mut Talk<'a>) -> Self {
        Self {
            talk,
            refused: Vec::new(),
        }
    }
}

impl Listener for Repairing<'_, '_> {
    async fn take(&mut self, line: Line) -> Result<bool> {
        let rules = self.talk.replace(line).await?;
        self.refused
            .extend(Some(rules).filter(|rules| !rules.is_empty()));
        Ok(true)
    }

    fn is_too_long(&self) -> bool {
        self.talk.is_too_long()
    }

    fn refused(&self) -> Vec<Vec<Rule>> {
        self.refused.clone()
    }
}
