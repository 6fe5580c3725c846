//! Why a sentence is refused.

use serde::{Deserialize, Serialize};

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident => $code:literal,)*) => {
        /// A rule that a sentence broke, in the order in which refusals are listed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$rule,)*];

            /// Its name outside of the program.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$rule => $code,)*
                }
            }
        }
    };
}

rules! {
    /// It has invisible characters, or is too long for one sentence.
    Form => "FORM",
    /// It repeats instructions or text that is guarded.
    InstructionLeak => "INSTRUCTION_LEAK",
    /// It has an address, a phone number or a link.
    ContactOrUrl => "CONTACT_OR_URL",
    /// It is in another language than the text.
    Language => "LANGUAGE",
    /// It cites a fact or a requirement that does not exist.
    UnknownFact => "UNKNOWN_FACT",
    /// It says something about the person and cites no fact.
    NoCitation => "NO_CITATION",
    /// It joins what two facts say separately.
    CrossFactJoin => "CROSS_FACT_JOIN",
    /// It denies what a fact says, or says what a fact denies.
    Negation => "NEGATION",
    /// It claims a higher title.
    TitleInflation => "TITLE_INFLATION",
    /// It claims to have led, managed, owned or done alone what the facts do not say so.
    ScopeInflation => "SCOPE_INFLATION",
    /// It names a skill that was released after the role ended.
    Anachronism => "ANACHRONISM",
    /// It names a skill that no cited fact shows.
    SkillNotInFacts => "SKILL_NOT_IN_FACTS",
    /// It names an organisation, a product, a degree or a certificate that is in no cited fact.
    Entity => "ENTITY",
    /// It has a date that no cited fact has.
    Date => "DATE",
    /// It has a duration that the roles do not span.
    Tenure => "TENURE",
    /// It has a number that no cited fact has and that follows from none.
    Number => "NUMBER",
    /// It has too few words in common with the facts that it cites.
    Unsupported => "UNSUPPORTED",
    /// It words a fact anew so that it says something else, or more.
    Meaning => "MEANING",
    /// It has a cliché. A warning: the sentence may stay.
    Style => "STYLE",
}

impl Rule {
    /// True if a sentence that breaks only such rules may stay.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::Style)
    }
}

/// A rule that a sentence broke, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The rule.
    pub rule: Rule,
    /// The first byte of the words that broke it, in the text of the sentence.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What was found, for the author of the text; it may quote the sentence, so it is not for logs.
    pub detail: String,
}
