//! The arguments of letters that take an id.

use serde_json::{Value, json};

use super::{
    Case,
    Thing::Letter,
    cases::{NOBODY, case, public},
};

/// The input of a mutation that takes the id of a letter.
fn of(id: &str) -> Value {
    json!({ "id": id, "expectedVersion": 1 })
}

pub(super) const LETTERS: &[Case] = &[
    public("CreateLetterInput.postingId"),
    public("LetterRequestInput.postingId"),
    case("Viewer.letter(id)", &[Letter], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { letter(id: $id) { postingTitle content { text } } } }",
            json!({ "id": id }),
        )
    }),
    case(
        "Subscription.documentEvents(documentId)",
        &[Letter],
        NOBODY,
        |_, id| {
            (
                "subscription($id: ID!) { documentEvents(documentId: $id) { ... on DocCompleted { letter { postingTitle } } } }",
                json!({ "id": id }),
            )
        },
    ),
    case("CancelLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: CancelLetterInput!) { cancelLetter(input: $input) { letter { postingTitle } userErrors { message } } }";
        (query, json!({ "input": { "id": id } }))
    }),
    case("RegenerateSentenceInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: RegenerateSentenceInput!) { regenerateSentence(input: $input) { letter { postingTitle } userErrors { message } } }";
        let mut input = of(id);
        input["index"] = json!(0);
        (query, json!({ "input": input }))
    }),
    case("EditLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: EditLetterInput!) { editLetter(input: $input) { letter { postingTitle } userErrors { message } } }";
        let mut input = of(id);
        input["greeting"] = json!("Hello,");
        input["paragraphs"] = json!([{ "sentences": [{ "text": "Mine." }] }]);
        (query, json!({ "input": input }))
    }),
    case("RestoreLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: RestoreLetterInput!) { restoreLetter(input: $input) { letter { postingTitle } userErrors { message } } }";
        let mut input = of(id);
        input["revision"] = json!(1);
        (query, json!({ "input": input }))
    }),
    case("ArchiveLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: ArchiveLetterInput!) { archiveLetter(input: $input) { letter { postingTitle } userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
    case("UnarchiveLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: UnarchiveLetterInput!) { unarchiveLetter(input: $input) { letter { postingTitle } userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
    case("RemoveLetterInput.id", &[Letter], NOBODY, |_, id| {
        let query = "mutation($input: RemoveLetterInput!) { removeLetter(input: $input) { removedLetterId userErrors { message } } }";
        (query, json!({ "input": of(id) }))
    }),
];
