//! The GraphQL of passwords.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;

use super::{Credentials, NewAccount};
use crate::{
    error::Result,
    features::auth::{
        Auth,
        sessions::Mode,
        sign_in::graphql::{
            RequestMailPayload, SessionPayload, device_of, keep, payload, possible,
        },
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
};

/// What makes an account.
#[derive(InputObject)]
pub struct SignUpInput {
    /// The address to sign in with, at most 254 characters.
    email: String,
    /// 10 to 256 characters.
    #[graphql(secret)]
    password: String,
    /// How the user wants to be called, at most 120 characters.
    name: String,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// What begins a session.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address of the account.
    email: String,
    /// Its password.
    #[graphql(secret)]
    password: String,
    /// The `deviceToken` that this device got at an earlier sign-in: then guesses of strangers do not count here. A
    /// browser's cookie says the same.
    #[graphql(secret)]
    device_token: Option<String>,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
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

/// Passwords.
#[derive(Default)]
pub struct PasswordMutation;

/// Passwords.
#[Object]
impl PasswordMutation {
    /// Asks for an account. The answer is the same for every address: a mail to its owner tells how to go on, by `verifyEmail`. Where
    /// the server wants no proof of the address, the account and its session begin at once. Limited per address.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignUpInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let new = NewAccount {
            email: input.email,
            name: input.name,
            password: SecretString::from(input.password),
        };
        payload(
            ctx,
            context::handle::<Auth>(ctx)?
                .passwords
                .sign_up(context::origin(ctx)?, new, mode)
                .await,
            input.request,
        )
    }

    /// Begins a session, or gives a `challenge` where the account wants a second proof. A wrong address or password is UNAUTHENTICATED,
    /// and looks the same. Limited per account, address and network: RATE_LIMITED, whether or not there is such an account.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignInInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let device_token = device_of(ctx, input.device_token);
        let credentials = Credentials {
            email: input.email,
            password: SecretString::from(input.password),
            device_token,
        };
        payload(
            ctx,
            context::handle::<Auth>(ctx)?
                .passwords
                .sign_in(context::origin(ctx)?, credentials, mode)
                .await,
            input.request,
        )
    }

    /// Asks for a mail by which the owner of an address sets a new password. The answer is the same for every address; an address gets
    /// one such mail in 5 minutes. Limited per address.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RequestPasswordResetInput,
    ) -> Result<RequestMailPayload> {
        let done = context::handle::<Auth>(ctx)?
            .passwords
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
            .passwords
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
            .passwords
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
