//! Listing, suspending and reinstating accounts, roles, and revoking sessions of users; and how soon it takes effect.

use std::time::{Duration, Instant};

use careergraph::{platform::clock::Clock, types::actor::Role};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{act, change_role, is_in, suspend};
use crate::kit::{Client, FOLLOW, Feed, PASSWORD, Setup, Socket, TestApp, TestUser, eventually};

/// With Redis the signal arrives at once; without it every instance polls each second.
const FELT_WITHIN: Duration = Duration::from_secs(5);

async fn emails(admin: &TestUser, arguments: &str) -> Vec<String> {
    let query = format!("{{ admin {{ users({arguments}) {{ nodes {{ email }} }} }} }}");
    let answer = admin.client.gql(&query, json!({})).await;
    answer
        .data("admin.users.nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["email"].as_str().unwrap().to_owned())
        .collect()
}

async fn api_token(user: &TestUser) -> Client {
    let make = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: USERS, verb: READ }] }) { secret } }";
    user.client.with_token(
        &user
            .client
            .gql(make, json!({}))
            .await
            .text_at("createApiToken.secret"),
    )
}

async fn opens(client: &Client) -> bool {
    client
        .gql("{ viewer { user { id } } }", json!({}))
        .await
        .json
        .get("errors")
        .is_none()
}

/// The device token that signing in returns.
async fn device(app: &TestApp, user: &TestUser) -> String {
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { deviceToken } } }";
    let input = json!({ "input": { "email": user.email, "password": PASSWORD } });
    app.anonymous()
        .gql(query, input)
        .await
        .text_at("signIn.session.deviceToken")
}

#[tokio::test]
async fn accounts_are_found_by_the_beginning_of_address_and_name() {
    let app = TestApp::start().await;
    let admin = app.admin("root").await;
    for name in ["ada", "adam", "bea", "a_b", "a%c"] {
        app.sign_up(&name.replace('%', "-")).await;
    }
    app.promote(&app.sign_up("mod").await, Role::Moderator)
        .await;
    assert_eq!(
        emails(&admin, "search: \"ADA\"").await,
        ["adam@example.org", "ada@example.org"],
        "the newest first"
    );
    assert_eq!(
        emails(&admin, "search: \" adam@ex\"").await,
        ["adam@example.org"]
    );
    assert_eq!(
        emails(&admin, "search: \"a_\"").await,
        ["a_b@example.org"],
        "SQL wildcards are literal"
    );
    assert_eq!(emails(&admin, "search: \"%\"").await, Vec::<String>::new());
    assert_eq!(emails(&admin, "role: MODERATOR").await, ["mod@example.org"]);
    assert_eq!(
        emails(&admin, "status: SUSPENDED").await,
        Vec::<String>::new()
    );
    let page = "query($after: String) { admin { users(first: 3, after: $after) { totalCount nodes { email } pageInfo { endCursor hasNextPage } } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = admin.client.gql(page, json!({ "after": after })).await;
        let found = answer.data("admin.users");
        assert_eq!(found["totalCount"], 7);
        seen.extend(found["nodes"].as_array().unwrap().clone());
        if found["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = found["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen.len(), 7, "each once: {seen:?}");
    let unknown = "{ admin { user(id: \"user_00000000000000000000000000000000\") { id } } }";
    assert_eq!(
        admin
            .client
            .gql(unknown, json!({}))
            .await
            .data("admin.user"),
        &Value::Null
    );
}

