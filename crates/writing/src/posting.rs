//! What a text may say about the posting that it is written for.

use taxonomy::SkillId;

/// The posting that a text is written for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// Its title.
    pub title: String,
    /// The company that advertises it.
    pub company: String,
    /// Where the work is.
    pub locations: Vec<String>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
}

/// What a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// An id, unique in the posting.
    pub id: String,
    /// The words of the posting, verbatim.
    pub text: String,
    /// The skill that it names, if it names one.
    pub skill: Option<SkillId>,
    /// True if it is required, false if it is nice to have.
    pub required: bool,
}
