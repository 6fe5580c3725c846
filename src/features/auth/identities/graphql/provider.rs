//! The GraphQL API of sign-in with a provider.

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

/// An identity provider, such as LinkedIn or a company's own.
#[derive(SimpleObject)]
pub struct SignInProvider {
    /// Its name in URLs and in `linkIdentity`.
    name: String,
    /// The label of its button.
    label: String,
    /// The URL where a browser starts: a page adds `return_to`, an app `return_to` and `code_challenge`; see docs/AUTH.md.
    start_url: String,
}

/// Queries of identity providers.
#[derive(Default)]
pub struct ProviderQuery;

/// Queries of identity providers.
#[Object]
impl ProviderQuery {
    /// The configured identity providers, by name; empty if there are none.
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

/// The redemption of a sign-in code by an app.
#[derive(InputObject)]
pub struct RedeemSignInCodeInput {
    /// The `code` from the return URL; valid for one minute and one use.
    #[graphql(secret, validator(max_length = 256))]
    code: String,
    /// The PKCE verifier of the challenge that the sign-in started with (RFC 7636).
    #[graphql(secret, validator(max_length = 256))]
    code_verifier: String,
    /// The `deviceToken` from an earlier sign-in on this device.
    #[graphql(secret, validator(max_length = 256))]
    device_token: Option<String>,
    /// How the client stores the session.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// Mutations of sign-in with a provider.
#[derive(Default)]
pub struct ProviderMutation;

/// Mutations of sign-in with a provider.
#[Object]
impl ProviderMutation {
    /// Opens a session for an app that sent its user to a provider: with the code from the return URL and the PKCE verifier of the app.
    /// Rate-limited per IP address.
    async fn redeem_sign_in_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code, the PKCE verifier, and how the session is stored.")]
        input: RedeemSignInCodeInput,
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
