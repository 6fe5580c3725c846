//! The arguments of tailoring that take an id.

use serde_json::{Value, json};

use super::{
    Case,
    Thing::{Proposal, Resume, Tailoring},
    cases::{NOBODY, case, public},
};

/// A tailoring and a proposal that nobody has.
const NOBODYS: [&str; 2] = [
    "tail_0192f00000007000800000000000beef",
    "prop_0192f00000007000800000000000beef",
];

const ACCEPT: &str = "mutation($input: AcceptProposalsInput!) { acceptProposals(input: $input) { tailoring { postingTitle } resume { name } userErrors { message } } }";
const REJECT: &str = "mutation($input: RejectProposalsInput!) { rejectProposals(input: $input) { tailoring { postingTitle } userErrors { message } } }";

/// A decision about a proposal.
fn decision(tailoring: &str, proposal: &str) -> Value {
    let input =
        json!({ "tailoringId": tailoring, "expectedVersion": 1, "proposalIds": [proposal] });
    json!({ "input": input })
}

pub(super) const TAILORING: &[Case] = &[
    public("TailorResumeInput.postingId"),
    public("TailoringRequestsInput.postingId"),
    case(
        "TailoringRequestsInput.resumeId",
        &[Resume],
        NOBODY,
        |_, id| {
            let query = "query($input: TailoringRequestsInput!) { viewer { tailoringRequests(input: $input) { system user place } } }";
            (query, json!({ "input": { "resumeId": id } }))
        },
    ),
    case("TailorResumeInput.resumeId", &[Resume], NOBODY, |_, id| {
        let query = "mutation($input: TailorResumeInput!) { tailorResume(input: $input) { tailoring { postingTitle } userErrors { message } } }";
        (query, json!({ "input": { "resumeId": id } }))
    }),
    case(
        "AcceptProposalsInput.tailoringId",
        &[Tailoring],
        NOBODY,
        |_, id| (ACCEPT, decision(id, NOBODYS[1])),
    ),
    case(
        "AcceptProposalsInput.proposalIds",
        &[Proposal],
        NOBODY,
        |_, id| (ACCEPT, decision(NOBODYS[0], id)),
    ),
    case(
        "RejectProposalsInput.tailoringId",
        &[Tailoring],
        NOBODY,
        |_, id| (REJECT, decision(id, NOBODYS[1])),
    ),
    case(
        "RejectProposalsInput.proposalIds",
        &[Proposal],
        NOBODY,
        |_, id| (REJECT, decision(NOBODYS[0], id)),
    ),
    case("RemoveTailoringInput.id", &[Tailoring], NOBODY, |_, id| {
        let query = "mutation($input: RemoveTailoringInput!) { removeTailoring(input: $input) { removedTailoringId userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": id, "expectedVersion": 1 } }),
        )
    }),
];
