//! Audit entries for what admins, moderators and operators do to accounts and postings.

use careergraph::{
    features::{
        audit::Action,
        auth::{AdminActor, passwords::NewAccount},
    },
    types::{actor::Role, id::UserId, origin::Origin},
};
use serde_json::json;

use super::{DONE, Log, REFUSED, own, run, sign_in};
use crate::{
    admin::{act, change_role, suspend},
    kit::{PASSWORD, TestUser},
};

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
        "suspended by command",
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
