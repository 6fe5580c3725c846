//! Sealing keys and sealed values: after a rotation, values are sealed again while they are being read.

use std::os::unix::fs::PermissionsExt;

use careergraph::{config::Preset, features::auth, platform::reseal::Reseal};
use http::Method;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::{export, traces};
use crate::{
    kit::{Browser, IdentityProvider, Place, Setup, TestApp, eventually},
    second_factor,
};

/// The prefix of sealed values, as SQLite and PostgreSQL write bytes.
async fn sealed_by(app: &TestApp, id: &str) -> usize {
    let mark = traces::hex(&[&[u8::try_from(id.len()).unwrap()], id.as_bytes()].concat());
    traces::rows(app, "export_pieces")
        .await
        .iter()
        .filter(|row| row.to_lowercase().contains(&mark))
        .count()
}

#[tokio::test]
async fn a_new_key_takes_over_what_older_ones_have_sealed_and_nobody_notices() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let path = export(&app, &ada).await;
    let fetch = async || {
        let answer = ada
            .client
            .request(Method::GET, &path, &[])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap()
    };
    let (archive, old) = (fetch().await, app.platform.seal.ids());
    assert_eq!((old.len(), app.resealer.left().await.unwrap()), (1, 0));
    let twin = app.beside(Setup::new().workers(0)).await;

    let new = twin.platform.seal.rotate().unwrap();
    // This instance detects the key before it seals.
    eventually("the key is found", || async {
        (app.platform.seal.ids().last() == Some(&new)).then_some(())
    })
    .await;
    let before = traces::count(&app, "export_pieces").await;
    assert_eq!(
        app.resealer.left().await.unwrap(),
        u64::try_from(before).unwrap()
    );
    twin.resealer.begin().await.unwrap();
    let reading = async {
        for _ in 0..20 {
            assert_eq!(fetch().await, archive);
        }
    };
    tokio::join!(reading, app.run_tasks());
    assert_eq!(
        (
            app.resealer.left().await.unwrap(),
            sealed_by(&app, &old[0]).await,
            sealed_by(&app, &new).await
        ),
        (0, 0, before)
    );

    // The old key is no longer needed.
    std::fs::remove_file(
        app.platform
            .config
            .auth
            .keys_dir
            .join(format!("{}.seal", old[0])),
    )
    .unwrap();
    app.platform.seal.reload().unwrap();
    assert_eq!(fetch().await, archive);
}

/// The identities with their decrypted tokens.
async fn opened_tokens(app: &TestApp) -> Vec<Vec<u8>> {
    let conn = app.platform.db.conn();
    let query = Statement::from_string(
        conn.get_database_backend(),
        "SELECT id, tokens FROM identities",
    );
    let rows = conn.query_all_raw(query).await.unwrap();
    let open = |row: &sea_orm::QueryResult| {
        let (id, sealed): (Uuid, Vec<u8>) = (
            row.try_get("", "id").unwrap(),
            row.try_get("", "tokens").unwrap(),
        );
        app.platform
            .seal
            .unseal(&(auth::identities::SEALED_TOKENS.context)(id), &sealed)
            .unwrap()
    };
    rows.iter().map(open).collect()
}

