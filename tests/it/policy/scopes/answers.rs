//! Answers.

use super::Need::{self, Person, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const ANSWERS: &[(&str, Need, &str)] = &[
    (
        "Viewer.answers",
        Scope("WRITING READ"),
        "{ viewer { answers(first: 1, text: \"x\") { totalCount nodes { id versions { nodes { question } } } } } }",
    ),
    (
        "Viewer.answer",
        Scope("WRITING READ"),
        "{ viewer { answer(id: \"$answer\") { id question versionAt(number: 1) { question } } } }",
    ),
    (
        "Viewer.findAnswers",
        Scope("WRITING READ"),
        "{ viewer { findAnswers(question: { text: \"Notice?\" }) { similarity answer { id } } } }",
    ),
    (
        "Mutation.saveAnswer",
        Scope("WRITING WRITE"),
        "mutation { saveAnswer(input: { question: \"\", value: {} }) { userErrors { code } } }",
    ),
    (
        "Mutation.recordAnswer",
        Scope("WRITING WRITE"),
        "mutation { recordAnswer(input: { applicationId: \"$application\", answerId: \"$answer\", question: \"\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeAnswer",
        Person,
        "mutation { removeAnswer(input: { id: \"$answer\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeRecordedAnswer",
        Person,
        "mutation { removeRecordedAnswer(input: { id: \"rcan_0192f00000007000800000000000beef\" }) { userErrors { code } } }",
    ),
];
