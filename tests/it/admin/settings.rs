//! The settings: what is shown, and opening and closing sign-up while the server runs.

use serde_json::{Value, json};

use crate::kit::{Answer, PASSWORD, Setup, TestApp, TestUser};

async fn set(admin: &TestUser, open: Value) -> Answer {
    let query = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { signUpOpen signUpOpenByConfiguration } \
                 userErrors { __typename path } } }";
    admin
        .client
        .gql(query, json!({ "input": { "signUpOpen": open } }))
        .await
}

async fn try_sign_up(app: &TestApp, name: &str) -> Answer {
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }";
    let input =
        json!({ "email": format!("{name}@example.org"), "password": PASSWORD, "name": name });
    app.anonymous().gql(query, json!({ "input": input })).await
}

#[tokio::test]
async fn sign_up_is_closed_and_opened_on_every_instance() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let admin = app.admin("root").await;
    assert!(try_sign_up(&twin, "ada").await.json.get("errors").is_none());
    let closed = set(&admin, json!(false)).await;
    assert_eq!(
        closed.data("updateSettings.settings"),
        &json!({ "signUpOpen": false, "signUpOpenByConfiguration": true })
    );
    for instance in [&app, &twin] {
        assert_eq!(try_sign_up(instance, "bea").await.code(), "FORBIDDEN");
    }
    let late = app.twin().await;
    assert_eq!(
        try_sign_up(&late, "bea").await.code(),
        "FORBIDDEN",
        "it is kept"
    );
    set(&admin, json!(true))
        .await
        .data("updateSettings.settings.signUpOpen");
    assert!(try_sign_up(&twin, "bea").await.json.get("errors").is_none());
    set(&admin, json!(false))
        .await
        .data("updateSettings.settings.signUpOpen");
    assert_eq!(
        set(&admin, Value::Null)
            .await
            .data("updateSettings.settings.signUpOpen"),
        true,
        "the configuration again"
    );
    assert_eq!(
        app.count_rows("settings WHERE CAST(value AS text) <> 'null'")
            .await,
        0
    );
}

#[tokio::test]
async fn it_cannot_be_opened_where_anybody_could_take_addresses_of_others() {
    let setup = Setup::new().config(|config| {
        (config.auth.sign_up, config.http.public_url) =
            (false, "https://careers.example.org".into());
    });
    let app = setup.start().await;
    // The operator created the admin's account.
    let made = careergraph::features::auth::passwords::NewAccount {
        email: "root@example.org".into(),
        name: "Root".into(),
        password: PASSWORD.to_owned().into(),
    };
    let origin = careergraph::types::origin::Origin::inside("test");
    app.auth
        .accounts
        .create_account(made, careergraph::types::actor::Role::Admin, &origin)
        .await
        .unwrap();
    let sign_in =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let answer = app
        .anonymous()
        .gql(
            sign_in,
            json!({ "input": { "email": "root@example.org", "password": PASSWORD } }),
        )
        .await;
    let admin = app
        .anonymous()
        .with_token(&answer.text_at("signIn.session.accessToken"));
    let query = "mutation { updateSettings(input: { signUpOpen: true }) { settings { signUpOpen } userErrors { __typename path } } }";
    let answer = admin.gql(query, json!({})).await;
    assert_eq!(
        answer.refusal("updateSettings"),
        "InvalidInputError input.signUpOpen"
    );
    assert_eq!(try_sign_up(&app, "ada").await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn they_are_shown_without_secrets() {
    let app = TestApp::start().await;
    let admin = app.admin("root").await;
    let query = "{ admin { settings { signUpOpen verifyEmail passwordScore accessMinutes sessionDays idleDays stepUpMinutes \
                 limits { userPerMinute userCostPerMinute cost failedSignInsPerAccount socketsPerUser applicationsPerUser apiTokensPerUser reportsPerDay } } } }";
    let answer = admin.client.gql(query, json!({})).await;
    let settings = answer.data("admin.settings");
    assert_eq!(
        (
            &settings["verifyEmail"],
            &settings["limits"]["applicationsPerUser"]
        ),
        (&json!(false), &json!(5_000))
    );
    for secret in ["postgres:", "sqlite:", "redis:", "keys"] {
        assert!(!answer.text.contains(secret), "{}", answer.text);
    }
}

#[tokio::test]
async fn of_two_admins_who_saw_the_same_settings_one_changes_them() {
    let app = TestApp::start().await;
    let admin = app.admin("root").await;
    let query = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { signUpOpen version } \
                 userErrors { __typename path } } }";
    let change = async |version: i32, open: Value| {
        admin
            .client
            .gql(
                query,
                json!({ "input": { "signUpOpen": open, "expectedVersion": version } }),
            )
            .await
    };
    let seen = async || {
        admin
            .client
            .gql("{ admin { settings { version } } }", json!({}))
            .await
            .data("admin.settings.version")
            .clone()
    };
    assert_eq!(seen().await, 0);
    for (version, open) in [
        (0, json!(false)),
        (1, json!(true)),
        (2, Value::Null),
        (3, json!(false)),
    ] {
        let changed = change(version, open.clone()).await;
        assert_eq!(
            changed.data("updateSettings.settings.version"),
            version + 1,
            "{}",
            changed.text
        );
        assert_eq!(seen().await, version + 1);
        let refused = change(version, open).await;
        assert_eq!(
            refused.refusal("updateSettings"),
            "VersionConflictError input.expectedVersion"
        );
    }
    assert_eq!(
        try_sign_up(&app, "ada").await.code(),
        "FORBIDDEN",
        "the last change holds"
    );
}
