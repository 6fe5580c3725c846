//! Language models.

use super::Need::{self, Person, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const MODELS: &[(&str, Need, &str)] = &[
    (
        "Viewer.languageModels",
        Scope("WRITING READ"),
        "{ viewer { languageModels { isConfigured isOn endpoints { name } todaysUse { tokens } limits { tokensPerDay } } } }",
    ),
    (
        "Viewer.aiRuns",
        Scope("WRITING READ"),
        "{ viewer { aiRuns(first: 1) { totalCount nodes { id } } } }",
    ),
    (
        "Viewer.letterRequest",
        Scope("WRITING READ"),
        "{ viewer { letterRequest(input: { postingId: \"post_00000000000000000000000000000000\", language: EN }) { user } } }",
    ),
    (
        "Viewer.tailoringRequests",
        Scope("WRITING READ"),
        "{ viewer { tailoringRequests(input: { resumeId: \"$resume\" }) { user } } }",
    ),
    (
        "Mutation.setLanguageModels",
        Person,
        "mutation { setLanguageModels(input: { isOn: false }) { userErrors { code } } }",
    ),
];
