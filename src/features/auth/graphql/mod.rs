//! The face of signing in.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;

use super::{Credentials, NewAccount, SignedIn};
use crate::{
    error::Result,
    graphql::{
        context,
        error::{UserError, settle},
        scalar::Instant,
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
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What begins a session.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address of the account.
    email: String,
    /// Its password.
    #[graphql(secret)]
    password: String,
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What renews a session.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token that came last; it is good for one use.
    #[graphql(secret)]
    refresh_token: String,
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What ends a session.
#[derive(InputObject)]
pub struct SignOutInput {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// The tokens of a session.
#[derive(SimpleObject)]
pub struct Session {
    /// A JWT; send it as `Authorization: Bearer …`, or as `authorization` in the payload of `connection_init`.
    access_token: String,
    /// When the access token ends.
    expires_at: Instant,
    /// Good for one `refreshSession`; keep it where scripts cannot read it.
    refresh_token: String,
}

/// The answer of `signUp`, `signIn` and `refreshSession`.
#[derive(SimpleObject)]
pub struct SessionPayload {
    /// The tokens; null when refused.
    session: Option<Session>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// The answer of `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Whether the session is over now.
    signed_out: bool,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// Signing in and out.
#[derive(Default)]
pub struct AuthMutation;

/// Signing in and out.
#[Object]
impl AuthMutation {
    /// Makes an account and signs in. Limited per address.
    async fn sign_up(&self, ctx: &Context<'_>, #[graphql(desc = "What is asked for.")] input: SignUpInput) -> Result<SessionPayload> {
        let new = NewAccount { email: input.email, name: input.name, password: SecretString::from(input.password) };
        payload(context::app(ctx)?.auth.sign_up(context::origin(ctx)?, new).await, input.client_mutation_id)
    }

    /// Begins a session. A wrong address or password is UNAUTHENTICATED, and looks the same. Limited per address.
    async fn sign_in(&self, ctx: &Context<'_>, #[graphql(desc = "What is asked for.")] input: SignInInput) -> Result<SessionPayload> {
        let credentials = Credentials { email: input.email, password: SecretString::from(input.password) };
        payload(context::app(ctx)?.auth.sign_in(context::origin(ctx)?, credentials).await, input.client_mutation_id)
    }

    /// Swaps a refresh token for a new pair of tokens. A refresh token that is used twice ends its session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RefreshSessionInput,
    ) -> Result<SessionPayload> {
        payload(context::app(ctx)?.auth.refresh(context::origin(ctx)?, &input.refresh_token).await, input.client_mutation_id)
    }

    /// Ends the session of the access token that is sent along.
    async fn sign_out(&self, ctx: &Context<'_>, #[graphql(desc = "What is asked for.")] input: SignOutInput) -> Result<SignOutPayload> {
        let (done, user_errors) = settle(context::app(ctx)?.auth.sign_out(context::person(ctx)?.actor(), context::origin(ctx)?).await)?;
        Ok(SignOutPayload { signed_out: done.is_some(), user_errors, client_mutation_id: input.client_mutation_id })
    }
}

fn payload(result: Result<SignedIn>, client_mutation_id: Option<String>) -> Result<SessionPayload> {
    let (signed_in, user_errors) = settle(result)?;
    let session = signed_in.map(|signed_in| Session {
        access_token: signed_in.access_token,
        expires_at: signed_in.expires_at.into(),
        refresh_token: signed_in.refresh_token,
    });
    Ok(SessionPayload { session, user_errors, client_mutation_id })
}
