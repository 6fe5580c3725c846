//! The loader of proposals.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::proposals::ProposalRow,
    graphql::loader::{Batcher, Loader},
    types::id::AgentProposalId,
};

/// A proposal that the viewer may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AgentProposalKey(pub AgentProposalId);

impl Loader<AgentProposalKey> for Batcher {
    type Value = Arc<ProposalRow>;

    async fn load(
        &self,
        keys: &[AgentProposalKey],
    ) -> Result<HashMap<AgentProposalKey, Self::Value>> {
        let ids: Vec<AgentProposalId> = keys.iter().map(|key| key.0).collect();
        let found = self
            .app
            .proposals
            .batch(self.viewer().actor()?, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (AgentProposalKey(id), row))
            .collect())
    }
}
