//! The GraphQL API of step-up.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;

use super::Proofs;
use crate::{
    error::Result,
    features::auth::{Auth, second_factor::graphql::second_proof, sign_in::graphql::keep},
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
};

/// A step-up: a passkey, or the factors of a sign-in.
#[derive(InputObject)]
pub struct ReauthenticateInput {
    /// The password of the account, if it has one.
    #[graphql(secret)]
    password: Option<String>,
    /// The current code of the authenticator app, if one-time codes are enabled.
    #[graphql(secret)]
    code: Option<String>,
    /// A recovery code, instead of the code.
    #[graphql(secret)]
    recovery_code: Option<String>,
    /// The assertion of a passkey of the account, in JSON; see `beginPasskeySignIn`. No other factor is needed with it.
    #[graphql(secret)]
    passkey: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `reauthenticate`.
#[derive(SimpleObject)]
pub struct ReauthenticatePayload {
    /// True if the step-up succeeded; it is valid for some minutes.
    reauthenticated: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of step-up.
#[derive(Default)]
pub struct StepUpMutation;

/// Mutations of step-up.
#[Object]
impl StepUpMutation {
    /// Step-up: proves the viewer's identity again, so that mutations that return REAUTHENTICATION_REQUIRED are allowed for some minutes.
    /// Takes a passkey, or else the password and, if one-time codes are enabled, a code. A session in a cookie gets a new cookie.
    /// Rate-limited per IP address.
    async fn reauthenticate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A passkey, or the factors of a sign-in.")] input: ReauthenticateInput,
    ) -> Result<ReauthenticatePayload> {
        let (auth, person) = (context::handle::<Auth>(ctx)?, context::person(ctx)?);
        let second = second_proof(input.code, input.recovery_code, input.passkey)?;
        let proofs = Proofs {
            password: input.password.map(SecretString::from),
            second,
        };
        let done = auth
            .step_up
            .confirm(&person, proofs, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        let reauthenticated = done.is_some();
        if let Some(keys) = done.flatten() {
            keep(ctx, keys)?;
        }
        Ok(ReauthenticatePayload {
            reauthenticated,
            outcome,
        })
    }
}
