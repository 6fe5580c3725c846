//! Tokens that people give to programs.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{ApiTokenRow, NewApiToken},
    graphql::{
        context,
        error::{UserError, settle},
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
            let tokens = context::app(ctx)?
                .auth
                .api_tokens(&context::person(ctx)?)
                .await?;
            Ok(tokens.into_iter().map(ApiToken).collect())
        };
        Some(context::within(ctx, Area::Users, reading).await)
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
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What ends a token.
#[derive(InputObject)]
pub struct RevokeApiTokenInput {
    /// The token, from `viewer.apiTokens`.
    id: ApiTokenId,
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// The answer of `createApiToken`.
#[derive(SimpleObject)]
pub struct CreateApiTokenPayload {
    /// The token; null when refused.
    api_token: Option<ApiToken>,
    /// The token itself, to be sent as `Authorization: Bearer …`. It is told this once.
    secret: Option<String>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// The answer of `revokeApiToken`.
#[derive(SimpleObject)]
pub struct RevokeApiTokenPayload {
    /// Whether it is over now.
    revoked: bool,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
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
        let made = context::app(ctx)?
            .auth
            .create_api_token(&context::person(ctx)?, new, context::origin(ctx)?)
            .await;
        let (made, user_errors) = settle(made)?;
        let (secret, row) = made.unzip();
        Ok(CreateApiTokenPayload {
            api_token: row.map(ApiToken),
            secret,
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// Ends a token of the viewer, at once and everywhere. NOT_FOUND for one that is over already.
    async fn revoke_api_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RevokeApiTokenInput,
    ) -> Result<RevokeApiTokenPayload> {
        let done = context::app(ctx)?
            .auth
            .revoke_api_token(&context::person(ctx)?, input.id, context::origin(ctx)?)
            .await;
        let (done, user_errors) = settle(done)?;
        Ok(RevokeApiTokenPayload {
            revoked: done.is_some(),
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }
}
