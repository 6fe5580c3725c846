//! Tailoring.

use super::Need::{self, Person, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const TAILORING: &[(&str, Need, &str)] = &[
    (
        "Mutation.tailorResume",
        Scope("WRITING WRITE"),
        "mutation { tailorResume(input: { resumeId: \"$resume\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.acceptProposals",
        Scope("WRITING WRITE"),
        "mutation { acceptProposals(input: { tailoringId: \"$tailoring\", expectedVersion: 9, proposalIds: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.rejectProposals",
        Scope("WRITING WRITE"),
        "mutation { rejectProposals(input: { tailoringId: \"$tailoring\", expectedVersion: 9, proposalIds: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeTailoring",
        Person,
        "mutation { removeTailoring(input: { id: \"$tailoring\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
];
