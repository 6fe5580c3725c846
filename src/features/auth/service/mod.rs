//! The rules of signing in: one file for each way in, and those for what follows.

use chrono::{DateTime, Utc};

use crate::{
    error::Error,
    features::{auth::Method, users::UserRow},
    types::{actor::Actor, id::SessionId, origin::Origin},
};

mod account;
mod api_token;
mod audit_refusals;
mod back_channel;
mod challenge;
mod device;
mod identity;
mod login_attempts;
mod mail;
mod passkey;
mod password;
mod personal_data;
mod provider;
mod recovery;
mod return_to;
mod second_factor;
mod session;
mod step_up;
mod totp;

pub(super) use self::api_token::PREFIX as API_TOKEN_PREFIX;
pub use self::{
    account::{AdminActor, SignInMethods},
    api_token::NewApiToken,
    identity::SEALED_TOKENS,
    password::{Credentials, NewAccount},
    provider::Redirect,
    second_factor::{ProofKind, SecondFactors, SecondProof},
    step_up::Proofs,
    totp::{SEALED_TOTP, TotpEnrolment},
};

/// How a client keeps its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "SessionMode")]
pub enum Mode {
    /// By a pair of tokens, which it keeps itself: for apps and programs.
    #[default]
    Token,
    /// By a cookie that no script can read: for pages in a browser.
    Cookie,
}

/// How somebody comes in.
#[derive(Clone, Copy, Debug)]
pub struct SignInContext<'a> {
    /// By what proof.
    pub method: Method,
    /// How the session is kept.
    pub mode: Mode,
    /// From where.
    pub origin: &'a Origin,
    /// The identity, if a provider vouches for them.
    pub(super) known: Option<&'a identity::LinkedIdentity>,
}

/// What came of a proof.
pub enum SignInOutcome {
    /// They are in.
    Opened(SignedIn),
    /// A second proof is wanted.
    Challenged(Challenge),
    /// They are told by mail how to go on.
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
    /// What a device keeps that was met just now.
    pub device_token: Option<Box<str>>,
    /// The session.
    pub session_id: SessionId,
    /// The account.
    pub user: UserRow,
}

impl SignedIn {
    /// Who is in.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::of_session(self.user.id, self.session_id, self.user.role)
    }
}

/// What opens a session.
pub enum SessionTokens {
    /// Two tokens.
    Pair {
        /// A JWT, to be sent as `Authorization: Bearer …`.
        access_token: String,
        /// When the access token ends.
        expires_at: DateTime<Utc>,
        /// Good for one refresh.
        refresh_token: String,
    },
    /// A cookie.
    Cookie {
        /// Its value.
        secret: String,
        /// When it ends at the latest.
        ends_at: DateTime<Utc>,
    },
}

fn stale_token() -> Error {
    Error::unauthenticated("The refresh token is not valid any more; sign in again.")
}
