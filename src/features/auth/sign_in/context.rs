//! What the ways in hand to the door, and what they get.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    features::{
        audit::Action,
        auth::{
            second_factor::proofs::ProofKind,
            sessions::{
                devices::KnownDevice,
                entity::session::Method,
                tokens::{Mode, SessionTokens},
            },
        },
        users::UserRow,
    },
    types::{
        actor::Actor,
        id::{IdentityId, SessionId},
        origin::Origin,
    },
};

/// How a user signs in.
#[derive(Clone, Copy)]
pub(in crate::features::auth) struct SignInContext<'a> {
    /// By what first proof.
    pub method: Method,
    /// Whether the proof is enough where second factors are on.
    pub strength: Strength,
    /// How the session is kept.
    pub mode: Mode,
    /// From where.
    pub origin: &'a Origin,
    /// The device, if it showed its token.
    pub device: Option<KnownDevice>,
    /// The identity, if a provider proved it.
    pub identity: Option<&'a LinkedIdentity>,
    /// What the proof did as well: written into the audit after the sign-in.
    pub also: Option<Action>,
}

/// What a proof is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::auth) enum Strength {
    /// One factor: a second proof is wanted where second factors are on.
    OneFactor,
    /// Two factors.
    TwoFactors,
}

/// The identity by which a user signs in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::auth) struct LinkedIdentity {
    /// The identity.
    pub identity: IdentityId,
    /// The session at the provider.
    pub sid: Option<String>,
}

/// What a proof led to.
pub enum SignInOutcome {
    /// A session.
    Opened(SignedIn),
    /// A second proof is wanted.
    Challenged(Challenge),
    /// A mail to the address says how to go on.
    Mailed,
}

/// A second proof is wanted before a session begins.
pub struct Challenge {
    /// Stands for the first proof; good for a few tries.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The kinds of proof that the account can show.
    pub accepts: Vec<ProofKind>,
}

/// A session that just began or was just renewed.
pub struct SignedIn {
    /// What opens it.
    pub keys: SessionTokens,
    /// What a device keeps that was not known before.
    pub device_token: Option<Box<str>>,
    /// The session.
    pub session_id: SessionId,
    /// The account.
    pub user: UserRow,
}

impl SignedIn {
    /// The actor of the session.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::of_session(self.user.id, self.session_id, self.user.role)
    }
}
