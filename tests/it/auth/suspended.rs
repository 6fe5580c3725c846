//! Every sign-in method refuses a suspended account, and the account's audit records it once.

use careergraph::{config::Preset, platform::clock::Clock};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    kit::{
        Browser, Client, Device, IdentityProvider, ORIGIN, PASSWORD, Setup, TestApp, TestUser,
        eventually,
    },
    providers,
    second_factor::{
        asked_for_new, begin, challenge, code, complete, confirm, enter, register, signed,
    },
};

/// An account with every sign-in method.
struct House {
    app: TestApp,
    clock: Clock,
    _provider: IdentityProvider,
    ada: TestUser,
    device: Device,
    secret: String,
    recovery_codes: Vec<Value>,
}

impl House {
    async fn new() -> Self {
        let (provider, clock) = (
            IdentityProvider::start(Preset::Generic).await,
            Clock::held_at(Clock::default().now()),
        );
        let shared = clock.clone();
        provider.clock(move || shared.now());
        let setup = Setup::new()
            .clock(clock.clone())
            .passkeys()
            .config(|config| provider.known_to(config));
        let app = setup.start().await;
        let ada = app.sign_up("ada").await;
        providers::link(&app, &ada.client).await;
        let device = Device::new();
        let made = device
            .make(&asked_for_new(&ada.client).await, ORIGIN)
            .await
            .expect("a passkey");
        register(&ada.client, "phone", &made)
            .await
            .text_at("registerPasskey.passkey.id");
        Self {
            app,
            clock,
            _provider: provider,
            ada,
            device,
            secret: String::new(),
            recovery_codes: Vec::new(),
        }
    }

    async fn with_codes() -> Self {
        let mut house = Self::new().await;
        house.secret = begin(&house.ada.client).await.text_at("beginTotp.secret");
        let on = confirm(&house.ada.client, &code(&house.secret, &house.clock)).await;
        house.recovery_codes.clone_from(
            on.data("confirmTotp.recoveryCodes")
                .as_array()
                .expect("codes"),
        );
        house.clock.advance(TimeDelta::seconds(30));
        house
    }

    /// The state right after an admin has suspended the account, before anything else has ended.
    async fn suspend(&self) {
        self.app
            .execute("UPDATE users SET status = 'SUSPENDED'")
            .await;
    }

    /// The number of refused sign-ins in the audit, when there is at least one.
    async fn refusals(&self, way: &str) -> i64 {
        let refused = "audit_entries WHERE action = 'session.sign_in' AND outcome = 'REFUSED' AND actor_id IS NULL";
        eventually(way, || async {
            (self.app.count_rows(refused).await > 0).then_some(())
        })
        .await;
        self.app.count_rows(refused).await
    }
}

async fn sign_in(client: &Client, email: &str) -> String {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } challenge { token } } }";
    client
        .gql(
            query,
            json!({ "input": { "email": email, "password": PASSWORD } }),
        )
        .await
        .code()
        .to_owned()
}

#[tokio::test]
async fn each_way_in_is_refused_and_written_down_once() {
    for (way, code_of_refusal) in [
        ("password", "FORBIDDEN"),
        ("passkey", "FORBIDDEN"),
        ("provider", "ACCOUNT_SUSPENDED"),
        ("code of an app", "FORBIDDEN"),
        ("refresh token", "UNAUTHENTICATED"),
        ("mail", "FORBIDDEN"),
    ] {
        let house = House::new().await;
        let (app, anonymous) = (&house.app, house.app.anonymous());
        let said = match way {
            "password" => {
                house.suspend().await;
                sign_in(&anonymous, &house.ada.email).await
            }
            "passkey" => {
                let credential = signed(app, &house.device).await;
                house.suspend().await;
                enter(&anonymous, &credential, "TOKEN")
                    .await
                    .code()
                    .to_owned()
            }
            "provider" => {
                house.suspend().await;
                providers::turned_away(&mut Browser::new(app), &providers::start(app, "")).await
            }
            "code of an app" => {
                let code = providers::app_code(app).await;
                house.suspend().await;
                providers::redeem(app, &code, providers::VERIFIER)
                    .await
                    .code()
                    .to_owned()
            }
            "refresh token" => {
                house.suspend().await;
                let query = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { accessToken } } }";
                anonymous
                    .gql(
                        query,
                        json!({ "input": { "refreshToken": house.ada.refresh_token } }),
                    )
                    .await
                    .code()
                    .to_owned()
            }
            _ => {
                let ask = "mutation($input: RequestEmailVerificationInput!) { requestEmailVerification(input: $input) { requested } }";
                anonymous
                    .gql(ask, json!({ "input": { "email": house.ada.email } }))
                    .await;
                let mails = eventually("a mail", || async {
                    let mails = app.mails_after(0).await;
                    mails
                        .iter()
                        .any(|mail| mail.header("Subject") == "Confirm your address")
                        .then_some(mails)
                });
                let token = mails
                    .await
                    .iter()
                    .find(|mail| mail.header("Subject") == "Confirm your address")
                    .expect("a mail")
                    .token();
                house.suspend().await;
                let verify = "mutation($token: String!) { verifyEmail(input: { token: $token }) { session { accessToken } } }";
                anonymous
                    .gql(verify, json!({ "token": token }))
                    .await
                    .code()
                    .to_owned()
            }
        };
        assert_eq!(said, code_of_refusal, "{way}");
        assert_eq!(house.refusals(way).await, 1, "{way}");
    }
}

