//! Mutations of admins on accounts and settings.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};

use super::{account::Account, audit_if_refused, settings::Settings};
use crate::{
    error::Result,
    features::{
        admin::Administration,
        audit::Action,
        auth::{AdminActor, Auth},
    },
    graphql::{
        context,
        mutation::{Request, payloads},
    },
    types::{actor::Role, id::UserId},
};

/// The suspension of an account.
#[derive(InputObject)]
pub struct SuspendUserInput {
    /// The account.
    id: UserId,
    /// The reason, at most 500 characters; shown to admins.
    reason: String,
    #[graphql(flatten)]
    request: Request,
}

/// The end of a suspension.
#[derive(InputObject)]
pub struct ReinstateUserInput {
    /// The account.
    id: UserId,
    #[graphql(flatten)]
    request: Request,
}

/// A change of role.
#[derive(InputObject)]
pub struct ChangeRoleInput {
    /// The account.
    id: UserId,
    /// The new role.
    role: Role,
    #[graphql(flatten)]
    request: Request,
}

/// The revocation of all sessions of an account.
#[derive(InputObject)]
pub struct RevokeUserSessionsInput {
    /// The account.
    id: UserId,
    #[graphql(flatten)]
    request: Request,
}

/// Changes of the settings; fields that are left out stay as they are.
#[derive(InputObject)]
pub struct UpdateSettingsInput {
    /// True if anyone may create an account; null returns to the value of the configuration.
    sign_up_open: MaybeUndefined<bool>,
    /// The `version` of the settings that the client read; refused with VERSION_CONFLICT if it has changed since. Left out, the version is
    /// not checked.
    expected_version: Option<i32>,
    #[graphql(flatten)]
    request: Request,
}

payloads! {
    /// The payload of `suspendUser`, `reinstateUser`, `changeRole` and `revokeUserSessions`.
    AccountPayload {
        /// The account after the change; null if refused.
        account: Account
    }
    /// The payload of `updateSettings`.
    SettingsPayload {
        /// The settings now in effect; null if refused.
        settings: Settings
    }
}

/// Mutations of admins.
#[derive(Default)]
pub struct AdminMutation;

/// Mutations of admins. All need a recent step-up (REAUTHENTICATION_REQUIRED), and none can be applied to the admin's own account.
#[Object]
impl AdminMutation {
    /// Suspends an account: its sessions, API tokens and remembered devices are revoked at once, and sign-in is refused until
    /// `reinstateUser`. For admins; refused for the last active admin.
    async fn suspend_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account and why it is suspended.")] input: SuspendUserInput,
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
        AccountPayload::of(
            audit_if_refused(ctx, Action::SuspendAccount, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Ends a suspension; revoked sessions, API tokens and devices stay revoked. For admins.
    async fn reinstate_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account to reinstate.")] input: ReinstateUserInput,
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
        AccountPayload::of(
            audit_if_refused(ctx, Action::ReinstateAccount, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Changes the role of an account and revokes its sessions, API tokens and remembered devices at once. For admins; refused for the last
    /// active admin.
    async fn change_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account and its new role.")] input: ChangeRoleInput,
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
        AccountPayload::of(
            audit_if_refused(ctx, Action::ChangeRole, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Revokes the sessions, API tokens and remembered devices of an account at once. For admins.
    async fn revoke_user_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account whose sessions are revoked.")] input: RevokeUserSessionsInput,
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
        AccountPayload::of(
            audit_if_refused(ctx, Action::RevokeAll, Some(input.id), done.await).await,
            input.request,
        )
    }

    /// Changes the runtime settings, on every instance at once. For admins.
    async fn update_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new settings.")] input: UpdateSettingsInput,
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
        SettingsPayload::of(
            audit_if_refused(ctx, Action::UpdateSettings, None, done.await).await,
            input.request,
        )
    }
}
