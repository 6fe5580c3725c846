//! Accounts: signing up and in, tokens, second factors, deletion.

use serde_json::json;

use super::{ALL, HIDDEN, OWN, SIGN_IN, row};
use crate::{kit::PASSWORD, policy::Row};

pub(super) const ACCOUNTS: &[Row] = &[
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
        // Without a token from a mail, the response is a refusal.
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
        // Without a code, the response is a refusal.
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
        // Without a challenge, every viewer is refused.
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
        // A wrong code is not a matter of permissions here, nor are later errors.
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
];
