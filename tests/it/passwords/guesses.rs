//! Failed sign-ins are limited per account, IP address and network, and the owner can always sign in on a known device.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{outcome, sign_in, sign_in_on};
use crate::kit::{Answer, PASSWORD, Setup, TestApp, series};

const WRONG: &str = "wrong horse battery staple";

async fn app(change: impl FnOnce(&mut careergraph::config::Config)) -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new().clock(clock.clone()).config(|config| {
        config.auth.failed_sign_ins_per_account = 10;
        config.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    });
    (setup.config(change).start().await, clock)
}

/// Signs in from another IP address.
async fn from(app: &TestApp, address: &str, email: &str, password: &str) -> Answer {
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let body = json!({ "query": query, "variables": { "input": { "email": email, "password": password } } }).to_string();
    app.anonymous()
        .post(
            body,
            &[
                ("content-type", "application/json"),
                ("x-forwarded-for", address),
            ],
        )
        .await
}

#[tokio::test]
async fn strangers_check_ten_passwords_of_an_account_in_a_quarter_of_an_hour() {
    let (app, clock) = app(|_| ()).await;
    let ada = app.sign_up("ada").await;
    // Each second attempt is from another network.
    for email in [ada.email.as_str(), "nobody@example.org"] {
        let mut checked = Vec::new();
        for second in 0..1_800_i64 {
            if second % 20 == 0 {
                let answer = from(
                    &app,
                    &format!("198.{}.{}.7", second / 250, second % 250),
                    email,
                    WRONG,
                )
                .await;
                match outcome(&answer).as_str() {
                    "UNAUTHENTICATED" => checked.push(second),
                    "RATE_LIMITED" => assert!(
                        answer.errors()[0]["extensions"]["retryAfter"]
                            .as_u64()
                            .unwrap()
                            <= 180
                    ),
                    other => panic!("{other}"),
                }
            }
            clock.advance(TimeDelta::seconds(1));
        }
        for begin in &checked {
            let within = checked
                .iter()
                .filter(|second| (*begin..*begin + 900).contains(second))
                .count();
            assert!(within <= 10, "{email}: {within} since {begin}");
        }
        assert!(checked.len() >= 10, "{email}: {checked:?}");
    }
}

#[tokio::test]
async fn the_owner_gets_in_on_a_device_that_is_known() {
    let (app, _) = app(|_| ()).await;
    let ada = app.sign_up("ada").await;
    let device = sign_in(&app.anonymous(), &ada.email, PASSWORD)
        .await
        .text_at("signIn.session.deviceToken");
    while outcome(&sign_in(&app.anonymous(), &ada.email, WRONG).await) != "RATE_LIMITED" {}
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), &ada.email, PASSWORD).await),
        "RATE_LIMITED",
        "a stranger with the correct password waits, too"
    );
    for _ in 0..20 {
        let answer = sign_in_on(&app.anonymous(), &ada.email, PASSWORD, Some(&device)).await;
        assert!(
            answer.data("signIn.session.deviceToken").is_null(),
            "the device keeps its token"
        );
    }
    let bob = app.sign_up("bob").await;
    let foreign = sign_in(&app.anonymous(), &bob.email, PASSWORD)
        .await
        .text_at("signIn.session.deviceToken");
    for token in [foreign.as_str(), "nonsense", ""] {
        assert_eq!(
            outcome(&sign_in_on(&app.anonymous(), &ada.email, PASSWORD, Some(token)).await),
            "RATE_LIMITED",
            "{token}"
        );
    }
    let mut guesses = 0;
    while outcome(&sign_in_on(&app.anonymous(), &ada.email, WRONG, Some(&device)).await)
        != "RATE_LIMITED"
    {
        guesses += 1;
    }
    assert!(
        guesses <= 10,
        "a device that was stolen guesses no more than a stranger"
    );
}

