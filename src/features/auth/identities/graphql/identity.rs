//! The identities at providers of the caller.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{Auth, identities::IdentityRow},
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::{area::Area, id::IdentityId},
};

/// An identity of the viewer at a provider.
#[derive(SimpleObject)]
pub struct Identity {
    /// The id to take it off by.
    id: IdentityId,
    /// The provider's name.
    provider: String,
    /// The address that the provider told last; null if it told none.
    email: Option<String>,
    /// When it was linked.
    linked_at: Instant,
    /// When a sign-in last used it.
    last_used_at: Instant,
}

impl From<IdentityRow> for Identity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: row.id,
            provider: row.provider,
            email: row.email,
            linked_at: row.created_at.into(),
            last_used_at: row.last_used_at.into(),
        }
    }
}

/// The identities of the viewer.
#[derive(Default)]
pub struct IdentitiesOfViewer;

/// The identities of the viewer.
#[Object]
impl IdentitiesOfViewer {
    /// By whom the viewer can sign in, the first linked first. Not for API tokens.
    async fn identities(&self, ctx: &Context<'_>) -> Option<Result<Vec<Identity>>> {
        let reading = async {
            let rows = context::handle::<Auth>(ctx)?
                .identities
                .list(&context::person(ctx)?)
                .await?;
            Ok(rows.into_iter().map(Identity::from).collect())
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// What begins to link an identity.
#[derive(InputObject)]
pub struct LinkIdentityInput {
    /// The provider, from `signInProviders`.
    #[graphql(validator(max_length = 64))]
    provider: String,
    /// Where the browser returns to, from the operator's list; `code` is added, or `error`.
    #[graphql(validator(max_length = 2048))]
    return_to: String,
    #[graphql(flatten)]
    request: Request,
}

/// What completes it.
#[derive(InputObject)]
pub struct CompleteIdentityLinkInput {
    /// The `code` that came with the address to return to; good for one minute and one use.
    #[graphql(secret, validator(max_length = 256))]
    code: String,
    #[graphql(flatten)]
    request: Request,
}

/// What takes an identity off.
#[derive(InputObject)]
pub struct UnlinkIdentityInput {
    /// The identity, from `viewer.identities`.
    id: IdentityId,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `linkIdentity`.
#[derive(SimpleObject)]
pub struct LinkIdentityPayload {
    /// The address to open in a browser, once and within ten minutes; null if nothing was begun.
    url: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `completeIdentityLink`.
#[derive(SimpleObject)]
pub struct CompleteIdentityLinkPayload {
    /// The identity; null if none was linked.
    identity: Option<Identity>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `unlinkIdentity`.
#[derive(SimpleObject)]
pub struct UnlinkIdentityPayload {
    /// Whether it is off now.
    unlinked: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Linking identities.
#[derive(Default)]
pub struct IdentityMutation;

/// Linking identities.
#[Object]
impl IdentityMutation {
    /// Begins to link an identity at a provider to the viewer's account. Asks for a recent proof.
    async fn link_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: LinkIdentityInput,
    ) -> Result<LinkIdentityPayload> {
        let begun = context::handle::<Auth>(ctx)?
            .identities
            .begin_link(
                &context::person(ctx)?,
                &input.provider,
                &input.return_to,
                context::origin(ctx)?,
            )
            .await;
        let (url, outcome) = input.request.settle(begun)?;
        Ok(LinkIdentityPayload { url, outcome })
    }

    /// Links the identity, in the session that began it. `DuplicateError` if it is linked to any account.
    async fn complete_identity_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CompleteIdentityLinkInput,
    ) -> Result<CompleteIdentityLinkPayload> {
        let done = context::handle::<Auth>(ctx)?
            .identities
            .complete_link(&context::person(ctx)?, &input.code, context::origin(ctx)?)
            .await;
        let (row, outcome) = input.request.settle(done)?;
        Ok(CompleteIdentityLinkPayload {
            identity: row.map(Identity::from),
            outcome,
        })
    }

    /// Takes an identity off the viewer's account, and ends the other sessions that it began. The only way in stays. Asks for a recent
    /// proof.
    async fn unlink_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: UnlinkIdentityInput,
    ) -> Result<UnlinkIdentityPayload> {
        let done = context::handle::<Auth>(ctx)?
            .identities
            .unlink(&context::person(ctx)?, input.id, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(UnlinkIdentityPayload {
            unlinked: done.is_some(),
            outcome,
        })
    }
}
