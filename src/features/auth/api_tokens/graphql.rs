//! The GraphQL API of API tokens.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{
        Auth,
        api_tokens::{ApiTokenRow, NewApiToken},
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::{
        area::Area,
        id::ApiTokenId,
        scope::{Scope, ScopeArea, Scopes, Verb},
    },
};

/// A scope: a permission of an API token.
#[derive(SimpleObject, InputObject)]
#[graphql(name = "ApiTokenScope", input_name = "ApiTokenScopeInput")]
pub struct ApiTokenScope {
    /// The area of the API.
    area: ScopeArea,
    /// The kind of access; WRITE does not include READ.
    verb: Verb,
}

/// An API token that the viewer created for a program.
pub struct ApiToken(ApiTokenRow);

/// An API token that the viewer created for a program.
#[Object]
impl ApiToken {
    /// The id, for `revokeApiToken`.
    async fn id(&self) -> ApiTokenId {
        self.0.id
    }

    /// The name that the viewer gave it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its first characters, for recognition.
    async fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// Its scopes.
    async fn scopes(&self) -> Vec<ApiTokenScope> {
        Scopes::parse_stored(&self.0.scopes)
            .iter()
            .map(|scope| ApiTokenScope {
                area: scope.area().into(),
                verb: scope.verb(),
            })
            .collect()
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time when it expires.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }

    /// The time of the last use, to the minute; null if never used.
    async fn last_used_at(&self) -> Option<Instant> {
        self.0.last_used_at.map(Instant::from)
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct ApiTokensOfViewer;

/// Fields of the viewer.
#[Object]
impl ApiTokensOfViewer {
    /// The viewer's valid API tokens, newest first. Not for API tokens.
    async fn api_tokens(&self, ctx: &Context<'_>) -> Option<Result<Vec<ApiToken>>> {
        let reading = async {
            let tokens = context::handle::<Auth>(ctx)?
                .api_tokens
                .list(&context::person(ctx)?)
                .await?;
            Ok(tokens.into_iter().map(ApiToken).collect())
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// A new API token.
#[derive(InputObject)]
pub struct CreateApiTokenInput {
    /// A name, at most 100 characters.
    name: String,
    /// The scopes.
    scopes: Vec<ApiTokenScope>,
    /// Days until it expires, 1 to 366.
    #[graphql(default = 90)]
    expires_in_days: i32,
    #[graphql(flatten)]
    request: Request,
}

/// The revocation of an API token.
#[derive(InputObject)]
pub struct RevokeApiTokenInput {
    /// The token, from `viewer.apiTokens`.
    id: ApiTokenId,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `createApiToken`.
#[derive(SimpleObject)]
pub struct CreateApiTokenPayload {
    /// The token's metadata; null if refused.
    api_token: Option<ApiToken>,
    /// The secret token, to be sent as `Authorization: Bearer …`. Returned only once; null if refused.
    secret: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `revokeApiToken`.
#[derive(SimpleObject)]
pub struct RevokeApiTokenPayload {
    /// True if the token is revoked.
    revoked: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of API tokens.
#[derive(Default)]
pub struct ApiTokenMutation;

/// Mutations of API tokens.
#[Object]
impl ApiTokenMutation {
    /// Creates an API token with scopes and an expiry. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn create_api_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The name, scopes and lifetime of the token.")] input: CreateApiTokenInput,
    ) -> Result<CreateApiTokenPayload> {
        let scopes = input
            .scopes
            .iter()
            .map(|scope| Scope::new(scope.area.into(), scope.verb))
            .collect();
        let new = NewApiToken {
            name: input.name,
            scopes,
            days: i64::from(input.expires_in_days),
        };
        let made = context::handle::<Auth>(ctx)?
            .api_tokens
            .create(&context::person(ctx)?, new, context::origin(ctx)?)
            .await;
        let (made, outcome) = input.request.settle(made)?;
        let (secret, row) = made.unzip();
        Ok(CreateApiTokenPayload {
            api_token: row.map(ApiToken),
            secret,
            outcome,
        })
    }

    /// Revokes an API token of the viewer, at once and on every instance. Refused with NOT_FOUND if it has already ended.
    async fn revoke_api_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token to revoke.")] input: RevokeApiTokenInput,
    ) -> Result<RevokeApiTokenPayload> {
        let done = context::handle::<Auth>(ctx)?
            .api_tokens
            .revoke(&context::person(ctx)?, input.id, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(RevokeApiTokenPayload {
            revoked: done.is_some(),
            outcome,
        })
    }
}
