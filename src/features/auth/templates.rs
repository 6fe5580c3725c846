//! The words of the mails about accounts. Nothing that somebody else typed is in them: whoever may ask for a mail to any address
//! must not be able to write it.

use serde::{Deserialize, Serialize};

/// A change of the second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Codes were turned on.
    TotpOn,
    /// Codes were turned off.
    TotpOff,
    /// There are new codes for emergencies.
    RecoveryCodesMade,
    /// A code for emergencies was used.
    RecoveryCodeUsed,
    /// There is another passkey.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
}

/// A subject and a text.
pub(super) struct Template {
    pub subject: &'static str,
    pub text: String,
}

/// To somebody who wants an account.
pub(super) fn welcome(page: &str, token: &str) -> Template {
    let text = format!(
        "Somebody, hopefully you, asked for an account at Careergraph with this address.\n\n\
         {}\n\n\
         It is good for 24 hours and for one use.\n\
         If it was not you, do nothing: without this, no account is made.\n",
        access("To confirm that the address is yours", page, token)
    );
    Template {
        subject: "Confirm your address",
        text,
    }
}

/// To the owner of an account whose address is not proved yet.
pub(super) fn verify(page: &str, token: &str) -> Template {
    let text = format!(
        "Please confirm that this address belongs to you and your account at Careergraph.\n\n\
         {}\n\n\
         It is good for 24 hours and for one use.\n\
         If you do not know of such an account, do nothing.\n",
        access("To confirm that the address is yours", page, token)
    );
    Template {
        subject: "Confirm your address",
        text,
    }
}

/// To the owner of an account, when somebody asks for another with the same address.
pub(super) fn known() -> Template {
    let text = "Somebody, maybe you, asked for an account at Careergraph with this address. It has one already: sign in instead.\n\
                If you do not know the password any more, ask for a new one there.\n\n\
                If it was not you, do nothing: nothing was changed.\n";
    Template {
        subject: "You have an account already",
        text: text.to_owned(),
    }
}

/// To the owner of an account who forgot the password.
pub(super) fn reset(page: &str, token: &str) -> Template {
    let text = format!(
        "Somebody, hopefully you, asked for a new password of your account at Careergraph.\n\n\
         {}\n\n\
         It is good for 30 minutes and for one use; it ends all sessions of the account.\n\
         If it was not you, do nothing: the password stays as it is.\n",
        access("To choose a new password", page, token)
    );
    Template {
        subject: "Choose a new password",
        text,
    }
}

/// To the owner of an account whose password was changed.
pub(super) fn changed() -> Template {
    let text = "The password of your account at Careergraph was changed, and other sessions were ended.\n\n\
                If it was not you, ask for a new password at once: that ends all sessions.\n";
    Template {
        subject: "Your password was changed",
        text: text.to_owned(),
    }
}

/// To the owner of an account whose second factors changed.
pub(super) fn about(notice: Notice) -> Template {
    let (subject, what) = match notice {
        Notice::TotpOn => (
            "Codes were turned on",
            "From now on, signing in to your account at Careergraph asks for a code, too.",
        ),
        Notice::TotpOff => (
            "Codes were turned off",
            "Signing in to your account at Careergraph does not ask for a code any more.",
        ),
        Notice::RecoveryCodesMade => (
            "New recovery codes",
            "There are new recovery codes for your account at Careergraph; the old ones are worth nothing any more.",
        ),
        Notice::RecoveryCodeUsed => (
            "A recovery code was used",
            "A recovery code of your account at Careergraph was used; it is good no more.",
        ),
        Notice::PasskeyAdded => (
            "A passkey was added",
            "There is another passkey that opens your account at Careergraph.",
        ),
        Notice::PasskeyRemoved => (
            "A passkey was removed",
            "A passkey does not open your account at Careergraph any more.",
        ),
    };
    let text = format!(
        "{what}\n\nIf it was not you, ask for a new password at once: that ends all sessions; then look at your second factors.\n"
    );
    Template { subject, text }
}

/// How to use the token: by a page of the app, or by itself where there is none.
fn access(purpose: &str, page: &str, token: &str) -> String {
    if page.is_empty() {
        format!("{purpose}, use this token:\n\n{token}")
    } else {
        format!("{purpose}, open:\n\n{page}{token}")
    }
}
