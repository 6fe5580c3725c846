//! The account, documents, applications and notifications.

use serde_json::json;

use super::{OWN, OWNER, SIGN_IN, row};
use crate::policy::{Expect::Is, Row};

pub(super) const JOB_SEARCH: &[Row] = &[
    row("Mutation.updateAccount", OWN, |_| {
        (
            "mutation { updateAccount(input: { timeZone: \"UTC\" }) { user { id } userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.uploadDocument", OWN, |_| {
        // Without a file, which is not a matter of permissions, so any response of the service is accepted.
        let query = "mutation($input: UploadDocumentInput!) { uploadDocument(input: $input) { document { id } } }";
        let file = json!({ "upload": 0, "name": null, "sha256": "" });
        (query, json!({ "input": { "file": file, "kind": "OTHER" } }))
    }),
    row("Mutation.updateDocument", OWNER, |things| {
        let query = "mutation($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id } userErrors { message } } }";
        let input = json!({ "id": things.document_id, "expectedVersion": 1, "title": "T" });
        (query, json!({ "input": input }))
    }),
    row("Mutation.removeDocument", OWNER, |things| {
        let query = "mutation($input: RemoveDocumentInput!) { removeDocument(input: $input) { removedDocumentId userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.document_id, "expectedVersion": 1 } }),
        )
    }),
    row("Mutation.connectLinkedIn", OWN, |_| {
        (
            "mutation { connectLinkedIn(input: { expectedVersion: 0, accessToken: \"x\" }) { linkedIn { version } } }",
            json!({}),
        )
    }),
    row("Mutation.syncLinkedIn", OWN, |_| {
        (
            "mutation { syncLinkedIn(input: { expectedVersion: 0 }) { linkedIn { version } } }",
            json!({}),
        )
    }),
    row("Mutation.disconnectLinkedIn", OWN, |_| {
        (
            "mutation { disconnectLinkedIn(input: { expectedVersion: 0 }) { linkedIn { version } } }",
            json!({}),
        )
    }),
    row("Mutation.createApplication", OWN, |things| {
        let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "company": format!("Company {}", things.number), "role": "Engineer", "note": things.posting_id });
        (query, json!({ "input": input }))
    }),
    row("Mutation.moveApplication", OWNER, |things| {
        let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
        let application = &things.application;
        (
            query,
            json!({ "input": { "id": application.id, "expectedVersion": application.version, "to": "SCREENING" } }),
        )
    }),
    row("Mutation.closeApplication", OWNER, |things| {
        let query = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let application = &things.application;
        (
            query,
            json!({ "input": { "id": application.id, "expectedVersion": application.version, "outcome": "REJECTED" } }),
        )
    }),
    row("Mutation.reopenApplication", OWNER, |things| {
        let query = "mutation($input: ReopenApplicationInput!) { reopenApplication(input: $input) { application { id } userErrors { message } } }";
        let application = &things.closed_application;
        let input = json!({ "id": application.id, "expectedVersion": application.version, "to": "APPLIED", "reason": "They called again." });
        (query, json!({ "input": input }))
    }),
    row("Mutation.correctApplication", OWNER, |things| {
        let query = "mutation($input: CorrectApplicationInput!) { correctApplication(input: $input) { application { id } userErrors { __typename message } } }";
        let application = &things.closed_application;
        let input = json!({ "id": application.id, "expectedVersion": application.version, "eventId": application.event_id, "reason": "A slip." });
        (query, json!({ "input": input }))
    }),
    row("Mutation.correctApplicationDate", OWNER, |things| {
        let query = "mutation($input: CorrectApplicationDateInput!) { correctApplicationDate(input: $input) { application { id } userErrors { message } } }";
        let application = &things.application;
        let input = json!({ "id": application.id, "expectedVersion": application.version, "eventId": application.event_id,
            "occurredOn": "2024-05", "reason": "A slip." });
        (query, json!({ "input": input }))
    }),
    row("Mutation.deleteApplication", OWNER, |things| {
        let query = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId userErrors { message } } }";
        let application = &things.application;
        (
            query,
            json!({ "input": { "id": application.id, "expectedVersion": application.version } }),
        )
    }),
    row("Mutation.updateApplication", OWNER, |things| {
        let query = "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } userErrors { message } } }";
        let application = &things.application;
        (
            query,
            json!({ "input": { "id": application.id, "expectedVersion": application.version, "note": "Seen." } }),
        )
    }),
    row("Mutation.rankApplication", OWNER, |things| {
        let query = "mutation($input: RankApplicationInput!) { rankApplication(input: $input) { application { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.application.id, "belowId": things.other_application.id } }),
        )
    }),
    row(
        "Mutation.markRead",
        [
            SIGN_IN,
            Is("{\"marked\":0}"),
            Is("{\"marked\":1}"),
            Is("{\"marked\":0}"),
            Is("{\"marked\":0}"),
        ],
        |things| {
            (
                "mutation($input: MarkReadInput!) { markRead(input: $input) { marked } }",
                json!({ "input": { "ids": [things.notification_id] } }),
            )
        },
    ),
    row("Subscription.changed", OWN, |_| {
        (
            "subscription($after: String) { changed(after: $after, kinds: [APPLICATION]) { objectId } }",
            json!({}),
        )
    }),
    row("Subscription.notificationReceived", OWN, |_| {
        (
            "subscription($after: String) { notificationReceived(after: $after) { notification { application { id } } } }",
            json!({}),
        )
    }),
];
