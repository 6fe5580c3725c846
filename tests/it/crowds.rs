//! Limits per user hold for concurrent requests.

use careergraph::config::Preset;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    kit::{Answer, Device, IdentityProvider, ORIGIN, Setup},
    providers,
    second_factor::{asked_for_new, register},
};

/// The number of successes; the others were refused because of the limit.
fn done(answers: &[Answer], mutation: &str) -> usize {
    let (done, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.data(&format!("{mutation}.userErrors")) == &json!([]));
    for answer in refused {
        assert_eq!(answer.refusal(mutation), "InvalidInputError input");
    }
    done.len()
}

#[tokio::test]
async fn passkeys_are_twenty_also_when_many_are_made_at_once() {
    let app = Setup::new()
        .workers(0)
        .passkeys()
        .config(|config| config.database.max_connections = 12)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let mut made = Vec::new();
    for _ in 0..30 {
        made.push(
            Device::new()
                .make(&asked_for_new(&ada.client).await, ORIGIN)
                .await
                .expect("a passkey"),
        );
    }
    let answers = join_all(
        made.iter()
            .map(|credential| register(&ada.client, "key", credential)),
    )
    .await;
    assert_eq!(
        (
            done(&answers, "registerPasskey"),
            app.count_rows("passkeys").await
        ),
        (20, 20)
    );
}

#[tokio::test]
async fn applications_are_as_many_as_may_be_also_when_many_begin_at_once() {
    let setup = Setup::new().workers(0).config(|config| {
        (
            config.applications.per_user,
            config.database.max_connections,
        ) = (3, 12);
    });
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { __typename path } } }";
    let inputs: Vec<Value> = (0..24)
        .map(
            |number| json!({ "input": { "company": format!("Company {number}"), "role": "Cook" } }),
        )
        .collect();
    let answers = join_all(inputs.into_iter().map(|input| ada.client.gql(query, input))).await;
    assert_eq!(
        (
            done(&answers, "createApplication"),
            app.count_rows("applications").await
        ),
        (3, 3)
    );
}

#[tokio::test]
async fn identities_are_twenty_also_when_many_are_linked_at_once() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let setup = Setup::new()
        .workers(0)
        .config(|config| provider.known_to(config))
        .config(|config| config.database.max_connections = 12);
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let mut codes = Vec::new();
    for number in 0..26 {
        provider.person(providers::person(
            &format!("ada-{number}"),
            &format!("ada{number}@example.org"),
            true,
        ));
        codes.push(providers::code(&app, &ada.client).await);
    }
    let answers = join_all(
        codes
            .iter()
            .map(|code| providers::complete(&ada.client, code)),
    )
    .await;
    assert_eq!(
        (
            done(&answers, "completeIdentityLink"),
            app.count_rows("identities").await
        ),
        (20, 20)
    );
}

#[tokio::test]
async fn devices_are_twenty_also_when_many_are_met_at_once() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.database.max_connections = 12)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    join_all((0..30).map(|_| ada.sign_in_again(&app))).await;
    assert_eq!(app.count_rows("devices").await, 20);
}

#[tokio::test]
async fn one_archive_is_built_also_when_many_are_asked_for_at_once() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.database.max_connections = 12)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let query = "mutation { exportAccount(input: {}) { export { id } userErrors { __typename } } }";
    let answers = join_all((0..12).map(|_| ada.client.gql(query, Value::Null))).await;
    let made = answers
        .iter()
        .filter(|answer| answer.data("exportAccount.export").is_object())
        .count();
    assert_eq!((made, app.count_rows("exports").await), (1, 1));
}
