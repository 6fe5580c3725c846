//! The arguments of answers that take an id.

use serde_json::json;

use super::{
    Case,
    Thing::{Answer, Application, RecordedAnswer},
    cases::{NOBODY, case},
};

pub(super) const ANSWERS: &[Case] = &[
    case("Viewer.answer(id)", &[Answer], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { answer(id: $id) { question versions { nodes { question } } } } }",
            json!({ "id": id }),
        )
    }),
    case("SaveAnswerInput.id", &[Answer], NOBODY, |_, id| {
        let query = "mutation($input: SaveAnswerInput!) { saveAnswer(input: $input) { answer { question } userErrors { message } } }";
        let input =
            json!({ "id": id, "expectedVersion": 1, "question": "Q?", "value": { "text": "T" } });
        (query, json!({ "input": input }))
    }),
    case("RemoveAnswerInput.id", &[Answer], NOBODY, |_, id| {
        let query = "mutation($input: RemoveAnswerInput!) { removeAnswer(input: $input) { removedAnswerId userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": id, "expectedVersion": 1 } }),
        )
    }),
    case(
        "RecordAnswerInput.answerId",
        &[Answer],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: RecordAnswerInput!) { recordAnswer(input: $input) { recordedAnswer { question } userErrors { message } } }";
            let input = json!({ "applicationId": asker.own.id, "answerId": id });
            (query, json!({ "input": input }))
        },
    ),
    case(
        "RecordAnswerInput.applicationId",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: RecordAnswerInput!) { recordAnswer(input: $input) { recordedAnswer { question } userErrors { message } } }";
            let answer = "answ_0192f00000007000800000000000beef";
            let input = json!({ "applicationId": id, "answerId": answer });
            (query, json!({ "input": input }))
        },
    ),
    case(
        "RemoveRecordedAnswerInput.id",
        &[RecordedAnswer],
        NOBODY,
        |_, id| {
            let query = "mutation($input: RemoveRecordedAnswerInput!) { removeRecordedAnswer(input: $input) { removedRecordedAnswerId userErrors { message } } }";
            (query, json!({ "input": { "id": id } }))
        },
    ),
];
