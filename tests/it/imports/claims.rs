//! The claims of a sign-in with a provider: kept, shown, and imported into the account by a plan only.

use careergraph::config::Preset;
use serde_json::{Value, json};

use super::{PLAN, actions, apply, apply_with, entries, plan, side};
use crate::{
    kit::{Answer, Browser, Client, IdentityProvider, REFUSAL, Setup, TestApp, TestUser},
    providers::{PAGE, link, start},
};

const ACCOUNT: &str =
    "{ viewer { user { name email locale sources { name locale } } profile { version }
    identities { id claims { name givenName familyName email pictureUrl locale } } } }";

async fn world(preset: Preset) -> (TestApp, IdentityProvider) {
    let provider = IdentityProvider::start(preset).await;
    let setup = Setup::new().config(|config| provider.known_to(config));
    (setup.start().await, provider)
}

async fn account(client: &Client) -> Value {
    client.gql(ACCOUNT, json!({})).await.data("viewer").clone()
}

async fn try_import(client: &Client, id: &Value) -> Answer {
    let query = format!(
        "mutation($input: ImportIdentityClaimsInput!) {{ importIdentityClaims(input: $input) {{ plan {{ {PLAN} }} {REFUSAL} }} }}"
    );
    client.gql(&query, json!({ "input": { "id": id } })).await
}

async fn import(user: &TestUser) -> Value {
    let id = account(&user.client).await["identities"][0]["id"].clone();
    let answer = try_import(&user.client, &id).await;
    assert_eq!(answer.data("importIdentityClaims.userErrors"), &json!([]));
    answer.data("importIdentityClaims.plan").clone()
}

/// The entry of a field of the account.
fn of<'a>(plan: &'a Value, field: &str) -> &'a Value {
    let all = entries(plan, "ACCOUNT").into_iter();
    let mut found = all.filter(|entry| entry["fields"][0]["name"] == field);
    found.next().unwrap_or_else(|| panic!("{field}: {plan}"))
}

fn person(name: &str) -> Value {
    json!({ "sub": "ada-1", "email": "ada@elsewhere.example", "email_verified": true, "name": name, "given_name": "Inés",
        "family_name": "Oduya", "picture": "https://media.example/ada.png", "locale": "de_AT" })
}

#[tokio::test]
async fn claims_of_a_linked_identity_are_a_plan_that_changes_nothing_by_itself() {
    let (app, provider) = world(Preset::Generic).await;
    let ada = app.sign_up("ada").await;
    provider.person(person("Inés Oduya"));
    link(&app, &ada.client).await;
    let before = account(&ada.client).await;
    assert_eq!(
        before["identities"][0]["claims"],
        json!({ "name": "Inés Oduya", "givenName": "Inés", "familyName": "Oduya", "email": "ada@elsewhere.example",
            "pictureUrl": "https://media.example/ada.png", "locale": "de-AT" })
    );
    let made = import(&ada).await;
    assert_eq!(
        (&made["source"], &made["fileName"], &made["total"]),
        (&json!("OIDC"), &json!("Sign-in with fake"), &json!(4))
    );
    let shown = |field: &str| {
        let entry = of(&made, field);
        (
            entry["action"].as_str().unwrap().to_owned(),
            entry["choice"].as_str().unwrap().to_owned(),
            side(entry, field, "imported").concat(),
            side(entry, field, "existing").concat(),
        )
    };
    let row = |texts: [&str; 4]| {
        let [action, choice, imported, existing] = texts.map(str::to_owned);
        (action, choice, imported, existing)
    };
    let mine = before["user"]["name"].as_str().unwrap();
    let address = before["user"]["email"].as_str().unwrap();
    assert_eq!(
        shown("name"),
        row(["CONFLICT", "KEEP_MINE", "Inés Oduya", mine])
    );
    assert_eq!(shown("locale"), row(["ADD", "USE_IMPORT", "de", ""]));
    assert_eq!(
        shown("email"),
        row(["REFUSE", "KEEP_MINE", "ada@elsewhere.example", address])
    );
    assert_eq!(
        shown("pictureUrl"),
        row(["REFUSE", "KEEP_MINE", "https://media.example/ada.png", ""])
    );
    assert_eq!(account(&ada.client).await, before, "nothing is applied");

    let choices =
        json!({ "choices": [{ "entryId": of(&made, "name")["id"], "choice": "USE_IMPORT" }] });
    let done = apply_with(&ada, &made, choices).await;
    assert_eq!(of(&done, "name")["result"], "CHANGED");
    assert_eq!(of(&done, "locale")["result"], "ADDED");
    assert_eq!(of(&done, "email")["result"], "REFUSED");
    let after = account(&ada.client).await;
    assert_eq!(
        after["user"],
        json!({ "name": "Inés Oduya", "email": address, "locale": "de", "sources": { "name": "OIDC", "locale": "OIDC" } })
    );
    assert_eq!(after["profile"], before["profile"], "it is not the profile");
}

