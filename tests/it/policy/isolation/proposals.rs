//! The arguments of proposals that take an id, and that of `undo`.

use serde_json::json;

use super::{
    Case,
    Thing::{AgentProposal, Application, Change},
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
    case(
        "Viewer.lastChange(objectId)",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "query($id: ID!) { viewer { lastChange(kind: APPLICATION, objectId: $id) { id at node { id } } } }";
            (query, json!({ "id": id }))
        },
    ),
    case("UndoInput.changeId", &[Change], NOBODY, |_, id| {
        let query = "mutation($id: ID!) { undo(input: { changeId: $id }) { application { note } userErrors { message } } }";
        (query, json!({ "id": id }))
    }),
];
