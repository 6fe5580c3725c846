//! Why a sign-in with a provider failed: a closed list, each with a stable code for clients and a message for users.

use crate::{
    error::{Error, Kind},
    types::id::UserId,
};

/// Why a sign-in with a provider failed.
#[derive(Debug)]
pub enum Fault {
    /// No provider has this name.
    UnknownProvider,
    /// The URL to return to is not on the allow list.
    BadReturnAddress,
    /// The PKCE challenge of an app is missing or invalid.
    BadChallenge,
    /// The pending sign-in has expired, was used, or never existed.
    StaleAttempt,
    /// Another browser started the sign-in.
    OtherBrowser,
    /// The user cancelled at the provider.
    Cancelled,
    /// The provider refused.
    ProviderRefused,
    /// The provider does not respond, or responds too late.
    ProviderAway(Error),
    /// The provider's response does not conform to the standard.
    BadAnswer(&'static str),
    /// The ID token is invalid; the reason is logged only.
    BadIdToken(&'static str),
    /// The provider does not verify the address, and there is no account yet.
    NoVerifiedEmail,
    /// An account with the address exists.
    AccountExists(UserId),
    /// The account is suspended.
    Suspended,
    /// The identity belongs to another account.
    IdentityTaken,
    /// Sign-up is closed.
    SignUpClosed,
    /// Too many attempts.
    RateLimited,
    /// A concurrent request did the same.
    Conflict,
    /// An internal error, or a dependency is unavailable.
    Broken(Error),
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "UNKNOWN_PROVIDER",
            Self::BadReturnAddress => "RETURN_ADDRESS_NOT_ALLOWED",
            Self::BadChallenge => "CODE_CHALLENGE_INVALID",
            Self::StaleAttempt => "SIGN_IN_EXPIRED",
            Self::OtherBrowser => "SIGN_IN_OF_OTHER_BROWSER",
            Self::Cancelled => "SIGN_IN_CANCELLED",
            Self::ProviderRefused => "PROVIDER_REFUSED",
            Self::ProviderAway(_) => "PROVIDER_UNAVAILABLE",
            Self::BadAnswer(_) => "PROVIDER_ANSWER_INVALID",
            Self::BadIdToken(_) => "ID_TOKEN_INVALID",
            Self::NoVerifiedEmail => "EMAIL_NOT_VERIFIED",
            Self::AccountExists(_) => "ACCOUNT_EXISTS",
            Self::Suspended => "ACCOUNT_SUSPENDED",
            Self::IdentityTaken => "IDENTITY_TAKEN",
            Self::SignUpClosed => "SIGN_UP_CLOSED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Conflict | Self::Broken(_) => "TRY_AGAIN",
        }
    }

    /// The message for users.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "This server has no such provider.",
            Self::BadReturnAddress => {
                "The URL to return to is not allowed; the operator lists the allowed ones in auth.return_to."
            }
            Self::BadChallenge => {
                "An app needs a code_challenge: the SHA-256 of its verifier, in base64url (RFC 7636, S256)."
            }
            Self::StaleAttempt => "This sign-in has expired or was already used; start again.",
            Self::OtherBrowser => {
                "This sign-in was started in another browser; start again in this one."
            }
            Self::Cancelled => "The sign-in was cancelled.",
            Self::ProviderRefused => {
                "The provider refused the sign-in; start again, or use another sign-in method."
            }
            Self::ProviderAway(_) => {
                "The provider does not respond at the moment; try again later, or use another sign-in method."
            }
            Self::BadAnswer(_) => {
                "The provider sent an invalid response; start again, or use another sign-in method."
            }
            Self::BadIdToken(_) => {
                "The provider's ID token could not be verified; start again, or use another sign-in method."
            }
            Self::NoVerifiedEmail => {
                "The provider did not send a verified e-mail address; sign up by e-mail, then link the provider."
            }
            Self::AccountExists(_) => {
                "An account with your address already exists; sign in as usual, then link the provider."
            }
            Self::Suspended => "This account is suspended; ask the operator of this server.",
            Self::IdentityTaken => "This identity is linked to another account.",
            Self::SignUpClosed => {
                "Sign-up is closed on this server; ask its operator for an account."
            }
            Self::RateLimited => "Too many sign-ins in a short time; try again in a minute.",
            Self::Conflict | Self::Broken(_) => "The sign-in failed; start again.",
        }
    }

    /// The HTTP status of the page with the message.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::UnknownProvider => 404,
            Self::RateLimited => 429,
            Self::Suspended | Self::SignUpClosed | Self::OtherBrowser => 403,
            Self::ProviderAway(_) | Self::Broken(_) => 503,
            _ => 400,
        }
    }

    /// The reason, for the log only.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::BadAnswer(why) | Self::BadIdToken(why) => (*why).to_owned(),
            Self::ProviderAway(error) | Self::Broken(error) => match error.cause() {
                Some(cause) => format!("{error} ({cause})"),
                None => error.to_string(),
            },
            _ => String::new(),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error.kind() {
            Kind::Forbidden => Self::Suspended,
            Kind::RateLimited(_) => Self::RateLimited,
            Kind::Conflict | Kind::Refused(_) => Self::Conflict,
            _ => Self::Broken(error),
        }
    }
}

impl From<sea_orm::DbErr> for Fault {
    fn from(cause: sea_orm::DbErr) -> Self {
        Error::from(cause).into()
    }
}
