//! Identities are linked by authentication only, never by e-mail address (OpenID Connect Core, 5.7).

use careergraph::config::Preset;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use super::{BOTH, ME, PAGE, person, setup, signed_in, start, turned_away};
use crate::kit::{Answer, Browser, Client, PASSWORD, TestApp};

const BEGIN: &str = "mutation($input: LinkIdentityInput!) { linkIdentity(input: $input) { url userErrors { __typename path message } } }";
const COMPLETE: &str =
    "mutation($input: CompleteIdentityLinkInput!) { completeIdentityLink(input: $input) {
    identity { id provider email } userErrors { __typename path message } } }";
const UNLINK: &str = "mutation($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) { unlinked userErrors { __typename path message } } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { message } } }";

/// Starts linking, signs in at the provider in a new browser, and returns the code.
pub async fn code(app: &TestApp, client: &Client) -> String {
    let url = begin(client).await.text_at("linkIdentity.url");
    let place = Browser::new(app).walk(&url).await.expect("it is led back");
    place
        .strip_prefix(&format!("{PAGE}?code="))
        .unwrap_or_else(|| panic!("{place}"))
        .to_owned()
}

async fn begin(client: &Client) -> Answer {
    client
        .gql(
            BEGIN,
            json!({ "input": { "provider": "fake", "returnTo": PAGE } }),
        )
        .await
}

pub async fn complete(client: &Client, code: &str) -> Answer {
    client
        .gql(COMPLETE, json!({ "input": { "code": code } }))
        .await
}

pub async fn link(app: &TestApp, client: &Client) -> String {
    complete(client, &code(app, client).await)
        .await
        .text_at("completeIdentityLink.identity.id")
}

pub async fn unlink(client: &Client, id: &str) -> Answer {
    client.gql(UNLINK, json!({ "input": { "id": id } })).await
}

async fn verify(app: &TestApp, email: &str) {
    let conn = app.platform.db.conn();
    let now = app.platform.clock.now();
    let sql = match conn.get_database_backend() {
        sea_orm::DbBackend::Postgres => "UPDATE users SET email_verified_at = $1 WHERE email = $2",
        _ => "UPDATE users SET email_verified_at = ? WHERE email = ?",
    };
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        sql,
        [now.into(), email.into()],
    );
    assert_eq!(
        conn.execute_raw(statement).await.unwrap().rows_affected(),
        1
    );
}

#[tokio::test]
async fn a_user_links_an_identity_and_comes_in_by_it() {
    for preset in BOTH {
        let (app, _provider) = setup(preset).await;
        let bob = app.sign_up("bob").await;
        link(&app, &bob.client).await;
        let me = signed_in(&app).await.client().gql(ME, json!({})).await;
        assert_eq!(
            me.data("viewer.user.email"),
            &json!(bob.email),
            "another address is no matter"
        );
        let again = code(&app, &bob.client).await;
        assert_eq!(
            complete(&bob.client, &again)
                .await
                .refusal("completeIdentityLink"),
            "DuplicateError input.code"
        );
    }
}

#[tokio::test]
async fn a_verified_account_is_not_taken_by_its_address() {
    for preset in BOTH {
        let (app, provider) = setup(preset).await;
        let ada = app.sign_up("ada").await;
        verify(&app, &ada.email).await;
        // Even if the provider states that the address is verified: some state that of any address.
        provider.person(person("mallory-1", &ada.email, true));
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "ACCOUNT_EXISTS"
        );
        provider.person(person("mallory-1", &ada.email, false));
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "EMAIL_NOT_VERIFIED"
        );
        assert_eq!(
            ada.client
                .gql(ME, json!({}))
                .await
                .data("viewer.identities"),
            &json!([])
        );
    }
}

