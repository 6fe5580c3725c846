//! The face of accounts.

use async_graphql::{Context, Object};

use super::UserRow;
use crate::{
    error::Result,
    graphql::{context, scalar::Instant},
    types::{actor::Role, area::Area, id::UserId},
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

    /// When the account will be erased, because its owner asked for it; null if they did not. `cancelDeletion` stops it before.
    async fn deletion_at(&self) -> Option<Instant> {
        self.0.leaves_at.map(Instant::from)
    }

    /// When the account was made.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }
}

/// What the viewer has in this feature.
#[derive(Default)]
pub struct UsersOfViewer;

/// What the viewer has in this feature.
#[Object]
impl UsersOfViewer {
    /// The viewer's account.
    async fn user(&self, ctx: &Context<'_>) -> Option<Result<User>> {
        let reading = async { context::app(ctx)?.users.get(context::allowed(ctx, Area::Users.read())?).await };
        Some(context::within(ctx, Area::Users, reading).await.map(User))
    }
}
