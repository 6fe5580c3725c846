//! Mutations of the synchronisation with LinkedIn.

use async_graphql::{Context, InputObject, Object};

use super::LinkedInSync;
use crate::{
    error::Result,
    features::linkedin::{LinkedIn, NewToken},
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
        scalar::Instant,
    },
    types::area::Area,
};

/// A consent to read the viewer's LinkedIn account.
#[derive(InputObject)]
pub struct ConnectLinkedInInput {
    /// The `version` that the client read; 0 before the first connection.
    expected_version: i32,
    /// An access token from the token generator of LinkedIn's developer portal, with the scope `r_dma_portability_self_serve`. Without it,
    /// the token of the linked LinkedIn identity is used, if `hasIdentityToken` is true. It is stored encrypted and never returned.
    #[graphql(secret, validator(max_length = 5_000))]
    access_token: Option<String>,
    /// The time when the token expires, as shown by the token generator.
    expires_at: Option<Instant>,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// The request to synchronise now.
#[derive(InputObject)]
pub struct SyncLinkedInInput {
    /// The `version` that the client read.
    expected_version: i32,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// The end of the synchronisation.
#[derive(InputObject)]
pub struct DisconnectLinkedInInput {
    /// The `version` that the client read.
    expected_version: i32,
    #[graphql(flatten)]
    request: WriteRequest,
}

payloads! {
    reads Area::Profiles.read();

    /// The payload of the mutations of the synchronisation with LinkedIn.
    LinkedInPayload {
        /// The synchronisation after the change; null if refused, and for an API token that may not read profiles.
        linked_in: LinkedInSync
    }
}

/// Mutations of the synchronisation with LinkedIn.
#[derive(Default)]
pub struct LinkedInMutation;

/// Mutations of the synchronisation with LinkedIn.
#[Object]
impl LinkedInMutation {
    /// Connects the viewer's LinkedIn account, or consents anew. The token is checked by a request to LinkedIn, and the first run is started.
    /// Not for API tokens.
    async fn connect_linked_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: ConnectLinkedInInput,
    ) -> Result<LinkedInPayload> {
        let new = NewToken {
            access: input.access_token.map(Into::into),
            expires_at: input.expires_at.map(|at| at.0),
        };
        let request = input.request;
        let done = Box::pin(async {
            let (person, origin) = (context::person(ctx)?, context::origin(ctx)?);
            let write = request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            let linkedin = context::handle::<LinkedIn>(ctx)?;
            linkedin.connect(&write, &person, new, origin).await
        });
        LinkedInPayload::of(ctx, done.await, request)
    }

    /// Reads the viewer's LinkedIn account now and makes a plan to import new data, without applying it. At most once an hour, otherwise
    /// refused with `SyncTooEarlyError`.
    async fn sync_linked_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read.")] input: SyncLinkedInInput,
    ) -> Result<LinkedInPayload> {
        let request = input.request;
        let done = Box::pin(async {
            let actor = context::allowed(ctx, Area::Profiles.write())?;
            let write = request.write(ctx, actor)?;
            let write = write.expecting(input.expected_version);
            context::handle::<LinkedIn>(ctx)?.sync(&write).await
        });
        LinkedInPayload::of(ctx, done.await, request)
    }

    /// Disconnects the viewer's LinkedIn account: deletes the token and the stored state of the account. Imported data remain. Not for API
    /// tokens.
    async fn disconnect_linked_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read.")] input: DisconnectLinkedInInput,
    ) -> Result<LinkedInPayload> {
        let request = input.request;
        let done = Box::pin(async {
            let (person, origin) = (context::person(ctx)?, context::origin(ctx)?);
            let write = request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            let linkedin = context::handle::<LinkedIn>(ctx)?;
            linkedin.disconnect(&write, &person, origin).await
        });
        LinkedInPayload::of(ctx, done.await, request)
    }
}
