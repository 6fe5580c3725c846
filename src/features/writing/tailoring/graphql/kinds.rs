//! Enumerations of tailoring in the schema.

use async_graphql::Enum;
use writing::tailor::Operation;

/// What a proposal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TailoringOperation {
    /// Orders the items of a section, or the statements of an item.
    ReorderItems,
    /// Hides an item or a statement: it stays in the résumé, and is in no file.
    HideItem,
    /// Takes the words of the profile for a statement.
    PickVariant,
    /// Says a statement in other words.
    RephraseBullet,
    /// Orders the skills.
    ReorderSkills,
    /// Writes the summary.
    SetSummary,
}

impl From<&Operation> for TailoringOperation {
    fn from(operation: &Operation) -> Self {
        match operation {
            Operation::ReorderItems { .. } => Self::ReorderItems,
            Operation::HideItem { .. } => Self::HideItem,
            Operation::PickVariant { .. } => Self::PickVariant,
            Operation::RephraseBullet { .. } => Self::RephraseBullet,
            Operation::ReorderSkills { .. } => Self::ReorderSkills,
            Operation::SetSummary { .. } => Self::SetSummary,
        }
    }
}

impl TailoringOperation {
    /// What the verifier has to say about it.
    pub(super) const fn verdict(self) -> ProposalVerdict {
        match self {
            Self::PickVariant | Self::RephraseBullet | Self::SetSummary => {
                ProposalVerdict::Accepted
            }
            Self::ReorderItems | Self::HideItem | Self::ReorderSkills => {
                ProposalVerdict::NoNewWords
            }
        }
    }
}

/// Why a change is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writing::tailor::Reason")]
pub enum TailoringReason {
    /// What the posting asks for comes first.
    ShowsRequirementFirst,
    /// The other statements of the item show what is asked, and it has nothing to do with the posting.
    NotRelevant,
    /// The other words name more of what the posting asks for.
    NamesMoreRequirements,
    /// It is in the usual form of a résumé then.
    UsualForm,
    /// The facts that matter most for the posting.
    SummarisesEvidence,
}

/// What the verifier says about a proposal. What it refuses is not proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProposalVerdict {
    /// The new words say no more than the facts that they cite.
    Accepted,
    /// There are no new words.
    NoNewWords,
}
