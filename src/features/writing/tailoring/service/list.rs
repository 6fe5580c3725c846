//! Reads tailorings, what they propose, and the states of their proposals.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, QueryFilter};

use super::{ProposalState, model};
use crate::{
    error::Result,
    features::writing::{
        resumes::Content,
        tailoring::{
            Body, DecisionKind, Proposal, TailoringRow, Tailorings,
            entity::{
                content,
                tailoring::{self, Column},
            },
        },
    },
    types::{
        actor::Actor,
        id::{ResumeId, TailoringId},
    },
};

impl Tailorings {
    /// The actor's tailorings with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[TailoringId],
    ) -> Result<HashMap<TailoringId, Arc<TailoringRow>>> {
        let rows = tailoring::of(actor).filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// The tailorings of these résumés of the actor, newest first. A user has few, so that they are read as a whole.
    pub async fn batch_of_resumes(
        &self,
        actor: &Actor,
        resumes: &[ResumeId],
    ) -> Result<HashMap<ResumeId, Arc<Vec<Arc<TailoringRow>>>>> {
        let rows = tailoring::of_resumes(actor, resumes);
        let rows = rows.all(self.platform.db.conn()).await?;
        let mut found: HashMap<ResumeId, Vec<Arc<TailoringRow>>> = HashMap::new();
        for row in rows {
            found.entry(row.resume_id).or_default().push(Arc::new(row));
        }
        let shared = found.into_iter();
        Ok(shared.map(|(id, rows)| (id, Arc::new(rows))).collect())
    }

    /// What these tailorings of the actor propose; others are missing from the result.
    pub async fn batch_bodies(
        &self,
        actor: &Actor,
        ids: &[TailoringId],
    ) -> Result<HashMap<TailoringId, Arc<Body>>> {
        let rows = content::of_tailorings(actor, ids);
        let rows = rows.all(self.platform.db.conn()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.tailoring_id, Arc::new(row.whole())))
            .collect())
    }
}

/// The states of the proposals of a tailoring, in order; `newest` is what the résumé says now.
#[must_use]
pub fn states(row: &TailoringRow, body: &Body, newest: &Content) -> Vec<ProposalState> {
    let resume = model::of(newest);
    let state = |proposal: &Proposal| match row.decision(proposal.id).map(|it| it.kind) {
        Some(DecisionKind::Accepted) => ProposalState::Accepted,
        Some(DecisionKind::Rejected) => ProposalState::Rejected,
        None => {
            let now = proposal.operation.base_hash(&resume);
            if now.as_ref() == Some(&proposal.base_hash) {
                ProposalState::Open
            } else {
                ProposalState::Stale
            }
        }
    };
    body.proposals.iter().map(state).collect()
}
