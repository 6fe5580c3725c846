//! Suggestions for profiles: all users dismiss their own.

use serde_json::json;

use super::{OWN, apart};
use crate::policy::Row;

pub(super) const MATCHING: &[Row] = &[
    apart("Mutation.dismissSuggestion", OWN, |_| {
        (
            "mutation { dismissSuggestion(input: { id: \"SUMMARY_MISSING\" }) { suggestion { state } userErrors { message } } }",
            json!({}),
        )
    }),
    apart("Mutation.restoreSuggestion", OWN, |_| {
        (
            "mutation { restoreSuggestion(input: { id: \"SUMMARY_MISSING\" }) { suggestion { state } userErrors { message } } }",
            json!({}),
        )
    }),
];