#[tokio::test]
async fn whoever_made_an_account_with_the_address_of_another_loses_it_to_its_owner() {
    let (app, provider) = setup(Preset::Generic).await;
    let mallory = app.sign_up("ada").await;
    // Mallory prepares every sign-in method: an identity, an API token, an open session, the password.
    provider.person(person("mallory-1", "mallory@example.org", true));
    link(&app, &mallory.client).await;
    let token = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: USERS, verb: READ }] }) { secret userErrors { message } } }";
    let token = mallory.client.gql(token, json!({})).await;
    let token = token
        .json
        .pointer("/data/createApiToken/secret")
        .and_then(Value::as_str)
        .map(str::to_owned);
    provider.person(person("ada-1", "ada@example.org", true));
    let ada = signed_in(&app).await.client().gql(ME, json!({})).await;
    assert_eq!(ada.data("viewer.user.id"), &json!(mallory.user_id));
    assert_eq!(ada.data("viewer.identities").as_array().unwrap().len(), 1);
    assert_eq!(ada.data("viewer.sessions").as_array().unwrap().len(), 1);
    assert_eq!(
        mallory.client.gql(ME, json!({})).await.code(),
        "UNAUTHENTICATED"
    );
    if let Some(token) = token {
        assert_eq!(
            app.anonymous()
                .with_token(&token)
                .gql(ME, json!({}))
                .await
                .code(),
            "UNAUTHENTICATED"
        );
    }
    let old = app
        .anonymous()
        .gql(
            SIGN_IN,
            json!({ "input": { "email": "ada@example.org", "password": PASSWORD } }),
        )
        .await;
    assert_eq!(old.code(), "UNAUTHENTICATED", "the password is removed");
    provider.person(person("mallory-1", "mallory@example.org", true));
    let other = signed_in(&app).await.client().gql(ME, json!({})).await;
    assert_ne!(
        other.data("viewer.user.id"),
        ada.data("viewer.user.id"),
        "the identity leads elsewhere now"
    );
}

#[tokio::test]
async fn the_same_subject_at_another_issuer_is_somebody_else() {
    let first = crate::kit::IdentityProvider::start(Preset::Generic).await;
    let second = crate::kit::IdentityProvider::start(Preset::Generic).await;
    let app = crate::kit::Setup::new()
        .config(|config| {
            second.known_to(config);
            let other = config.providers.0.remove("fake").unwrap();
            first.known_to(config);
            config.providers.0.insert("other".to_owned(), other);
        })
        .start()
        .await;
    signed_in(&app).await;
    second.person(person("ada-1", "other@example.org", true));
    let mut browser = Browser::new(&app);
    browser
        .walk(&start(&app, "").replace("/fake/", "/other/"))
        .await
        .expect("it is led back");
    assert_eq!(
        browser
            .client()
            .gql(ME, json!({}))
            .await
            .data("viewer.user.email"),
        "other@example.org"
    );
}

#[tokio::test]
async fn a_link_is_completed_by_the_one_who_began_it() {
    let (app, _provider) = setup(Preset::Generic).await;
    let (mallory, victim) = (app.sign_up("mallory").await, app.sign_up("victim").await);
    // Mallory lures the victim into opening the address: the code arrives in the victim's page.
    let code = code(&app, &mallory.client).await;
    assert_eq!(
        complete(&victim.client, &code)
            .await
            .refusal("completeIdentityLink"),
        "InvalidInputError input.code"
    );
    let elsewhere = mallory.sign_in_again(&app).await;
    assert_eq!(
        complete(&elsewhere.client, &code)
            .await
            .refusal("completeIdentityLink"),
        "InvalidInputError input.code"
    );
    assert!(
        complete(&mallory.client, &code)
            .await
            .data("completeIdentityLink.identity")
            .is_object()
    );
    assert_eq!(
        complete(&mallory.client, &code)
            .await
            .refusal("completeIdentityLink"),
        "InvalidInputError input.code"
    );
}

