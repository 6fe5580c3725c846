//! Errors of passkeys and pages: all are refused in the same way.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    audited, outcome,
    passkeys::{asked, asked_for_new, device_of, enter, register, setup, signed},
};
use crate::kit::{Device, ORIGIN, TestApp, flip};

/// A page with a look-alike origin.
const ELSEWHERE: &str = "https://blog.careers.example.org";
/// The message for a passkey that is not registered.
const REFUSAL: &str = "InvalidInputError input.credential";

async fn entered(app: &TestApp, credential: &Value) -> String {
    let answer = enter(&app.anonymous(), credential, "TOKEN").await;
    if let Some(errors) = answer.json["errors"].as_array() {
        assert_eq!(
            errors[0]["message"], "The passkey is not accepted.",
            "all look the same"
        );
    }
    outcome(&answer, "signInWithPasskey")
}

/// Alters the client data without signing it again.
fn rewrite(credential: &mut Value, field: &str, value: &Value) {
    let bytes = URL_SAFE_NO_PAD
        .decode(credential["response"]["clientDataJSON"].as_str().unwrap())
        .unwrap();
    let mut data: Value = serde_json::from_slice(&bytes).unwrap();
    data[field] = value.clone();
    credential["response"]["clientDataJSON"] = json!(URL_SAFE_NO_PAD.encode(data.to_string()));
}

#[tokio::test]
async fn whatever_is_wrong_with_a_signature_it_opens_nothing() {
    let (app, _) = setup().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (hers, his) = (
        device_of(&ada, "phone").await,
        device_of(&bob, "phone").await,
    );
    let spoilt: &[(&str, fn(&mut Value))] = &[
        ("a signature with another last bit", |c| {
            flip(c, "signature", 0);
        }),
        ("a signature with another bit within", |c| {
            flip(c, "signature", 20);
        }),
        ("a counter that was not signed", |c| {
            flip(c, "authenticatorData", 0);
        }),
        ("flags that were not signed", |c| {
            flip(c, "authenticatorData", 4);
        }),
        ("another party's hash", |c| flip(c, "authenticatorData", 30)),
        ("another user", |c| flip(c, "userHandle", 0)),
        ("no user", |c| c["response"]["userHandle"] = Value::Null),
        ("another page, unsigned", |c| {
            rewrite(c, "origin", &json!("https://evil.example"));
        }),
        ("a page within another", |c| {
            rewrite(c, "crossOrigin", &json!(true));
        }),
        ("another purpose", |c| {
            rewrite(c, "type", &json!("webauthn.create"));
        }),
        ("an unknown challenge", |c| {
            rewrite(c, "challenge", &json!("AAAAAAAAAAAAAAAAAAAAAA"));
        }),
        ("no challenge", |c| rewrite(c, "challenge", &Value::Null)),
        ("a name of no passkey", |c| {
            c["id"] = json!(URL_SAFE_NO_PAD.encode([7; 16]));
            c["rawId"] = c["id"].clone();
        }),
        ("two names", |c| {
            c["id"] = json!(URL_SAFE_NO_PAD.encode([7; 16]));
        }),
        ("no signature", |c| c["response"]["signature"] = json!("")),
        ("no response", |c| c["response"] = Value::Null),
        ("nothing", |c| *c = json!({})),
        ("no object", |c| *c = json!([[[]]])),
        ("too much", |c| c["padding"] = json!("x".repeat(40_000))),
    ];
    for (what, spoil) in spoilt {
        let mut credential = signed(&app, &hers).await;
        spoil(&mut credential);
        assert_eq!(
            entered(&app, &credential).await,
            "UNAUTHENTICATED",
            "{what}"
        );
    }
    assert_eq!(
        entered(&app, &signed(&app, &hers).await).await,
        "in",
        "and without any of it she is in"
    );
    his.pretend_to_be_of(&hers).await;
    assert_eq!(
        entered(&app, &signed(&app, &his).await).await,
        "UNAUTHENTICATED",
        "his key is not hers, whatever it says"
    );
    assert_eq!(app.count_rows("sessions WHERE method = 'PASSKEY'").await, 1);
}