#[tokio::test]
async fn so_is_each_second_proof() {
    for way in ["the first of two", "code", "recoveryCode", "passkey"] {
        let house = House::with_codes().await;
        let anonymous = house.app.anonymous();
        let said = if way == "the first of two" {
            house.suspend().await;
            sign_in(&anonymous, &house.ada.email).await
        } else {
            let token = challenge(&house.app, &house.ada.email).await;
            let proof = match way {
                "code" => json!({ "code": code(&house.secret, &house.clock) }),
                "recoveryCode" => json!({ "recoveryCode": house.recovery_codes[0] }),
                _ => json!({ "passkey": signed(&house.app, &house.device).await.to_string() }),
            };
            house.suspend().await;
            complete(&anonymous, &token, proof).await.code().to_owned()
        };
        assert_eq!(said, "FORBIDDEN", "{way}");
        assert_eq!(house.refusals(way).await, 1, "{way}");
        assert_eq!(
            house.app.count_rows("recovery_codes").await,
            10,
            "{way}: none is used up"
        );
    }
}

/// Audit entries for refused sign-ins of a suspended account are rate-limited.
#[tokio::test]
async fn without_end_they_are_written_down_some_times() {
    let house = House::new().await;
    let tight = house
        .app
        .beside(
            Setup::new()
                .passkeys()
                .config(|config| config.auth.failed_sign_ins_per_account = 4),
        )
        .await;
    house.suspend().await;
    for _ in 0..8 {
        let credential = signed(&tight, &house.device).await;
        assert_eq!(
            enter(&tight.anonymous(), &credential, "TOKEN").await.code(),
            "FORBIDDEN"
        );
    }
    let refusals = house.refusals("refusals").await;
    assert!((1..=4).contains(&refusals), "{refusals}");
}

/// Operations of a user that lack a step-up are refused, and recorded in the audit.
#[tokio::test]
async fn a_proof_that_is_too_old_is_written_down() {
    let house = House::new().await;
    house.clock.advance(TimeDelta::minutes(11));
    for (mutation, action) in [
        (
            "createApiToken(input: { name: \"x\", scopes: [{ area: JOBS, verb: READ }] }) { secret }",
            "api_token.create",
        ),
        ("beginTotp(input: {}) { secret }", "totp.on"),
        ("disableTotp(input: {}) { disabled }", "totp.off"),
        (
            "generateRecoveryCodes(input: {}) { recoveryCodes }",
            "recovery_code.make",
        ),
        (
            "beginPasskeyRegistration(input: {}) { options }",
            "passkey.add",
        ),
        (
            "removePasskey(input: { id: \"pkey_00000000000000000000000000000000\" }) { removed }",
            "passkey.remove",
        ),
        (
            "linkIdentity(input: { provider: \"fake\", returnTo: \"x\" }) { url }",
            "identity.link",
        ),
        (
            "unlinkIdentity(input: { id: \"idty_00000000000000000000000000000000\" }) { unlinked }",
            "identity.unlink",
        ),
        (
            "exportAccount(input: {}) { export { id } }",
            "account.export",
        ),
        ("deleteAccount(input: {}) { deletionAt }", "account.delete"),
    ] {
        let refused = house
            .ada
            .client
            .gql(&format!("mutation {{ {mutation} }}"), json!({}))
            .await;
        assert_eq!(refused.code(), "REAUTHENTICATION_REQUIRED", "{mutation}");
        let entries = format!("audit_entries WHERE action = '{action}' AND outcome = 'REFUSED'");
        assert_eq!(house.app.count_rows(&entries).await, 1, "{mutation}");
    }
}
