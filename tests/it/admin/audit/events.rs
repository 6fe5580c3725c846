//! Audit entries for accounts and sessions.

use careergraph::features::audit::Action;
use serde_json::json;

use super::{DONE, Log, NEW_PASSWORD, REFUSED, own, run, sign_in};
use crate::kit::{PASSWORD, TestApp, TestUser};

pub(super) async fn accounts(log: &mut Log<'_>) -> TestUser {
    let app = log.app;
    let ada = app.sign_up("ada").await;
    log.next(
        "signing up",
        None,
        &[
            own(Action::SignIn, DONE, &ada),
            own(Action::SignUp, DONE, &ada),
        ],
    )
    .await;
    let entered = sign_in(app, &ada.email, PASSWORD).await;
    log.next(
        "signing in",
        Some(&entered),
        &[own(Action::SignIn, DONE, &ada)],
    )
    .await;
    let wrong = sign_in(app, &ada.email, "not that").await;
    log.next(
        "a wrong password",
        Some(&wrong),
        &[(Action::SignIn, REFUSED, None, Some(ada.user_id))],
    )
    .await;
    sign_in(app, "nobody@example.org", "not that").await;
    let confirm = "mutation($input: ReauthenticateInput!) { reauthenticate(input: $input) { reauthenticated } }";
    let done = run(&ada.client, confirm, json!({ "password": PASSWORD })).await;
    log.next(
        "confirming; an unknown address left nothing",
        Some(&done),
        &[own(Action::Confirm, DONE, &ada)],
    )
    .await;
    let wrong = run(&ada.client, confirm, json!({ "password": "not that" })).await;
    log.next(
        "confirming with a wrong password",
        Some(&wrong),
        &[own(Action::Confirm, REFUSED, &ada)],
    )
    .await;
    let change = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { changed userErrors { message } } }";
    let wrong = run(
        &ada.client,
        change,
        json!({ "currentPassword": "not that", "newPassword": NEW_PASSWORD }),
    )
    .await;
    log.next(
        "a change with a wrong password",
        Some(&wrong),
        &[own(Action::ChangePassword, REFUSED, &ada)],
    )
    .await;
    let done = run(
        &ada.client,
        change,
        json!({ "currentPassword": PASSWORD, "newPassword": PASSWORD }),
    )
    .await;
    log.next(
        "a change of the password",
        Some(&done),
        &[own(Action::ChangePassword, DONE, &ada)],
    )
    .await;
    ada
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) async fn sessions(log: &mut Log<'_>, ada: &TestUser) -> TestUser {
    let app = log.app;
    let create = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } } }";
    let made = run(
        &ada.client,
        create,
        json!({ "name": "x", "scopes": [{ "area": "JOBS", "verb": "READ" }] }),
    )
    .await;
    log.next(
        "making a token",
        Some(&made),
        &[own(Action::CreateApiToken, DONE, ada)],
    )
    .await;
    let revoke =
        "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { revoked } }";
    let done = run(
        &ada.client,
        revoke,
        json!({ "id": made.data("createApiToken.apiToken.id") }),
    )
    .await;
    log.next(
        "ending a token",
        Some(&done),
        &[own(Action::RevokeApiToken, DONE, ada)],
    )
    .await;
    let other = ada.sign_in_again(app).await;
    log.next("another session", None, &[own(Action::SignIn, DONE, ada)])
        .await;
    let listed = other
        .client
        .gql("{ viewer { sessions { id current } } }", json!({}))
        .await;
    let listed = listed.data("viewer.sessions").as_array().unwrap().clone();
    let old = listed
        .iter()
        .find(|session| session["current"] == false)
        .unwrap()["id"]
        .clone();
    let done = run(
        &other.client,
        "mutation($input: RevokeSessionInput!) { revokeSession(input: $input) { revoked } }",
        json!({ "id": old }),
    )
    .await;
    log.next(
        "ending a session",
        Some(&done),
        &[own(Action::RevokeSession, DONE, ada)],
    )
    .await;
    let done = other
        .client
        .gql(
            "mutation { revokeOtherSessions(input: {}) { revoked } }",
            json!({}),
        )
        .await;
    log.next(
        "ending the others",
        Some(&done),
        &[own(Action::RevokeSessions, DONE, ada)],
    )
    .await;
    let done = other
        .client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await;
    log.next(
        "signing out",
        Some(&done),
        &[own(Action::SignOut, DONE, ada)],
    )
    .await;
    let copied = ada.sign_in_again(app).await;
    log.next(
        "a session that is copied",
        None,
        &[own(Action::SignIn, DONE, ada)],
    )
    .await;
    let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { refreshToken } } }";
    let second = run(
        &app.anonymous(),
        refresh,
        json!({ "refreshToken": copied.refresh_token }),
    )
    .await;
    run(
        &app.anonymous(),
        refresh,
        json!({ "refreshToken": second.data("refreshSession.session.refreshToken") }),
    )
    .await;
    let reused = run(
        &app.anonymous(),
        refresh,
        json!({ "refreshToken": copied.refresh_token }),
    )
    .await;
    log.next(
        "a reused token; refreshing is not an event",
        Some(&reused),
        &[own(Action::TokenReuse, REFUSED, ada)],
    )
    .await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)])
        .await;
    ada
}

/// The token of the mail with this subject.
async fn mailed(app: &TestApp, subject: &str) -> String {
    let mails = app.mails_after(0).await;
    mails
        .iter()
        .find(|mail| mail.header("Subject") == subject)
        .unwrap_or_else(|| panic!("no {subject:?} in {mails:?}"))
        .token()
}

pub(super) async fn mails(log: &mut Log<'_>, ada: &TestUser) -> TestUser {
    let app = log.app;
    let ask = "mutation($input: RequestEmailVerificationInput!) { requestEmailVerification(input: $input) { requested } }";
    run(&app.anonymous(), ask, json!({ "email": ada.email })).await;
    let token = mailed(app, "Confirm your address").await;
    let verified = run(
        &ada.client,
        "mutation($input: VerifyEmailInput!) { verifyEmail(input: $input) { session { accessToken } } }",
        json!({ "token": token }),
    );
    log.next(
        "an address is proved",
        Some(&verified.await),
        &[
            own(Action::SignIn, DONE, ada),
            own(Action::VerifyEmail, DONE, ada),
        ],
    )
    .await;
    let ask = "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { requested } }";
    run(&app.anonymous(), ask, json!({ "email": ada.email })).await;
    let token = mailed(app, "Choose a new password").await;
    let reset = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { reset userErrors { message } } }";
    let done = run(
        &app.anonymous(),
        reset,
        json!({ "token": token, "newPassword": PASSWORD }),
    )
    .await;
    assert_eq!(done.data("resetPassword.reset"), true, "{}", done.text);
    log.next(
        "a new password by mail",
        Some(&done),
        &[own(Action::ResetPassword, DONE, ada)],
    )
    .await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)])
        .await;
    ada
}
