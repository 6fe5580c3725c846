//! Tailoring: only the owner of a résumé makes proposals for it, and decides about them.

use serde_json::{Value, json};

use super::{OWNER, row};
use crate::policy::{Row, Things};

/// A decision about the proposal.
fn decision(things: &Things) -> Value {
    json!({ "tailoringId": things.tailoring["id"], "expectedVersion": things.tailoring["version"],
        "proposalIds": [things.tailoring["proposals"][0]["id"]] })
}

pub(super) const TAILORING: &[Row] = &[
    row("Mutation.tailorResume", OWNER, |things| {
        let query = "mutation($input: TailorResumeInput!) { tailorResume(input: $input) { tailoring { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "resumeId": things.tailored_id } }),
        )
    }),
    row("Mutation.acceptProposals", OWNER, |things| {
        let query = "mutation($input: AcceptProposalsInput!) { acceptProposals(input: $input) { tailoring { id } userErrors { message } } }";
        (query, json!({ "input": decision(things) }))
    }),
    row("Mutation.rejectProposals", OWNER, |things| {
        let query = "mutation($input: RejectProposalsInput!) { rejectProposals(input: $input) { tailoring { id } userErrors { message } } }";
        (query, json!({ "input": decision(things) }))
    }),
    row("Mutation.removeTailoring", OWNER, |things| {
        let query = "mutation($input: RemoveTailoringInput!) { removeTailoring(input: $input) { removedTailoringId userErrors { message } } }";
        let input =
            json!({ "id": things.tailoring["id"], "expectedVersion": things.tailoring["version"] });
        (query, json!({ "input": input }))
    }),
];