#[tokio::test]
async fn a_browser_is_known_by_a_cookie() {
    let (app, _) = app(|_| ()).await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($e: String!, $p: String!) { signIn(input: { email: $e, password: $p, mode: COOKIE }) { session { deviceToken } } }";
    let answer = app
        .anonymous()
        .gql(query, json!({ "e": ada.email, "p": PASSWORD }))
        .await;
    assert!(answer.data("signIn.session.deviceToken").is_null());
    let cookie = answer.cookie("__Host-careergraph-device");
    assert!(
        cookie.ends_with("; Path=/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax"),
        "{cookie}"
    );
    while outcome(&sign_in(&app.anonymous(), &ada.email, WRONG).await) != "RATE_LIMITED" {}
    let body =
        json!({ "query": query, "variables": { "e": ada.email, "p": PASSWORD } }).to_string();
    let pair = cookie.split(';').next().unwrap();
    let again = app
        .anonymous()
        .post(
            body,
            &[("content-type", "application/json"), ("cookie", pair)],
        )
        .await;
    assert_eq!(outcome(&again), "data", "{}", again.text);
    assert!(
        !again
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|line| line.to_str().unwrap().contains("-device=")),
        "it is already known"
    );
}

#[tokio::test]
async fn addresses_and_networks_have_budgets_too_and_instances_share_them() {
    for (limit, addresses) in [
        ("address", ["198.51.100.7", "198.51.100.7"]),
        ("network", ["198.51.100.7", "198.51.100.8"]),
    ] {
        let (app, _) = app(|config| match limit {
            "address" => config.auth.failed_sign_ins_per_address = 10,
            _ => config.auth.failed_sign_ins_per_network = 10,
        })
        .await;
        let twin = app.twin().await;
        let mut checked = 0;
        for number in 0..40 {
            let (here, address) = ([&app, &twin][number % 2], addresses[number % 2]);
            let answer = from(here, address, &format!("user{number}@example.org"), WRONG).await;
            checked += u32::from(outcome(&answer) == "UNAUTHENTICATED");
        }
        assert_eq!(checked, 5, "{limit}: half at once, the others later");
        assert_eq!(
            outcome(&from(&app, "203.0.113.9", "user99@example.org", WRONG).await),
            "UNAUTHENTICATED",
            "others are free"
        );
    }
}

#[tokio::test]
async fn aliases_and_batches_count_singly() {
    let (app, _) = app(|config| {
        config.graphql.batch_max = 100;
        config.limits.aliases = 200;
        config.limits.root_fields = 200;
    })
    .await;
    let ada = app.sign_up("ada").await;
    let one = format!(
        "signIn(input: {{ email: \"{}\", password: \"{WRONG}\" }}) {{ session {{ accessToken }} }}",
        ada.email
    );
    let checks = |text: &str| text.matches("UNAUTHENTICATED").count();
    let mut all = 0;
    for number in 0..30 {
        // If the first field of a mutation fails, the others do not run; so nullable fields do not help to guess either.
        let aliases = series(50, |alias| format!("a{number}x{alias}: {one} "));
        all += checks(
            &app.anonymous()
                .gql(&format!("mutation {{ {aliases} }}"), json!({}))
                .await
                .text,
        );
    }
    let batch: Vec<_> = (0..100)
        .map(|_| json!({ "query": format!("mutation {{ {one} }}") }))
        .collect();
    all += checks(
        &app.anonymous()
            .post(
                json!(batch).to_string(),
                &[("content-type", "application/json")],
            )
            .await
            .text,
    );
    assert!((1..=10).contains(&all), "{all} checks");
}

#[tokio::test]
async fn right_passwords_cost_nothing() {
    let (app, _) = app(|_| ()).await;
    let ada = app.sign_up("ada").await;
    for _ in 0..15 {
        assert_eq!(
            outcome(&sign_in(&app.anonymous(), &ada.email, PASSWORD).await),
            "data"
        );
    }
    assert_eq!(
        app.count_rows("devices").await,
        16,
        "each is a device of its own"
    );
}

#[tokio::test]
async fn an_open_session_guesses_no_more_than_a_stranger() {
    let (app, _) = app(|_| ()).await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($p: String!) { reauthenticate(input: { password: $p }) { reauthenticated userErrors { message } } }";
    let mut checked = 0;
    while outcome(&ada.client.gql(query, json!({ "p": WRONG })).await) != "RATE_LIMITED" {
        checked += 1;
    }
    assert!(checked <= 10, "{checked}");
    assert_eq!(
        outcome(&super::change(&ada.client, WRONG, PASSWORD).await),
        "RATE_LIMITED",
        "both count together"
    );
    assert_eq!(
        outcome(&sign_in(&app.anonymous(), &ada.email, PASSWORD).await),
        "data",
        "and prevent no sign-in"
    );
}
