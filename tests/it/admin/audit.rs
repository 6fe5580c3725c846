//! What is written down: each event exactly once, with who, what, whose, when, from where, the request's id and how it ended; and who
//! may read it.

use std::collections::BTreeSet;

use careergraph::{
    features::{
        audit::{
            Action, Outcome,
            entity::{entry, origin},
        },
        auth::{By, NewAccount},
    },
    platform::clock::Clock,
    types::{actor::Role, id::UserId, origin::Origin},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{act, change_role, suspend};
use crate::kit::{Answer, Client, PASSWORD, Setup, TestApp, TestUser, eventually};

const NEW_PASSWORD: &str = "seven purple tractors at dawn";

/// The audit as it grows.
struct Log<'a> {
    app: &'a TestApp,
    clock: Clock,
    seq: i64,
    events: usize,
    kinds: BTreeSet<&'static str>,
}

/// What, how it ended, who, and whose account.
type Event = (Action, Outcome, Option<UserId>, Option<UserId>);

impl Log<'_> {
    /// The next entries are these and no others; those of a request carry its id, and where it came from.
    async fn next(&mut self, what: &str, answer: Option<&Answer>, expected: &[Event]) {
        let conn = self.app.platform.db.conn();
        let rows = eventually(what, || async {
            let rows = entry::some_after(self.seq, 100).all(conn).await.unwrap();
            (rows.len() >= expected.len()).then_some(rows)
        })
        .await;
        self.kinds.extend(expected.iter().map(|(action, ..)| action.name()));
        let found: Vec<_> = rows.iter().map(|row| (row.action.as_str(), row.outcome, row.actor_id, row.subject_id)).collect();
        let expected: Vec<_> = expected.iter().map(|(action, outcome, who, whose)| (action.name(), *outcome, *who, *whose)).collect();
        assert_eq!(found, expected, "{what}");
        let origins = origin::of_entries(rows.iter().map(|row| row.seq)).all(conn).await.unwrap();
        for row in &rows {
            assert_eq!(row.at, self.now(), "{what}");
            let origin = origins.iter().find(|origin| origin.seq == row.seq).expect("where it came from");
            assert_eq!(origin.user_id, row.actor_id.or(row.subject_id), "{what}");
            if let Some(answer) = answer {
                assert_eq!(origin.request_id.as_deref(), Some(answer.header("x-request-id")), "{what}");
                assert_eq!(origin.address.as_deref(), Some("127.0.0.1"), "{what}");
            }
        }
        (self.seq, self.events) = (self.seq + i64::try_from(rows.len()).unwrap(), self.events + rows.len());
    }

    /// As both databases keep it.
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.clock.now().timestamp_micros()).unwrap()
    }
}

const DONE: Outcome = Outcome::Done;
const REFUSED: Outcome = Outcome::Refused;

fn own(action: Action, outcome: Outcome, user: &TestUser) -> Event {
    (action, outcome, Some(user.user_id), Some(user.user_id))
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken refreshToken } } }";
    app.anonymous().gql(query, json!({ "input": { "email": email, "password": password } })).await
}

async fn run(client: &Client, query: &str, input: Value) -> Answer {
    client.gql(query, json!({ "input": input })).await
}

#[tokio::test]
async fn each_event_is_written_down_exactly_once() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).workers(0).start().await;
    app.import_postings().await;
    let admin = app.admin("root").await;
    let moderator = app.promote(&app.sign_up("mod").await, Role::Moderator).await;
    let seq = app.audit.anchor().await.unwrap().seq;
    let mut log = Log { app: &app, clock: clock.clone(), seq, events: 0, kinds: BTreeSet::new() };
    let ada = accounts(&mut log).await;
    let ada = sessions(&mut log, &ada).await;
    let ada = mails(&mut log, &ada).await;
    let ada = admins(&mut log, &admin, &moderator, &ada).await;
    moderators(&mut log, &moderator, &ada).await;
    operators(&mut log, &ada).await;
    clock.advance(TimeDelta::minutes(11));
    let stale = suspend(&admin, &moderator).await;
    assert_eq!(stale.code(), "REAUTHENTICATION_REQUIRED");
    log.next("no recent proof", Some(&stale), &[own(Action::SuspendAccount, REFUSED, &admin)]).await;
    assert!(log.events >= 40, "{}", log.events);
    assert_eq!(log.kinds, Action::ALL.iter().map(|action| action.name()).collect(), "every kind there is");
    assert_eq!(app.audit.anchor().await.unwrap().seq, log.seq, "and nothing else");
}

