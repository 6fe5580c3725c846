//! The people whom a user knows.

use serde_json::json;

use super::{OWN, OWNER, row};
use crate::policy::Row;

pub(super) const CONNECTIONS: &[Row] = &[
    row("Mutation.addPerson", OWN, |things| {
        (
            "mutation($name: String!) { addPerson(input: { firstName: $name }) { person { id } userErrors { message } } }",
            json!({ "name": format!("Person {}", things.number) }),
        )
    }),
    row("Mutation.updatePerson", OWNER, |things| {
        (
            "mutation($id: ID!) { updatePerson(input: { id: $id, expectedVersion: 1, notes: \"Seen.\" }) { person { id } userErrors { message } } }",
            json!({ "id": things.person_id }),
        )
    }),
    row("Mutation.removePerson", OWNER, |things| {
        (
            "mutation($id: ID!) { removePerson(input: { id: $id, expectedVersion: 1 }) { removedPersonId userErrors { message } } }",
            json!({ "id": things.person_id }),
        )
    }),
    row("Mutation.removeAllPeople", OWN, |_| {
        (
            "mutation { removeAllPeople(input: {}) { removed userErrors { message } } }",
            json!({}),
        )
    }),
];
