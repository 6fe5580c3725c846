//! Links in mails: verify an address, which creates an account or verifies an existing one, and sign in.

use self::claims::Claims;
use super::{revocation::Revocation, sign_in::completion::SignInCompletion};
use crate::{features::users::Users, platform::Platform};

pub(super) mod claim_mail;
pub(super) mod claims;
pub mod entity;
pub mod graphql;
mod templates;
mod verify;

/// The service of links in mails.
#[derive(Clone)]
pub struct EmailLinks {
    platform: Platform,
    users: Users,
    revocation: Revocation,
    completion: SignInCompletion,
    claims: Claims,
}

/// The dependencies of [`EmailLinks`].
pub(super) struct EmailLinksParts {
    pub platform: Platform,
    pub users: Users,
    pub revocation: Revocation,
    pub completion: SignInCompletion,
    pub claims: Claims,
}

impl EmailLinks {
    pub(super) fn new(parts: EmailLinksParts) -> Self {
        let EmailLinksParts {
            platform,
            users,
            revocation,
            completion,
            claims,
        } = parts;
        Self {
            platform,
            users,
            revocation,
            completion,
            claims,
        }
    }
}