#[tokio::test]
async fn the_same_claims_change_nothing_and_newer_ones_only_what_was_not_edited() {
    let (app, provider) = world(Preset::Generic).await;
    let ada = app.sign_up("ada").await;
    provider.person(person("Inés Oduya"));
    link(&app, &ada.client).await;
    let made = import(&ada).await;
    let all = json!({ "sections": [{ "section": "ACCOUNT", "choice": "USE_IMPORT" }] });
    apply_with(&ada, &made, all).await;
    let again = import(&ada).await;
    assert_eq!(actions(&again), ["KEEP", "REFUSE"]);
    super::cancel(&ada, &again).await;

    // A sign-in tells of another name, and nothing is applied.
    provider.person(person("Inés O. Oduya"));
    let mut browser = Browser::new(&app);
    assert_eq!(
        browser.walk(&start(&app, "")).await.expect("led back"),
        PAGE
    );
    let now = account(&ada.client).await;
    assert_eq!(now["user"]["name"], "Inés Oduya");
    assert_eq!(now["identities"][0]["claims"]["name"], "Inés O. Oduya");
    let newer = import(&ada).await;
    assert_eq!(of(&newer, "name")["action"], "CHANGE");
    let waiting = newer["id"].clone();

    let edit = "mutation { updateAccount(input: { name: \"  Inés \", locale: \"en\" }) { user { name sources { name locale } } userErrors { message } } }";
    let edited = ada.client.gql(edit, json!({})).await;
    assert_eq!(
        edited.data("updateAccount.user"),
        &json!({ "name": "Inés", "sources": { "name": null, "locale": null } })
    );
    let done = apply(&ada, &newer).await;
    assert_eq!(of(&done, "name")["result"], "OUTDATED");
    assert_eq!(account(&ada.client).await["user"]["name"], "Inés");
    assert_eq!(plan(&ada, &waiting).await["state"], "APPLIED");
    let asked = import(&ada).await;
    for field in ["name", "locale"] {
        assert_eq!(of(&asked, field)["action"], "CONFLICT", "{field}");
    }
    let long = "mutation($name: String!) { updateAccount(input: { name: $name }) { userErrors { path } } }";
    for name in ["", " ", &"x".repeat(121)] {
        let refused = ada.client.gql(long, json!({ "name": name })).await;
        assert_eq!(
            refused.data("updateAccount.userErrors.0.path"),
            &json!(["input", "name"])
        );
    }
}

#[tokio::test]
async fn an_account_that_a_sign_in_creates_names_its_source_and_keeps_the_claims() {
    for preset in [Preset::Generic, Preset::Linkedin] {
        let (app, provider) = world(preset).await;
        let mut browser = Browser::new(&app);
        browser.walk(&start(&app, "")).await.expect("led back");
        let client = browser.client();
        let me = account(&client).await;
        assert_eq!(
            me["user"]["sources"],
            json!({ "name": "OIDC", "locale": null })
        );
        let locale = if preset == Preset::Linkedin {
            json!("en-US")
        } else {
            Value::Null
        };
        assert_eq!(me["identities"][0]["claims"]["locale"], locale);
        let made = try_import(&client, &me["identities"][0]["id"]).await;
        let made = made.data("importIdentityClaims.plan");
        assert_eq!(of(made, "name")["action"], "KEEP");
        assert_eq!(of(made, "email")["action"], "KEEP");
        drop(provider);
    }
}

#[tokio::test]
async fn a_provider_that_states_no_name_in_its_token_is_asked_for_it_once() {
    let (app, provider) = world(Preset::Generic).await;
    let ada = app.sign_up("ada").await;
    provider.person(json!({ "sub": "ada-1" }));
    link(&app, &ada.client).await;
    assert_eq!(provider.seen("/userinfo"), 1);
    let id = account(&ada.client).await["identities"][0]["id"].clone();
    let refused = try_import(&ada.client, &id).await;
    assert_eq!(
        refused.refusal("importIdentityClaims"),
        "InvalidInputError input.id"
    );
    let mut browser = Browser::new(&app);
    browser.walk(&start(&app, "")).await.expect("led back");
    assert_eq!(provider.seen("/userinfo"), 1, "it is known by then");
    // Of an identity from before claims were kept nothing is known.
    app.execute("UPDATE identities SET claims = NULL").await;
    provider.misbehave("userinfo_500");
    let mut browser = Browser::new(&app);
    browser
        .walk(&start(&app, ""))
        .await
        .expect("a fault of UserInfo stops no sign-in");
    assert!(browser.is_signed_in());
}

#[tokio::test]
async fn what_is_no_name_page_or_language_is_not_kept() {
    let (app, provider) = world(Preset::Generic).await;
    let ada = app.sign_up("ada").await;
    provider.person(
        json!({ "sub": "ada-1", "name": "Ada\u{7}\n", "given_name": " ", "picture": "javascript:alert(1)",
            "locale": { "country": 7 }, "email": "no address" }),
    );
    link(&app, &ada.client).await;
    let claims = account(&ada.client).await["identities"][0]["claims"].clone();
    let said: Vec<&str> = claims
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(said.iter().all(|name| *name == "name"), "{claims}");
    provider.person(json!({ "sub": "ada-1", "name": "Ada", "locale": "fr-FR" }));
    let mut browser = Browser::new(&app);
    browser.walk(&start(&app, "")).await.expect("led back");
    let made = import(&ada).await;
    let locale = of(&made, "locale");
    assert_eq!(locale["action"], "REFUSE");
    assert!(
        locale["note"].as_str().unwrap().contains("no texts"),
        "{locale}"
    );
}
