//! Audit entries for second factors and passkeys.

use careergraph::features::audit::Action;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{DONE, Log, REFUSED, newcomer, own};
use crate::{
    kit::{Device, ORIGIN, PASSWORD, TestUser},
    second_factor::{
        asked_for_new, begin, challenge, code, complete, confirm, enter, generate_recovery_codes,
        reauthenticate, register, remove, rename, signed, turn_off,
    },
};

pub(super) async fn codes(log: &mut Log<'_>) {
    let ada = newcomer(log, "with-codes").await;
    let secret = begin(&ada.client).await.text_at("beginTotp.secret");
    assert_eq!(
        confirm(&ada.client, "none").await.refusal("confirmTotp"),
        "InvalidInputError input.code"
    );
    let on = confirm(&ada.client, &code(&secret, &log.clock)).await;
    log.next(
        "codes are on; an enrolment was no event",
        Some(&on),
        &[own(Action::TotpOn, DONE, &ada)],
    )
    .await;
    let made = generate_recovery_codes(&ada.client).await;
    log.next(
        "new recovery codes",
        Some(&made),
        &[own(Action::GenerateRecoveryCodes, DONE, &ada)],
    )
    .await;
    let recovery_codes = made.data("generateRecoveryCodes.recoveryCodes");
    log.clock.advance(TimeDelta::seconds(30));
    sign_ins_with_two_proofs(log, &ada, &secret, &recovery_codes[0]).await;

    let wrong = reauthenticate(&ada.client, json!({ "password": PASSWORD, "code": "none" })).await;
    log.next(
        "confirming with a wrong code",
        Some(&wrong),
        &[own(Action::Confirm, REFUSED, &ada)],
    )
    .await;
    let done = reauthenticate(
        &ada.client,
        json!({ "password": PASSWORD, "recoveryCode": recovery_codes[1] }),
    )
    .await;
    let both = [
        own(Action::Confirm, DONE, &ada),
        own(Action::UseRecoveryCode, DONE, &ada),
    ];
    log.next("confirming with a recovery code", Some(&done), &both)
        .await;
    let off = turn_off(&ada.client).await;
    log.next(
        "codes are off",
        Some(&off),
        &[own(Action::TotpOff, DONE, &ada)],
    )
    .await;
    assert_eq!(
        turn_off(&ada.client).await.refusal("disableTotp"),
        "InvalidInputError input"
    );
}

async fn sign_ins_with_two_proofs(
    log: &mut Log<'_>,
    ada: &TestUser,
    secret: &str,
    recovery_code: &Value,
) {
    let (app, recovery_code) = (log.app, json!({ "recoveryCode": recovery_code }));
    let token = challenge(app, &ada.email).await;
    let wrong = complete(&app.anonymous(), &token, json!({ "code": "none" })).await;
    log.next(
        "a wrong code; the password was no event",
        Some(&wrong),
        &[own(Action::SecondProof, REFUSED, ada)],
    )
    .await;
    let done = complete(
        &app.anonymous(),
        &token,
        json!({ "code": code(secret, &log.clock) }),
    )
    .await;
    log.next(
        "a right one",
        Some(&done),
        &[own(Action::SignIn, DONE, ada)],
    )
    .await;
    let token = challenge(app, &ada.email).await;
    let done = complete(&app.anonymous(), &token, recovery_code.clone()).await;
    let both = [
        own(Action::SignIn, DONE, ada),
        own(Action::UseRecoveryCode, DONE, ada),
    ];
    log.next("a recovery code", Some(&done), &both).await;
    let token = challenge(app, &ada.email).await;
    let again = complete(&app.anonymous(), &token, recovery_code).await;
    log.next(
        "a recovery code once more",
        Some(&again),
        &[own(Action::SecondProof, REFUSED, ada)],
    )
    .await;
}

pub(super) async fn passkeys(log: &mut Log<'_>) {
    let app = log.app;
    let ada = newcomer(log, "with-a-passkey").await;
    let device = Device::new();
    let made = device
        .make(&asked_for_new(&ada.client).await, ORIGIN)
        .await
        .unwrap();
    let added = register(&ada.client, "phone", &made).await;
    log.next(
        "a passkey",
        Some(&added),
        &[own(Action::AddPasskey, DONE, &ada)],
    )
    .await;
    assert_eq!(
        register(&ada.client, "phone", &made)
            .await
            .refusal("registerPasskey"),
        "InvalidInputError input.credential"
    );
    let id = added.data("registerPasskey.passkey.id");
    let renamed = rename(&ada.client, id, "tablet").await;
    log.next(
        "its name",
        Some(&renamed),
        &[own(Action::RenamePasskey, DONE, &ada)],
    )
    .await;
    let copy = device.copy().await;
    let entered = enter(&app.anonymous(), &signed(app, &device).await, "TOKEN").await;
    log.next(
        "in by it",
        Some(&entered),
        &[own(Action::SignIn, DONE, &ada)],
    )
    .await;
    let entered = enter(&app.anonymous(), &signed(app, &device).await, "TOKEN").await;
    log.next(
        "and again",
        Some(&entered),
        &[own(Action::SignIn, DONE, &ada)],
    )
    .await;
    let copied = enter(&app.anonymous(), &signed(app, &copy).await, "TOKEN").await;
    log.next(
        "a copy of it",
        Some(&copied),
        &[own(Action::PasskeyCopied, REFUSED, &ada)],
    )
    .await;
    let removed = remove(&ada.client, id).await;
    log.next(
        "it goes",
        Some(&removed),
        &[own(Action::RemovePasskey, DONE, &ada)],
    )
    .await;
    let unknown = enter(&app.anonymous(), &signed(app, &device).await, "TOKEN").await;
    assert_eq!(unknown.code(), "UNAUTHENTICATED", "and its user is unknown");
}
