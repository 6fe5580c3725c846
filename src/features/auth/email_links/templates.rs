//! The texts of the mails about accounts. None contains user input of the request, because anyone can request one for any address.

use crate::features::mail::Text;

/// To an address that was used to sign up.
pub(super) fn welcome(page: &str, token: &str) -> Text {
    let text = format!(
        "This address was used to sign up at Careergraph.\n\n\
         {}\n\n\
         It is valid for 24 hours and can be used once.\n\
         If you did not sign up, ignore this mail: no account is created without it.\n",
        access("To confirm that the address is yours", page, token)
    );
    Text {
        subject: "Confirm your address",
        body: text,
    }
}

/// To the owner of an account whose address is not verified.
pub(super) fn verify(page: &str, token: &str) -> Text {
    let text = format!(
        "Please confirm that this address belongs to you and your account at Careergraph.\n\n\
         {}\n\n\
         It is valid for 24 hours and can be used once.\n\
         If you have no such account, ignore this mail.\n",
        access("To confirm that the address is yours", page, token)
    );
    Text {
        subject: "Confirm your address",
        body: text,
    }
}

/// To the owner of an account whose address was used to sign up again.
pub(super) fn known() -> Text {
    let text = "This address was used to sign up at Careergraph, but it already has an account: sign in instead.\n\
                If you forgot the password, request a new one there.\n\n\
                If you did not sign up, ignore this mail: nothing was changed.\n";
    Text {
        subject: "You already have an account",
        body: text.to_owned(),
    }
}

/// To the owner of an account who requested a password reset.
pub(super) fn reset(page: &str, token: &str) -> Text {
    let text = format!(
        "A new password was requested for your account at Careergraph.\n\n\
         {}\n\n\
         It is valid for 30 minutes and can be used once; it ends all sessions of the account.\n\
         If you did not request it, ignore this mail: your password is not changed.\n",
        access("To choose a new password", page, token)
    );
    Text {
        subject: "Choose a new password",
        body: text,
    }
}

/// To the owner of an account whose password was changed.
pub(super) fn changed() -> Text {
    let text = "The password of your account at Careergraph was changed, and other sessions were ended.\n\n\
                If you did not do this, request a new password at once, which ends all sessions.\n";
    Text {
        subject: "Your password was changed",
        body: text.to_owned(),
    }
}

/// Instructions to use the token: a link to a page of the app, or the bare token if no page is configured.
fn access(purpose: &str, page: &str, token: &str) -> String {
    if page.is_empty() {
        format!("{purpose}, use this token:\n\n{token}")
    } else {
        format!("{purpose}, open:\n\n{page}{token}")
    }
}
