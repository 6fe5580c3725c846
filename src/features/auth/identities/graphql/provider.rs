//! Signing in by a provider.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{
        Auth,
        identities::provider::Provider,
        sessions::Mode,
        sign_in::graphql::{SessionPayload, payload, possible},
    },
    graphql::{context, cookies::CookieJar, mutation::Request},
};

/// A provider who may vouch for people, such as LinkedIn or a company's own.
#[derive(SimpleObject)]
pub struct SignInProvider {
    /// Its name in addresses and in `linkIdentity`.
    name: String,
    /// What to write on the button.
    label: String,
    /// Where a browser begins: a page adds `return_to`, an app `return_to` and `code_challenge`; see docs/AUTH.md.
    start_url: String,
}

/// Who may vouch for people.
#[derive(Default)]
pub struct ProviderQuery;

/// Who may vouch for people.
#[Object]
impl ProviderQuery {
    /// The providers by whom one can sign in here, in the order of their names; empty if there are none.
    #[graphql(cache_control(max_age = 60))]
    async fn sign_in_providers(&self, ctx: &Context<'_>) -> Option<Result<Vec<SignInProvider>>> {
        let told = |provider: &Arc<Provider>| SignInProvider {
            name: provider.name.clone(),
            label: provider.label.clone(),
            start_url: provider.start_url.clone(),
        };
        Some(
            context::handle::<Auth>(ctx)
                .map(|auth| auth.identities.providers().map(told).collect()),
        )
    }
}

/// What fetches the session of an app.
#[derive(InputObject)]
pub struct RedeemSignInCodeInput {
    /// The `code` that came with the address to return to; good for one minute and one use.
    #[graphql(secret, validator(max_length = 256))]
    code: String,
    /// The verifier whose challenge the sign-in began with (RFC 7636).
    #[graphql(secret, validator(max_length = 256))]
    code_verifier: String,
    /// The `deviceToken` that this device got at an earlier sign-in.
    #[graphql(secret, validator(max_length = 256))]
    device_token: Option<String>,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// Signing in by a provider.
#[derive(Default)]
pub struct ProviderMutation;

/// Signing in by a provider.
#[Object]
impl ProviderMutation {
    /// Begins the session of an app that sent its user to a provider: with the code that came back, and the verifier that shows that
    /// it was this app who asked. Limited per address.
    async fn redeem_sign_in_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RedeemSignInCodeInput,
    ) -> Result<SessionPayload> {
        let (auth, origin, mode) = (
            context::handle::<Auth>(ctx)?,
            context::origin(ctx)?,
            possible(ctx, input.mode)?,
        );
        let device = input
            .device_token
            .or_else(|| context::cookie_jar(ctx).and_then(CookieJar::device_sent));
        let done = auth
            .identities
            .redeem_code(
                origin,
                &input.code,
                &input.code_verifier,
                mode,
                device.as_deref(),
            )
            .await;
        payload(ctx, done, input.request)
    }
}
