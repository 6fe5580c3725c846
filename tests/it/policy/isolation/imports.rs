//! The arguments that take the id of an import, of an entry, or of what is imported.

use serde_json::json;

use super::{
    Case,
    Thing::{Identity, Import, ImportEntry},
    cases::{NOBODY, case},
};

pub(super) const IMPORTS: &[Case] = &[
    case(
        "ImportIdentityClaimsInput.id",
        &[Identity],
        NOBODY,
        |_, id| {
            (
                "mutation($id: ID!) { importIdentityClaims(input: { id: $id }) { plan { fileName } userErrors { message } } }",
                json!({ "id": id }),
            )
        },
    ),
    case("Viewer.importPlan(id)", &[Import], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { importPlan(id: $id) { fileName entries { nodes { id fields { imported } } } } } }",
            json!({ "id": id }),
        )
    }),
    case(
        "Subscription.importProgressed(id)",
        &[Import],
        NOBODY,
        |_, id| {
            (
                "subscription($id: ID!) { importProgressed(id: $id) { fileName } }",
                json!({ "id": id }),
            )
        },
    ),
    case("ApplyImportInput.id", &[Import], NOBODY, |_, id| {
        let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { fileName } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": id, "expectedVersion": 1 } }),
        )
    }),
    case(
        "ImportEntryChoice.entryId",
        &[ImportEntry],
        NOBODY,
        |_, id| {
            let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { fileName } userErrors { message } } }";
            let input = json!({ "id": "impt_00000000000000000000000000000000", "expectedVersion": 1, "choices": [{ "entryId": id, "choice": "USE_IMPORT" }] });
            (query, json!({ "input": input }))
        },
    ),
    case("CancelImportInput.id", &[Import], NOBODY, |_, id| {
        let query = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { plan { fileName } userErrors { message } } }";
        (query, json!({ "input": { "id": id } }))
    }),
];
