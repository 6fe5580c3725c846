//! The texts that are sent. Each prompt has a `VERSION`, which grows with every change of its words or its data, because answers are kept by it.
//!
//! All that comes from a profile or a posting is data behind a fence (`fence.rs`), numbered `f1`… and `r1`… in its order. The rules ask a
//! model to obey nothing in it; that is a request, not a control. The control is that each line of the answer is verified against the facts.

mod fence;
pub mod letter;
mod material;
pub mod repair;
pub mod rephrase;
mod rules;
pub mod summary;

#[cfg(test)]
mod tests;

use std::fmt;

pub use self::{
    fence::Boundary,
    material::{
        Fact, Posting, Requirement, fact_id, fact_index, requirement_id, requirement_index,
    },
};

/// What is sent to a model.
#[derive(Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The rules.
    pub system: String,
    /// The data and the task.
    pub user: String,
}

/// The tone of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Factual.
    #[default]
    Plain,
    /// Friendly.
    Warm,
    /// As in an official letter.
    Formal,
}

/// The length of a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// About 80 words.
    Short,
    /// About 130 words.
    #[default]
    Medium,
    /// About 200 words.
    Long,
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prompt")
            .field("system_bytes", &self.system.len())
            .field("user_bytes", &self.user.len())
            .finish()
    }
}
