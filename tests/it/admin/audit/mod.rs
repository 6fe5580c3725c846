//! The audit: each event exactly once, with actor, action, account, time, origin, request id and result; and who may read it.

mod administration;
mod events;
mod factors;
mod language_models;
mod linkedin;
mod personal_data;
mod providers;

use std::collections::BTreeSet;

use careergraph::{
    config::Preset,
    features::audit::{
        Action, Outcome,
        entity::{entry, origin},
    },
    platform::clock::Clock,
    types::{actor::Role, id::UserId},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::suspend;
use crate::kit::{
    Answer, Client, FakeLinkedIn, IdentityProvider, Setup, TestApp, TestUser, eventually,
};

const NEW_PASSWORD: &str = "seven purple tractors at dawn";

/// Reads the entries that were added to the audit.
struct Log<'a> {
    app: &'a TestApp,
    clock: Clock,
    seq: i64,
    events: usize,
    kinds: BTreeSet<&'static str>,
}

/// Action, result, actor and account.
type Event = (Action, Outcome, Option<UserId>, Option<UserId>);

impl Log<'_> {
    /// Exactly these entries come next; those of a request have its id and its origin.
    async fn next(&mut self, what: &str, answer: Option<&Answer>, expected: &[Event]) {
        let conn = self.app.platform.db.conn();
        let rows = eventually(what, || async {
            let rows = entry::some_after(self.seq, 100).all(conn).await.unwrap();
            (rows.len() >= expected.len()).then_some(rows)
        })
        .await;
        self.kinds
            .extend(expected.iter().map(|(action, ..)| action.name()));
        let found: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.action.as_str(),
                    row.outcome,
                    row.actor_id,
                    row.subject_id,
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(action, outcome, who, whose)| (action.name(), *outcome, *who, *whose))
            .collect();
        assert_eq!(found, expected, "{what}");
        let origins = origin::of_entries(rows.iter().map(|row| row.seq))
            .all(conn)
            .await
            .unwrap();
        for row in &rows {
            assert_eq!(row.at, self.now(), "{what}");
            let origin = origins.iter().find(|origin| origin.seq == row.seq);
            // The origin of an erased account is deleted.
            assert_eq!(
                origin.is_none(),
                row.action == Action::EraseAccount.name(),
                "{what}"
            );
            let Some(origin) = origin else { continue };
            assert_eq!(origin.user_id, row.actor_id.or(row.subject_id), "{what}");
            if let Some(answer) = answer {
                assert_eq!(
                    origin.request_id.as_deref(),
                    Some(answer.header("x-request-id")),
                    "{what}"
                );
                assert_eq!(origin.ip_address.as_deref(), Some("127.0.0.1"), "{what}");
            }
        }
        (self.seq, self.events) = (
            self.seq + i64::try_from(rows.len()).unwrap(),
            self.events + rows.len(),
        );
    }

    /// With the precision of both databases.
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.clock.now().timestamp_micros()).unwrap()
    }
}

const DONE: Outcome = Outcome::Done;
const REFUSED: Outcome = Outcome::Refused;

fn own(action: Action, outcome: Outcome, user: &TestUser) -> Event {
    by(action, outcome, user.user_id)
}

/// An action of a user on their own account.
fn by(action: Action, outcome: Outcome, id: UserId) -> Event {
    (action, outcome, Some(id), Some(id))
}

/// A refusal to an unknown actor, about an account.
fn refused_sign_in(id: UserId) -> Event {
    (Action::SignIn, REFUSED, None, Some(id))
}

/// A new user; the sign-up is recorded as usual.
async fn newcomer(log: &mut Log<'_>, name: &str) -> TestUser {
    let user = log.app.sign_up(name).await;
    log.next(
        "signing up",
        None,
        &[
            own(Action::SignIn, DONE, &user),
            own(Action::SignUp, DONE, &user),
        ],
    )
    .await;
    user
}

/// An app with a provider, LinkedIn and passkeys, whose clock is held.
async fn setup() -> (TestApp, Clock, IdentityProvider, FakeLinkedIn) {
    let (clock, provider, linkedin) = (
        Clock::held_at(Clock::default().now()),
        IdentityProvider::start(Preset::Generic).await,
        FakeLinkedIn::start().await,
    );
    let shared = clock.clone();
    provider.clock(move || shared.now());
    let setup = Setup::new()
        .clock(clock.clone())
        .workers(0)
        .passkeys()
        .config(|config| provider.known_to(config))
        .config(|config| linkedin.known_to(config));
    (setup.start().await, clock, provider, linkedin)
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken refreshToken } } }";
    app.anonymous()
        .gql(
            query,
            json!({ "input": { "email": email, "password": password } }),
        )
        .await
}

async fn run(client: &Client, query: &str, input: Value) -> Answer {
    client.gql(query, json!({ "input": input })).await
}

