//! Proposals of API tokens: only their user decides. Taking acts back.

use serde_json::json;

use super::{OWNER, row};
use crate::policy::Row;

pub(super) const PROPOSALS: &[Row] = &[
    row("Mutation.acceptAgentProposal", OWNER, |it| {
        let query = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state } userErrors { message } } }";
        (query, json!({ "id": it.proposal_id }))
    }),
    row("Mutation.rejectAgentProposal", OWNER, |it| {
        let query = "mutation($id: ID!) { rejectAgentProposal(input: { id: $id }) { proposal { state } userErrors { message } } }";
        (query, json!({ "id": it.proposal_id }))
    }),
    row("Mutation.undo", OWNER, |it| {
        let query = "mutation($id: ID!) { undo(input: { changeId: $id }) { application { id } userErrors { message } } }";
        (query, json!({ "id": it.change_id }))
    }),
];
