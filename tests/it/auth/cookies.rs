//! Sessions in a cookie: its attributes, its renewal, and no use to pages of other sites (RFC 6265bis; OWASP ASVS 7.2.4).

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::kit::{Answer, PASSWORD, Setup, Socket, TestApp};

const SIGN_IN: &str =
    "mutation($email: String!, $password: String!) { signIn(input: { email: $email, password: $password, mode: COOKIE }) {
    session { accessToken refreshToken expiresAt } userErrors { message } } }";
const ME: &str = "{ viewer { user { email } } }";

async fn sign_in(app: &TestApp, email: &str) -> Answer {
    let answer = app
        .anonymous()
        .gql(SIGN_IN, json!({ "email": email, "password": PASSWORD }))
        .await;
    assert_eq!(answer.data("signIn.userErrors"), &json!([]));
    answer
}

#[tokio::test]
async fn the_cookie_is_fenced_and_no_token_is_told() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let answer = sign_in(&app, &ada.email).await;
    let session = answer.data("signIn.session");
    assert!(
        session["accessToken"].is_null()
            && session["refreshToken"].is_null()
            && session["expiresAt"].is_string()
    );
    let (pair, attributes) = answer.session_cookie().split_once("; ").unwrap();
    let (name, value) = pair.split_once('=').unwrap();
    assert_eq!((name, value.len()), ("__Host-careergraph", 43), "256 bits");
    let days = app.platform.config.auth.session_days;
    assert!(attributes.starts_with("Path=/; Max-Age="), "{attributes}");
    assert!(
        attributes.ends_with("; HttpOnly; Secure; SameSite=Lax"),
        "{attributes}"
    );
    let seconds: i64 = attributes
        .split(['=', ';'])
        .nth(3)
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        (days * 86_400 - 60..=days * 86_400).contains(&seconds),
        "{seconds}"
    );
    assert_eq!(
        app.anonymous()
            .with_cookie(&answer)
            .gql(ME, json!({}))
            .await
            .text_at("viewer.user.email"),
        ada.email
    );
    assert_eq!(answer.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn each_sign_in_has_a_cookie_of_its_own() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = sign_in(&app, &ada.email).await;
    let again = app
        .anonymous()
        .with_cookie(&first)
        .gql(SIGN_IN, json!({ "email": ada.email, "password": PASSWORD }))
        .await;
    assert_ne!(
        first.session_cookie(),
        again.session_cookie(),
        "an earlier cookie is not reused"
    );
}

#[tokio::test]
async fn a_proof_replaces_the_cookie() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let before = app
        .anonymous()
        .with_cookie(&sign_in(&app, &ada.email).await);
    let query = "mutation($password: String!) { reauthenticate(input: { password: $password }) { reauthenticated userErrors { code } } }";
    let answer = before.gql(query, json!({ "password": PASSWORD })).await;
    assert_eq!(
        answer.data("reauthenticate"),
        &json!({ "reauthenticated": true, "userErrors": [] })
    );
    let after = app.anonymous().with_cookie(&answer);
    assert_eq!(before.gql(ME, json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(
        after.gql(ME, json!({})).await.text_at("viewer.user.email"),
        ada.email
    );
}

#[tokio::test]
async fn signing_out_ends_it_here_and_in_the_browser() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let client = app
        .anonymous()
        .with_cookie(&sign_in(&app, &ada.email).await);
    let answer = client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await;
    assert_eq!(
        answer.session_cookie(),
        "__Host-careergraph=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"
    );
    assert_eq!(client.gql(ME, json!({})).await.code(), "UNAUTHENTICATED");
    let public = client.gql("{ jobs { totalCount } }", json!({})).await;
    assert_eq!(
        public.data("jobs.totalCount"),
        &json!(0),
        "a browser that still sends it is anonymous, and not refused"
    );
}

#[tokio::test]
async fn pages_of_others_cannot_use_it() {
    let listed = "https://app.example.org";
    let app = TestApp::with(|config| config.http.allowed_origins = vec![listed.to_owned()]).await;
    let ada = app.sign_up("ada").await;
    let client = app
        .anonymous()
        .with_cookie(&sign_in(&app, &ada.email).await);
    let json_type = ("content-type", "application/json");
    let body = json!({ "query": ME }).to_string();
    for (origin, status) in [
        (listed, 200),
        (app.base_url.as_str(), 200),
        ("https://evil.example", 403),
        ("null", 403),
    ] {
        let answer = client
            .post(body.clone(), &[json_type, ("origin", origin)])
            .await;
        assert_eq!(answer.status, status, "{origin}: {}", answer.text);
        assert!(status == 200 || answer.code() == "CSRF_PREVENTION_FAILED");
    }
    let get = client
        .send(client.request(Method::GET, "/graphql?query=%7B__typename%7D", &[]))
        .await;
    assert_eq!(
        (get.status, get.code()),
        (403, "CSRF_PREVENTION_FAILED"),
        "a link or an image shows no preflight"
    );
    let form = client
        .post(
            "query=%7B__typename%7D",
            &[("content-type", "application/x-www-form-urlencoded")],
        )
        .await;
    assert_eq!(form.status, 415);
}

#[tokio::test]
async fn a_socket_knows_the_cookie_that_came_with_its_request() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let cookie = sign_in(&app, &ada.email)
        .await
        .session_cookie()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let mut socket = Socket::upgrade(&app, &[protocol, ("cookie", &cookie)])
        .await
        .expect("a socket");
    socket.send(&json!({ "type": "connection_init" })).await;
    assert_eq!(socket.next().await, json!({ "type": "connection_ack" }));
    socket.subscribe("1", ME, json!({})).await;
    assert_eq!(
        socket.next_data("1").await.pointer("/viewer/user/email"),
        Some(&json!(ada.email))
    );
    let foreign = [
        protocol,
        ("cookie", cookie.as_str()),
        ("origin", "https://evil.example"),
    ];
    assert_eq!(Socket::upgrade(&app, &foreign).await.err(), Some(403));
}

#[tokio::test]
async fn it_begins_only_where_its_answer_can_carry_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut socket = Socket::connect(&app, None).await;
    socket
        .subscribe(
            "1",
            SIGN_IN,
            json!({ "email": ada.email, "password": PASSWORD }),
        )
        .await;
    let message = socket.next().await.to_string();
    assert!(
        message.contains("BAD_USER_INPUT") && message.contains("POST"),
        "{message}"
    );
}

#[tokio::test]
async fn it_ends_when_nobody_uses_it_and_in_any_case() {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new()
        .clock(clock.clone())
        .config(|config| (config.auth.session_days, config.auth.idle_days) = (30, 14));
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let (used, idle) = (
        sign_in(&app, &ada.email).await,
        sign_in(&app, &ada.email).await,
    );
    let (used, idle) = (
        app.anonymous().with_cookie(&used),
        app.anonymous().with_cookie(&idle),
    );
    for _ in 0..2 {
        clock.advance(TimeDelta::days(10));
        assert_eq!(
            used.gql(ME, json!({})).await.text_at("viewer.user.email"),
            ada.email
        );
    }
    assert_eq!(
        idle.gql(ME, json!({})).await.code(),
        "UNAUTHENTICATED",
        "it was never used"
    );
    clock.advance(TimeDelta::days(10));
    assert_eq!(
        used.gql(ME, json!({})).await.code(),
        "UNAUTHENTICATED",
        "no use prolongs it beyond its days"
    );
}
