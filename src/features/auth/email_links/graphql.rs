//! The GraphQL of the links of mails.

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::auth::{
        Auth,
        sessions::Mode,
        sign_in::graphql::{RequestMailPayload, SessionPayload, payload, possible},
    },
    graphql::{context, mutation::Request},
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

/// Addresses that are proved by mail.
#[derive(Default)]
pub struct EmailLinkMutation;

/// Addresses that are proved by mail.
#[Object]
impl EmailLinkMutation {
    /// Proves by the token of a mail that its address is the caller's, and signs in. An account that another person had begun with the
    /// address becomes theirs: its password and sessions so far end, unless they are the caller's own. Limited per address.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: VerifyEmailInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let verified = context::handle::<Auth>(ctx)?
            .email_links
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
            .email_links
            .request_verification(&input.email, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(RequestMailPayload {
            requested: done.is_some(),
            outcome,
        })
    }
}
