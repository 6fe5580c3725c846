//! What a language model is asked for a letter. The same for the request and for a user who reads it before.

use models::{
    lines::Line,
    prompt::{self, Prompt, letter::Options, repair},
};
use writing::{
    compose::{Length, Tone},
    refusal::Rule,
};

use crate::features::{
    users::UserRow,
    writing::{
        letters::service::material::Material,
        models::{Data, Subject, instructions},
    },
};

/// What a model is asked.
pub(in crate::features::writing::letters::service) struct Asking {
    /// What it is sent.
    pub(super) data: Data,
    tone: prompt::Tone,
    length: prompt::Length,
}

/// A line that was refused: its number, and the rules that it broke.
pub(super) struct RefusedLine<'a> {
    pub number: u32,
    pub line: &'a Line,
    pub rules: &'a [Rule],
}

impl Asking {
    /// What is sent for a letter of this user from this material; `text` is that of the posting.
    pub(in crate::features::writing::letters::service) fn new(
        material: &Material,
        text: &str,
        user: &UserRow,
    ) -> Self {
        let options = material.options();
        let subject = Subject {
            purpose: "boundary of a letter",
            facts: material.facts(),
            posting: material.posting(),
            text,
            language: options.language,
        };
        Self {
            data: Data::new(&subject, &material.verifier(), user),
            tone: match options.tone {
                Tone::Plain => prompt::Tone::Plain,
                Tone::Warm => prompt::Tone::Warm,
                Tone::Formal => prompt::Tone::Formal,
            },
            length: match options.length {
                Length::Short => prompt::Length::Short,
                Length::Medium => prompt::Length::Medium,
                Length::Long => prompt::Length::Long,
            },
        }
    }

    /// What is said to the model beside the data, which no sentence may repeat.
    pub(super) fn instructions(&self) -> Vec<String> {
        instructions(&[self.letter(), self.repair(&[])])
    }

    /// The prompt of the letter.
    pub(in crate::features::writing::letters::service) fn letter(&self) -> Prompt {
        self.data.prompt(|facts, posting| {
            prompt::letter::prompt(facts, posting, &self.options(), self.data.boundary())
        })
    }

    /// The prompt for other lines in place of refused ones.
    pub(super) fn repair(&self, refused: &[RefusedLine<'_>]) -> Prompt {
        let codes: Vec<Vec<&str>> = refused
            .iter()
            .map(|one| one.rules.iter().map(|rule| rule.code()).collect())
            .collect();
        let refused = refused.iter().zip(&codes);
        let refused: Vec<repair::Refused<'_>> = refused
            .map(|(one, codes)| repair::Refused {
                number: one.number,
                line: one.line,
                codes,
            })
            .collect();
        self.data.prompt(|facts, posting| {
            let (options, boundary) = (self.options(), self.data.boundary());
            repair::prompt(facts, posting, &refused, &options, boundary)
        })
    }

    const fn options(&self) -> Options<'static> {
        Options {
            language: self.data.language(),
            tone: self.tone,
            length: self.length,
        }
    }
}
