//! Renaming and removing passkeys; the last sign-in method cannot be removed; the number is limited.

use chrono::TimeDelta;
use serde_json::json;

use super::{asked_for_new, device_of, enter, register, remove, rename, setup, signed};
use crate::{
    kit::{Device, ORIGIN},
    second_factor::{audited, factors, outcome, subjects},
};

#[tokio::test]
async fn its_owner_renames_and_removes_it_and_nobody_else_does() {
    let (app, clock) = setup().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let device = device_of(&ada, "phone").await;
    let id = factors(&ada.client).await["passkeys"][0]["id"].clone();
    assert_eq!(rename(&bob.client, &id, "mine").await.code(), "NOT_FOUND");
    assert_eq!(remove(&bob.client, &id).await.code(), "NOT_FOUND");
    assert_eq!(
        rename(&ada.client, &id, " ").await.refusal("renamePasskey"),
        "InvalidInputError input.name"
    );
    assert_eq!(
        rename(&ada.client, &id, "tablet")
            .await
            .text_at("renamePasskey.passkey.name"),
        "tablet"
    );
    let credential = signed(&app, &device).await;
    clock.advance(TimeDelta::minutes(10));
    assert_eq!(
        remove(&ada.client, &id).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(
        remove(&ada.client, &id).await.data("removePasskey.removed"),
        &json!(true)
    );
    assert_eq!(remove(&ada.client, &id).await.code(), "NOT_FOUND");
    assert_eq!(
        outcome(
            &enter(&app.anonymous(), &credential, "TOKEN").await,
            "signInWithPasskey"
        ),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        outcome(
            &enter(&app.anonymous(), &signed(&app, &device).await, "TOKEN").await,
            "signInWithPasskey"
        ),
        "UNAUTHENTICATED"
    );
    for (action, refused) in [
        ("passkey.add", 0),
        ("passkey.rename", 0),
        ("passkey.remove", 1),
    ] {
        assert_eq!(audited(&app, action).await, (1, refused), "{action}");
    }
    assert_eq!(
        subjects(&app, 0).await,
        ["A passkey was added", "A passkey was removed"]
    );
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let (app, _) = setup().await;
    let ada = app.sign_up("ada").await;
    device_of(&ada, "phone").await;
    device_of(&ada, "tablet").await;
    app.execute("UPDATE users SET password_hash = NULL").await;
    let passkeys = factors(&ada.client).await["passkeys"].clone();
    assert_eq!(
        remove(&ada.client, &passkeys[0]["id"])
            .await
            .data("removePasskey.removed"),
        &json!(true),
        "there is another"
    );
    assert_eq!(
        remove(&ada.client, &passkeys[1]["id"])
            .await
            .refusal("removePasskey"),
        "InvalidInputError input.id"
    );
    assert_eq!(
        factors(&ada.client).await["passkeys"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    app.execute("UPDATE users SET email_verified_at = created_at")
        .await;
    assert_eq!(
        remove(&ada.client, &passkeys[1]["id"])
            .await
            .data("removePasskey.removed"),
        &json!(true),
        "a mail leads in"
    );
}

#[tokio::test]
async fn there_are_not_too_many_and_making_one_needs_a_recent_proof() {
    let (app, clock) = setup().await;
    let ada = app.sign_up("ada").await;
    for number in 0..20 {
        device_of(&ada, &format!("device {number}")).await;
    }
    let asked_for = asked_for_new(&ada.client).await;
    assert_eq!(
        asked_for["excludeCredentials"].as_array().unwrap().len(),
        20,
        "devices that have one make no other"
    );
    let made = Device::new().make(&asked_for, ORIGIN).await.unwrap();
    assert_eq!(
        register(&ada.client, "one more", &made)
            .await
            .refusal("registerPasskey"),
        "InvalidInputError input"
    );
    clock.advance(TimeDelta::minutes(10));
    let late = ada
        .client
        .gql(
            "mutation { beginPasskeyRegistration(input: {}) { options } }",
            json!({}),
        )
        .await;
    assert_eq!(late.code(), "REAUTHENTICATION_REQUIRED");
}
