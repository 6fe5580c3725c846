//! The mails about accounts. None contains user input of the request, because anyone can request one for any address.

use crate::features::mail::Text;

/// To an address that was used to sign up.
pub(super) fn welcome(page: &str, token: String) -> Text {
    Text::new("mail-welcome").with_token(page, token)
}

/// To the owner of an account whose address is not verified.
pub(super) fn verify(page: &str, token: String) -> Text {
    Text::new("mail-verify").with_token(page, token)
}

/// To the owner of an account whose address was used to sign up again.
pub(super) const fn known() -> Text {
    Text::new("mail-known")
}

/// To the owner of an account who requested a password reset.
pub(super) fn reset(page: &str, token: String) -> Text {
    Text::new("mail-reset").with_token(page, token)
}

/// To the owner of an account whose password was changed.
pub(super) const fn changed() -> Text {
    Text::new("mail-password-changed")
}