/// Every variant with a missing or replaced member.
fn without_each_part(credential: &Value) -> Vec<(String, Value)> {
    let mut paths: Vec<String> = credential
        .as_object()
        .unwrap()
        .keys()
        .map(|key| format!("/{key}"))
        .collect();
    paths.extend(
        credential["response"]
            .as_object()
            .unwrap()
            .keys()
            .map(|key| format!("/response/{key}")),
    );
    let places = [
        json!(null),
        json!(7),
        json!(""),
        json!("x"),
        json!("AAAA"),
        json!([]),
        json!({}),
        json!({ "prf": {} }),
    ];
    let each = |path: &String| {
        let mut shapes: Vec<(String, Value)> = Vec::new();
        for other in &places {
            let mut shape = credential.clone();
            *shape.pointer_mut(path).unwrap() = other.clone();
            shapes.push((format!("{path} is {other}"), shape));
        }
        let (parent, key) = path.rsplit_once('/').unwrap();
        let mut shape = credential.clone();
        shape
            .pointer_mut(parent)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(key);
        shapes.push((format!("no {path}"), shape));
        shapes
    };
    paths.iter().flat_map(each).collect()
}

#[tokio::test]
async fn no_shape_of_an_answer_is_a_fault_of_ours() {
    let (app, _) = setup().await;
    let ada = app.sign_up("ada").await;
    let device = device_of(&ada, "phone").await;
    for (shape, credential) in without_each_part(&signed(&app, &device).await) {
        let found = outcome(
            &enter(&app.anonymous(), &credential, "TOKEN").await,
            "signInWithPasskey",
        );
        assert!(
            ["in", "UNAUTHENTICATED"].contains(&found.as_str()),
            "{shape}: {found}"
        );
    }
    let made = Device::new()
        .make(&asked_for_new(&ada.client).await, ORIGIN)
        .await
        .unwrap();
    for (shape, credential) in without_each_part(&made) {
        let answer = register(&ada.client, "tablet", &credential).await;
        assert!(
            answer.json.get("errors").is_none(),
            "{shape}: {}",
            answer.text
        );
    }
    assert!(
        app.count_rows("passkeys").await <= 2,
        "a response is accepted once"
    );
}

#[tokio::test]
async fn a_page_elsewhere_gets_nothing_signed_that_is_worth_anything() {
    let (app, _) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    let question = asked(&app.anonymous()).await;
    assert!(
        device
            .sign(&question, "https://careers.example.com")
            .await
            .is_err(),
        "a browser refuses a foreign page"
    );
    let credential = device.sign(&question, ELSEWHERE).await.unwrap();
    assert_eq!(
        entered(&app, &credential).await,
        "UNAUTHENTICATED",
        "and we one of ours that is not listed"
    );
}

#[tokio::test]
async fn an_answer_is_good_once_in_time_and_to_its_own_question() {
    let (app, clock) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    let credential = signed(&app, &device).await;
    assert_eq!(entered(&app, &credential).await, "in");
    assert_eq!(
        entered(&app, &credential).await,
        "UNAUTHENTICATED",
        "it was used"
    );

    let mut question = asked(&app.anonymous()).await;
    question["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(
        entered(&app, &device.sign(&question, ORIGIN).await.unwrap()).await,
        "UNAUTHENTICATED",
        "not issued by the server"
    );

    let late = signed(&app, &device).await;
    clock.advance(TimeDelta::minutes(5));
    assert_eq!(entered(&app, &late).await, "UNAUTHENTICATED");
    clock.advance(TimeDelta::seconds(1));
    app.auth.sweep().await.unwrap();
    assert_eq!(app.count_rows("passkey_ceremonies").await, 0);

    let twin = app.twin().await;
    assert_eq!(
        entered(&twin, &signed(&app, &device).await).await,
        "in",
        "one instance issues it, another accepts the response"
    );
}

