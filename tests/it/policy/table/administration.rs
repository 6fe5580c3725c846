//! Reports, moderation and administration.

use serde_json::json;

use super::{ADMINS, MODERATORS, OWN, row};
use crate::policy::Row;

pub(super) const ADMINISTRATION: &[Row] = &[
    row("Mutation.reportPosting", OWN, |things| {
        let query = "mutation($input: ReportPostingInput!) { reportPosting(input: $input) { reported userErrors { message } } }";
        (
            query,
            json!({ "input": { "postingId": things.posting_id, "reason": "FRAUD", "text": "They want money." } }),
        )
    }),
    row("Mutation.resolveReport", MODERATORS, |things| {
        let query = "mutation($input: ResolveReportInput!) { resolveReport(input: $input) { report { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.report_id, "verdict": "DISMISSED" } }),
        )
    }),
    row("Mutation.updateCompany", MODERATORS, |things| {
        let query = "mutation($input: UpdateCompanyInput!) { updateCompany(input: $input) { company { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.company_id, "expectedVersion": things.company_version, "domain": "fernhill.example" } }),
        )
    }),
    row("Mutation.hidePosting", MODERATORS, |things| {
        let query = "mutation($input: HidePostingInput!) { hidePosting(input: $input) { posting { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.posting_id, "reason": "Fraud." } }),
        )
    }),
    row("Mutation.showPosting", MODERATORS, |things| {
        let query = "mutation($input: ShowPostingInput!) { showPosting(input: $input) { posting { id } userErrors { message } } }";
        (query, json!({ "input": { "id": things.posting_id } }))
    }),
    row("Mutation.suspendUser", ADMINS, |things| {
        let query = "mutation($input: SuspendUserInput!) { suspendUser(input: $input) { account { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.other_id, "reason": "Spam." } }),
        )
    }),
    row("Mutation.reinstateUser", ADMINS, |things| {
        let query = "mutation($input: ReinstateUserInput!) { reinstateUser(input: $input) { account { id } userErrors { message } } }";
        (query, json!({ "input": { "id": things.other_id } }))
    }),
    row("Mutation.changeRole", ADMINS, |things| {
        let query = "mutation($input: ChangeRoleInput!) { changeRole(input: $input) { account { id } userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": things.other_id, "role": "MODERATOR" } }),
        )
    }),
    row("Mutation.revokeUserSessions", ADMINS, |things| {
        let query = "mutation($input: RevokeUserSessionsInput!) { revokeUserSessions(input: $input) { account { id } userErrors { message } } }";
        (query, json!({ "input": { "id": things.other_id } }))
    }),
    row("Mutation.updateSettings", ADMINS, |_| {
        (
            "mutation { updateSettings(input: { signUpOpen: null }) { settings { signUpOpen } userErrors { message } } }",
            json!({}),
        )
    }),
];