async fn accounts(log: &mut Log<'_>) -> TestUser {
    let app = log.app;
    let ada = app.sign_up("ada").await;
    log.next("signing up", None, &[own(Action::SignIn, DONE, &ada), own(Action::SignUp, DONE, &ada)]).await;
    let entered = sign_in(app, &ada.email, PASSWORD).await;
    log.next("signing in", Some(&entered), &[own(Action::SignIn, DONE, &ada)]).await;
    let wrong = sign_in(app, &ada.email, "not that").await;
    log.next("a wrong password", Some(&wrong), &[(Action::SignIn, REFUSED, None, Some(ada.user_id))]).await;
    sign_in(app, "nobody@example.org", "not that").await;
    let confirm = "mutation($input: ConfirmIdentityInput!) { confirmIdentity(input: $input) { confirmed } }";
    let done = run(&ada.client, confirm, json!({ "password": PASSWORD })).await;
    log.next("confirming; an unknown address left nothing", Some(&done), &[own(Action::Confirm, DONE, &ada)]).await;
    let wrong = run(&ada.client, confirm, json!({ "password": "not that" })).await;
    log.next("confirming with a wrong password", Some(&wrong), &[own(Action::Confirm, REFUSED, &ada)]).await;
    let change = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { changed userErrors { message } } }";
    let wrong = run(&ada.client, change, json!({ "currentPassword": "not that", "newPassword": NEW_PASSWORD })).await;
    log.next("a change with a wrong password", Some(&wrong), &[own(Action::ChangePassword, REFUSED, &ada)]).await;
    let done = run(&ada.client, change, json!({ "currentPassword": PASSWORD, "newPassword": PASSWORD })).await;
    log.next("a change of the password", Some(&done), &[own(Action::ChangePassword, DONE, &ada)]).await;
    ada
}

async fn sessions(log: &mut Log<'_>, ada: &TestUser) -> TestUser {
    let app = log.app;
    let create = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } } }";
    let made = run(&ada.client, create, json!({ "name": "x", "scopes": [{ "area": "JOBS", "verb": "READ" }] })).await;
    log.next("making a token", Some(&made), &[own(Action::CreateApiToken, DONE, ada)]).await;
    let revoke = "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { revoked } }";
    let done = run(&ada.client, revoke, json!({ "id": made.data("createApiToken.apiToken.id") })).await;
    log.next("ending a token", Some(&done), &[own(Action::RevokeApiToken, DONE, ada)]).await;
    let other = ada.sign_in_again(app).await;
    log.next("another session", None, &[own(Action::SignIn, DONE, ada)]).await;
    let listed = other.client.gql("{ viewer { sessions { id current } } }", json!({})).await;
    let listed = listed.data("viewer.sessions").as_array().unwrap().clone();
    let old = listed.iter().find(|session| session["current"] == false).unwrap()["id"].clone();
    let done =
        run(&other.client, "mutation($input: RevokeSessionInput!) { revokeSession(input: $input) { revoked } }", json!({ "id": old }))
            .await;
    log.next("ending a session", Some(&done), &[own(Action::RevokeSession, DONE, ada)]).await;
    let done = other.client.gql("mutation { revokeOtherSessions(input: {}) { revoked } }", json!({})).await;
    log.next("ending the others", Some(&done), &[own(Action::RevokeSessions, DONE, ada)]).await;
    let done = other.client.gql("mutation { signOut(input: {}) { signedOut } }", json!({})).await;
    log.next("signing out", Some(&done), &[own(Action::SignOut, DONE, ada)]).await;
    let copied = ada.sign_in_again(app).await;
    log.next("a session that is copied", None, &[own(Action::SignIn, DONE, ada)]).await;
    let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { refreshToken } } }";
    let second = run(&app.anonymous(), refresh, json!({ "refreshToken": copied.refresh_token })).await;
    run(&app.anonymous(), refresh, json!({ "refreshToken": second.data("refreshSession.session.refreshToken") })).await;
    let reused = run(&app.anonymous(), refresh, json!({ "refreshToken": copied.refresh_token })).await;
    log.next("a token that comes back; renewing is no event", Some(&reused), &[own(Action::TokenReuse, REFUSED, ada)]).await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)]).await;
    ada
}

