//! The GraphQL API of accounts.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::UserRow;
use crate::{
    error::Result,
    features::users::Users,
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::{actor::Role, area::Area, id::UserId, time_zone::TimeZone},
};

/// An account, as its owner sees it.
pub struct User(pub UserRow);

/// An account, as its owner sees it.
#[Object]
impl User {
    /// The global id.
    async fn id(&self) -> UserId {
        self.0.id
    }

    /// The address to sign in with, lower case.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// How the user wants to be called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What the user may do beyond their own things.
    async fn role(&self) -> Role {
        self.0.role
    }

    /// The zone that decides which day it is for the user: the default of stated dates, and what is yet to come. UTC until it is set
    /// with `updateAccount`.
    async fn time_zone(&self) -> TimeZone {
        self.0.time_zone()
    }

    /// When the account will be erased, because its owner asked for it; null if they did not. `cancelDeletion` stops it before.
    async fn deletion_at(&self) -> Option<Instant> {
        self.0.leaves_at.map(Instant::from)
    }

    /// When the account was made.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct UsersOfViewer;

/// Fields of the viewer.
#[Object]
impl UsersOfViewer {
    /// The viewer's account.
    async fn user(&self, ctx: &Context<'_>) -> Option<Result<User>> {
        let reading = async {
            context::handle::<Users>(ctx)?
                .get(context::allowed(ctx, Area::Users.read())?)
                .await
        };
        Some(context::within(ctx, Area::Users, reading).await.map(User))
    }
}

/// A change of the account; what is left out stays as it is.
#[derive(InputObject)]
pub struct UpdateAccountInput {
    /// The zone that decides which day it is for you.
    time_zone: Option<TimeZone>,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `updateAccount`.
#[derive(SimpleObject)]
pub struct UpdateAccountPayload {
    /// The account as it is now; null when refused.
    user: Option<User>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Changing the viewer's account.
#[derive(Default)]
pub struct UsersMutation;

/// Changing the viewer's account.
#[Object]
impl UsersMutation {
    /// Changes the viewer's account; what the input does not name stays as it is.
    async fn update_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateAccountInput,
    ) -> Result<UpdateAccountPayload> {
        let updated = context::handle::<Users>(ctx)?
            .update(context::allowed(ctx, Area::Users.write())?, input.time_zone)
            .await;
        let (user, outcome) = input.request.settle(updated)?;
        Ok(UpdateAccountPayload {
            user: user.map(User),
            outcome,
        })
    }
}
