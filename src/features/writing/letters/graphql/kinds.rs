//! Enumerations of the crate `writing` in the schema.

use async_graphql::Enum;

/// What a paragraph of a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writing::sentence::Paragraph")]
pub enum LetterPart {
    /// The first.
    Opening,
    /// What the person has done.
    Evidence,
    /// Why the person applies.
    Motivation,
    /// The last.
    Closing,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writing::sentence::SentenceKind")]
pub enum LetterSentenceKind {
    /// It says something about the person, and cites facts.
    Claim,
    /// It says why the person applies. It may use words of the posting, and cites them.
    Motivation,
    /// A greeting, thanks, an offer to talk. It says nothing about the person.
    Courtesy,
}

/// A rule of the verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writing::refusal::Rule")]
pub enum WritingRule {
    /// It has invisible characters, or is too long for one sentence.
    Form,
    /// It repeats instructions or text that is guarded.
    InstructionLeak,
    /// It has an address, a phone number or a link.
    ContactOrUrl,
    /// It is in another language than the text.
    Language,
    /// It cites a fact or a requirement that does not exist.
    UnknownFact,
    /// It says something about the person and cites no fact.
    NoCitation,
    /// It joins what two facts say separately.
    CrossFactJoin,
    /// It denies what a fact says, or says what a fact denies.
    Negation,
    /// It claims a higher title.
    TitleInflation,
    /// It claims to have led, managed, owned or done alone what the facts do not say so.
    ScopeInflation,
    /// It names a skill that was released after the role ended.
    Anachronism,
    /// It names a skill that no cited fact shows.
    SkillNotInFacts,
    /// It names an organization, a product, a degree or a certificate that is in no cited fact.
    Entity,
    /// It has a date that no cited fact has.
    Date,
    /// It has a duration that the roles do not span.
    Tenure,
    /// It has a number that no cited fact has and that follows from none.
    Number,
    /// It has too few words in common with the facts that it cites.
    Unsupported,
    /// It words a fact anew so that it says something else, or more.
    Meaning,
    /// It has a cliché. A warning: no sentence is refused for it.
    Style,
}