/// The token of the mail with this subject.
async fn mailed(app: &TestApp, subject: &str) -> String {
    let mails = app.mails_after(0).await;
    mails.iter().find(|mail| mail.header("Subject") == subject).unwrap_or_else(|| panic!("no {subject:?} in {mails:?}")).token()
}

async fn mails(log: &mut Log<'_>, ada: &TestUser) -> TestUser {
    let app = log.app;
    let ask = "mutation($input: RequestEmailVerificationInput!) { requestEmailVerification(input: $input) { requested } }";
    run(&app.anonymous(), ask, json!({ "email": ada.email })).await;
    let token = mailed(app, "Confirm your address").await;
    let verified = run(
        &ada.client,
        "mutation($input: VerifyEmailInput!) { verifyEmail(input: $input) { session { accessToken } } }",
        json!({ "token": token }),
    );
    log.next("an address is proved", Some(&verified.await), &[own(Action::SignIn, DONE, ada), own(Action::VerifyEmail, DONE, ada)]).await;
    let ask = "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { requested } }";
    run(&app.anonymous(), ask, json!({ "email": ada.email })).await;
    let token = mailed(app, "Choose a new password").await;
    let reset = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { reset userErrors { message } } }";
    let done = run(&app.anonymous(), reset, json!({ "token": token, "newPassword": PASSWORD })).await;
    assert_eq!(done.data("resetPassword.reset"), true, "{}", done.text);
    log.next("a new password by mail", Some(&done), &[own(Action::ResetPassword, DONE, ada)]).await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)]).await;
    ada
}

async fn admins(log: &mut Log<'_>, admin: &TestUser, moderator: &TestUser, ada: &TestUser) -> TestUser {
    let app = log.app;
    let by_admin = |action, outcome| (action, outcome, Some(admin.user_id), Some(ada.user_id));
    for (mutation, action, rest) in [
        ("suspendUser", Action::SuspendAccount, json!({ "reason": "x" })),
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
            log.next("by who is no admin", Some(&denied), &[own(action, REFUSED, who)]).await;
        }
        let refused = act(admin, mutation, of(admin.user_id)).await;
        log.next("to oneself", Some(&refused), &[own(action, REFUSED, admin)]).await;
    }
    let done = suspend(admin, ada).await;
    log.next("suspending", Some(&done), &[by_admin(Action::SuspendAccount, DONE)]).await;
    let refused = sign_in(app, &ada.email, PASSWORD).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    log.next("who is suspended signs in", Some(&refused), &[(Action::SignIn, REFUSED, None, Some(ada.user_id))]).await;
    let done = act(admin, "reinstateUser", json!({ "id": ada.user_id.to_string() })).await;
    log.next("reinstating", Some(&done), &[by_admin(Action::ReinstateAccount, DONE)]).await;
    let done = change_role(admin, ada, "USER").await;
    log.next("a role", Some(&done), &[by_admin(Action::ChangeRole, DONE)]).await;
    let done = act(admin, "revokeUserSessions", json!({ "id": ada.user_id.to_string() })).await;
    log.next("ending all", Some(&done), &[by_admin(Action::RevokeAll, DONE)]).await;
    let ada = ada.sign_in_again(app).await;
    log.next("in again", None, &[own(Action::SignIn, DONE, &ada)]).await;
    let set = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { signUpOpen } } }";
    let done = run(&admin.client, set, json!({ "signUpOpen": true })).await;
    log.next("a setting", Some(&done), &[own(Action::UpdateSettings, DONE, admin)]).await;
    let denied = run(&ada.client, set, json!({ "signUpOpen": true })).await;
    log.next("a setting by who is no admin", Some(&denied), &[own(Action::UpdateSettings, REFUSED, &ada)]).await;
    ada
}