#[tokio::test]
async fn whoever_is_suspended_is_out_at_once_and_everywhere() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let (admin, ada) = (app.admin("root").await, app.sign_up("ada").await);
    let (token, known) = (api_token(&ada).await, device(&app, &ada).await);
    let there = TestUser {
        client: twin.anonymous().with_token(&ada.access_token),
        ..ada.clone()
    };
    let mut here = Socket::connect(&app, Some(&ada.access_token)).await;
    let mut beside = Socket::connect(&twin, Some(&ada.access_token)).await;
    here.subscribe("1", FOLLOW, json!({})).await;
    beside.subscribe("1", FOLLOW, json!({})).await;
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    assert!(is_in(&ada).await && is_in(&there).await && opens(&token).await);

    let began = Instant::now();
    let done = suspend(&admin, &ada).await;
    assert_eq!(
        done.data("suspendUser.account.status"),
        "SUSPENDED",
        "{}",
        done.text
    );
    assert_eq!(
        done.data("suspendUser.account.suspension"),
        &json!({ "reason": "They send spam.", "byId": admin.user_id.to_string() })
    );
    assert!(
        !is_in(&ada).await && !opens(&token).await,
        "refused at once where it was done"
    );
    eventually("the other instance refuses", || async {
        (!is_in(&there).await).then_some(())
    })
    .await;
    here.expect_close(4403).await;
    beside.expect_close(4403).await;
    let (_, last) = feed.event().await.expect("a last word");
    assert_eq!(
        last.pointer("/errors/0/extensions/code"),
        Some(&json!("UNAUTHENTICATED")),
        "{last}"
    );
    assert!(began.elapsed() < FELT_WITHIN, "{:?}", began.elapsed());

    let refresh = "mutation($t: String!) { refreshSession(input: { refreshToken: $t }) { session { accessToken } } }";
    assert_eq!(
        app.anonymous()
            .gql(refresh, json!({ "t": ada.refresh_token }))
            .await
            .code(),
        "UNAUTHENTICATED"
    );
    let sign_in =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let again =
        json!({ "input": { "email": ada.email, "password": PASSWORD, "deviceToken": known } });
    assert_eq!(
        app.anonymous().gql(sign_in, again).await.code(),
        "FORBIDDEN"
    );
    assert_eq!(
        app.count_rows("devices").await,
        2,
        "only the admin's two are still known"
    );

    let back = act(
        &admin,
        "reinstateUser",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await;
    assert_eq!(
        (
            back.data("reinstateUser.account.status"),
            back.data("reinstateUser.account.suspension")
        ),
        (&json!("ACTIVE"), &Value::Null)
    );
    assert!(
        !is_in(&ada).await && !opens(&token).await,
        "ended sessions stay ended"
    );
    assert!(is_in(&ada.sign_in_again(&app).await).await);
    let twice = act(
        &admin,
        "reinstateUser",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await;
    assert_eq!(twice.refusal("reinstateUser"), "InvalidInputError input.id");
}

#[tokio::test]
async fn another_role_ends_all_that_was_opened_with_the_old_one() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin("root").await, app.sign_up("ada").await);
    let token = api_token(&ada).await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", FOLLOW, json!({})).await;
    assert_eq!(
        change_role(&admin, &ada, "MODERATOR")
            .await
            .data("changeRole.account.role"),
        "MODERATOR"
    );
    assert!(!is_in(&ada).await && !opens(&token).await);
    socket.expect_close(4403).await;
    let ada = ada.sign_in_again(&app).await;
    let reports = "{ moderation { reports { totalCount } } }";
    assert_eq!(
        ada.client
            .gql(reports, json!({}))
            .await
            .data("moderation.reports.totalCount"),
        0
    );
    assert_eq!(
        change_role(&admin, &ada, "USER")
            .await
            .data("changeRole.account.role"),
        "USER"
    );
    assert_eq!(
        ada.sign_in_again(&app)
            .await
            .client
            .gql(reports, json!({}))
            .await
            .code(),
        "FORBIDDEN"
    );
}

