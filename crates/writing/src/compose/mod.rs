//! Writes a letter for a posting from facts, without a language model. The same facts, posting, options and seed give the same letter. It says
//! only what the facts say: a statement is put into the first person, or quoted where its form is not known; what is missing is not mentioned.
//! A language is a module with a `voice::Voice`, its phrases and lists of words in `data/compose`.

mod de;
mod demands;
mod en;
mod lists;
mod phrases;
mod plan;
mod random;
mod record;
mod text;
mod voice;
mod writer;

use serde::{Deserialize, Serialize};

pub(crate) use self::{
    phrases::{Phrases, Slots, fill},
    random::Random,
    text::{is_in_capitals, upper_first, without_capitals},
};

use self::{plan::Plan, voice::Voice, writer::Writer};
use crate::{
    fact::Fact,
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    selection::Selection,
    sentence::{Paragraph, Sentence},
};

/// The tone of a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Tone {
    /// Factual.
    #[default]
    Plain,
    /// Friendly.
    Warm,
    /// As in an official letter.
    Formal,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Warm => "warm",
            Self::Formal => "formal",
        }
    }
}

/// The length of a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Length {
    /// About 80 words.
    Short,
    /// About 130 words.
    #[default]
    Medium,
    /// About 200 words.
    Long,
}

/// What a letter shall be like.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its language.
    pub language: &'static Language,
    /// Its tone.
    pub tone: Tone,
    /// Its length.
    pub length: Length,
    /// The name of whom it is for, if that is known.
    pub recipient: Option<String>,
    /// Another seed chooses other phrases.
    pub seed: u64,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// "Dear hiring team,"
    pub greeting: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The indices of the sentences that begin a paragraph.
    pub paragraphs: Vec<usize>,
    /// "Kind regards,"
    pub sign_off: String,
}

impl Letter {
    /// The letter with blank lines between its paragraphs.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.greeting.clone();
        for (index, sentence) in self.sentences.iter().enumerate() {
            text.push_str(if self.paragraphs.contains(&index) {
                "\n\n"
            } else {
                " "
            });
            text.push_str(&sentence.text);
        }
        text.push_str("\n\n");
        text.push_str(&self.sign_off);
        text
    }
}

/// The title of a posting as a letter says it: without "(m/w/d)", hours and places. Words stay as they are: "Entwickler*in".
pub(crate) fn plain_title(title: &str) -> String {
    text::short_title(title, text::POST_CHARS_MAX).unwrap_or_else(|| title.to_owned())
}

/// Whether a sentence may be used.
pub type Check<'a> = dyn Fn(&Sentence) -> bool + 'a;

/// Writes letters of a person for a posting.
pub struct Composer<'a> {
    knowledge: Knowledge<'a>,
    facts: &'a [Fact],
    posting: &'a Posting,
    options: Options,
    voice: &'static dyn Voice,
    check: Option<&'a Check<'a>>,
}

impl<'a> Composer<'a> {
    /// A composer; none if it has no phrases of the language.
    #[must_use]
    pub fn new(
        knowledge: Knowledge<'a>,
        facts: &'a [Fact],
        posting: &'a Posting,
        options: Options,
    ) -> Option<Self> {
        let voice = voice::of(options.language)?;
        Some(Self {
            knowledge,
            facts,
            posting,
            options,
            voice,
            check: None,
        })
    }

    /// The same, which uses only sentences that pass a check.
    #[must_use]
    pub fn checked_by(mut self, check: &'a Check<'a>) -> Self {
        self.check = Some(check);
        self
    }

    /// The letter with the facts that were selected.
    #[must_use]
    pub fn compose(&self, selection: &Selection) -> Letter {
        self.written(selection).0
    }

    /// Another sentence with the same citations in place of one of the letter; attempts count from 1. None if there are no more.
    #[must_use]
    pub fn regenerate(
        &self,
        selection: &Selection,
        index: usize,
        attempt: usize,
    ) -> Option<Sentence> {
        let (_, writer, plan) = self.written(selection);
        writer.other(&plan, index, attempt)
    }

    /// A sentence for these facts, which fits a paragraph; attempts count from 0. None if there are no more.
    #[must_use]
    pub fn sentence(
        &self,
        facts: &[String],
        paragraph: Paragraph,
        attempt: usize,
    ) -> Option<Sentence> {
        let slot = Plan::slot_for(self, facts, paragraph)?;
        Writer::new(self).nth(&slot, attempt)
    }

    /// The sentences of a summary: the role that is current, or else the last one, then these facts.
    #[must_use]
    pub fn summary(&self, facts: &[String]) -> Vec<Sentence> {
        Writer::new(self)
            .write(&Plan::summary(self, facts))
            .sentences
    }

    /// The sentence about the role that is current, or else the last one.
    #[must_use]
    pub fn role(&self) -> Option<Sentence> {
        Writer::new(self).nth(&Plan::role(self)?, 0)
    }

    fn written(&self, selection: &Selection) -> (Letter, Writer<'_>, Plan) {
        let plan = Plan::new(self, selection);
        let mut writer = Writer::new(self);
        let letter = writer.write(&plan);
        (letter, writer, plan)
    }

    /// The facts.
    pub(crate) const fn facts(&self) -> &'a [Fact] {
        self.facts
    }

    /// The posting.
    pub(crate) const fn posting(&self) -> &'a Posting {
        self.posting
    }

    /// The skills.
    pub(crate) const fn knowledge(&self) -> Knowledge<'a> {
        self.knowledge
    }

    /// The language.
    pub(crate) const fn language(&self) -> &'static Language {
        self.options.language
    }

    /// The seed.
    pub(crate) const fn seed(&self) -> u64 {
        self.options.seed
    }

    /// A requirement in a few words, if that is possible.
    pub(crate) fn demand(&self, requirement: &Requirement) -> Option<String> {
        demands::Demand::of(self, requirement).map(|demand| demand.text)
    }

    /// "at Fernhill".
    pub(crate) fn at(&self, organisation: &str) -> Option<String> {
        self.voice.at(organisation)
    }

    /// The fact with an id.
    pub(crate) fn fact(&self, id: &str) -> Option<&'a Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

#[cfg(test)]
mod tests;
