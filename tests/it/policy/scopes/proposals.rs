//! Proposals: a token sees its own without a scope, and decides about none. Taking acts back needs the scope of the object.

use super::Need::{self, Person, Public, Scope};

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
    (
        "Viewer.lastChange",
        Scope("APPLICATIONS READ"),
        "{ viewer { lastChange(kind: APPLICATION, objectId: \"$application\") { id } } }",
    ),
    (
        "Mutation.undo",
        Scope("APPLICATIONS WRITE"),
        "mutation { undo(input: { changeId: \"$change\" }) { userErrors { code } } }",
    ),
];
