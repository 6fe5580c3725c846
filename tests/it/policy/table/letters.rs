//! Letters: all users create theirs, and only the owner follows and changes one.

use serde_json::json;

use super::{OWN, OWNER, row};
use crate::policy::Row;

pub(super) const LETTERS: &[Row] = &[
    row("Mutation.createLetter", OWN, |things| {
        let query = "mutation($input: CreateLetterInput!) { createLetter(input: $input) { letter { id } userErrors { message } } }";
        let input = json!({ "postingId": things.posting_id, "language": "EN" });
        (query, json!({ "input": input }))
    }),
    row("Mutation.cancelLetter", OWNER, |things| {
        let query = "mutation($input: CancelLetterInput!) { cancelLetter(input: $input) { letter { id } userErrors { message } } }";
        (query, json!({ "input": { "id": things.begun_letter_id } }))
    }),
    row("Mutation.regenerateSentence", OWNER, |things| {
        let query = "mutation($input: RegenerateSentenceInput!) { regenerateSentence(input: $input) { letter { id } userErrors { message } } }";
        let input = json!({ "id": things.letter["id"], "expectedVersion": things.letter["version"], "index": 0 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.editLetter", OWNER, |things| {
        let query = "mutation($input: EditLetterInput!) { editLetter(input: $input) { letter { id } userErrors { message } } }";
        let edit = crate::writing::letters::edit_of(&things.letter, |input| {
            input["greeting"] = json!("Hello,");
        });
        (query, json!({ "input": edit }))
    }),
    row("Mutation.restoreLetter", OWNER, |things| {
        let query = "mutation($input: RestoreLetterInput!) { restoreLetter(input: $input) { letter { id } userErrors { message } } }";
        let input = json!({ "id": things.letter["id"], "expectedVersion": things.letter["version"], "revision": 1 });
        (query, json!({ "input": input }))
    }),
    row("Mutation.archiveLetter", OWNER, |things| {
        let query = "mutation($input: ArchiveLetterInput!) { archiveLetter(input: $input) { letter { id } userErrors { message } } }";
        let input =
            json!({ "id": things.letter["id"], "expectedVersion": things.letter["version"] });
        (query, json!({ "input": input }))
    }),
    row("Mutation.unarchiveLetter", OWNER, |things| {
        let query = "mutation($input: UnarchiveLetterInput!) { unarchiveLetter(input: $input) { letter { id } userErrors { message } } }";
        let input =
            json!({ "id": things.letter["id"], "expectedVersion": things.letter["version"] });
        (query, json!({ "input": input }))
    }),
    row("Mutation.removeLetter", OWNER, |things| {
        let query = "mutation($input: RemoveLetterInput!) { removeLetter(input: $input) { removedLetterId userErrors { message } } }";
        let input =
            json!({ "id": things.letter["id"], "expectedVersion": things.letter["version"] });
        (query, json!({ "input": input }))
    }),
    row("Subscription.documentEvents", OWNER, |things| {
        (
            "subscription($id: ID!) { documentEvents(documentId: $id) { __typename } }",
            json!({ "id": things.letter["id"] }),
        )
    }),
];