#[tokio::test]
async fn the_tokens_of_providers_and_the_secrets_of_codes_are_taken_over_too() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let app = Setup::new()
        .workers(0)
        .config(|config| provider.known_to(config))
        .start()
        .await;
    let mut browser = Browser::new(&app);
    let start = format!(
        "{}/auth/fake/start?return_to=https://app.example.org/signed-in",
        app.base_url
    );
    browser.walk(&start).await.expect("it is led back");
    let ada = browser.client();
    let secret = second_factor::begin(&ada).await.text_at("beginTotp.secret");
    let (tokens, old) = (opened_tokens(&app).await, app.platform.seal.ids());
    assert!(
        tokens.len() == 1 && !tokens[0].is_empty(),
        "the provider's tokens are stored"
    );

    app.platform.seal.rotate().unwrap();
    assert_eq!(
        app.resealer.left().await.unwrap(),
        2,
        "one in identities, one in totp_secrets"
    );
    app.resealer.begin().await.unwrap();
    app.run_tasks().await;
    assert_eq!(app.resealer.left().await.unwrap(), 0);

    // The old key is no longer needed.
    std::fs::remove_file(
        app.platform
            .config
            .auth
            .keys_dir
            .join(format!("{}.seal", old[0])),
    )
    .unwrap();
    app.platform.seal.reload().unwrap();
    assert_eq!(opened_tokens(&app).await, tokens);
    let confirmed =
        second_factor::confirm(&ada, &second_factor::code(&secret, &app.platform.clock)).await;
    assert_eq!(
        confirmed
            .data("confirmTotp.recoveryCodes")
            .as_array()
            .unwrap()
            .len(),
        10,
        "{}",
        confirmed.text
    );
}

#[tokio::test]
async fn the_schedule_finds_what_was_left() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    export(&app, &ada).await;
    app.resealer.schedule().await.unwrap();
    assert_eq!(
        app.platform.queue.depth().await.unwrap().waiting,
        0,
        "with one key there is nothing to do"
    );
    app.platform.seal.rotate().unwrap();
    app.resealer.schedule().await.unwrap();
    app.resealer.schedule().await.unwrap();
    assert_eq!(
        app.platform.queue.depth().await.unwrap().waiting,
        1,
        "once, however often it is looked"
    );
    app.run_tasks().await;
    assert_eq!(app.resealer.left().await.unwrap(), 0);
}

#[tokio::test]
async fn what_cannot_be_opened_is_left_alone_and_holds_up_nothing() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let lost = export(&app, &ada).await;
    let first = app.platform.seal.ids();
    app.platform.seal.rotate().unwrap();
    let path = export(&app, &bob).await;
    std::fs::remove_file(
        app.platform
            .config
            .auth
            .keys_dir
            .join(format!("{}.seal", first[0])),
    )
    .unwrap();
    app.platform.seal.reload().unwrap();
    app.platform.seal.rotate().unwrap();
    app.resealer
        .clone()
        .on_reseal(Reseal::default())
        .await
        .unwrap();
    assert_eq!(
        app.resealer.left().await.unwrap(),
        1,
        "the one whose key is missing"
    );
    assert_eq!(
        bob.client
            .send(bob.client.request(Method::GET, &path, &[]))
            .await
            .status,
        200
    );
    let refused = ada
        .client
        .send(ada.client.request(Method::GET, &lost, &[]))
        .await;
    assert_eq!(
        (refused.status, refused.code()),
        (500, "INTERNAL_SERVER_ERROR")
    );
}

#[test]
fn keys_are_rotated_and_listed_by_commands() {
    let place = Place::new();
    let list = || {
        let ended = place.run(&["keys", "list"], &[]);
        assert_eq!(ended.code, 0, "{ended:?}");
        ended.stdout
    };
    let one = list();
    assert!(
        one.contains("  signs\n")
            && one.contains("for sealing  seals\n")
            && !one.contains("older key"),
        "{one}"
    );
    let rotated = place.run(&["keys", "rotate", "--sealing"], &[]);
    assert_eq!(rotated.code, 0, "{rotated:?}");
    let two = list();
    assert_eq!(
        (
            two.matches("for sealing").count(),
            two.matches("  seals\n").count()
        ),
        (2, 1),
        "{two}"
    );
    assert!(
        two.contains("0 value(s) are sealed by an older key"),
        "{two}"
    );
    assert_eq!(place.run(&["keys", "rotate"], &[]).code, 0);
    assert_eq!(list().matches("  since ").count(), 2);
    for key in place.path("data/keys").read_dir().unwrap() {
        assert_eq!(
            key.unwrap().metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    assert_eq!(
        place
            .path("data/keys")
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );
}
