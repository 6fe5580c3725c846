//! The GraphQL API of passwords.

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

/// A new account.
#[derive(InputObject)]
pub struct SignUpInput {
    /// The address to sign in with, at most 254 characters.
    email: String,
    /// 10 to 256 characters.
    #[graphql(secret)]
    password: String,
    /// The display name, at most 120 characters.
    name: String,
    /// How the client stores the session.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// A sign-in with a password.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address of the account.
    email: String,
    /// Its password.
    #[graphql(secret)]
    password: String,
    /// The `deviceToken` from an earlier sign-in on this device: attempts of other clients then do not count against it. In a browser, a
    /// cookie has the same purpose.
    #[graphql(secret)]
    device_token: Option<String>,
    /// How the client stores the session.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// The request for a mail to reset the password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The address of the account.
    email: String,
    #[graphql(flatten)]
    request: Request,
}

/// A new password, with the token from a mail.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The token from the mail.
    #[graphql(secret)]
    token: String,
    /// 10 to 256 characters, hard to guess.
    #[graphql(secret)]
    new_password: String,
    #[graphql(flatten)]
    request: Request,
}

/// A new password, with the current one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The current password.
    #[graphql(secret)]
    current_password: String,
    /// 10 to 256 characters, hard to guess.
    #[graphql(secret)]
    new_password: String,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `resetPassword`.
#[derive(SimpleObject)]
pub struct ResetPasswordPayload {
    /// True if the new password is set; sign in with it.
    reset: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// True if the new password is set.
    changed: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of passwords.
#[derive(Default)]
pub struct PasswordMutation;

/// Mutations of passwords.
#[Object]
impl PasswordMutation {
    /// Signs up. The response is the same for every address: a mail to it contains the token for `verifyEmail`. If the server does not
    /// require verified addresses, the account and its session are created at once. Rate-limited per IP address.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new account, and how the session is stored.")] input: SignUpInput,
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

    /// Opens a session, or returns a `challenge` if the account has a second factor. A wrong address and a wrong password give the same
    /// UNAUTHENTICATED error. Rate-limited per account, IP address and network (RATE_LIMITED), whether or not the account exists.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address and password, and how the session is stored.")]
        input: SignInInput,
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

    /// Requests a mail to reset the password. The response is the same for every address; an address gets at most one such mail in 5
    /// minutes. Rate-limited per IP address.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address of the account.")] input: RequestPasswordResetInput,
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

    /// Sets a new password with the token from a mail, which also verifies the address. All sessions of the account are revoked.
    /// Rate-limited per IP address.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token from the mail and the new password.")]
        input: ResetPasswordInput,
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

    /// Changes the password, confirmed by the current one. All other sessions of the viewer are revoked. A session in a cookie gets a new
    /// cookie.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The current and the new password.")] input: ChangePasswordInput,
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
