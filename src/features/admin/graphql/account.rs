//! An account as admins see it.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::loader::{SessionsOfAccount, SignInMethodsOfAccount, SuspensionOfAccount};
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

impl From<UserRow> for Account {
    fn from(row: UserRow) -> Self {
        Self(row)
    }
}

/// An account as admins see it: how its owner signs in and its state, without any of the user's own data.
#[Object]
impl Account {
    /// The global id.
    async fn id(&self) -> UserId {
        self.0.id
    }

    /// The address to sign in with, in lower case.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The display name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The role.
    async fn role(&self) -> Role {
        self.0.role
    }

    /// The state: active, suspended, or with a scheduled deletion.
    async fn status(&self) -> Status {
        self.0.status
    }

    /// The suspension; null if the account is not suspended.
    async fn suspension(&self, ctx: &Context<'_>) -> Option<Result<Suspension>> {
        let found = context::load(ctx, Area::Users, SuspensionOfAccount(self.0.id)).await;
        found.map(|found| found.map(Suspension)).transpose()
    }

    /// The time of sign-up.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time when the owner proved control of the address; null before.
    async fn email_verified_at(&self) -> Option<Instant> {
        self.0.email_verified_at.map(Instant::from)
    }

    /// True if the account has a password.
    async fn has_password(&self) -> bool {
        self.0.password_hash.is_some()
    }

    /// True if one-time codes of an authenticator app (TOTP) are enabled as the second factor.
    async fn has_totp(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        Some(self.ways_in(ctx).await.map(|ways| ways.has_totp))
    }

    /// The number of passkeys of the account.
    async fn passkey_count(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        Some(
            self.ways_in(ctx)
                .await
                .and_then(|ways| i32::try_from(ways.passkeys).map_err(Error::internal)),
        )
    }

    /// The names of the providers that the user can sign in with.
    async fn providers(&self, ctx: &Context<'_>) -> Option<Result<Vec<String>>> {
        Some(
            self.ways_in(ctx)
                .await
                .map(|ways| ways.providers.iter().cloned().collect()),
        )
    }

    /// The sessions, last used first.
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
        Ok(
            context::load(ctx, Area::Users, SignInMethodsOfAccount(self.0.id))
                .await?
                .unwrap_or_default(),
        )
    }
}

/// The suspension of an account.
pub struct Suspension(Arc<SuspensionRow>);

/// The suspension of an account: reason, time and admin.
#[Object]
impl Suspension {
    /// The reason, as the admin or operator typed it.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The time of the suspension.
    async fn since(&self) -> Instant {
        self.0.since.into()
    }

    /// The admin who suspended it; null if it was the operator of the server, or if the admin's account was deleted.
    async fn by_id(&self) -> Option<UserId> {
        self.0.by_id
    }
}