async fn moderators(log: &mut Log<'_>, moderator: &TestUser, ada: &TestUser) {
    let found = log.app.anonymous().gql("{ jobs(first: 1) { nodes { id company { id } } } }", json!({})).await;
    let (posting, company) = (found.text_at("jobs.nodes.0.id"), found.text_at("jobs.nodes.0.company.id"));
    let report = "mutation($input: ReportPostingInput!) { reportPosting(input: $input) { reported } }";
    let done = run(&ada.client, report, json!({ "postingId": posting, "reason": "GONE" })).await;
    log.next("a report", Some(&done), &[own(Action::ReportPosting, DONE, ada)]).await;
    let open =
        moderator.client.gql("{ moderation { reports { nodes { id } } } }", json!({})).await.text_at("moderation.reports.nodes.0.id");
    let hide = "mutation($input: HidePostingInput!) { hidePosting(input: $input) { posting { id } } }";
    let show = "mutation($input: ShowPostingInput!) { showPosting(input: $input) { posting { id } } }";
    let update = "mutation($input: UpdateCompanyInput!) { updateCompany(input: $input) { company { id } userErrors { message } } }";
    let resolve = "mutation($input: ResolveReportInput!) { resolveReport(input: $input) { report { id } userErrors { message } } }";
    for (action, query, input) in [
        (Action::HidePosting, hide, json!({ "id": posting, "reason": "x" })),
        (Action::ShowPosting, show, json!({ "id": posting })),
        (Action::UpdateCompany, update, json!({ "id": company, "industry": "Ferns" })),
        (Action::ResolveReport, resolve, json!({ "id": open, "verdict": "UPHELD" })),
    ] {
        let denied = run(&ada.client, query, input.clone()).await;
        log.next("by who is no moderator", Some(&denied), &[own(action, REFUSED, ada)]).await;
        let done = run(&moderator.client, query, input).await;
        log.next("by a moderator", Some(&done), &[own(action, DONE, moderator)]).await;
    }
    let again = run(&moderator.client, resolve, json!({ "id": open, "verdict": "UPHELD" })).await;
    log.next("a report that is decided on", Some(&again), &[own(Action::ResolveReport, REFUSED, moderator)]).await;
}

async fn operators(log: &mut Log<'_>, ada: &TestUser) {
    let (app, origin) = (log.app, Origin::inside("command"));
    let new = NewAccount { email: "made@example.org".into(), name: "Made".into(), password: PASSWORD.to_owned().into() };
    let made = app.auth.create_account(new, Role::User, &origin).await.unwrap();
    log.next("an account by command", None, &[(Action::CreateAccount, DONE, None, Some(made.id))]).await;
    app.auth.change_role(By::Operator, ada.user_id, Role::User, &origin).await.unwrap();
    log.next("a role by command", None, &[(Action::ChangeRole, DONE, None, Some(ada.user_id))]).await;
    app.auth.suspend(By::Operator, ada.user_id, "x", &origin).await.unwrap();
    log.next("shut by command", None, &[(Action::SuspendAccount, DONE, None, Some(ada.user_id))]).await;
    app.auth.reinstate(By::Operator, ada.user_id, &origin).await.unwrap();
    log.next("opened by command", None, &[(Action::ReinstateAccount, DONE, None, Some(ada.user_id))]).await;
}

const ENTRIES: &str = "totalCount nodes { seq at action outcome actorId subjectId target place device requestId } pageInfo { endCursor }";