#[tokio::test]
async fn an_address_to_open_is_good_once() {
    let (app, _provider) = setup(Preset::Generic).await;
    let bob = app.sign_up("bob").await;
    let url = begin(&bob.client).await.text_at("linkIdentity.url");
    assert_eq!(Browser::new(&app).open(&url).await.status, 303);
    assert_eq!(
        turned_away(&mut Browser::new(&app), &url).await,
        "SIGN_IN_EXPIRED"
    );
    for (input, path) in [
        (
            json!({ "provider": "nobody", "returnTo": PAGE }),
            "input.provider",
        ),
        (
            json!({ "provider": "fake", "returnTo": "https://evil.example/" }),
            "input.returnTo",
        ),
    ] {
        let refused = bob.client.gql(BEGIN, json!({ "input": input })).await;
        assert_eq!(
            refused.refusal("linkIdentity"),
            format!("InvalidInputError {path}")
        );
    }
}

#[tokio::test]
async fn the_only_way_in_stays() {
    let (app, provider) = setup(Preset::Generic).await;
    let client = signed_in(&app).await.client();
    let id = client
        .gql(ME, json!({}))
        .await
        .text_at("viewer.identities.0.id");
    assert_eq!(
        unlink(&client, &id).await.refusal("unlinkIdentity"),
        "InvalidInputError input.id"
    );
    provider.person(person("ada-2", "ada@elsewhere.example", true));
    link(&app, &client).await;
    assert_eq!(
        unlink(&client, &id).await.data("unlinkIdentity.unlinked"),
        true
    );
    assert_eq!(unlink(&client, &id).await.code(), "NOT_FOUND");
    let rest = client.gql(ME, json!({})).await;
    assert_eq!(rest.data("viewer.identities").as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn of_two_who_take_off_the_last_two_ways_at_once_one_is_refused() {
    let (app, provider) = setup(Preset::Generic).await;
    let client = signed_in(&app).await.client();
    let first = client
        .gql(ME, json!({}))
        .await
        .text_at("viewer.identities.0.id");
    provider.person(person("ada-2", "ada@elsewhere.example", true));
    let second = link(&app, &client).await;
    let (one, other) = tokio::join!(unlink(&client, &first), unlink(&client, &second));
    let done = [&one, &other]
        .iter()
        .filter(|answer| answer.data("unlinkIdentity.unlinked") == true)
        .count();
    assert_eq!(done, 1, "{} {}", one.text, other.text);
}

#[tokio::test]
async fn taking_an_identity_off_ends_what_it_began_elsewhere() {
    let (app, _provider) = setup(Preset::Generic).await;
    let bob = app.sign_up("bob").await;
    let id = link(&app, &bob.client).await;
    let elsewhere = signed_in(&app).await.client();
    assert_eq!(
        unlink(&bob.client, &id)
            .await
            .data("unlinkIdentity.unlinked"),
        true
    );
    assert_eq!(elsewhere.gql(ME, json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(
        bob.client
            .gql(ME, json!({}))
            .await
            .data("viewer.identities"),
        &json!([])
    );
}

#[tokio::test]
async fn nobody_takes_off_the_identity_of_another() {
    let (app, _provider) = setup(Preset::Generic).await;
    let (bob, eve) = (app.sign_up("bob").await, app.sign_up("eve").await);
    let id = link(&app, &bob.client).await;
    assert_eq!(unlink(&eve.client, &id).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn the_provider_s_tokens_are_kept_sealed() {
    let (app, _provider) = setup(Preset::Generic).await;
    signed_in(&app).await;
    let conn = app.platform.db.conn();
    let row = conn
        .query_one_raw(Statement::from_string(
            conn.get_database_backend(),
            "SELECT tokens FROM identities",
        ))
        .await
        .unwrap()
        .unwrap();
    let sealed: Vec<u8> = row.try_get("", "tokens").unwrap();
    assert!(
        !sealed.windows(12).any(|window| window == b"access-token"),
        "clear text"
    );
    assert!(
        !sealed.windows(13).any(|window| window == b"refresh-token"),
        "clear text"
    );
}
