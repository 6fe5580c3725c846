//! The arguments of proposals that take an id.

use serde_json::json;

use super::{
    Case,
    Thing::AgentProposal,
    cases::{NOBODY, case},
};

pub(super) const PROPOSALS: &[Case] = &[
    case("Viewer.proposal(id)", &[AgentProposal], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { proposal(id: $id) { mutation input reason } } }",
            json!({ "id": id }),
        )
    }),
    case(
        "AcceptAgentProposalInput.id",
        &[AgentProposal],
        NOBODY,
        |_, id| {
            let query = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { input } userErrors { message } } }";
            (query, json!({ "id": id }))
        },
    ),
    case(
        "RejectAgentProposalInput.id",
        &[AgentProposal],
        NOBODY,
        |_, id| {
            let query = "mutation($id: ID!) { rejectAgentProposal(input: { id: $id }) { proposal { input } userErrors { message } } }";
            (query, json!({ "id": id }))
        },
    ),
];
