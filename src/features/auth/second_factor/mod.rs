//! Second factors: one-time codes (TOTP), recovery codes and passkeys; their setup, and their use at a sign-in.

use chrono::TimeDelta;

use self::{
    challenges::Challenges,
    entity::{passkey, passkey_ceremony, recovery_code, sign_in_challenge, totp},
    proofs::SecondProofs,
};
use super::{
    attempts::Attempts, sessions::devices::Devices, sign_in::completion::SignInCompletion,
    step_up::StepUp,
};
use crate::{
    error::Result,
    features::{audit::Audit, mail::Mail, users::Users},
    platform::Platform,
    types::actor::Person,
};

mod assertions;
pub(super) mod challenges;
mod complete;
mod enrolment;
pub mod entity;
pub mod graphql;
pub(super) mod notice_mail;
mod passkey_sign_in;
mod passkeys;
pub(super) mod proofs;
mod recovery_codes;
mod totp_codes;
mod webauthn;

pub use self::{
    enrolment::TotpEnrolment,
    entity::passkey::Model as PasskeyRow,
    proofs::{ProofKind, SecondProof},
    totp_codes::SEALED_TOTP,
};

/// Time limit to confirm an enrolment.
const ENROL_WITHIN: TimeDelta = TimeDelta::minutes(30);

/// The service of second factors.
#[derive(Clone)]
pub struct SecondFactor {
    platform: Platform,
    audit: Audit,
    users: Users,
    mail: Mail,
    attempts: Attempts,
    devices: Devices,
    challenges: Challenges,
    proofs: SecondProofs,
    step_up: StepUp,
    completion: SignInCompletion,
}

/// The dependencies of [`SecondFactor`].
pub(super) struct SecondFactorParts {
    pub platform: Platform,
    pub audit: Audit,
    pub users: Users,
    pub mail: Mail,
    pub attempts: Attempts,
    pub devices: Devices,
    pub challenges: Challenges,
    pub proofs: SecondProofs,
    pub step_up: StepUp,
    pub completion: SignInCompletion,
}

/// The second factors of an account.
pub struct SecondFactors {
    /// The TOTP secret, if one-time codes are enabled.
    pub totp: Option<totp::Model>,
    /// The number of unused recovery codes.
    pub recovery_codes: usize,
    /// The passkeys, oldest first.
    pub passkeys: Vec<passkey::Model>,
}

impl SecondFactor {
    pub(super) fn new(parts: SecondFactorParts) -> Self {
        let SecondFactorParts {
            platform,
            audit,
            users,
            mail,
            attempts,
            devices,
            challenges,
            proofs,
            step_up,
            completion,
        } = parts;
        Self {
            platform,
            audit,
            users,
            mail,
            attempts,
            devices,
            challenges,
            proofs,
            step_up,
            completion,
        }
    }

    /// The actor's second factors.
    pub async fn list(&self, person: &Person) -> Result<SecondFactors> {
        let (conn, user) = (self.platform.db.conn(), person.actor().user_id);
        let totp = totp::of(user).one(conn).await?;
        let recovery_codes = recovery_code::of(user).all(conn).await?.len();
        Ok(SecondFactors {
            totp,
            recovery_codes,
            passkeys: passkey::of(user).all(conn).await?,
        })
    }

    /// Deletes expired challenges, ceremonies and enrolments.
    pub(super) async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        sign_in_challenge::forget(conn, now).await?;
        passkey_ceremony::forget(conn, now).await?;
        Ok(totp::forget(conn, now - ENROL_WITHIN).await?)
    }
}
