//! The rules of tailoring.

use std::sync::Arc;

use async_graphql::Enum;
use serde::{Deserialize, Serialize};

use super::{Body, TailoringRow};
use crate::features::writing::resumes;

pub(super) mod create;
mod decide;
mod describe;
pub(super) mod list;
mod model;
mod personal_data;
mod propose;
mod remove;
mod store;
pub(super) mod wording;

/// A tailoring after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The tailoring as it was right after the write.
    pub row: TailoringRow,
    /// What a new one proposes, which a dry run does not store.
    #[serde(skip)]
    pub body: Option<Arc<Body>>,
    /// The résumé, if the write concerns it.
    pub resume: Option<resumes::Written>,
}

impl From<TailoringRow> for Written {
    fn from(row: TailoringRow) -> Self {
        Self {
            row,
            body: None,
            resume: None,
        }
    }
}

/// The state of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProposalState {
    /// It can be accepted or rejected.
    Open,
    /// It was accepted: a revision of the résumé has it.
    Accepted,
    /// It was rejected. It can still be accepted.
    Rejected,
    /// The résumé was changed at this place since the proposal was made, so that it cannot be accepted.
    Stale,
}
