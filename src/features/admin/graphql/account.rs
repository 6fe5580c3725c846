//! An account as admins see it.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::loader::{SessionsOfAccount, SuspensionOfAccount, WaysIntoAccount};
use crate::{
    error::{Error, Result},
    features::{
        auth::{Auth, SignInMethods, graphql::Session},
        users::{Status, SuspensionRow, UserRow},
    },
    graphql::{context, limits::list_cost, scalar::Instant},
    types::{actor::Role, area::Area, id::UserId},
};

/// An account as admins see it.
pub struct Account(pub UserRow);

/// An account as admins see it: who may come in and how, and nothing of what is kept in it.
#[Object]
impl Account {
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

    /// Whether the account may be used.
    async fn status(&self) -> Status {
        self.0.status
    }

    /// Why it is suspended; null if it is not.
    async fn suspension(&self, ctx: &Context<'_>) -> Option<Result<Suspension>> {
        let found = context::load(ctx, Area::Users, SuspensionOfAccount(self.0.id)).await;
        found.map(|found| found.map(Suspension)).transpose()
    }

    /// When the account was made.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When the owner proved that the address is theirs; null if they did not yet.
    async fn email_verified_at(&self) -> Option<Instant> {
        self.0.email_verified_at.map(Instant::from)
    }

    /// Whether there is a password to sign in with.
    async fn has_password(&self) -> bool {
        self.0.password_hash.is_some()
    }

    /// Whether a second proof is asked for: codes by an app are on.
    async fn has_totp(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        Some(self.ways_in(ctx).await.map(|ways| ways.has_totp))
    }

    /// How many passkeys there are to sign in with.
    async fn passkey_count(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        Some(
            self.ways_in(ctx)
                .await
                .and_then(|ways| i32::try_from(ways.passkeys).map_err(Error::internal)),
        )
    }

    /// The providers by which the user can sign in, by name.
    async fn providers(&self, ctx: &Context<'_>) -> Option<Result<Vec<String>>> {
        Some(
            self.ways_in(ctx)
                .await
                .map(|ways| ways.providers.iter().cloned().collect()),
        )
    }

    /// The devices that are signed in, the one used last first.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn sessions(&self, ctx: &Context<'_>) -> Option<Result<Vec<Session>>> {
        let reading = async {
            let (auth, asking) = (
                context::handle::<Auth>(ctx)?,
                context::actor(ctx)?.session_id,
            );
            let rows = context::load(ctx, Area::Users, SessionsOfAccount(self.0.id))
                .await?
                .unwrap_or_default();
            Ok(rows
                .iter()
                .map(|row| Session::of(row.clone(), auth.sessions.ends_at(row), asking))
                .collect())
        };
        Some(reading.await)
    }
}

impl Account {
    async fn ways_in(&self, ctx: &Context<'_>) -> Result<Arc<SignInMethods>> {
        Ok(context::load(ctx, Area::Users, WaysIntoAccount(self.0.id))
            .await?
            .unwrap_or_default())
    }
}

/// Why an account is suspended.
pub struct Suspension(Arc<SuspensionRow>);

/// Why an account is suspended, since when and by whom.
#[Object]
impl Suspension {
    /// In the words of whoever suspended it.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Since when.
    async fn since(&self) -> Instant {
        self.0.since.into()
    }

    /// The admin; null for the operator of the server, and when that admin's account is gone.
    async fn by_id(&self) -> Option<UserId> {
        self.0.by_id
    }
}
