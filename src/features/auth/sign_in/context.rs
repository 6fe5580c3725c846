//! The input and result of [`super::completion`].

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

/// The context of a sign-in.
#[derive(Clone, Copy)]
pub(in crate::features::auth) struct SignInContext<'a> {
    /// The method of the first factor.
    pub method: Method,
    /// Whether the method counts as one factor or two.
    pub strength: Strength,
    /// How the client stores the session.
    pub mode: Mode,
    /// The client and request.
    pub origin: &'a Origin,
    /// The remembered device, if its token was sent.
    pub device: Option<KnownDevice>,
    /// The provider identity, if the method is a provider.
    pub identity: Option<&'a LinkedIdentity>,
    /// Another effect of the sign-in, written to the audit after it.
    pub also: Option<Action>,
}

/// The strength of a sign-in method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::auth) enum Strength {
    /// One factor: a second is needed if the account has one.
    OneFactor,
    /// Two factors.
    TwoFactors,
}

/// The provider identity of a sign-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::auth) struct LinkedIdentity {
    /// The identity.
    pub identity: IdentityId,
    /// The session at the provider (`sid`).
    pub sid: Option<String>,
}

/// The result of a sign-in.
pub enum SignInOutcome {
    /// A session.
    Opened(Box<SignedIn>),
    /// A second factor is needed.
    Challenged(Challenge),
    /// A mail to the address contains the next step.
    Mailed,
}

/// A second factor is needed before a session is opened.
pub struct Challenge {
    /// Represents the first factor; valid for a few attempts.
    pub token: String,
    /// The time when it expires.
    pub expires_at: DateTime<Utc>,
    /// The kinds of second factors that the account has.
    pub accepts: Vec<ProofKind>,
}

/// A session that was just opened or refreshed.
pub struct SignedIn {
    /// The tokens or the cookie.
    pub keys: SessionTokens,
    /// The token of a new device.
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