#[tokio::test]
async fn everybody_sees_their_own_and_nobody_elses() {
    let app = TestApp::start().await;
    let (admin, ada, bob) = (app.admin("root").await, app.sign_up("ada").await, app.sign_up("bob").await);
    sign_in(&app, &ada.email, "not that").await;
    let query = format!("{{ viewer {{ audit {{ {ENTRIES} }} }} }}");
    let seen = async |user: &TestUser| user.client.gql(&query, json!({})).await.data("viewer.audit").clone();
    let own = eventually("the wrong password is written down", || async {
        let own = seen(&ada).await;
        (own["totalCount"] == 3).then_some(own)
    })
    .await;
    let latest = &own["nodes"][0];
    assert_eq!((&latest["action"], &latest["outcome"]), (&json!("session.sign_in"), &json!("REFUSED")));
    assert_eq!((&latest["place"], &latest["actorId"]), (&json!("127.0.0.1"), &Value::Null), "from where, and nobody knows who");
    assert!(own["nodes"].as_array().unwrap().iter().all(|node| node["subjectId"] == ada.user_id.to_string()));
    assert_eq!(seen(&bob).await["totalCount"], 2);

    super::act(&admin, "revokeUserSessions", json!({ "id": ada.user_id.to_string() })).await.text_at("revokeUserSessions.account.id");
    let ada = ada.sign_in_again(&app).await;
    let own = seen(&ada).await;
    let by_admin = &own["nodes"][1];
    assert_eq!((&by_admin["action"], &by_admin["actorId"]), (&json!("account.revoke_all"), &json!(admin.user_id.to_string())));
    assert_eq!((&by_admin["place"], &by_admin["device"], &by_admin["requestId"]), (&Value::Null, &Value::Null, &Value::Null));
    let page = ada.client.gql("{ viewer { audit(first: 2) { pageInfo { endCursor } } } }", json!({})).await;
    let next = "query($after: String) { viewer { audit(after: $after) { nodes { seq } } } }";
    let rest = ada.client.gql(next, json!({ "after": page.data("viewer.audit.pageInfo.endCursor") })).await;
    assert_eq!(rest.data("viewer.audit.nodes").as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn admins_read_all_of_it_by_account_and_by_kind() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin("root").await, app.sign_up("ada").await);
    suspend(&admin, &ada).await.text_at("suspendUser.account.id");
    let query = format!("query($filter: AuditFilter) {{ admin {{ auditEntries(filter: $filter) {{ {ENTRIES} }} }} }}");
    let count =
        async |filter: Value| admin.client.gql(&query, json!({ "filter": filter })).await.data("admin.auditEntries.totalCount").clone();
    assert_eq!(count(Value::Null).await, 6);
    assert_eq!(count(json!({ "subjectId": ada.user_id.to_string() })).await, 3);
    assert_eq!(count(json!({ "subjectId": ada.user_id.to_string(), "action": "session.sign_in" })).await, 1);
    assert_eq!(count(json!({ "actorId": admin.user_id.to_string(), "action": "account.suspend" })).await, 1);
    let wrong = admin.client.gql(&query, json!({ "filter": { "action": "account.nonsense" } })).await;
    assert_eq!(wrong.code(), "BAD_USER_INPUT");
}

/// Whoever is refused again and again fills nothing: the budget of guesses bounds what is written down.
#[tokio::test]
async fn refusals_without_end_are_written_down_some_times() {
    let app = Setup::new().config(|config| config.limits.guesses_per_account = 4).start().await;
    let (bob, ada) = (app.sign_up("bob").await, app.sign_up("ada").await);
    let before = app.audit.anchor().await.unwrap().seq;
    for _ in 0..12 {
        assert_eq!(suspend(&bob, &ada).await.code(), "FORBIDDEN");
        sign_in(&app, &ada.email, "not that").await;
    }
    app.sign_up("last").await;
    let after = app.audit.anchor().await.unwrap().seq;
    assert!((4..=10).contains(&(after - before)), "{}", after - before);
}

#[test]
fn every_kind_of_entry_is_documented() {
    let page = include_str!("../../../docs/AUTH.md");
    for action in Action::ALL {
        assert!(page.contains(&format!("`{}`", action.name())), "{} is not in docs/AUTH.md", action.name());
    }
}
