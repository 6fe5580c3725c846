//! Résumés.

use super::Need::{self, Person, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const RESUMES: &[(&str, Need, &str)] = &[
    (
        "Viewer.resumes",
        Scope("WRITING READ"),
        "{ viewer { resumes(first: 1) { totalCount nodes { id name content { name } } } } }",
    ),
    (
        "Viewer.resume",
        Scope("WRITING READ"),
        "{ viewer { resume(id: \"$resume\") { id revisions { nodes { reason changes { place } } } } } }",
    ),
    (
        "Mutation.createResume",
        Scope("WRITING WRITE"),
        "mutation { createResume(input: { kind: MASTER, name: \"\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.editResume",
        Scope("WRITING WRITE"),
        "mutation { editResume(input: { id: \"$resume\", expectedVersion: 9, content: { language: EN } }) { userErrors { code } } }",
    ),
    (
        "Mutation.restoreResume",
        Scope("WRITING WRITE"),
        "mutation { restoreResume(input: { id: \"$resume\", expectedVersion: 9, revision: 1 }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateResume",
        Scope("WRITING WRITE"),
        "mutation { updateResume(input: { id: \"$resume\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.archiveResume",
        Scope("WRITING WRITE"),
        "mutation { archiveResume(input: { id: \"$resume\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.unarchiveResume",
        Scope("WRITING WRITE"),
        "mutation { unarchiveResume(input: { id: \"$resume\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeResume",
        Person,
        "mutation { removeResume(input: { id: \"$resume\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
];
