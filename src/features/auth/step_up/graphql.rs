//! The GraphQL of step-up.

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

/// What proves once more who one is: a passkey, or what signing in asks for.
#[derive(InputObject)]
pub struct ReauthenticateInput {
    /// The password of the account, if it has one.
    #[graphql(secret)]
    password: Option<String>,
    /// The code that the app shows now, where codes are on.
    #[graphql(secret)]
    code: Option<String>,
    /// A recovery code, in place of it.
    #[graphql(secret)]
    recovery_code: Option<String>,
    /// What a passkey of the account signed, in JSON; see `beginPasskeySignIn`. Nothing else is needed with it.
    #[graphql(secret)]
    passkey: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `reauthenticate`.
#[derive(SimpleObject)]
pub struct ReauthenticatePayload {
    /// Whether dangerous things may be done for some minutes now.
    reauthenticated: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Proving once more who one is.
#[derive(Default)]
pub struct StepUpMutation;

/// Proving once more who one is.
#[Object]
impl StepUpMutation {
    /// Proves once more who the viewer is; what answers REAUTHENTICATION_REQUIRED is then allowed for some minutes. A passkey is enough;
    /// else it takes the password, and where codes are on, a code as well. A cookie is replaced by a fresh one. Limited per address.
    async fn reauthenticate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReauthenticateInput,
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
