//! Second factors: TOTP, recovery codes, passkeys, and when they are required.

mod copies;
mod emergencies;
mod enrolling;
mod passkeys;
mod proving;
mod signing_in;
mod takeover;

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

pub use self::passkeys::{asked_for_new, enter, register, remove, rename, signed};
use crate::kit::{Answer, Client, PASSWORD, Setup, TestApp, TestUser};

/// An app with a held clock, without workers.
async fn setup() -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    (
        Setup::new().clock(clock.clone()).workers(0).start().await,
        clock,
    )
}

/// A user with TOTP on, and their secrets.
struct Owner {
    user: TestUser,
    secret: String,
    recovery_codes: Vec<String>,
}

impl Owner {
    /// Turns TOTP on for a new user. The next code has not been used.
    async fn enrol(app: &TestApp, clock: &Clock, name: &str) -> Self {
        Self::of(app.sign_up(name).await, clock).await
    }

    async fn of(user: TestUser, clock: &Clock) -> Self {
        let secret = begin(&user.client).await.text_at("beginTotp.secret");
        let answer = confirm(&user.client, &code(&secret, clock)).await;
        let codes = answer
            .data("confirmTotp.recoveryCodes")
            .as_array()
            .unwrap_or_else(|| panic!("refused: {}", answer.text))
            .clone();
        clock.advance(TimeDelta::seconds(30));
        Self {
            user,
            secret,
            recovery_codes: codes
                .iter()
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        }
    }

    /// The current code.
    fn code(&self, clock: &Clock) -> Value {
        json!({ "code": code(&self.secret, clock) })
    }
}

/// The current code of this secret.
pub fn code(secret: &str, clock: &Clock) -> String {
    let codes = Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    codes
        .generate(clock.now().timestamp().try_into().unwrap())
        .to_string()
}

pub async fn begin(client: &Client) -> Answer {
    client.gql("mutation { beginTotp(input: {}) { secret uri userErrors { __typename path message } } }", json!({})).await
}

pub async fn confirm(client: &Client, code: &str) -> Answer {
    let query = "mutation($code: String!) { confirmTotp(input: { code: $code }) { recoveryCodes userErrors { __typename path message } } }";
    client.gql(query, json!({ "code": code })).await
}

pub async fn turn_off(client: &Client) -> Answer {
    client.gql("mutation { disableTotp(input: {}) { disabled userErrors { __typename path message } } }", json!({})).await
}

pub async fn generate_recovery_codes(client: &Client) -> Answer {
    client.gql("mutation { generateRecoveryCodes(input: {}) { recoveryCodes userErrors { __typename path message } } }", json!({})).await
}

const ENTERED: &str = "session { accessToken deviceToken } challenge { token expiresAt accepts } userErrors { __typename path message }";

async fn sign_in(client: &Client, input: Value) -> Answer {
    client
        .gql(
            &format!("mutation($input: SignInInput!) {{ signIn(input: $input) {{ {ENTERED} }} }}"),
            json!({ "input": input }),
        )
        .await
}

/// The challenge token after a correct password.
pub async fn challenge(app: &TestApp, email: &str) -> String {
    let answer = sign_in(
        &app.anonymous(),
        json!({ "email": email, "password": PASSWORD }),
    )
    .await;
    assert!(
        answer.data("signIn.session").is_null(),
        "no session without the second proof: {}",
        answer.text
    );
    answer.text_at("signIn.challenge.token")
}

/// Completes a sign-in with one second factor.
pub async fn complete(client: &Client, token: &str, proof: Value) -> Answer {
    let mut input = proof;
    input["challengeToken"] = json!(token);
    let query = format!(
        "mutation($input: CompleteSignInInput!) {{ completeSignIn(input: $input) {{ {ENTERED} }} }}"
    );
    client.gql(&query, json!({ "input": input })).await
}

pub async fn reauthenticate(client: &Client, proofs: Value) -> Answer {
    let query = "mutation($input: ReauthenticateInput!) { reauthenticate(input: $input) { reauthenticated userErrors { __typename path } } }";
    client.gql(query, json!({ "input": proofs })).await
}

async fn factors(client: &Client) -> Value {
    let query = "{ viewer { secondFactors { totpSince recoveryCodesLeft passkeys { id name lastUsedAt } } } }";
    client
        .gql(query, json!({}))
        .await
        .data("viewer.secondFactors")
        .clone()
}

/// The result of a mutation: a code, a refusal, or a session.
fn outcome(answer: &Answer, mutation: &str) -> String {
    if answer.json.get("errors").is_some() {
        return answer.code().to_owned();
    }
    match answer.data(&format!("{mutation}.userErrors")).as_array() {
        Some(errors) if !errors.is_empty() => answer.refusal(mutation),
        _ if answer.json["data"][mutation]["session"].is_null() => "no session".to_owned(),
        _ => "in".to_owned(),
    }
}

/// The number of audit entries of an action, done and refused.
async fn audited(app: &TestApp, action: &str) -> (i64, i64) {
    let count = async |outcome: &str| {
        app.count_rows(&format!(
            "audit_entries WHERE action = '{action}' AND outcome = '{outcome}'"
        ))
        .await
    };
    (count("DONE").await, count("REFUSED").await)
}

/// The subjects of the mails after this number.
async fn subjects(app: &TestApp, count: usize) -> Vec<String> {
    app.mails_after(count)
        .await
        .iter()
        .map(|mail| mail.header("Subject").to_owned())
        .collect()
}
