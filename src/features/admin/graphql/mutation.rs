//! What admins do to accounts and settings.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{account::Account, noted, settings::Settings};
use crate::{
    error::Result,
    features::{
        admin::Administration,
        audit::Action,
        auth::{AdminActor, Auth},
        users::UserRow,
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
    types::{actor::Role, id::UserId},
};

/// What suspends an account.
#[derive(InputObject)]
pub struct SuspendUserInput {
    /// The account.
    id: UserId,
    /// Why, at most 500 characters; admins see it.
    reason: String,
    #[graphql(flatten)]
    request: Request,
}

/// What opens a suspended account again.
#[derive(InputObject)]
pub struct ReinstateUserInput {
    /// The account.
    id: UserId,
    #[graphql(flatten)]
    request: Request,
}

/// What gives an account another role.
#[derive(InputObject)]
pub struct ChangeRoleInput {
    /// The account.
    id: UserId,
    /// The role that it gets.
    role: Role,
    #[graphql(flatten)]
    request: Request,
}

/// What ends the sessions of an account.
#[derive(InputObject)]
pub struct RevokeUserSessionsInput {
    /// The account.
    id: UserId,
    #[graphql(flatten)]
    request: Request,
}

/// What changes the settings; what is not given stays.
#[derive(InputObject)]
pub struct UpdateSettingsInput {
    /// Whether strangers may make accounts; null leaves it to the configuration again.
    sign_up_open: MaybeUndefined<bool>,
    /// The `version` of the settings that you saw. If it is another by now, nothing changes; left out, whatever version they have.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `suspendUser`, `reinstateUser`, `changeRole` and `revokeUserSessions`.
#[derive(SimpleObject)]
pub struct AccountPayload {
    /// The account as it is now; null when refused.
    account: Option<Account>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `updateSettings`.
#[derive(SimpleObject)]
pub struct SettingsPayload {
    /// The settings as they hold now; null when refused.
    settings: Option<Settings>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// What admins do.
#[derive(Default)]
pub struct AdminMutation;

/// What admins do. All of it needs a recent proof of who they are (REAUTHENTICATION_REQUIRED), and nobody does it to themselves.
#[Object]
impl AdminMutation {
    /// Shuts an account: its sessions, API tokens and known devices end at once and everywhere, and it cannot be opened until
    /// `reinstateUser`. For admins; refused for the last of them who can come in.
    async fn suspend_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SuspendUserInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let auth = context::handle::<Auth>(ctx)?;
            auth.accounts
                .suspend(
                    AdminActor::Admin(&context::admin(ctx)?),
                    input.id,
                    &input.reason,
                    context::origin(ctx)?,
                )
                .await
        };
        payload(
            noted(ctx, Action::SuspendAccount, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Opens a suspended account again; what was ended stays so. For admins.
    async fn reinstate_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReinstateUserInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let auth = context::handle::<Auth>(ctx)?;
            auth.accounts
                .reinstate(
                    AdminActor::Admin(&context::admin(ctx)?),
                    input.id,
                    context::origin(ctx)?,
                )
                .await
        };
        payload(
            noted(ctx, Action::ReinstateAccount, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Gives an account another role; its sessions, API tokens and known devices end at once and everywhere. For admins; refused for
    /// the last of them who can come in.
    async fn change_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ChangeRoleInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let auth = context::handle::<Auth>(ctx)?;
            auth.accounts
                .change_role(
                    AdminActor::Admin(&context::admin(ctx)?),
                    input.id,
                    input.role,
                    context::origin(ctx)?,
                )
                .await
        };
        payload(
            noted(ctx, Action::ChangeRole, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Ends the sessions, API tokens and known devices of an account, at once and everywhere. For admins.
    async fn revoke_user_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RevokeUserSessionsInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let auth = context::handle::<Auth>(ctx)?;
            auth.accounts
                .revoke_all_of(
                    AdminActor::Admin(&context::admin(ctx)?),
                    input.id,
                    context::origin(ctx)?,
                )
                .await
        };
        payload(
            noted(ctx, Action::RevokeAll, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Changes what can be changed while the server runs, on every instance at once. For admins.
    async fn update_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: UpdateSettingsInput,
    ) -> Result<SettingsPayload> {
        let done = async {
            let (administration, admin) = (
                context::handle::<Administration>(ctx)?,
                context::admin(ctx)?,
            );
            let change = match input.sign_up_open {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(open) => Some(Some(open)),
            };
            if let Some(open) = change {
                administration
                    .set_sign_up(&admin, open, input.expected_version, context::origin(ctx)?)
                    .await?;
            }
            administration.effective(&admin).await
        };
        let (settings, outcome) = input
            .request
            .settle(noted(ctx, Action::UpdateSettings, None, done.await).await)?;
        Ok(SettingsPayload {
            settings: settings.map(Settings::from),
            outcome,
        })
    }
}

fn payload(done: Result<UserRow>, request: Request) -> Result<AccountPayload> {
    let (account, outcome) = request.settle(done)?;
    Ok(AccountPayload {
        account: account.map(Account),
        outcome,
    })
}
