//! Recovery codes.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    Owner, audited, challenge, complete, factors, generate_recovery_codes, outcome, setup,
    subjects, turn_off,
};
use crate::kit::TestApp;

async fn enter(app: &TestApp, email: &str, code: &str) -> String {
    let token = challenge(app, email).await;
    outcome(
        &complete(&app.anonymous(), &token, json!({ "recoveryCode": code })).await,
        "completeSignIn",
    )
}

#[tokio::test]
async fn each_stands_in_for_a_lost_app_once() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let [first, second, ..] = ada.recovery_codes.as_slice() else {
        panic!("ten codes")
    };
    assert_eq!(enter(&app, &ada.user.email, first).await, "in");
    assert_eq!(
        enter(&app, &ada.user.email, first).await,
        "InvalidInputError input.recoveryCode",
        "it is gone"
    );
    assert_eq!(
        enter(
            &app,
            &ada.user.email,
            &second.replace('-', " ").to_uppercase()
        )
        .await,
        "in",
        "however it is typed"
    );
    assert_eq!(factors(&ada.user.client).await["recoveryCodesLeft"], 8);
    assert_eq!(
        (
            audited(&app, "recovery_code.use").await,
            audited(&app, "session.second_proof").await
        ),
        ((2, 0), (0, 1))
    );
    assert_eq!(
        subjects(&app, 1).await,
        ["A recovery code was used", "A recovery code was used"]
    );
}

#[tokio::test]
async fn whoever_came_in_by_one_can_begin_anew() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    clock.advance(TimeDelta::minutes(11));
    let token = challenge(&app, &ada.user.email).await;
    let done = complete(
        &app.anonymous(),
        &token,
        json!({ "recoveryCode": ada.recovery_codes[0] }),
    )
    .await;
    let client = app
        .anonymous()
        .with_token(&done.text_at("completeSignIn.session.accessToken"));
    assert_eq!(
        turn_off(&client).await.data("disableTotp.disabled"),
        &json!(true)
    );
}

#[tokio::test]
async fn new_ones_replace_the_old() {
    let (app, clock) = setup().await;
    let (ada, bob) = (
        Owner::enrol(&app, &clock, "ada").await,
        Owner::enrol(&app, &clock, "bob").await,
    );
    let made = generate_recovery_codes(&ada.user.client).await;
    let new: Vec<&str> = made
        .data("generateRecoveryCodes.recoveryCodes")
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(new.len(), 10);
    for code in [&ada.recovery_codes[0], &bob.recovery_codes[0]] {
        assert_eq!(
            enter(&app, &ada.user.email, code).await,
            "InvalidInputError input.recoveryCode",
            "neither old ones nor others'"
        );
    }
    assert_eq!(enter(&app, &ada.user.email, new[9]).await, "in");
    assert_eq!(
        enter(&app, &bob.user.email, &bob.recovery_codes[0]).await,
        "in",
        "others keep theirs"
    );
    assert_eq!(audited(&app, "recovery_code.make").await, (1, 0));
    assert!(
        subjects(&app, 0)
            .await
            .contains(&"New recovery codes".to_owned())
    );
}

#[tokio::test]
async fn of_many_uses_of_one_at_once_one_begins_a_session() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let mut tokens = Vec::new();
    for _ in 0..20 {
        tokens.push(challenge(&app, &ada.user.email).await);
    }
    let tries = tokens.iter().map(|token| {
        let (client, proof) = (
            app.anonymous(),
            json!({ "recoveryCode": ada.recovery_codes[0] }),
        );
        async move { complete(&client, token, proof).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(
        answers
            .iter()
            .filter(|answer| outcome(answer, "completeSignIn") == "in")
            .count(),
        1
    );
}
