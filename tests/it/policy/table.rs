//! The table itself.

use serde_json::{Value, json};

use super::{
    Expect::{Data, Error, Is, Null},
    Row, Things,
};
use crate::kit::PASSWORD;

const SIGN_IN: super::Expect = Error("UNAUTHENTICATED");
const FORBIDDEN: super::Expect = Error("FORBIDDEN");
/// What is not yours does not exist, not even for an admin.
const HIDDEN: super::Expect = Error("NOT_FOUND");

/// Everybody who is signed in, on their own things.
const OWN: [super::Expect; 5] = [SIGN_IN, Data, Data, Data, Data];
/// Only the one it belongs to.
const OWNER: [super::Expect; 5] = [SIGN_IN, HIDDEN, Data, HIDDEN, HIDDEN];
const ALL: [super::Expect; 5] = [Data, Data, Data, Data, Data];
/// Moderators, and admins.
const MODERATORS: [super::Expect; 5] = [SIGN_IN, FORBIDDEN, FORBIDDEN, Data, Data];
/// Admins alone.
const ADMINS: [super::Expect; 5] = [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, Data];

const fn row(
    field: &'static str,
    expect: [super::Expect; 5],
    ask: fn(&Things) -> (&'static str, Value),
) -> Row {
    Row { field, ask, expect }
}

pub(super) const POLICY: &[Row] = &[
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
    row("Mutation.signUp", ALL, |things| {
        let input = json!({ "email": format!("new{}@example.org", things.number), "password": PASSWORD, "name": "New" });
        (
            "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }",
            json!({ "input": input }),
        )
    }),
    row("Mutation.signIn", ALL, |things| {
        let input = json!({ "email": things.owner.email, "password": PASSWORD });
        (
            "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { message } } }",
            json!({ "input": input }),
        )
    }),
    row("Mutation.refreshSession", ALL, |things| {
        let input = json!({ "refreshToken": things.owner.refresh_token });
        (
            "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { accessToken } userErrors { message } } }",
            json!({ "input": input }),
        )
    }),
    row("Mutation.signOut", OWN, |_| {
        (
            "mutation { signOut(input: {}) { signedOut userErrors { message } } }",
            json!({}),
        )
    }),
    row(
        "Mutation.revokeSession",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            (
                "mutation { revokeSession(input: { id: \"sess_00000000000000000000000000000000\" }) { revoked } }",
                json!({}),
            )
        },
    ),
    row("Mutation.revokeOtherSessions", OWN, |_| {
        (
            "mutation { revokeOtherSessions(input: {}) { revoked userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.reauthenticate", OWN, |_| {
        let query = "mutation($password: String!) { reauthenticate(input: { password: $password }) { reauthenticated userErrors { message } } }";
        (query, json!({ "password": PASSWORD }))
    }),
    row("Mutation.createApiToken", OWN, |_| {
        let query = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
        (
            query,
            json!({ "input": { "name": "agent", "scopes": [{ "area": "JOBS", "verb": "READ" }] } }),
        )
    }),
    row(
        "Mutation.revokeApiToken",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            (
                "mutation { revokeApiToken(input: { id: \"atok_00000000000000000000000000000000\" }) { revoked } }",
                json!({}),
            )
        },
    ),
    row("Mutation.verifyEmail", ALL, |_| {
        // Whoever has no token of a mail proves nothing, and is told so.
        (
            "mutation { verifyEmail(input: { token: \"none\" }) { session { accessToken } } }",
            json!({}),
        )
    }),
    row("Mutation.requestEmailVerification", ALL, |things| {
        let query = "mutation($email: String!) { requestEmailVerification(input: { email: $email }) { requested userErrors { message } } }";
        (query, json!({ "email": things.owner.email }))
    }),
    row("Mutation.requestPasswordReset", ALL, |things| {
        let query = "mutation($email: String!) { requestPasswordReset(input: { email: $email }) { requested userErrors { message } } }";
        (query, json!({ "email": things.owner.email }))
    }),
    row("Mutation.resetPassword", ALL, |_| {
        (
            "mutation { resetPassword(input: { token: \"none\", newPassword: \"seven purple tractors\" }) { reset } }",
            json!({}),
        )
    }),
    row("Mutation.changePassword", OWN, |_| {
        let query = "mutation($p: String!) { changePassword(input: { currentPassword: $p, newPassword: $p }) { changed userErrors { message } } }";
        (query, json!({ "p": PASSWORD }))
    }),
    row("Mutation.redeemSignInCode", ALL, |_| {
        // Whoever has no code is told so.
        (
            "mutation { redeemSignInCode(input: { code: \"none\", codeVerifier: \"none\" }) { session { accessToken } } }",
            json!({}),
        )
    }),
    row("Mutation.linkIdentity", OWN, |_| {
        (
            "mutation { linkIdentity(input: { provider: \"none\", returnTo: \"none\" }) { url } }",
            json!({}),
        )
    }),
    row("Mutation.completeIdentityLink", OWN, |_| {
        (
            "mutation { completeIdentityLink(input: { code: \"none\" }) { identity { id } } }",
            json!({}),
        )
    }),
    row(
        "Mutation.unlinkIdentity",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            (
                "mutation { unlinkIdentity(input: { id: \"idty_00000000000000000000000000000000\" }) { unlinked } }",
                json!({}),
            )
        },
    ),
    row("Mutation.completeSignIn", [SIGN_IN; 5], |_| {
        // Whoever has no challenge gets nothing, whoever they are.
        (
            "mutation { completeSignIn(input: { challengeToken: \"none\", code: \"000000\" }) { session { accessToken } } }",
            json!({}),
        )
    }),
    row("Mutation.beginTotp", OWN, |_| {
        (
            "mutation { beginTotp(input: {}) { secret userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.confirmTotp", OWN, |_| {
        // The first code is the caller's own business here; so is what follows it.
        (
            "mutation { confirmTotp(input: { code: \"none\" }) { recoveryCodes } }",
            json!({}),
        )
    }),
    row("Mutation.disableTotp", OWN, |_| {
        (
            "mutation { disableTotp(input: {}) { disabled } }",
            json!({}),
        )
    }),
    row("Mutation.generateRecoveryCodes", OWN, |_| {
        (
            "mutation { generateRecoveryCodes(input: {}) { recoveryCodes } }",
            json!({}),
        )
    }),
    row("Mutation.beginPasskeyRegistration", OWN, |_| {
        (
            "mutation { beginPasskeyRegistration(input: {}) { options userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.registerPasskey", OWN, |_| {
        (
            "mutation { registerPasskey(input: { name: \"x\", credential: \"none\" }) { passkey { id } } }",
            json!({}),
        )
    }),
    row(
        "Mutation.renamePasskey",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            let query = "mutation { renamePasskey(input: { id: \"pkey_00000000000000000000000000000000\", name: \"x\" }) { passkey { id } } }";
            (query, json!({}))
        },
    ),
    row(
        "Mutation.removePasskey",
        [SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN],
        |_| {
            (
                "mutation { removePasskey(input: { id: \"pkey_00000000000000000000000000000000\" }) { removed } }",
                json!({}),
            )
        },
    ),
    row("Mutation.beginPasskeySignIn", ALL, |_| {
        (
            "mutation { beginPasskeySignIn(input: {}) { options userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.signInWithPasskey", [SIGN_IN; 5], |_| {
        (
            "mutation { signInWithPasskey(input: { credential: \"none\" }) { session { accessToken } } }",
            json!({}),
        )
    }),
    row("Mutation.updateAccount", OWN, |_| {
        (
            "mutation { updateAccount(input: { timeZone: \"UTC\" }) { user { id } userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.updateProfile", OWN, |_| {
        // The version is the caller's own business here, so any answer of a service that looked at it will do.
        (
            "mutation { updateProfile(input: { expectedVersion: 0, headline: \"Mine\" }) { profile { version } } }",
            json!({}),
        )
    }),
    row("Mutation.setEmployments", OWN, |_| {
        (
            "mutation { setEmployments(input: { expectedVersion: 0, employments: [] }) { profile { version } } }",
            json!({}),
        )
    }),
    row("Mutation.setEducations", OWN, |_| {
        (
            "mutation { setEducations(input: { expectedVersion: 0, educations: [] }) { profile { version } } }",
            json!({}),
        )
    }),
    row("Mutation.setSkills", OWN, |_| {
        (
            "mutation { setSkills(input: { expectedVersion: 0, skills: [] }) { profile { version } } }",
            json!({}),
        )
    }),
    row("Mutation.setLanguages", OWN, |_| {
        (
            "mutation { setLanguages(input: { expectedVersion: 0, languages: [] }) { profile { version } } }",
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
    row("Mutation.exportAccount", OWN, |_| {
        (
            "mutation { exportAccount(input: {}) { export { id } userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.deleteAccount", OWN, |_| {
        (
            "mutation { deleteAccount(input: {}) { deletionAt userErrors { message } } }",
            json!({}),
        )
    }),
    row("Mutation.cancelDeletion", OWN, |_| {
        (
            "mutation { cancelDeletion(input: {}) { canceled userErrors { message } } }",
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
