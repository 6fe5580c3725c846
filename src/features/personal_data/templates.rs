//! The texts of the mails about account deletion and data exports.

use chrono::{DateTime, Utc};

use crate::{features::mail::Text, types::time_zone::TimeZone};

/// To an owner who requested the deletion of their account.
pub(super) fn begun(at: DateTime<Utc>, time_zone: TimeZone) -> Text {
    let text = format!(
        "Your account at Careergraph will be erased on {}, with everything in it. All its sessions and tokens were ended.\n\n\
         If you change your mind, sign in before that day and cancel it.\n\
         If it was not you, do the same at once, and choose another password.\n",
        time_zone.local(at).format("%Y-%m-%d at %H:%M %Z")
    );
    Text {
        subject: "Your account will be erased",
        body: text,
    }
}

/// To an owner who cancelled the deletion of their account.
pub(super) fn cancelled() -> Text {
    let text = "Your account at Careergraph stays: it will not be erased.\n\n\
                If it was not you, choose another password at once: that ends all sessions.\n";
    Text {
        subject: "Your account stays",
        body: text.to_owned(),
    }
}

/// To an owner whose data export is ready.
pub(super) fn exported(until: DateTime<Utc>, time_zone: TimeZone) -> Text {
    let text = format!(
        "The archive of all that you have at Careergraph is ready. Sign in to fetch it; it is kept until {}.\n\n\
         If you did not ask for it, choose another password at once: that ends all sessions.\n",
        time_zone.day_of(until)
    );
    Text {
        subject: "Your data export is ready",
        body: text,
    }
}
