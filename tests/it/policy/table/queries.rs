//! Queries.

use serde_json::json;

use super::{ADMINS, ALL, FORBIDDEN, MODERATORS, OWN, SIGN_IN, row};
use crate::policy::{
    Expect::{Data, Is, Null},
    Row,
};

pub(super) const QUERIES: &[Row] = &[
    row("Query.viewer", OWN, |_| {
        ("{ viewer { user { id email } } }", json!({}))
    }),
    row("Query.node", [Null, Null, Data, Null, Null], |things| {
        (
            "query($id: ID!) { node(id: $id) { id } }",
            json!({ "id": things.application.id }),
        )
    }),
    row(
        "Query.nodes",
        [
            Is("[null, null]"),
            Is("[null, null]"),
            Data,
            Is("[null, null]"),
            Is("[null, null]"),
        ],
        |things| {
            (
                "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                json!({ "ids": [things.application.id, things.notification_id] }),
            )
        },
    ),
    row("Query.signInProviders", ALL, |_| {
        ("{ signInProviders { name label startUrl } }", json!({}))
    }),
    row("Query.jobs", ALL, |_| {
        ("{ jobs(first: 1) { nodes { id title } } }", json!({}))
    }),
    row("Query.sources", ADMINS, |_| {
        ("{ sources { id board } }", json!({}))
    }),
    row(
        "Query.reprocessing",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, Null],
        |_| ("{ reprocessing { state done } }", json!({})),
    ),
    row("Query.matching", ADMINS, |_| {
        ("{ matching { version } }", json!({}))
    }),
    row("Query.moderation", MODERATORS, |_| {
        (
            "{ moderation { reports { totalCount nodes { id text posting { id title } } } } }",
            json!({}),
        )
    }),
    row("Query.admin", ADMINS, |things| {
        let query = "query($id: ID!) { admin { users { nodes { id } } user(id: $id) { email sessions { id } } settings { signUpOpen } auditEntries { nodes { seq } } } }";
        (query, json!({ "id": things.other_id }))
    }),
];
