//! Why nobody is signed in: a closed list, each with a code that clients can rely on and a sentence for people.

use crate::{
    error::{Error, Kind},
    types::id::UserId,
};

/// Why nobody is signed in.
#[derive(Debug)]
pub enum Fault {
    /// No provider has this name.
    UnknownProvider,
    /// The address to return to is not on the list.
    BadReturnAddress,
    /// The challenge of an app is none, or is wanted and missing.
    BadChallenge,
    /// The way to the provider is over, was used, or never began.
    StaleAttempt,
    /// Another browser set out.
    OtherBrowser,
    /// The user changed their mind at the provider.
    Cancelled,
    /// The provider refused.
    ProviderRefused,
    /// The provider does not answer, or answers too late.
    ProviderAway(Error),
    /// The provider's answer is not what the standard says.
    BadAnswer(&'static str),
    /// The ID token does not hold; why is for the log.
    BadIdToken(&'static str),
    /// The provider does not vouch for an address, and there is no account yet.
    NoVerifiedEmail,
    /// There is an account with the address: this one.
    AccountExists(UserId),
    /// The account is suspended.
    Suspended,
    /// The identity belongs to another account.
    IdentityTaken,
    /// Strangers may not make accounts.
    SignUpClosed,
    /// Too many in a short time.
    RateLimited,
    /// Another request did the same at the same instant.
    Conflict,
    /// A part that we need is away, or it is our fault.
    Broken(Error),
}

impl Fault {
    /// Its code.
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

    /// What to tell people.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "This server knows no such provider.",
            Self::BadReturnAddress => {
                "The address to return to is not allowed here; the operator lists those that are in auth.return_to."
            }
            Self::BadChallenge => {
                "An app needs a code_challenge: the SHA-256 of its verifier, in base64url (RFC 7636, S256)."
            }
            Self::StaleAttempt => "This sign-in took too long, or was used already; begin again.",
            Self::OtherBrowser => {
                "This sign-in was begun in another browser; begin again in this one."
            }
            Self::Cancelled => "The sign-in was cancelled.",
            Self::ProviderRefused => {
                "The provider refused the sign-in; begin again, or choose another way."
            }
            Self::ProviderAway(_) => {
                "The provider does not answer at the moment; try again later, or choose another way."
            }
            Self::BadAnswer(_) => {
                "The provider's answer could not be used; begin again, or choose another way."
            }
            Self::BadIdToken(_) => {
                "What the provider says about you could not be confirmed; begin again, or choose another way."
            }
            Self::NoVerifiedEmail => {
                "The provider does not confirm an e-mail address of yours; sign up by e-mail, then link the provider."
            }
            Self::AccountExists(_) => {
                "There is an account with your address already; sign in as usual, then link the provider."
            }
            Self::Suspended => "This account is suspended; ask the operator of this server.",
            Self::IdentityTaken => "This identity belongs to another account here.",
            Self::SignUpClosed => {
                "This server does not take sign-ups; ask its operator for an account."
            }
            Self::RateLimited => "Too many sign-ins in a short time; try again in a minute.",
            Self::Conflict | Self::Broken(_) => "It did not work this time; begin again.",
        }
    }

    /// The HTTP status of a page that says so.
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

    /// What is written into the log only.
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