#[tokio::test]
async fn of_many_answers_at_once_one_begins_a_session() {
    let (app, _) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    let credential = signed(&app, &device).await;
    let tries = (0..50).map(|_| {
        let (client, credential) = (app.anonymous(), credential.clone());
        async move { enter(&client, &credential, "TOKEN").await }
    });
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(
        answers
            .iter()
            .filter(|answer| outcome(answer, "signInWithPasskey") == "in")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_device_that_does_not_know_its_owner_is_refused() {
    let (app, _) = setup().await;
    let ada = app.sign_up("ada").await;
    let device = device_of(&ada, "phone").await;
    let mut question = asked(&app.anonymous()).await;
    question["userVerification"] = json!("discouraged");
    assert_eq!(
        entered(&app, &device.sign(&question, ORIGIN).await.unwrap()).await,
        "UNAUTHENTICATED"
    );
    let mut question = asked_for_new(&ada.client).await;
    question["authenticatorSelection"]["userVerification"] = json!("discouraged");
    let made = Device::new().make(&question, ORIGIN).await.unwrap();
    assert_eq!(
        register(&ada.client, "tablet", &made)
            .await
            .refusal("registerPasskey"),
        "InvalidInputError input.credential"
    );
}

#[tokio::test]
async fn a_copy_is_found_by_its_counter() {
    let (app, _) = setup().await;
    let device = device_of(&app.sign_up("ada").await, "phone").await;
    assert_eq!(entered(&app, &signed(&app, &device).await).await, "in");
    let copy = device.copy().await;
    assert_eq!(entered(&app, &signed(&app, &device).await).await, "in");
    assert_eq!(
        entered(&app, &signed(&app, &copy).await).await,
        "UNAUTHENTICATED",
        "its counter is behind"
    );
    assert_eq!(audited(&app, "passkey.copied").await, (0, 1));
    assert_eq!(
        entered(&app, &signed(&app, &device).await).await,
        "in",
        "the owner's passkey still works"
    );
}

#[tokio::test]
async fn whatever_is_wrong_with_a_new_one_it_is_not_registered() {
    let (app, clock) = setup().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let refused = async |credential: &Value| {
        register(&ada.client, "phone", credential)
            .await
            .refusal("registerPasskey")
    };
    let spoilt: &[(&str, fn(&mut Value))] = &[
        ("another page", |c| {
            rewrite(c, "origin", &json!("https://evil.example"));
        }),
        ("another purpose", |c| {
            rewrite(c, "type", &json!("webauthn.get"));
        }),
        ("an unknown challenge", |c| {
            rewrite(c, "challenge", &json!("AAAAAAAAAAAAAAAAAAAAAA"));
        }),
        ("another key", |c| flip(c, "attestationObject", 3)),
        ("nothing", |c| *c = json!({})),
    ];
    for (what, spoil) in spoilt {
        let mut made = Device::new()
            .make(&asked_for_new(&ada.client).await, ORIGIN)
            .await
            .unwrap();
        spoil(&mut made);
        assert_eq!(refused(&made).await, REFUSAL, "{what}");
    }
    let elsewhere = Device::new()
        .make(&asked_for_new(&ada.client).await, ELSEWHERE)
        .await
        .unwrap();
    assert_eq!(
        refused(&elsewhere).await,
        REFUSAL,
        "a page that is not listed"
    );
    let his = Device::new()
        .make(&asked_for_new(&bob.client).await, ORIGIN)
        .await
        .unwrap();
    assert_eq!(
        refused(&his).await,
        REFUSAL,
        "a response to another user's challenge"
    );
    let late = Device::new()
        .make(&asked_for_new(&ada.client).await, ORIGIN)
        .await
        .unwrap();
    clock.advance(TimeDelta::minutes(5));
    assert_eq!(refused(&late).await, REFUSAL, "five minutes later");
    let made = Device::new()
        .make(&asked_for_new(&ada.client).await, ORIGIN)
        .await
        .unwrap();
    register(&ada.client, "phone", &made)
        .await
        .text_at("registerPasskey.passkey.id");
    assert_eq!(refused(&made).await, REFUSAL, "a second time");
    assert_eq!(app.count_rows("passkeys").await, 1);
    let signature = signed(&app, &device_of(&bob, "phone").await).await;
    assert_eq!(
        refused(&signature).await,
        REFUSAL,
        "a signature is no passkey"
    );
}
