//! Step-up: all factors that signing in requires, or a passkey.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Owner, audited, reauthenticate, setup, turn_off};
use crate::kit::{PASSWORD, Setup, TestUser};

const CODE: &str = "InvalidInputError input.code";
const WORD: &str = "InvalidInputError input.password";

async fn refusal(user: &TestUser, proofs: Value) -> String {
    reauthenticate(&user.client, proofs)
        .await
        .refusal("reauthenticate")
}

#[tokio::test]
async fn where_codes_are_on_it_takes_both() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    clock.advance(TimeDelta::minutes(10));
    assert_eq!(
        refusal(&ada.user, json!({ "password": PASSWORD })).await,
        CODE,
        "a password alone is half"
    );
    assert_eq!(
        refusal(&ada.user, ada.code(&clock)).await,
        WORD,
        "and so is a code"
    );
    assert_eq!(refusal(&ada.user, json!({})).await, CODE);
    assert_eq!(
        audited(&app, "session.confirm").await,
        (0, 0),
        "that was no try"
    );
    assert_eq!(
        refusal(
            &ada.user,
            json!({ "password": PASSWORD, "code": "nonsense" })
        )
        .await,
        CODE
    );
    let mut proofs = ada.code(&clock);
    proofs["password"] = json!("wrong horse battery staple");
    assert_eq!(refusal(&ada.user, proofs.clone()).await, WORD);
    assert_eq!(
        turn_off(&ada.user.client).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
    proofs["password"] = json!(PASSWORD);
    let confirmed = reauthenticate(&ada.user.client, proofs).await;
    assert_eq!(
        confirmed.data("reauthenticate.reauthenticated"),
        &json!(true),
        "a wrong password did not use the code up"
    );
    assert_eq!(audited(&app, "session.confirm").await, (1, 2));
    assert_eq!(
        turn_off(&ada.user.client)
            .await
            .data("disableTotp.disabled"),
        &json!(true)
    );
}

#[tokio::test]
async fn a_recovery_code_will_do_in_place_of_a_code() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let proofs = json!({ "password": PASSWORD, "recoveryCode": ada.recovery_codes[0] });
    assert_eq!(
        reauthenticate(&ada.user.client, proofs.clone())
            .await
            .data("reauthenticate.reauthenticated"),
        &json!(true)
    );
    assert_eq!(
        refusal(&ada.user, proofs).await,
        "InvalidInputError input.recoveryCode"
    );
    assert_eq!(audited(&app, "recovery_code.use").await, (1, 0));
}

#[tokio::test]
async fn an_account_without_a_password_shows_the_code_alone() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    app.execute("UPDATE users SET password_hash = NULL").await;
    assert_eq!(
        reauthenticate(&ada.user.client, ada.code(&clock))
            .await
            .data("reauthenticate.reauthenticated"),
        &json!(true)
    );
}

#[tokio::test]
async fn a_new_password_does_not_stand_for_the_second_proof() {
    let (app, clock) = setup().await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let other = "seven purple tractors dancing";
    let change = async |old: &str, new: &str| {
        let query = "mutation($o: String!, $n: String!) { changePassword(input: { currentPassword: $o, newPassword: $n }) { changed } }";
        ada.user
            .client
            .gql(query, json!({ "o": old, "n": new }))
            .await
    };
    clock.advance(TimeDelta::minutes(9));
    assert_eq!(
        change(PASSWORD, other).await.data("changePassword.changed"),
        &json!(true)
    );
    clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        turn_off(&ada.user.client).await.code(),
        "REAUTHENTICATION_REQUIRED",
        "the password was no proof"
    );
    assert_eq!(
        change(other, PASSWORD).await.code(),
        "REAUTHENTICATION_REQUIRED"
    );
}

#[tokio::test]
async fn an_open_session_guesses_no_more_codes_than_passwords() {
    let (_, clock) = setup().await;
    let app = Setup::new()
        .clock(clock.clone())
        .workers(0)
        .config(|config| config.auth.failed_sign_ins_per_account = 10)
        .start()
        .await;
    let ada = Owner::enrol(&app, &clock, "ada").await;
    let mut checked = 0;
    while reauthenticate(
        &ada.user.client,
        json!({ "password": PASSWORD, "code": "0" }),
    )
    .await
    .json
    .get("errors")
    .is_none()
    {
        checked += 1;
    }
    assert_eq!(checked, 5, "half of the budget at once");
}
