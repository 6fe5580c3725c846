//! Mutations.

use super::Need::{self, Person, Public, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const WRITING: &[(&str, Need, &str)] = &[
    (
        "Mutation.signUp",
        Public,
        "mutation { signUp(input: { email: \"x\", password: \"x\", name: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.signIn",
        Public,
        "mutation { signIn(input: { email: \"$email\", password: \"$password\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.refreshSession",
        Public,
        "mutation { refreshSession(input: { refreshToken: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.verifyEmail",
        Public,
        "mutation { verifyEmail(input: { token: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.requestEmailVerification",
        Public,
        "mutation { requestEmailVerification(input: { email: \"$email\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.requestPasswordReset",
        Public,
        "mutation { requestPasswordReset(input: { email: \"$email\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.resetPassword",
        Public,
        "mutation { resetPassword(input: { token: \"x\", newPassword: \"seven purple tractors\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.changePassword",
        Person,
        "mutation { changePassword(input: { currentPassword: \"x\", newPassword: \"seven purple tractors\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.redeemSignInCode",
        Public,
        "mutation { redeemSignInCode(input: { code: \"x\", codeVerifier: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.linkIdentity",
        Person,
        "mutation { linkIdentity(input: { provider: \"x\", returnTo: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.completeIdentityLink",
        Person,
        "mutation { completeIdentityLink(input: { code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.unlinkIdentity",
        Person,
        "mutation { unlinkIdentity(input: { id: \"idty_00000000000000000000000000000000\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.signOut",
        Person,
        "mutation { signOut(input: {}) { signedOut } }",
    ),
    (
        "Mutation.revokeSession",
        Person,
        "mutation { revokeSession(input: { id: \"sess_00000000000000000000000000000000\" }) { revoked } }",
    ),
    (
        "Mutation.revokeOtherSessions",
        Person,
        "mutation { revokeOtherSessions(input: {}) { revoked } }",
    ),
    (
        "Mutation.reauthenticate",
        Person,
        "mutation { reauthenticate(input: { password: \"$password\" }) { reauthenticated } }",
    ),
    (
        "Mutation.createApiToken",
        Person,
        "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: JOBS, verb: READ }] }) { secret } }",
    ),
    (
        "Mutation.revokeApiToken",
        Person,
        "mutation { revokeApiToken(input: { id: \"atok_00000000000000000000000000000000\" }) { revoked } }",
    ),
    (
        "Mutation.exportAccount",
        Person,
        "mutation { exportAccount(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.deleteAccount",
        Person,
        "mutation { deleteAccount(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.cancelDeletion",
        Person,
        "mutation { cancelDeletion(input: {}) { canceled } }",
    ),
    (
        "Mutation.completeSignIn",
        Public,
        "mutation { completeSignIn(input: { challengeToken: \"x\", code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.beginTotp",
        Person,
        "mutation { beginTotp(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.confirmTotp",
        Person,
        "mutation { confirmTotp(input: { code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.disableTotp",
        Person,
        "mutation { disableTotp(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.generateRecoveryCodes",
        Person,
        "mutation { generateRecoveryCodes(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.beginPasskeyRegistration",
        Person,
        "mutation { beginPasskeyRegistration(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.registerPasskey",
        Person,
        "mutation { registerPasskey(input: { name: \"x\", credential: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.renamePasskey",
        Person,
        "mutation { renamePasskey(input: { id: \"pkey_00000000000000000000000000000000\", name: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.removePasskey",
        Person,
        "mutation { removePasskey(input: { id: \"pkey_00000000000000000000000000000000\" }) { removed } }",
    ),
    (
        "Mutation.beginPasskeySignIn",
        Public,
        "mutation { beginPasskeySignIn(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.signInWithPasskey",
        Public,
        "mutation { signInWithPasskey(input: { credential: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateAccount",
        Scope("USERS WRITE"),
        "mutation { updateAccount(input: { timeZone: \"UTC\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.dismissSuggestion",
        Scope("PROFILES WRITE"),
        "mutation { dismissSuggestion(input: { id: \"SUMMARY_MISSING\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.restoreSuggestion",
        Scope("PROFILES WRITE"),
        "mutation { restoreSuggestion(input: { id: \"SUMMARY_MISSING\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.addPerson",
        Scope("CONNECTIONS WRITE"),
        "mutation { addPerson(input: { firstName: \"Ann\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.updatePerson",
        Scope("CONNECTIONS WRITE"),
        "mutation { updatePerson(input: { id: \"$person\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removePerson",
        Person,
        "mutation { removePerson(input: { id: \"pers_00000000000000000000000000000000\", expectedVersion: 1 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeAllPeople",
        Person,
        "mutation { removeAllPeople(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.uploadDocument",
        Scope("DOCUMENTS WRITE"),
        "mutation { uploadDocument(input: { file: { upload: 0, sha256: \"\" }, kind: OTHER }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateDocument",
        Scope("DOCUMENTS WRITE"),
        "mutation { updateDocument(input: { id: \"$document\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.removeDocument",
        Person,
        "mutation { removeDocument(input: { id: \"$document\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.connectLinkedIn",
        Person,
        "mutation { connectLinkedIn(input: { expectedVersion: 0, accessToken: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.syncLinkedIn",
        Scope("PROFILES WRITE"),
        "mutation { syncLinkedIn(input: { expectedVersion: 0 }) { userErrors { code } } }",
    ),
    (
        "Mutation.disconnectLinkedIn",
        Person,
        "mutation { disconnectLinkedIn(input: { expectedVersion: 0 }) { userErrors { code } } }",
    ),
    (
        "Mutation.createApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { createApplication(input: { company: \"Acme\", role: \"Engineer\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.moveApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { moveApplication(input: { id: \"$application\", expectedVersion: 99, to: SCREENING }) { userErrors { code } } }",
    ),
    (
        "Mutation.closeApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { closeApplication(input: { id: \"$application\", expectedVersion: 99, outcome: REJECTED }) { userErrors { code } } }",
    ),
    (
        "Mutation.reopenApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { reopenApplication(input: { id: \"$application\", expectedVersion: 99, to: APPLIED, reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.correctApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { correctApplication(input: { id: \"$application\", expectedVersion: 99, eventId: \"$event\", reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.correctApplicationDate",
        Scope("APPLICATIONS WRITE"),
        "mutation { correctApplicationDate(input: { id: \"$application\", expectedVersion: 99, eventId: \"$event\", occurredOn: \"2024\", reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.deleteApplication",
        Person,
        "mutation { deleteApplication(input: { id: \"$application\", expectedVersion: 99 }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { updateApplication(input: { id: \"$application\", expectedVersion: 99, note: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.rankApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { rankApplication(input: { id: \"$application\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.markRead",
        Scope("NOTIFICATIONS WRITE"),
        "mutation { markRead(input: { ids: [] }) { marked } }",
    ),
    (
        "Mutation.importIdentityClaims",
        Person,
        "mutation { importIdentityClaims(input: { id: \"idty_00000000000000000000000000000000\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.importProfile",
        Scope("PROFILES WRITE"),
        "mutation { importProfile(input: { file: { upload: 0, sha256: \"\" } }) { userErrors { code } } }",
    ),
    (
        "Mutation.previewApplicationList",
        Scope("APPLICATIONS WRITE"),
        "mutation { previewApplicationList(input: { file: { upload: 0, sha256: \"\" } }) { userErrors { code } } }",
    ),
    (
        "Mutation.importApplications",
        Scope("APPLICATIONS WRITE"),
        "mutation { importApplications(input: { file: { upload: 0, sha256: \"\" } }) { userErrors { code } } }",
    ),
    (
        "Mutation.applyImport",
        Scope("PROFILES WRITE"),
        "mutation { applyImport(input: { id: \"$import\", expectedVersion: 9 }) { userErrors { code } } }",
    ),
    (
        "Mutation.cancelImport",
        Scope("PROFILES WRITE"),
        "mutation { cancelImport(input: { id: \"$import\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.reportPosting",
        Scope("JOBS WRITE"),
        "mutation { reportPosting(input: { postingId: \"$posting\", reason: GONE }) { userErrors { code } } }",
    ),
    (
        "Mutation.resolveReport",
        Person,
        "mutation { resolveReport(input: { id: \"rprt_00000000000000000000000000000000\", verdict: UPHELD }) { report { id } } }",
    ),
    (
        "Mutation.hidePosting",
        Person,
        "mutation { hidePosting(input: { id: \"$posting\", reason: \"x\" }) { posting { id } } }",
    ),
    (
        "Mutation.showPosting",
        Person,
        "mutation { showPosting(input: { id: \"$posting\" }) { posting { id } } }",
    ),
    (
        "Mutation.updateCompany",
        Person,
        "mutation { updateCompany(input: { id: \"comp_00000000000000000000000000000000\", expectedVersion: 1 }) { company { id } } }",
    ),
    (
        "Mutation.suspendUser",
        Person,
        "mutation { suspendUser(input: { id: \"$user\", reason: \"x\" }) { account { id } } }",
    ),
    (
        "Mutation.reinstateUser",
        Person,
        "mutation { reinstateUser(input: { id: \"$user\" }) { account { id } } }",
    ),
    (
        "Mutation.changeRole",
        Person,
        "mutation { changeRole(input: { id: \"$user\", role: ADMIN }) { account { id } } }",
    ),
    (
        "Mutation.revokeUserSessions",
        Person,
        "mutation { revokeUserSessions(input: { id: \"$user\" }) { account { id } } }",
    ),
    (
        "Mutation.updateSettings",
        Person,
        "mutation { updateSettings(input: { signUpOpen: true }) { settings { signUpOpen } } }",
    ),
];
