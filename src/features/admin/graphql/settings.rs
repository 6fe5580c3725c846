//! The settings as admins see them: nothing secret, no addresses of machines.

use async_graphql::SimpleObject;

use crate::features::admin::Effective;

/// What holds on this server at the moment. All but `signUpOpen` is the operator's configuration.
#[derive(SimpleObject)]
pub struct Settings {
    /// Whether strangers may make accounts; `updateSettings` changes it.
    sign_up_open: bool,
    /// Counts the changes that admins made; pass it as `expectedVersion` to `updateSettings`.
    version: i32,
    /// What the configuration says of that (`auth.sign_up`).
    sign_up_open_by_configuration: bool,
    /// Whether an account begins with the proof of its address (`auth.verify_email`).
    verify_email: bool,
    /// How hard a password must be to guess, 0 to 4 (`auth.password_score`).
    password_score: i32,
    /// Minutes that an access token lives (`auth.access_minutes`).
    access_minutes: i64,
    /// Days after which a session ends in any case (`auth.session_days`).
    session_days: i64,
    /// Days after which a session ends that nobody uses (`auth.idle_days`).
    idle_days: i64,
    /// Minutes that a proof of who one is stays good (`auth.step_up_minutes`).
    step_up_minutes: i64,
    /// How much one user may have or do.
    limits: SettingsLimits,
}

/// How much one user may have or do.
#[derive(SimpleObject)]
pub struct SettingsLimits {
    /// Requests in a minute (`limits.user_per_minute`).
    user_per_minute: u32,
    /// Cost in a minute (`limits.user_cost_per_minute`).
    user_cost_per_minute: u32,
    /// Cost of one operation (`limits.cost`).
    cost: u64,
    /// Wrong passwords for one account in 15 minutes (`auth.failed_sign_ins_per_account`).
    failed_sign_ins_per_account: u32,
    /// Sockets and streams at once (`limits.sockets_per_user`).
    sockets_per_user: u64,
    /// Applications (`applications.per_user`).
    applications_per_user: u64,
    /// API tokens at a time (`auth.api_tokens_per_user`).
    api_tokens_per_user: u64,
    /// Reports of postings in a day (`moderation.reports_per_day`).
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
