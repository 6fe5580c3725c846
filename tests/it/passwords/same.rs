//! No account enumeration: responses, headers and work are the same for every address, and mails go to the owner only.

use careergraph::features::users::{Status, entity::user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{request, sign_in, sign_up, verified};
use crate::kit::{Answer, PASSWORD, Setup, TestApp};

const WRONG: &str = "wrong horse battery staple";
const MUTATIONS: [&str; 4] = [
    "signIn",
    "signUp",
    "requestPasswordReset",
    "requestEmailVerification",
];
/// Every state of an address.
const STATES: [&str; 5] = ["absent", "present", "unverified", "suspended", "without"];

/// An app with an address in each state, and the mails that were sent so far.
async fn setup() -> (TestApp, usize) {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.verify_email = true)
        .start()
        .await;
    for state in STATES.into_iter().filter(|state| *state != "absent") {
        verified(&app, &address(state)).await;
        let conn = app.platform.db.conn();
        let email = careergraph::types::email::Email::parse("email", &address(state)).unwrap();
        let mut row = user::by_email(&email)
            .one(conn)
            .await
            .unwrap()
            .unwrap()
            .into_active_model();
        match state {
            "unverified" => row.email_verified_at = Set(None),
            "suspended" => row.status = Set(Status::Suspended),
            "without" => row.password_hash = Set(None),
            _ => row.name = Set("Present".to_owned()),
        }
        row.update(conn).await.unwrap();
    }
    let mails = app.mails().len();
    (app, mails)
}

/// Of equal length, because the length of a response must reveal nothing.
fn address(state: &str) -> String {
    format!("{state:0<10}@example.org")
}

async fn ask(app: &TestApp, mutation: &str, state: &str) -> Answer {
    let (client, email) = (app.anonymous(), address(state));
    match mutation {
        "signIn" => sign_in(&client, &email, WRONG).await,
        "signUp" => sign_up(&client, &email, PASSWORD).await,
        _ => request(&client, mutation, &email).await,
    }
}

/// Status, headers and body without what differs from request to request.
fn seen(answer: &Answer) -> String {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date"));
    let mut headers: Vec<String> = headers
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers
        .retain(|header| !header.starts_with("ratelimit") && !header.starts_with("server-timing"));
    headers.sort();
    // The rest of a budget that refills differs over time.
    let mut body = answer.json.clone();
    if let Some(cost) = body
        .pointer_mut("/extensions/cost")
        .and_then(serde_json::Value::as_object_mut)
    {
        cost.remove("throttleStatus");
    }
    if let Some(error) = body
        .pointer_mut("/errors/0/extensions")
        .and_then(serde_json::Value::as_object_mut)
    {
        error.remove("requestId");
    }
    format!("{} {} {body}", answer.status, headers.join("\n"))
}

#[tokio::test]
async fn every_address_is_answered_alike() {
    let (app, _) = setup().await;
    for mutation in MUTATIONS {
        let absent = seen(&ask(&app, mutation, "absent").await);
        for state in STATES {
            assert_eq!(
                seen(&ask(&app, mutation, state).await),
                absent,
                "{mutation} {state}"
            );
        }
    }
}

#[tokio::test]
async fn every_address_is_the_same_work() {
    let (app, _) = setup().await;
    for mutation in MUTATIONS {
        let mut works = Vec::new();
        for state in STATES {
            // The first one fills the caches.
            ask(&app, mutation, state).await;
            app.platform.db.statement_counter().listen();
            ask(&app, mutation, state).await;
            works.push(app.platform.db.statement_counter().take().len());
        }
        assert!(
            works.iter().all(|work| *work == works[0]),
            "{mutation}: {works:?}"
        );
    }
}

/// A decomposed password is tried in two forms, for every address.
#[tokio::test]
async fn one_in_another_form_is_the_same_work_and_answer_too() {
    let (app, _) = setup().await;
    let (client, typed) = (app.anonymous(), "wro\u{302}ng horse battery staple");
    let mut seen_by_state = Vec::new();
    for state in STATES {
        sign_in(&client, &address(state), typed).await;
        app.platform.db.statement_counter().listen();
        let answer = sign_in(&client, &address(state), typed).await;
        seen_by_state.push((
            app.platform.db.statement_counter().take().len(),
            seen(&answer),
        ));
    }
    assert!(
        seen_by_state
            .iter()
            .all(|of_state| *of_state == seen_by_state[0]),
        "{seen_by_state:?}"
    );
}

#[tokio::test]
async fn mails_tell_the_owner_only() {
    let verify = "Confirm your address";
    for (mutation, expected) in [
        ("signIn", [None; 5]),
        (
            "signUp",
            [
                Some(verify),
                Some("You already have an account"),
                Some(verify),
                Some("You already have an account"),
                Some("You already have an account"),
            ],
        ),
        (
            "requestPasswordReset",
            [
                None,
                Some("Choose a new password"),
                Some("Choose a new password"),
                Some("Choose a new password"),
                Some("Choose a new password"),
            ],
        ),
        (
            "requestEmailVerification",
            [None, None, Some(verify), None, None],
        ),
    ] {
        let (app, mut count) = setup().await;
        for (state, subject) in STATES.into_iter().zip(expected) {
            ask(&app, mutation, state).await;
            let mails = app.mails_after(count).await;
            count += mails.len();
            assert!(mails.iter().all(|mail| mail.header("To") == address(state)));
            assert_eq!(
                mails.first().map(|mail| mail.header("Subject")),
                subject,
                "{mutation} {state}"
            );
        }
    }
}

/// A measurement, with `CAREERGRAPH_TEST_TIMES=1`: 200 times each, one after the other.
#[tokio::test]
async fn it_takes_as_long_as_far_as_can_be_measured() {
    if std::env::var("CAREERGRAPH_TEST_TIMES").is_err() {
        return;
    }
    let (app, _) = setup().await;
    for mutation in MUTATIONS {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..200 {
            for (state, times) in ["absent", "present"].into_iter().zip(&mut times) {
                let began = std::time::Instant::now();
                ask(&app, mutation, state).await;
                times.push(began.elapsed());
            }
        }
        let [absent, present] = times.map(|mut times| {
            times.sort();
            times[times.len() / 2]
        });
        println!(
            "{mutation}: absent {absent:?}, present {present:?}, difference {:?}",
            absent.abs_diff(present)
        );
    }
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..200 {
        for (state, times) in ["absent", "present"].into_iter().zip(&mut times) {
            let began = std::time::Instant::now();
            sign_in(
                &app.anonymous(),
                &address(state),
                "wro\u{302}ng horse battery staple",
            )
            .await;
            times.push(began.elapsed());
        }
    }
    let [absent, present] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    println!(
        "signIn in two forms: absent {absent:?}, present {present:?}, difference {:?}",
        absent.abs_diff(present)
    );
}
