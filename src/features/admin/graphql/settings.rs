//! The settings as admins see them, without secrets and without addresses of servers.

use async_graphql::SimpleObject;

use crate::features::admin::Effective;

/// The settings now in effect on this server. All except `signUpOpen` come from the operator's configuration.
#[derive(SimpleObject)]
pub struct Settings {
    /// True if anyone may create an account; changed with `updateSettings`.
    sign_up_open: bool,
    /// Incremented by every change of an admin; pass it as `expectedVersion` to `updateSettings`.
    version: i32,
    /// The default of `signUpOpen` in the configuration (`auth.sign_up`).
    sign_up_open_by_configuration: bool,
    /// True if a new account must verify its address first (`auth.verify_email`).
    verify_email: bool,
    /// The minimum strength of a password, 0 to 4 (`auth.password_score`).
    password_score: i32,
    /// Lifetime of an access token in minutes (`auth.access_minutes`).
    access_minutes: i64,
    /// Maximum lifetime of a session in days (`auth.session_days`).
    session_days: i64,
    /// Days without use after which a session expires (`auth.idle_days`).
    idle_days: i64,
    /// Minutes that a step-up stays valid (`auth.step_up_minutes`).
    step_up_minutes: i64,
    /// The limits of one user.
    limits: SettingsLimits,
}

/// The limits of one user.
#[derive(SimpleObject)]
pub struct SettingsLimits {
    /// Requests per minute (`limits.user_per_minute`).
    user_per_minute: u32,
    /// Query cost per minute (`limits.user_cost_per_minute`).
    user_cost_per_minute: u32,
    /// Query cost of one operation (`limits.cost`).
    cost: u64,
    /// Failed sign-ins to one account in 15 minutes (`auth.failed_sign_ins_per_account`).
    failed_sign_ins_per_account: u32,
    /// Concurrent WebSockets and streams (`limits.sockets_per_user`).
    sockets_per_user: u64,
    /// Applications (`applications.per_user`).
    applications_per_user: u64,
    /// API tokens that have not ended (`auth.api_tokens_per_user`).
    api_tokens_per_user: u64,
    /// Reports of postings per day (`moderation.reports_per_day`).
    reports_per_day: u64,
}

impl From<Effective> for Settings {
    fn from(effective: Effective) -> Self {
        let (auth, limits) = (effective.auth, effective.limits);
        Self {
            sign_up_open: effective.sign_up_open,
            version: effective.version,
            sign_up_open_by_configuration: auth.sign_up,
            verify_email: auth.verify_email,
            password_score: auth.password_score.into(),
            access_minutes: auth.access_minutes,
            session_days: auth.session_days,
            idle_days: auth.idle_days,
            step_up_minutes: auth.step_up_minutes,
            limits: SettingsLimits {
                user_per_minute: limits.user_per_minute,
                user_cost_per_minute: limits.user_cost_per_minute,
                cost: limits.cost as u64,
                failed_sign_ins_per_account: auth.failed_sign_ins_per_account,
                sockets_per_user: limits.sockets_per_user as u64,
                applications_per_user: effective.applications_per_user,
                api_tokens_per_user: auth.api_tokens_per_user,
                reports_per_day: effective.reports_per_day,
            },
        }
    }
}
