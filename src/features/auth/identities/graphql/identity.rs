//! The GraphQL API of the viewer's provider identities.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{
        Auth,
        identities::{self, IdentityRow},
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::{Instant, WebAddress},
    },
    types::{area::Area, id::IdentityId},
};

/// A provider identity that is linked to the viewer's account.
#[derive(SimpleObject)]
pub struct Identity {
    /// The id, for `unlinkIdentity`.
    id: IdentityId,
    /// The provider's name.
    provider: String,
    /// The last address that the provider sent; null if it sent none.
    email: Option<String>,
    /// What the provider said of the user, at the last sign-in that said it; `importIdentityClaims` makes a plan of it. Null if it was not
    /// kept yet: sign in with the provider once more.
    claims: Option<IdentityClaims>,
    /// The time when it was linked.
    linked_at: Instant,
    /// The time of the last sign-in with it.
    last_used_at: Instant,
}

/// What a provider said of a user. Nothing of it is applied before the user imports it.
#[derive(SimpleObject)]
pub struct IdentityClaims {
    /// The full name; null if it was not said.
    name: Option<String>,
    /// The given name; null if it was not said.
    given_name: Option<String>,
    /// The family name; null if it was not said.
    family_name: Option<String>,
    /// The e-mail address, verified or not; null if it was not said.
    email: Option<String>,
    /// The address of a picture, which may expire; null if it was not said.
    picture_url: Option<WebAddress>,
    /// The tag of the language (BCP 47), as the provider wrote it; null if it was not said.
    locale: Option<String>,
}

impl From<identities::IdentityClaims> for IdentityClaims {
    fn from(claims: identities::IdentityClaims) -> Self {
        Self {
            name: claims.name,
            given_name: claims.given_name,
            family_name: claims.family_name,
            email: claims.email,
            picture_url: claims.picture.map(WebAddress),
            locale: claims.locale,
        }
    }
}

impl From<IdentityRow> for Identity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: row.id,
            provider: row.provider,
            email: row.email,
            claims: row.claims.map(IdentityClaims::from),
            linked_at: row.created_at.into(),
            last_used_at: row.last_used_at.into(),
        }
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct IdentitiesOfViewer;

/// Fields of the viewer.
#[Object]
impl IdentitiesOfViewer {
    /// The linked provider identities, in the order of linking. Not for API tokens.
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

/// The start of linking an identity.
#[derive(InputObject)]
pub struct LinkIdentityInput {
    /// The provider, from `signInProviders`.
    #[graphql(validator(max_length = 64))]
    provider: String,
    /// The URL that the browser returns to, from the operator's allow list; `code` or `error` is added to it.
    #[graphql(validator(max_length = 2048))]
    return_to: String,
    #[graphql(flatten)]
    request: Request,
}

/// The completion of linking an identity.
#[derive(InputObject)]
pub struct CompleteIdentityLinkInput {
    /// The `code` from the return URL; valid for one minute and one use.
    #[graphql(secret, validator(max_length = 256))]
    code: String,
    #[graphql(flatten)]
    request: Request,
}

/// The unlinking of an identity.
#[derive(InputObject)]
pub struct UnlinkIdentityInput {
    /// The identity, from `viewer.identities`.
    id: IdentityId,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `linkIdentity`.
#[derive(SimpleObject)]
pub struct LinkIdentityPayload {
    /// The URL to open in a browser, once and within ten minutes; null if refused.
    url: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `completeIdentityLink`.
#[derive(SimpleObject)]
pub struct CompleteIdentityLinkPayload {
    /// The linked identity; null if refused.
    identity: Option<Identity>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `unlinkIdentity`.
#[derive(SimpleObject)]
pub struct UnlinkIdentityPayload {
    /// True if the identity was unlinked.
    unlinked: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of provider identities.
#[derive(Default)]
pub struct IdentityMutation;

/// Mutations of provider identities.
#[Object]
impl IdentityMutation {
    /// Starts to link an identity at a provider to the viewer's account. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn link_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider and the URL to return to.")] input: LinkIdentityInput,
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

    /// Links the identity, in the session that started it. `DuplicateError` if it is already linked to an account.
    async fn complete_identity_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code from the return URL.")] input: CompleteIdentityLinkInput,
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

    /// Unlinks an identity from the viewer's account, and ends the other sessions that were opened with it. Refused if it is the only
    /// sign-in method. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn unlink_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identity to unlink.")] input: UnlinkIdentityInput,
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
