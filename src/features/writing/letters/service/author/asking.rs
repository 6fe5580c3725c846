//! What a language model is asked for a letter. The same for the request and for a user who reads it before.

use models::prompt::{self, Prompt, letter::Options, repair};
use writing::compose::{Length, Tone};

use crate::features::{
    users::UserRow,
    writing::{
        letters::service::material::Material,
        models::{Data, RefusedLine, Subject, instructions, with_codes},
    },
};

/// What a model is asked.
pub(in crate::features::writing::letters::service) struct Asking {
    /// What it is sent.
    pub(super) data: Data,
    tone: prompt::Tone,
    length: prompt::Length,
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
        self.data.prompt(|facts, posting| {
            let (options, boundary) = (self.options(), self.data.boundary());
            with_codes(refused, |refused| {
                repair::prompt(facts, posting, refused, &options, boundary)
            })
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
