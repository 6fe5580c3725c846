//! The prompt of a letter.

use super::{Boundary, Fact, Length, Posting, Prompt, Tone, fence::fenced, material, rules::rules};

/// The version of the prompt.
pub const VERSION: u32 = 2;

/// What a letter shall be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'a> {
    /// The name of its language in English, such as `German`.
    pub language: &'a str,
    /// Its tone.
    pub tone: Tone,
    /// Its length.
    pub length: Length,
}

/// The prompt of a letter from facts for a posting.
#[must_use]
pub fn prompt(
    facts: &[Fact<'_>],
    posting: &Posting<'_>,
    options: &Options<'_>,
    boundary: &Boundary,
) -> Prompt {
    Prompt {
        system: system(options),
        user: format!(
            "{}\nWrite the letter as objects, one for each line.\n",
            data(facts, posting, boundary)
        ),
    }
}

pub(super) fn system(options: &Options<'_>) -> String {
    let tone = match options.tone {
        Tone::Plain => "plain and factual",
        Tone::Warm => "friendly, but without praise of the person or the company",
        Tone::Formal => "formal, as in an official letter",
    };
    let length = match options.length {
        Length::Short => "about 80 words in 4 to 6 sentences",
        Length::Medium => "about 130 words in 6 to 9 sentences",
        Length::Long => "about 200 words in 9 to 13 sentences",
    };
    format!(
        "You write the body of a letter of application for a person, without a salutation and a signature. The letter is {tone}, and has {length}: \
         one or two of opening, most of evidence, one or two of motivation, one of closing. Choose facts that answer what the posting requires.\n\n{}",
        rules(options.language)
    )
}

pub(super) fn data(facts: &[Fact<'_>], posting: &Posting<'_>, boundary: &Boundary) -> String {
    let facts = fenced("FACTS", boundary, material::facts(facts));
    let posting = fenced("POSTING", boundary, material::posting(posting));
    format!(
        "The facts about the person:\n{facts}\nThe posting, what it asks for, and its text:\n{posting}"
    )
}
