//! Addresses that are proved by mail, and passwords that change.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;

use super::{SessionPayload, keep, payload, possible};
use crate::{
    error::Result,
    features::auth::{Auth, Mode},
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
};

/// What verifies an address.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// The token of the mail.
    #[graphql(secret)]
    token: String,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// What asks for another mail that verifies an address.
#[derive(InputObject)]
pub struct RequestEmailVerificationInput {
    /// The address.
    email: String,
    #[graphql(flatten)]
    request: Request,
}

/// What asks for a mail that sets a new password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The address of the account.
    email: String,
    #[graphql(flatten)]
    request: Request,
}

/// What sets a new password by a mail.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The token of the mail.
    #[graphql(secret)]
    token: String,
    /// 10 to 256 characters, hard to guess.
    #[graphql(secret)]
    new_password: String,
    #[graphql(flatten)]
    request: Request,
}

/// What sets a new password by the old one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password so far.
    #[graphql(secret)]
    current_password: String,
    /// 10 to 256 characters, hard to guess.
    #[graphql(secret)]
    new_password: String,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `requestEmailVerification` and `requestPasswordReset`, the same for every address.
#[derive(SimpleObject)]
pub struct RequestMailPayload {
    /// Whether it was asked for. A mail goes out if there is a reason for one, and not too many did.
    requested: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `resetPassword`.
#[derive(SimpleObject)]
pub struct ResetPasswordPayload {
    /// Whether the new password is good now; sign in with it.
    reset: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether the new password is good now.
    changed: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Addresses and passwords.
#[derive(Default)]
pub struct PasswordMutation;

/// Addresses and passwords.
#[Object]
impl PasswordMutation {
    /// Proves by the token of a mail that its address is the caller's, and signs in. An account that somebody else had begun with the
    /// address becomes theirs: its password and sessions so far end, unless they are the caller's own. Limited per address.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: VerifyEmailInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let verified = context::handle::<Auth>(ctx)?
            .verify_email(
                context::viewer(ctx)?,
                &input.token,
                mode,
                context::origin(ctx)?,
            )
            .await;
        payload(ctx, verified, input.request)
    }

    /// Asks for another mail that verifies an address. The answer is the same for every address. Limited per address.
    async fn request_email_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RequestEmailVerificationInput,
    ) -> Result<RequestMailPayload> {
        let done = context::handle::<Auth>(ctx)?
            .request_verification(&input.email, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(RequestMailPayload {
            requested: done.is_some(),
            outcome,
        })
    }

    /// Asks for a mail by which the owner of an address sets a new password. The answer is the same for every address; an address gets
    /// one such mail in 5 minutes. Limited per address.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RequestPasswordResetInput,
    ) -> Result<RequestMailPayload> {
        let done = context::handle::<Auth>(ctx)?
            .request_reset(&input.email, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(RequestMailPayload {
            requested: done.is_some(),
            outcome,
        })
    }

    /// Sets a new password by the token of a mail, which verifies the address, too. Every session of the account ends. Limited per
    /// address.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ResetPasswordInput,
    ) -> Result<ResetPasswordPayload> {
        let new = SecretString::from(input.new_password);
        let done = context::handle::<Auth>(ctx)?
            .reset_password(&input.token, new, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(ResetPasswordPayload {
            reset: done.is_some(),
            outcome,
        })
    }

    /// Sets a new password; the one so far is the proof. Every other session of the viewer ends. A cookie is replaced by a fresh one.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let (auth, person) = (context::handle::<Auth>(ctx)?, context::person(ctx)?);
        let (old, new) = (
            SecretString::from(input.current_password),
            SecretString::from(input.new_password),
        );
        let done = auth
            .change_password(&person, old, new, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        let changed = done.is_some();
        if let Some(keys) = done.flatten() {
            keep(ctx, keys)?;
        }
        Ok(ChangePasswordPayload { changed, outcome })
    }
}
