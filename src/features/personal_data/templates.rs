//! The texts of the mails about account deletion and data exports.

use chrono::{DateTime, Utc};

use crate::{features::mail::Text, types::time_zone::TimeZone};

/// To an owner who requested the deletion of their account.
pub(super) fn begun(at: DateTime<Utc>, time_zone: TimeZone) -> Text {
    let text = format!(
        "Your account at Careergraph will be erased on {}, with all its data. All its sessions and tokens were revoked.\n\n\
         To keep your account, sign in before that time and cancel the deletion.\n\
         If you did not request this, do so at once and change your password.\n",
        time_zone.local(at).format("%Y-%m-%d at %H:%M %Z")
    );
    Text {
        subject: "Your account will be erased",
        body: text,
    }
}

/// To an owner who cancelled the deletion of their account.
pub(super) fn cancelled() -> Text {
    let text = "The deletion of your account at Careergraph was cancelled. Your account will not be erased.\n\n\
                If you did not request this, request a new password at once: setting it ends all sessions.\n";
    Text {
        subject: "Your account will not be erased",
        body: text.to_owned(),
    }
}

/// To an owner whose data export is ready.
pub(super) fn exported(until: DateTime<Utc>, time_zone: TimeZone) -> Text {
    let text = format!(
        "The data export of your account at Careergraph is ready. Sign in to download it; it is kept until {}.\n\n\
         If you did not request it, request a new password at once: setting it ends all sessions.\n",
        time_zone.day_of(until)
    );
    Text {
        subject: "Your data export is ready",
        body: text,
    }
}
