//! API tokens.

use careergraph::{
    features::auth::AdminActor,
    platform::clock::Clock,
    types::{actor::Role, origin::Origin},
};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::code;
use crate::kit::{Answer, FOLLOW, Setup, Socket, TestApp, TestUser};

const CREATE: &str = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) {
    secret apiToken { id name prefix scopes { area verb } createdAt expiresAt lastUsedAt } userErrors { __typename path message } } }";
const ME: &str = "{ viewer { user { email } } }";

async fn create(user: &TestUser, input: Value) -> Answer {
    user.client.gql(CREATE, json!({ "input": input })).await
}

fn reading() -> Value {
    json!({ "name": "My agent", "scopes": [{ "area": "USERS", "verb": "READ" }, { "area": "NOTIFICATIONS", "verb": "READ" }] })
}

async fn tokens(user: &TestUser) -> Vec<Value> {
    let answer = user
        .client
        .gql(
            "{ viewer { apiTokens { id name prefix lastUsedAt scopes { area verb } } } }",
            json!({}),
        )
        .await;
    answer.data("viewer.apiTokens").as_array().unwrap().clone()
}

async fn revoke(user: &TestUser, id: &Value) -> Answer {
    user.client.gql("mutation($id: ID!) { revokeApiToken(input: { id: $id }) { revoked userErrors { code } } }", json!({ "id": id })).await
}

#[tokio::test]
async fn it_is_shown_once_and_known_by_its_beginning() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let answer = create(&ada, reading()).await;
    let secret = answer.text_at("createApiToken.secret");
    assert!(secret.starts_with("cg_") && secret.len() == 46, "{secret}");
    let seen = tokens(&ada).await;
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (&seen[0]["name"], &seen[0]["lastUsedAt"]),
        (&json!("My agent"), &Value::Null)
    );
    assert!(secret.starts_with(seen[0]["prefix"].as_str().unwrap()));
    assert!(!seen[0].to_string().contains(&secret));
    assert_eq!(
        app.anonymous()
            .with_token(&secret)
            .gql(ME, json!({}))
            .await
            .text_at("viewer.user.email"),
        ada.email
    );
    assert!(tokens(&ada).await[0]["lastUsedAt"].is_string());
    let hash_only = app.count_rows("api_tokens").await;
    assert_eq!(hash_only, 1);
}

#[tokio::test]
async fn what_is_no_token_of_ours_opens_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let secret = create(&ada, reading())
        .await
        .text_at("createApiToken.secret");
    for wrong in [
        "cg_",
        "cg_x",
        &format!("{secret}x"),
        &secret.to_uppercase(),
        &secret.replace("cg_", "cg-"),
    ] {
        let answer = app.anonymous().with_token(wrong).gql(ME, json!({})).await;
        assert_eq!(
            (answer.status, code(&answer)),
            (401, "UNAUTHENTICATED"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn it_ends_by_itself_and_when_its_owner_says_so() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let mut short = reading();
    short["expiresInDays"] = json!(2);
    let short = create(&ada, short).await.text_at("createApiToken.secret");
    let long = create(&ada, reading()).await;
    let (long_id, long) = (
        long.data("createApiToken.apiToken.id").clone(),
        long.text_at("createApiToken.secret"),
    );
    let works = async |token: &str| {
        app.anonymous()
            .with_token(token)
            .gql(ME, json!({}))
            .await
            .json
            .get("errors")
            .is_none()
    };
    assert!(works(&short).await && works(&long).await);
    assert_eq!(
        revoke(&bob, &long_id).await.code(),
        "NOT_FOUND",
        "a token of another user cannot be revoked"
    );
    clock.advance(TimeDelta::days(2));
    assert!(!works(&short).await && works(&long).await);
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(
        revoke(&ada, &long_id).await.data("revokeApiToken"),
        &json!({ "revoked": true, "userErrors": [] })
    );
    assert!(!works(&long).await);
    assert_eq!(revoke(&ada, &long_id).await.code(), "NOT_FOUND");
    assert!(tokens(&ada).await.is_empty());
}

#[tokio::test]
async fn an_end_closes_its_sockets_on_every_instance() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let ada = app.sign_up("ada").await;
    let answer = create(&ada, reading()).await;
    let secret = answer.text_at("createApiToken.secret");
    let (mut here, mut there) = (
        Socket::connect(&app, Some(&secret)).await,
        Socket::connect(&twin, Some(&secret)).await,
    );
    here.subscribe("1", FOLLOW, json!({})).await;
    there.subscribe("1", FOLLOW, json!({})).await;
    revoke(&ada, answer.data("createApiToken.apiToken.id"))
        .await
        .data("revokeApiToken.revoked");
    here.expect_close(4403).await;
    there.expect_close(4403).await;
}

#[tokio::test]
async fn an_admins_token_is_no_admin() {
    let app = TestApp::start().await;
    let admin = app.admin("root").await;
    let secret = create(&admin, reading())
        .await
        .text_at("createApiToken.secret");
    let answer = app
        .anonymous()
        .with_token(&secret)
        .gql("{ sources { id } }", json!({}))
        .await;
    assert_eq!(answer.code(), "FORBIDDEN");
    app.promote(&admin, Role::User).await;
    assert!(
        app.anonymous()
            .with_token(&secret)
            .gql(ME, json!({}))
            .await
            .json
            .get("errors")
            .is_none(),
        "it works unchanged"
    );
}

#[tokio::test]
async fn wrong_input_is_refused_by_its_place_and_leaves_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (change, refusal) in [
        (json!({ "name": " " }), "InvalidInputError input.name"),
        (
            json!({ "name": "x".repeat(101) }),
            "InvalidInputError input.name",
        ),
        (json!({ "scopes": [] }), "InvalidInputError input.scopes"),
        (
            json!({ "expiresInDays": 0 }),
            "InvalidInputError input.expiresInDays",
        ),
        (
            json!({ "expiresInDays": 367 }),
            "InvalidInputError input.expiresInDays",
        ),
    ] {
        let mut input = reading();
        input
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        assert_eq!(create(&ada, input).await.refusal("createApiToken"), refusal);
    }
    assert_eq!(app.count_rows("api_tokens").await, 0);
}

