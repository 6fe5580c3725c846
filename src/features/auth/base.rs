//! Shared parts that the services of authentication are built from.

use std::sync::Arc;

use super::{
    attempts::Attempts,
    email_links::{EmailLinks, EmailLinksParts, claims::Claims},
    identities::{Identities, IdentitiesParts, provider::Providers},
    passwords::{Passwords, PasswordsParts, check::PasswordCheck},
    refusals::Refusals,
    revocation::Revocation,
    second_factor::{
        SecondFactor, SecondFactorParts, challenges::Challenges, proofs::SecondProofs,
    },
    sessions::{Sessions, devices::Devices, keys::Keyring},
    sign_in::completion::{SignInCompletion, SignInCompletionParts},
    step_up::{StepUp, StepUpParts},
};
use crate::{
    error::Result,
    features::{audit::Audit, mail::Mail, settings::Settings, users::Users},
    platform::Platform,
};

/// The parts that depend neither on step-up nor on sign-in.
pub(super) struct Base {
    pub platform: Platform,
    pub audit: Audit,
    settings: Settings,
    pub users: Users,
    pub mail: Mail,
    pub keys: Arc<Keyring>,
    pub attempts: Attempts,
    pub refusals: Refusals,
    pub revocation: Revocation,
    pub sessions: Sessions,
    pub devices: Devices,
    pub check: PasswordCheck,
    proofs: SecondProofs,
    challenges: Challenges,
    pub claims: Claims,
}

impl Base {
    pub fn new(
        platform: Platform,
        audit: Audit,
        settings: Settings,
        users: Users,
        mail: Mail,
        keys: Arc<Keyring>,
    ) -> Result<Self> {
        let attempts = Attempts::new(platform.clone());
        let refusals = Refusals::new(platform.clone(), audit.clone(), attempts.clone());
        let revocation = Revocation::new(platform.clone(), Arc::clone(&keys));
        let sessions = Sessions::new(
            platform.clone(),
            audit.clone(),
            users.clone(),
            refusals.clone(),
            revocation.clone(),
            Arc::clone(&keys),
        )?;
        Ok(Self {
            attempts,
            refusals,
            revocation,
            sessions,
            devices: Devices::new(platform.clone()),
            check: PasswordCheck::new(platform.clone(), users.clone()),
            proofs: SecondProofs::new(platform.clone(), mail.clone()),
            challenges: Challenges::new(platform.clone()),
            claims: Claims::new(platform.clone(), users.clone(), mail.clone()),
            platform,
            audit,
            settings,
            users,
            mail,
            keys,
        })
    }

    pub fn step_up(&self) -> StepUp {
        StepUp::new(StepUpParts {
            platform: self.platform.clone(),
            audit: self.audit.clone(),
            users: self.users.clone(),
            attempts: self.attempts.clone(),
            refusals: self.refusals.clone(),
            sessions: self.sessions.clone(),
            check: self.check.clone(),
            proofs: self.proofs.clone(),
        })
    }

    pub fn completion(&self) -> SignInCompletion {
        SignInCompletion::new(SignInCompletionParts {
            platform: self.platform.clone(),
            audit: self.audit.clone(),
            users: self.users.clone(),
            refusals: self.refusals.clone(),
            sessions: self.sessions.clone(),
            devices: self.devices.clone(),
            proofs: self.proofs.clone(),
            challenges: self.challenges.clone(),
        })
    }

    pub fn passwords(&self, step_up: &StepUp, completion: &SignInCompletion) -> Passwords {
        Passwords::new(PasswordsParts {
            platform: self.platform.clone(),
            audit: self.audit.clone(),
            settings: self.settings.clone(),
            users: self.users.clone(),
            attempts: self.attempts.clone(),
            refusals: self.refusals.clone(),
            revocation: self.revocation.clone(),
            sessions: self.sessions.clone(),
            devices: self.devices.clone(),
            check: self.check.clone(),
            proofs: self.proofs.clone(),
            claims: self.claims.clone(),
            step_up: step_up.clone(),
            completion: completion.clone(),
        })
    }

    pub fn email_links(&self, completion: &SignInCompletion) -> EmailLinks {
        EmailLinks::new(EmailLinksParts {
            platform: self.platform.clone(),
            users: self.users.clone(),
            revocation: self.revocation.clone(),
            claims: self.claims.clone(),
            completion: completion.clone(),
        })
    }

    pub fn identities(
        &self,
        providers: Arc<Providers>,
        step_up: &StepUp,
        completion: &SignInCompletion,
    ) -> Identities {
        Identities::new(IdentitiesParts {
            platform: self.platform.clone(),
            audit: self.audit.clone(),
            settings: self.settings.clone(),
            users: self.users.clone(),
            refusals: self.refusals.clone(),
            revocation: self.revocation.clone(),
            devices: self.devices.clone(),
            claims: self.claims.clone(),
            providers,
            step_up: step_up.clone(),
            completion: completion.clone(),
        })
    }

    pub fn second_factor(&self, step_up: &StepUp, completion: &SignInCompletion) -> SecondFactor {
        SecondFactor::new(SecondFactorParts {
            platform: self.platform.clone(),
            audit: self.audit.clone(),
            users: self.users.clone(),
            mail: self.mail.clone(),
            attempts: self.attempts.clone(),
            devices: self.devices.clone(),
            challenges: self.challenges.clone(),
            proofs: self.proofs.clone(),
            step_up: step_up.clone(),
            completion: completion.clone(),
        })
    }
}
