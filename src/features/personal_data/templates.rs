//! The words of the mails about leaving.

use chrono::{DateTime, Utc};

use crate::types::time_zone::TimeZone;

/// A subject and a text.
pub(super) struct Template {
    pub subject: &'static str,
    pub text: String,
}

/// To somebody who asked for their account to be erased.
pub(super) fn begun(at: DateTime<Utc>, time_zone: TimeZone) -> Template {
    let text = format!(
        "Your account at Careergraph will be erased on {}, with everything in it. All its sessions and tokens were ended.\n\n\
         If you change your mind, sign in before that day and cancel it.\n\
         If it was not you, do the same at once, and choose another password.\n",
        time_zone.local(at).format("%Y-%m-%d at %H:%M %Z")
    );
    Template {
        subject: "Your account will be erased",
        text,
    }
}

/// To somebody who took that back.
pub(super) fn cancelled() -> Template {
    let text = "Your account at Careergraph stays: it will not be erased.\n\n\
                If it was not you, choose another password at once: that ends all sessions.\n";
    Template {
        subject: "Your account stays",
        text: text.to_owned(),
    }
}

/// To somebody whose archive is ready.
pub(super) fn exported(until: DateTime<Utc>, time_zone: TimeZone) -> Template {
    let text = format!(
        "The archive of all that you have at Careergraph is ready. Sign in to fetch it; it is kept until {}.\n\n\
         If you did not ask for it, choose another password at once: that ends all sessions.\n",
        time_zone.day_of(until)
    );
    Template {
        subject: "Your archive is ready",
        text,
    }
}