#[tokio::test]
async fn making_one_needs_a_recent_proof_and_there_are_not_too_many() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    for _ in 0..50 {
        assert_eq!(
            create(&ada, reading())
                .await
                .data("createApiToken.userErrors"),
            &json!([])
        );
    }
    assert_eq!(
        create(&ada, reading()).await.refusal("createApiToken"),
        "InvalidInputError input"
    );
    clock.advance(TimeDelta::minutes(11));
    let late = create(&ada, reading()).await;
    assert_eq!(
        (late.status, late.code()),
        (200, "REAUTHENTICATION_REQUIRED"),
        "{}",
        late.text
    );
}

/// Concurrent requests each see the tokens created before them.
#[tokio::test]
async fn many_at_once_are_not_too_many() {
    let app = Setup::new()
        .config(|config| config.auth.api_tokens_per_user = 5)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let made = futures_util::future::join_all((0..12).map(|_| create(&ada, reading()))).await;
    assert_eq!(
        made.iter()
            .filter(|answer| answer.data("createApiToken.userErrors") == &json!([]))
            .count(),
        5
    );
    assert_eq!(app.count_rows("api_tokens").await, 5);
}

#[tokio::test]
async fn another_role_by_command_ends_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let secret = create(&ada, reading())
        .await
        .text_at("createApiToken.secret");
    let client = app.anonymous().with_token(&secret);
    assert_eq!(
        client.gql(ME, json!({})).await.text_at("viewer.user.email"),
        ada.email
    );
    app.auth
        .accounts
        .change_role(
            AdminActor::Operator,
            ada.user_id,
            Role::Moderator,
            &Origin::inside("command"),
        )
        .await
        .unwrap();
    assert_eq!(code(&client.gql(ME, json!({})).await), "UNAUTHENTICATED");
}

/// The last use of a token is recorded on a best-effort basis, without failing a request.
#[tokio::test]
async fn a_use_that_cannot_be_noted_is_served_all_the_same() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let secret = create(&ada, reading())
        .await
        .text_at("createApiToken.secret");
    let conn = app.platform.db.conn();
    let refuse = if app.on_sqlite() {
        "CREATE TRIGGER no_notes BEFORE UPDATE ON api_tokens BEGIN SELECT RAISE(ABORT, 'no'); END"
    } else {
        "CREATE FUNCTION no_notes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
         CREATE TRIGGER no_notes BEFORE UPDATE ON api_tokens FOR EACH ROW EXECUTE FUNCTION no_notes()"
    };
    conn.execute_unprepared(refuse).await.unwrap();
    let answer = app.anonymous().with_token(&secret).gql(ME, json!({})).await;
    assert_eq!(answer.text_at("viewer.user.email"), ada.email);
    assert_eq!(tokens(&ada).await[0]["lastUsedAt"], Value::Null);
}
