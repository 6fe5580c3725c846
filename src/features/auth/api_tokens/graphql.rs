//! Tokens that people give to programs.

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

/// One permission of a token.
#[derive(SimpleObject, InputObject)]
#[graphql(name = "ApiTokenScope", input_name = "ApiTokenScopeInput")]
pub struct ApiTokenScope {
    /// Where.
    area: ScopeArea,
    /// What; to change does not include to read.
    verb: Verb,
}

/// A token that the viewer gave to a program.
pub struct ApiToken(ApiTokenRow);

/// A token that the viewer gave to a program.
#[Object]
impl ApiToken {
    /// The id to revoke it by.
    async fn id(&self) -> ApiTokenId {
        self.0.id
    }

    /// What its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its first characters, to know it again by.
    async fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// What it may do.
    async fn scopes(&self) -> Vec<ApiTokenScope> {
        Scopes::parse_stored(&self.0.scopes)
            .iter()
            .map(|scope| ApiTokenScope {
                area: scope.area().into(),
                verb: scope.verb(),
            })
            .collect()
    }

    /// When it was made.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When it ends.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }

    /// When it was last used, to within a minute; null if never.
    async fn last_used_at(&self) -> Option<Instant> {
        self.0.last_used_at.map(Instant::from)
    }
}

/// What the viewer has of API tokens.
#[derive(Default)]
pub struct ApiTokensOfViewer;

/// What the viewer has of API tokens.
#[Object]
impl ApiTokensOfViewer {
    /// The tokens that were given to programs and are still good, the newest first. Not for API tokens.
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

/// What makes a token.
#[derive(InputObject)]
pub struct CreateApiTokenInput {
    /// What to call it, at most 100 characters.
    name: String,
    /// What it may do.
    scopes: Vec<ApiTokenScope>,
    /// Days until it ends, 1 to 366.
    #[graphql(default = 90)]
    expires_in_days: i32,
    #[graphql(flatten)]
    request: Request,
}

/// What ends a token.
#[derive(InputObject)]
pub struct RevokeApiTokenInput {
    /// The token, from `viewer.apiTokens`.
    id: ApiTokenId,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `createApiToken`.
#[derive(SimpleObject)]
pub struct CreateApiTokenPayload {
    /// The token; null when refused.
    api_token: Option<ApiToken>,
    /// The token itself, to be sent as `Authorization: Bearer …`. It is shown this once.
    secret: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `revokeApiToken`.
#[derive(SimpleObject)]
pub struct RevokeApiTokenPayload {
    /// Whether it is over now.
    revoked: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Giving tokens to programs.
#[derive(Default)]
pub struct ApiTokenMutation;

/// Giving tokens to programs.
#[Object]
impl ApiTokenMutation {
    /// Makes a token for a program, with scopes and an end. REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn create_api_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CreateApiTokenInput,
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

    /// Ends a token of the viewer, at once and everywhere. NOT_FOUND for one that is over already.
    async fn revoke_api_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RevokeApiTokenInput,
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
