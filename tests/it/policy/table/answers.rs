//! Answers: all users save theirs, and only the owner changes, records and removes one.

use serde_json::json;

use super::{OWN, OWNER, row};
use crate::policy::Row;

pub(super) const ANSWERS: &[Row] = &[
    row("Mutation.saveAnswer", OWN, |_| {
        let query = "mutation($input: SaveAnswerInput!) { saveAnswer(input: $input) { answer { id } userErrors { message } } }";
        let input = json!({ "question": "Q?", "value": { "text": "T" } });
        (query, json!({ "input": input }))
    }),
    row("Mutation.recordAnswer", OWNER, |things| {
        let query = "mutation($input: RecordAnswerInput!) { recordAnswer(input: $input) { recordedAnswer { id } userErrors { message } } }";
        let input = json!({ "applicationId": things.application.id, "answerId": things.answer_id });
        (query, json!({ "input": input }))
    }),
    row("Mutation.removeRecordedAnswer", OWNER, |things| {
        let query = "mutation($input: RemoveRecordedAnswerInput!) { removeRecordedAnswer(input: $input) { removedRecordedAnswerId userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.recorded_answer_id } }),
        )
    }),
    row("Mutation.removeAnswer", OWNER, |things| {
        let query = "mutation($input: RemoveAnswerInput!) { removeAnswer(input: $input) { removedAnswerId userErrors { message } } }";
        let input = json!({ "id": things.answer_id, "expectedVersion": 1 });
        (query, json!({ "input": input }))
    }),
];
