//! Letters.

use super::Need::{self, Person, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const LETTERS: &[(&str, Need, &str)] = &[
    (
        "Viewer.letters",
        Scope("WRITING READ"),
        "{ viewer { letters(first: 1) { totalCount nodes { id missing { text } content { text } } } } }",
    ),
    (
        "Viewer.letter",
        Scope("WRITING READ"),
        "{ viewer { letter(id: \"$letter\") { id path(format: PDF) revisions { nodes { reason changes { place } } } } } }",
    ),
    (
        "Subscription.documentEvents",
        Scope("WRITING READ"),
        "subscription { documentEvents(documentId: \"$letter\") { __typename } }",
    ),
    (
        "Mutation.createLetter",
        Scope("WRITING WRITE"),
        "mutation { createLetter(input: { postingId: \"$posting\", language: EN, recipient: \"a\\u0007b\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.cancelLetter",
        Scope("WRITING WRITE"),
        "mutation { cancelLetter(input: { id: \"$letter\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.regenerateSentence",
        Scope("WRITING WRITE"),
        "mutation { regenerateSentence(input: { id: \"$letter\", expectedVersion: 9, index: 0 }) { userErrors { code } } }",
    ),
    (
        "Mutation.editLetter",
        Scope("WRITING WRITE"),
        "mutation { editLetter(input: { id: \"$letter\", expectedVersion: 9, greeting: \"\", paragraphs: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.restoreLetter",
        Scope("WRITING WRITE"),
        "mutation { restoreLetter(input: { id: \"$letter\", expectedVersion: 9, revision: 1 }) { userErrors { code } } }",
    ),
    (
        "Mutation.archiveLetter",
        Scope("WRITING WRITE"),
        "mutation { archiveLetter(input: { id: \"$letter\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.unarchiveLetter",
        Scope("WRITING WRITE"),
        "mutation { unarchiveLetter(input: { id: \"$letter\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeLetter",
        Person,
        "mutation { removeLetter(input: { id: \"$letter\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
];
