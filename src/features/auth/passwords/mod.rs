//! Passwords: sign-up, sign-in, change and reset.

use self::check::PasswordCheck;
use super::{
    attempts::Attempts,
    email_links::claims::Claims,
    refusals::Refusals,
    revocation::Revocation,
    second_factor::proofs::SecondProofs,
    sessions::{Sessions, devices::Devices},
    sign_in::completion::SignInCompletion,
    step_up::StepUp,
};
use crate::{
    features::{audit::Audit, settings::Settings, users::Users},
    platform::Platform,
};

mod change;
pub(super) mod check;
pub mod graphql;
mod sign_in;

pub use self::{check::NewAccount, sign_in::Credentials};

/// The service of passwords.
#[derive(Clone)]
pub struct Passwords {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    users: Users,
    attempts: Attempts,
    refusals: Refusals,
    revocation: Revocation,
    sessions: Sessions,
    devices: Devices,
    check: PasswordCheck,
    proofs: SecondProofs,
    step_up: StepUp,
    completion: SignInCompletion,
    claims: Claims,
}

/// The dependencies of [`Passwords`].
pub(super) struct PasswordsParts {
    pub platform: Platform,
    pub audit: Audit,
    pub settings: Settings,
    pub users: Users,
    pub attempts: Attempts,
    pub refusals: Refusals,
    pub revocation: Revocation,
    pub sessions: Sessions,
    pub devices: Devices,
    pub check: PasswordCheck,
    pub proofs: SecondProofs,
    pub step_up: StepUp,
    pub completion: SignInCompletion,
    pub claims: Claims,
}

impl Passwords {
    pub(super) fn new(parts: PasswordsParts) -> Self {
        let PasswordsParts {
            platform,
            audit,
            settings,
            users,
            attempts,
            refusals,
            revocation,
            sessions,
            devices,
            check,
            proofs,
            step_up,
            completion,
            claims,
        } = parts;
        Self {
            platform,
            audit,
            settings,
            users,
            attempts,
            refusals,
            revocation,
            sessions,
            devices,
            check,
            proofs,
            step_up,
            completion,
            claims,
        }
    }
}