#[tokio::test]
async fn each_event_is_written_down_exactly_once() {
    let (app, clock, provider, _linkedin) = setup().await;
    app.import_postings().await;
    let admin = app.admin("root").await;
    let moderator = app
        .promote(&app.sign_up("mod").await, Role::Moderator)
        .await;
    let seq = app.audit.anchor().await.unwrap().seq;
    let mut log = Log {
        app: &app,
        clock: clock.clone(),
        seq,
        events: 0,
        kinds: BTreeSet::new(),
    };
    let ada = events::accounts(&mut log).await;
    let ada = events::sessions(&mut log, &ada).await;
    let ada = events::mails(&mut log, &ada).await;
    let ada = administration::admins(&mut log, &admin, &moderator, &ada).await;
    administration::moderators(&mut log, &moderator, &ada).await;
    administration::operators(&mut log, &ada).await;
    providers::strangers(&mut log, &provider).await;
    providers::links(&mut log, &provider).await;
    linkedin::consent(&mut log).await;
    language_models::choices(&mut log).await;
    factors::codes(&mut log).await;
    factors::passkeys(&mut log).await;
    clock.advance(TimeDelta::minutes(11));
    let stale = suspend(&admin, &moderator).await;
    assert_eq!(stale.code(), "REAUTHENTICATION_REQUIRED");
    log.next(
        "no recent proof",
        Some(&stale),
        &[own(Action::SuspendAccount, REFUSED, &admin)],
    )
    .await;
    personal_data::leaving(&mut log).await;
    assert!(log.events >= 80, "{}", log.events);
    assert_eq!(
        log.kinds,
        Action::ALL.iter().map(|action| action.name()).collect(),
        "every kind there is"
    );
    assert_eq!(
        app.audit.anchor().await.unwrap().seq,
        log.seq,
        "and nothing else"
    );
}

const ENTRIES: &str = "totalCount nodes { seq at action outcome actorId subjectId target ipAddress userAgent requestId } pageInfo { endCursor }";

#[tokio::test]
async fn everybody_sees_their_own_and_nobody_elses() {
    let app = TestApp::start().await;
    let (admin, ada, bob) = (
        app.admin("root").await,
        app.sign_up("ada").await,
        app.sign_up("bob").await,
    );
    sign_in(&app, &ada.email, "not that").await;
    let query = format!("{{ viewer {{ audit {{ {ENTRIES} }} }} }}");
    let seen = async |user: &TestUser| {
        user.client
            .gql(&query, json!({}))
            .await
            .data("viewer.audit")
            .clone()
    };
    let own = eventually("the wrong password is written down", || async {
        let own = seen(&ada).await;
        // The page and the count are read one after the other.
        let has_page = own["nodes"]
            .as_array()
            .is_some_and(|nodes| nodes.len() == 3);
        (has_page && own["totalCount"] == 3).then_some(own)
    })
    .await;
    let latest = &own["nodes"][0];
    assert_eq!(
        (&latest["action"], &latest["outcome"]),
        (&json!("session.sign_in"), &json!("REFUSED"))
    );
    assert_eq!(
        (&latest["ipAddress"], &latest["actorId"]),
        (&json!("127.0.0.1"), &Value::Null),
        "origin without an actor"
    );
    assert!(
        own["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|node| node["subjectId"] == ada.user_id.to_string())
    );
    assert_eq!(seen(&bob).await["totalCount"], 2);

    super::act(
        &admin,
        "revokeUserSessions",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await
    .text_at("revokeUserSessions.account.id");
    let ada = ada.sign_in_again(&app).await;
    let own = seen(&ada).await;
    let by_admin = &own["nodes"][1];
    assert_eq!(
        (&by_admin["action"], &by_admin["actorId"]),
        (
            &json!("account.revoke_all"),
            &json!(admin.user_id.to_string())
        )
    );
    assert_eq!(
        (
            &by_admin["ipAddress"],
            &by_admin["userAgent"],
            &by_admin["requestId"]
        ),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let page = ada
        .client
        .gql(
            "{ viewer { audit(first: 2) { pageInfo { endCursor } } } }",
            json!({}),
        )
        .await;
    let next = "query($after: String) { viewer { audit(after: $after) { nodes { seq } } } }";
    let rest = ada
        .client
        .gql(
            next,
            json!({ "after": page.data("viewer.audit.pageInfo.endCursor") }),
        )
        .await;
    assert_eq!(rest.data("viewer.audit.nodes").as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn admins_read_all_of_it_by_account_and_by_kind() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin("root").await, app.sign_up("ada").await);
    suspend(&admin, &ada)
        .await
        .text_at("suspendUser.account.id");
    let query = format!(
        "query($filter: AuditFilter) {{ admin {{ auditEntries(filter: $filter) {{ {ENTRIES} }} }} }}"
    );
    let count = async |filter: Value| {
        admin
            .client
            .gql(&query, json!({ "filter": filter }))
            .await
            .data("admin.auditEntries.totalCount")
            .clone()
    };
    assert_eq!(count(Value::Null).await, 6);
    assert_eq!(
        count(json!({ "subjectId": ada.user_id.to_string() })).await,
        3
    );
    assert_eq!(
        count(json!({ "subjectId": ada.user_id.to_string(), "action": "session.sign_in" })).await,
        1
    );
    assert_eq!(
        count(json!({ "actorId": admin.user_id.to_string(), "action": "account.suspend" })).await,
        1
    );
    let wrong = admin
        .client
        .gql(
            &query,
            json!({ "filter": { "action": "account.nonsense" } }),
        )
        .await;
    assert_eq!(wrong.code(), "BAD_USER_INPUT");
}

/// Audit entries for refusals are rate-limited per account.
#[tokio::test]
async fn refusals_without_end_are_written_down_some_times() {
    let app = Setup::new()
        .config(|config| config.auth.failed_sign_ins_per_account = 4)
        .start()
        .await;
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
    let page = include_str!("../../../../docs/AUTH.md");
    for action in Action::ALL {
        assert!(
            page.contains(&format!("`{}`", action.name())),
            "{} is not in docs/AUTH.md",
            action.name()
        );
    }
}
