//! Turning TOTP on and off.

use chrono::TimeDelta;
use serde_json::json;

use super::{
    Owner, audited, begin, challenge, code, complete, confirm, factors, outcome, setup, sign_in,
    subjects, turn_off,
};
use crate::kit::{PASSWORD, TestApp};

#[tokio::test]
async fn it_is_on_with_the_first_code_and_not_before() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    let begun = begin(&ada.client).await;
    let (secret, uri) = (
        begun.text_at("beginTotp.secret"),
        begun.text_at("beginTotp.uri"),
    );
    assert_eq!(secret.len(), 32, "160 bits");
    assert!(
        uri.starts_with("otpauth://totp/Careergraph:ada%40example"),
        "{uri}"
    );
    assert!(
        uri.contains(&format!("secret={secret}")) && uri.contains("issuer=Careergraph"),
        "{uri}"
    );
    assert_eq!(
        factors(&ada.client).await,
        json!({ "totpSince": null, "recoveryCodesLeft": 0, "passkeys": [] })
    );
    let credentials = json!({ "email": ada.email, "password": PASSWORD });
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), credentials).await, "signIn"),
        "in",
        "an enrolment changes nothing"
    );

    let shown = code(&secret, &clock);
    let other = if shown == "000000" {
        "111111"
    } else {
        "000000"
    };
    assert_eq!(
        confirm(&ada.client, other).await.refusal("confirmTotp"),
        "InvalidInputError input.code"
    );
    let codes = confirm(&ada.client, &shown)
        .await
        .data("confirmTotp.recoveryCodes")
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(codes.len(), 10);
    assert_eq!(factors(&ada.client).await["recoveryCodesLeft"], 10);
    assert!(factors(&ada.client).await["totpSince"].is_string());
    let token = challenge(&app, &ada.email).await;
    assert_eq!(
        outcome(
            &complete(&app.anonymous(), &token, json!({ "code": shown })).await,
            "completeSignIn"
        ),
        "InvalidInputError input.code"
    );
    assert_eq!(
        begin(&ada.client).await.refusal("beginTotp"),
        "InvalidInputError input",
        "nothing replaces what is on"
    );
    assert_eq!(
        confirm(&ada.client, &shown).await.refusal("confirmTotp"),
        "InvalidInputError input"
    );
    assert_eq!(
        (
            audited(&app, "totp.on").await,
            audited(&app, "recovery_code.make").await
        ),
        ((1, 0), (0, 0)),
        "one event, one row"
    );
    assert_eq!(subjects(&app, 0).await, ["One-time codes were enabled"]);
}

#[tokio::test]
async fn an_enrolment_ends_and_another_replaces_it() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    let first = begin(&ada.client).await.text_at("beginTotp.secret");
    let second = begin(&ada.client).await.text_at("beginTotp.secret");
    assert_eq!(
        confirm(&ada.client, &code(&first, &clock))
            .await
            .refusal("confirmTotp"),
        "InvalidInputError input.code"
    );
    clock.advance(TimeDelta::minutes(30));
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(
        confirm(&ada.client, &code(&second, &clock))
            .await
            .refusal("confirmTotp"),
        "InvalidInputError input"
    );
    app.auth.sweep().await.unwrap();
    assert_eq!(
        app.count_rows("totp_secrets").await,
        1,
        "it is valid to the last moment"
    );
    clock.advance(TimeDelta::seconds(1));
    app.auth.sweep().await.unwrap();
    assert_eq!(app.count_rows("totp_secrets").await, 0);
}

#[tokio::test]
async fn whoever_finds_an_open_session_turns_nothing_on_or_off() {
    let (app, clock) = setup().await;
    let (bob, ada) = (
        app.sign_up("bob").await,
        Owner::enrol(&app, &clock, "ada").await,
    );
    clock.advance(TimeDelta::minutes(10));
    assert_eq!(begin(&bob.client).await.code(), "REAUTHENTICATION_REQUIRED");
    assert_eq!(
        turn_off(&ada.user.client).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    assert_eq!(
        super::generate_recovery_codes(&ada.user.client)
            .await
            .code(),
        "REAUTHENTICATION_REQUIRED"
    );
    assert!(factors(&ada.user.client).await["totpSince"].is_string());
}

#[tokio::test]
async fn a_proof_of_before_is_half_of_what_is_asked_for_now() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    let thief = ada.sign_in_again(&app).await;
    clock.advance(TimeDelta::seconds(1));
    let ada = Owner::of(ada, &clock).await;
    assert_eq!(
        turn_off(&thief.client).await.code(),
        "REAUTHENTICATION_REQUIRED",
        "a session that was opened with the password alone"
    );
    assert_eq!(
        turn_off(&ada.user.client)
            .await
            .data("disableTotp.disabled"),
        &json!(true),
        "the first code was a proof"
    );
}

#[tokio::test]
async fn it_is_off_at_once_and_its_recovery_codes_go_with_it() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let half_done = challenge(&app, &ada.user.email).await;
    assert_eq!(
        turn_off(&ada.user.client).await.data("disableTotp"),
        &json!({ "disabled": true, "userErrors": [] })
    );
    assert_eq!(
        turn_off(&ada.user.client).await.refusal("disableTotp"),
        "InvalidInputError input"
    );
    assert_eq!(
        super::generate_recovery_codes(&ada.user.client)
            .await
            .refusal("generateRecoveryCodes"),
        "InvalidInputError input"
    );
    let credentials = json!({ "email": ada.user.email, "password": PASSWORD });
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), credentials).await, "signIn"),
        "in"
    );
    assert_eq!(
        outcome(
            &complete(&app.anonymous(), &half_done, ada.code(&clock)).await,
            "completeSignIn"
        ),
        "InvalidInputError input.code"
    );
    assert_eq!(
        (
            app.count_rows("totp_secrets").await,
            app.count_rows("recovery_codes").await
        ),
        (0, 0)
    );
    assert_eq!(audited(&app, "totp.off").await, (1, 0));
    assert_eq!(
        subjects(&app, 0).await,
        [
            "One-time codes were enabled",
            "One-time codes were disabled"
        ]
    );
}

#[tokio::test]
async fn a_copy_of_the_database_shows_no_code() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    challenge(&app, &ada.user.email).await;
    let secret = totp_rs::Secret::try_from_base32(&ada.secret).unwrap();
    let kept = kept_secret(&app).await;
    assert!(
        !kept.windows(20).any(|window| window == secret.as_bytes()),
        "it is sealed"
    );
    if app.on_sqlite() {
        // The database file and its log, as a thief would copy them.
        let path = app
            .database_url()
            .trim_start_matches("sqlite://")
            .split('?')
            .next()
            .unwrap()
            .to_owned();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        assert!(holds(ada.user.email.as_bytes()), "this is the database");
        assert!(!holds(secret.as_bytes()) && !holds(ada.secret.as_bytes()));
        for code in &ada.recovery_codes {
            assert!(!holds(code.as_bytes()) && !holds(code.replace('-', "").as_bytes()));
        }
    }
}

async fn kept_secret(app: &TestApp) -> Vec<u8> {
    use sea_orm::{ConnectionTrait, Statement};
    let statement =
        Statement::from_string(app.platform.db.backend(), "SELECT secret FROM totp_secrets");
    app.platform
        .db
        .conn()
        .query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get("", "secret")
        .unwrap()
}
