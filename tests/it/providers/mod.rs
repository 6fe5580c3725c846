//! Sign-in with a provider (OpenID Connect): one that follows the standard, and LinkedIn, which does not.

mod apps;
mod back_channel;
mod bound;
mod codes;
mod linking;
mod misbehaviour;
mod outage;
mod refused;
mod signing_in;

use careergraph::config::{Config, Preset};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

pub use self::{
    apps::{VERIFIER, code as app_code, redeem},
    back_channel::post,
    linking::{code, complete, link, unlink},
};
use crate::kit::{Browser, IdentityProvider, Setup, TestApp};

const BOTH: [Preset; 2] = [Preset::Generic, Preset::Linkedin];
pub const PAGE: &str = "https://app.example.org/signed-in";
const ME: &str = "{ viewer { user { id email } identities { id provider email } sessions { id method current } } }";

/// A gateway with a provider.
async fn setup(preset: Preset) -> (TestApp, IdentityProvider) {
    setup_with(preset, |_| {}).await
}

async fn setup_with(
    preset: Preset,
    change: impl FnOnce(&mut Config),
) -> (TestApp, IdentityProvider) {
    let provider = IdentityProvider::start(preset).await;
    let app = Setup::new()
        .config(|config| provider.known_to(config))
        .config(change)
        .start()
        .await;
    (app, provider)
}

/// The start address.
pub fn start(app: &TestApp, more: &str) -> String {
    format!("{}/auth/fake/start?return_to={PAGE}{more}", app.base_url)
}

/// Another user at the provider.
pub fn person(sub: &str, email: &str, verified: bool) -> Value {
    json!({ "sub": sub, "email": email, "email_verified": verified, "name": sub })
}

/// Signs in, in a new browser.
async fn signed_in(app: &TestApp) -> Browser {
    let mut browser = Browser::new(app);
    let place = browser.walk(&start(app, "")).await.expect("it is led back");
    assert_eq!(place, PAGE);
    assert!(browser.is_signed_in());
    browser
}

/// The error code of the redirect, if the sign-in failed.
pub async fn turned_away(browser: &mut Browser, address: &str) -> String {
    let place = match browser.walk(address).await {
        Ok(place) => url::Url::parse(&place).expect("an address"),
        Err(answer) => {
            assert!(answer.status < 500, "{answer:?}");
            assert!(
                answer.header("content-type").starts_with("text/html"),
                "{answer:?}"
            );
            let code = answer
                .text
                .split("<code>")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("a code");
            return code.to_owned();
        }
    };
    assert!(!browser.is_signed_in(), "a session was created: {place}");
    let code = place
        .query_pairs()
        .find(|(name, _)| name == "error")
        .map(|(_, code)| code.into_owned());
    code.unwrap_or_else(|| panic!("no error in {place}"))
}

async fn sessions(app: &TestApp) -> u64 {
    let conn = app.platform.db.conn();
    let count = Statement::from_string(
        conn.get_database_backend(),
        "SELECT count(*) AS n FROM sessions",
    );
    let row = conn.query_one_raw(count).await.unwrap().unwrap();
    u64::try_from(row.try_get::<i64>("", "n").unwrap()).unwrap()
}
