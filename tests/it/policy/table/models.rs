//! Language models: everybody chooses for themselves.

use serde_json::json;

use super::{OWN, row};
use crate::policy::Row;

pub(super) const MODELS: &[Row] = &[row("Mutation.setLanguageModels", OWN, |_| {
    let query = "mutation($input: SetLanguageModelsInput!) { setLanguageModels(input: $input) { languageModels { isOn } userErrors { message } } }";
    (query, json!({ "input": { "isOn": true } }))
})];
