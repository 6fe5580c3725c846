//! Proposals: a token sees its own without a scope, and decides about none.

use super::Need::{self, Person, Public};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const PROPOSALS: &[(&str, Need, &str)] = &[
    (
        "Viewer.proposals",
        Public,
        "{ viewer { proposals(first: 1) { totalCount nodes { id } } } }",
    ),
    (
        "Viewer.proposal",
        Public,
        "{ viewer { proposal(id: \"aprp_00000000000000000000000000000000\") { id } } }",
    ),
    (
        "Mutation.acceptAgentProposal",
        Person,
        "mutation { acceptAgentProposal(input: { id: \"aprp_00000000000000000000000000000000\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.rejectAgentProposal",
        Person,
        "mutation { rejectAgentProposal(input: { id: \"aprp_00000000000000000000000000000000\" }) { userErrors { code } } }",
    ),
];
