//! Imports of a profile.

use serde_json::json;

use super::{HIDDEN, OWN, OWNER, SIGN_IN, row};
use crate::policy::Row;

pub(super) const IMPORTS: &[Row] = &[
    row("Mutation.importProfile", OWN, |_| {
        // Without a file it is refused by the service, which is no matter of permissions.
        let query = "mutation($input: ImportProfileInput!) { importProfile(input: $input) { plan { id } } }";
        let file = json!({ "upload": 0, "name": null, "sha256": "" });
        (query, json!({ "input": { "file": file } }))
    }),
    row(
        "Mutation.importIdentityClaims",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            (
                "mutation { importIdentityClaims(input: { id: \"idty_00000000000000000000000000000000\" }) { plan { id } } }",
                json!({}),
            )
        },
    ),
    row("Mutation.previewApplicationList", OWN, |_| {
        let query = "mutation($input: PreviewApplicationListInput!) { previewApplicationList(input: $input) { preview { rowCount } } }";
        let file = json!({ "upload": 0, "name": null, "sha256": "" });
        (query, json!({ "input": { "file": file } }))
    }),
    row("Mutation.importApplications", OWN, |_| {
        let query = "mutation($input: ImportApplicationsInput!) { importApplications(input: $input) { plan { id } } }";
        let file = json!({ "upload": 0, "name": null, "sha256": "" });
        (query, json!({ "input": { "file": file } }))
    }),
    row("Mutation.applyImport", OWNER, |things| {
        let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { id } userErrors { message } } }";
        let input = json!({ "id": things.import_id, "expectedVersion": 1 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.cancelImport", OWNER, |things| {
        let query = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { plan { id } userErrors { message } } }";
        (query, json!({ "input": { "id": things.import_id } }))
    }),
    row("Subscription.importProgressed", OWNER, |things| {
        (
            "subscription($id: ID!) { importProgressed(id: $id) { state } }",
            json!({ "id": things.import_id }),
        )
    }),
];
