//! What is done to accounts, sessions and the catalogue.

use careergraph::{
    features::{
        audit::Action,
        auth::{AdminActor, passwords::NewAccount},
    },
    types::{actor::Role, id::UserId, origin::Origin},
};
use serde_json::json;

use super::{DONE, Log, NEW_PASSWORD, REFUSED, own, run, sign_in};
use crate::{
    admin::{act, change_role, suspend},
    kit::{PASSWORD, TestApp, TestUser},
};

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
        "a token that comes back; renewing is no event",
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

pub(super) async fn admins(
    log: &mut Log<'_>,
    admin: &TestUser,
    moderator: &TestUser,
    ada: &TestUser,
) -> TestUser {
    let app = log.app;
    let by_admin = |action, outcome| (action, outcome, Some(admin.user_id), Some(ada.user_id));
    for (mutation, action, rest) in [
        (
            "suspendUser",
            Action::SuspendAccount,
            json!({ "reason": "x" }),
        ),
        ("reinstateUser", Action::ReinstateAccount, json!({})),
        ("changeRole", Action::ChangeRole, json!({ "role": "ADMIN" })),
        ("revokeUserSessions", Action::RevokeAll, json!({})),
    ] {
        let of = |id: UserId| {
            let mut input = rest.clone();
            input["id"] = json!(id.to_string());
            input
        };
        for who in [ada, moderator] {
            let denied = act(who, mutation, of(admin.user_id)).await;
            log.next(
                "by who is no admin",
                Some(&denied),
                &[own(action, REFUSED, who)],
            )
            .await;
        }
        let refused = act(admin, mutation, of(admin.user_id)).await;
        log.next("to oneself", Some(&refused), &[own(action, REFUSED, admin)])
            .await;
    }
    let done = suspend(admin, ada).await;
    log.next(
        "suspending",
        Some(&done),
        &[by_admin(Action::SuspendAccount, DONE)],
    )
    .await;
    let refused = sign_in(app, &ada.email, PASSWORD).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    log.next(
        "who is suspended signs in",
        Some(&refused),
        &[(Action::SignIn, REFUSED, None, Some(ada.user_id))],
    )
    .await;
    let done = act(
        admin,
        "reinstateUser",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await;
    log.next(
        "reinstating",
        Some(&done),
        &[by_admin(Action::ReinstateAccount, DONE)],
    )
    .await;
    let done = change_role(admin, ada, "USER").await;
    log.next("a role", Some(&done), &[by_admin(Action::ChangeRole, DONE)])
        .await;
    let done = act(
        admin,
        "revokeUserSessions",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await;
    log.next(
        "ending all",
        Some(&done),
        &[by_admin(Action::RevokeAll, DONE)],
    )
    .await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)])
        .await;
    let set = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { signUpOpen } } }";
    let done = run(&admin.client, set, json!({ "signUpOpen": true })).await;
    log.next(
        "a setting",
        Some(&done),
        &[own(Action::UpdateSettings, DONE, admin)],
    )
    .await;
    let denied = run(&ada.client, set, json!({ "signUpOpen": true })).await;
    log.next(
        "a setting by who is no admin",
        Some(&denied),
        &[own(Action::UpdateSettings, REFUSED, &ada)],
    )
    .await;
    ada
}

pub(super) async fn moderators(log: &mut Log<'_>, moderator: &TestUser, ada: &TestUser) {
    let found = log
        .app
        .anonymous()
        .gql(
            "{ jobs(first: 1) { nodes { id company { id } } } }",
            json!({}),
        )
        .await;
    let (posting, company) = (
        found.text_at("jobs.nodes.0.id"),
        found.text_at("jobs.nodes.0.company.id"),
    );
    let report =
        "mutation($input: ReportPostingInput!) { reportPosting(input: $input) { reported } }";
    let done = run(
        &ada.client,
        report,
        json!({ "postingId": posting, "reason": "GONE" }),
    )
    .await;
    log.next(
        "a report",
        Some(&done),
        &[own(Action::ReportPosting, DONE, ada)],
    )
    .await;
    let open = moderator
        .client
        .gql("{ moderation { reports { nodes { id } } } }", json!({}))
        .await
        .text_at("moderation.reports.nodes.0.id");
    let hide =
        "mutation($input: HidePostingInput!) { hidePosting(input: $input) { posting { id } } }";
    let show =
        "mutation($input: ShowPostingInput!) { showPosting(input: $input) { posting { id } } }";
    let update = "mutation($input: UpdateCompanyInput!) { updateCompany(input: $input) { company { id } userErrors { message } } }";
    let resolve = "mutation($input: ResolveReportInput!) { resolveReport(input: $input) { report { id } userErrors { message } } }";
    for (action, query, input) in [
        (
            Action::HidePosting,
            hide,
            json!({ "id": posting, "reason": "x" }),
        ),
        (Action::ShowPosting, show, json!({ "id": posting })),
        (
            Action::UpdateCompany,
            update,
            json!({ "id": company, "expectedVersion": 1, "industry": "Ferns" }),
        ),
        (
            Action::ResolveReport,
            resolve,
            json!({ "id": open, "verdict": "UPHELD" }),
        ),
    ] {
        let denied = run(&ada.client, query, input.clone()).await;
        log.next(
            "by who is no moderator",
            Some(&denied),
            &[own(action, REFUSED, ada)],
        )
        .await;
        let done = run(&moderator.client, query, input).await;
        log.next(
            "by a moderator",
            Some(&done),
            &[own(action, DONE, moderator)],
        )
        .await;
    }
    let again = run(
        &moderator.client,
        resolve,
        json!({ "id": open, "verdict": "UPHELD" }),
    )
    .await;
    log.next(
        "a report that is decided on",
        Some(&again),
        &[own(Action::ResolveReport, REFUSED, moderator)],
    )
    .await;
}

pub(super) async fn operators(log: &mut Log<'_>, ada: &TestUser) {
    let (app, origin) = (log.app, Origin::inside("command"));
    let new = NewAccount {
        email: "made@example.org".into(),
        name: "Made".into(),
        password: PASSWORD.to_owned().into(),
    };
    let made = app
        .auth
        .accounts
        .create_account(new, Role::User, &origin)
        .await
        .unwrap();
    log.next(
        "an account by command",
        None,
        &[(Action::CreateAccount, DONE, None, Some(made.id))],
    )
    .await;
    app.auth
        .accounts
        .change_role(AdminActor::Operator, ada.user_id, Role::User, &origin)
        .await
        .unwrap();
    log.next(
        "a role by command",
        None,
        &[(Action::ChangeRole, DONE, None, Some(ada.user_id))],
    )
    .await;
    app.auth
        .accounts
        .suspend(AdminActor::Operator, ada.user_id, "x", &origin)
        .await
        .unwrap();
    log.next(
        "shut by command",
        None,
        &[(Action::SuspendAccount, DONE, None, Some(ada.user_id))],
    )
    .await;
    app.auth
        .accounts
        .reinstate(AdminActor::Operator, ada.user_id, &origin)
        .await
        .unwrap();
    log.next(
        "opened by command",
        None,
        &[(Action::ReinstateAccount, DONE, None, Some(ada.user_id))],
    )
    .await;
}
