//! Résumés: all users create theirs, and only the owner changes one.

use serde_json::json;

use super::{OWN, OWNER, row};
use crate::policy::Row;

pub(super) const WRITING: &[Row] = &[
    row("Mutation.createResume", OWN, |things| {
        let query = "mutation($input: CreateResumeInput!) { createResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "kind": "MASTER", "name": format!("Resume {}", things.number) });
        (query, json!({ "input": input }))
    }),
    row("Mutation.editResume", OWNER, |things| {
        let query = "mutation($input: EditResumeInput!) { editResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1, "content": { "language": "EN" } });
        (query, json!({ "input": input }))
    }),
    row("Mutation.restoreResume", OWNER, |things| {
        let query = "mutation($input: RestoreResumeInput!) { restoreResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1, "revision": 1 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.updateResume", OWNER, |things| {
        let query = "mutation($input: UpdateResumeInput!) { updateResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1, "name": "T" });
        (query, json!({ "input": input }))
    }),
    row("Mutation.archiveResume", OWNER, |things| {
        let query = "mutation($input: ArchiveResumeInput!) { archiveResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.unarchiveResume", OWNER, |things| {
        let query = "mutation($input: UnarchiveResumeInput!) { unarchiveResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.removeResume", OWNER, |things| {
        let query = "mutation($input: RemoveResumeInput!) { removeResume(input: $input) { removedResumeId userErrors { message } } }";
        let input = json!({ "id": things.resume_id, "expectedVersion": 1 });
        (query, json!({ "input": input }))
    }),
];
