//! The GraphQL API of links in mails.

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

/// The verification of an address.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// The token from the mail.
    #[graphql(secret)]
    token: String,
    /// How the client stores the session.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// The request for another verification mail.
#[derive(InputObject)]
pub struct RequestEmailVerificationInput {
    /// The address.
    email: String,
    #[graphql(flatten)]
    request: Request,
}

/// Mutations of e-mail verification.
#[derive(Default)]
pub struct EmailLinkMutation;

/// Mutations of e-mail verification.
#[Object]
impl EmailLinkMutation {
    /// Verifies an address with the token from a mail, and signs in. If someone else created an account with the address without verifying
    /// it, the caller becomes its owner: its password and sessions are revoked, unless they are the caller's own. Rate-limited per IP
    /// address.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token from the mail, and how the session is stored.")]
        input: VerifyEmailInput,
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

    /// Requests another mail that verifies an address. The response is the same for every address. Rate-limited per IP address.
    async fn request_email_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address to verify.")] input: RequestEmailVerificationInput,
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