#[tokio::test]
async fn an_admin_ends_the_sessions_of_another_who_may_come_in_again() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin("root").await, app.sign_up("ada").await);
    let (other, token) = (ada.sign_in_again(&app).await, api_token(&ada).await);
    let query =
        "query($id: ID!) { admin { user(id: $id) { sessions { id userAgent ipAddress } } } }";
    let sessions = async || {
        admin
            .client
            .gql(query, json!({ "id": ada.user_id.to_string() }))
            .await
            .data("admin.user.sessions")
            .clone()
    };
    assert_eq!(sessions().await.as_array().unwrap().len(), 2);
    assert_eq!(sessions().await[0]["ipAddress"], "127.0.0.1");
    let done = act(
        &admin,
        "revokeUserSessions",
        json!({ "id": ada.user_id.to_string() }),
    )
    .await;
    assert_eq!(done.data("revokeUserSessions.account.status"), "ACTIVE");
    assert!(!is_in(&ada).await && !is_in(&other).await && !opens(&token).await);
    assert_eq!(sessions().await, json!([]));
    assert!(is_in(&ada.sign_in_again(&app).await).await && is_in(&admin).await);
}

#[tokio::test]
async fn each_needs_a_recent_proof_and_a_right_and_leaves_nothing_without() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let (admin, ada, bob) = (
        app.admin("root").await,
        app.sign_up("ada").await,
        app.sign_up("bob").await,
    );
    let moderator = app
        .promote(&app.sign_up("mod").await, Role::Moderator)
        .await;
    let id = ada.user_id.to_string();
    let things = [
        ("suspendUser", json!({ "id": id, "reason": "x" })),
        ("reinstateUser", json!({ "id": id })),
        ("changeRole", json!({ "id": id, "role": "ADMIN" })),
        ("revokeUserSessions", json!({ "id": id })),
    ];
    for (mutation, input) in things.clone() {
        for who in [&bob, &moderator] {
            assert_eq!(
                act(who, mutation, input.clone()).await.code(),
                "FORBIDDEN",
                "{mutation}"
            );
        }
        let nobody =
            json!({ "id": "user_00000000000000000000000000000000", "reason": "x", "role": "USER" });
        let known: Vec<&str> = input
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let nobody: Value = nobody
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, _)| known.contains(&key.as_str()))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        assert_eq!(
            act(&admin, mutation, nobody).await.code(),
            "NOT_FOUND",
            "{mutation}"
        );
    }
    clock.advance(TimeDelta::minutes(11));
    for (mutation, input) in things {
        assert_eq!(
            act(&admin, mutation, input).await.code(),
            "REAUTHENTICATION_REQUIRED",
            "{mutation}"
        );
    }
    let settings =
        "mutation { updateSettings(input: { signUpOpen: false }) { settings { signUpOpen } } }";
    assert_eq!(
        admin.client.gql(settings, json!({})).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    assert!(is_in(&ada).await);
    let confirm =
        "mutation($p: String!) { reauthenticate(input: { password: $p }) { reauthenticated } }";
    admin
        .client
        .gql(confirm, json!({ "p": PASSWORD }))
        .await
        .data("reauthenticate.reauthenticated");
    assert_eq!(
        suspend(&admin, &ada)
            .await
            .data("suspendUser.account.status"),
        "SUSPENDED"
    );
    let blank = act(
        &admin,
        "suspendUser",
        json!({ "id": bob.user_id.to_string(), "reason": " " }),
    )
    .await;
    assert_eq!(
        blank.refusal("suspendUser"),
        "InvalidInputError input.reason"
    );
}

/// A sign-in that has checked the password waits for the concurrent change of the account, and then applies it.
#[tokio::test]
async fn no_sign_in_slips_past_a_suspension() {
    let app = TestApp::start().await;
    let admin = app.admin("root").await;
    for round in 0..6 {
        let ada = app.sign_up(&format!("ada{round}")).await;
        let sign_in =
            "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
        let input = json!({ "input": { "email": ada.email, "password": PASSWORD } });
        let (anonymous, waited) = (app.anonymous(), Duration::from_millis(15 * round));
        let late = async {
            tokio::time::sleep(waited).await;
            suspend(&admin, &ada).await
        };
        let (signed_in, done) = tokio::join!(anonymous.gql(sign_in, input), late);
        done.text_at("suspendUser.account.id");
        if let Some(token) = signed_in
            .json
            .pointer("/data/signIn/session/accessToken")
            .and_then(Value::as_str)
        {
            assert!(!opens(&anonymous.with_token(token)).await, "round {round}");
        }
    }
}
