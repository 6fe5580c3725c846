//! The mails about account deletion and data exports.

use chrono::{DateTime, Utc};

use crate::{features::mail::Text, types::time_zone::TimeZone};

/// To an owner who requested the deletion of their account.
pub(super) fn begun(at: DateTime<Utc>, time_zone: TimeZone) -> Text {
    // A form that is read in all languages.
    let at = time_zone.local(at).format("%Y-%m-%d, %H:%M %Z");
    Text::new("mail-deletion-begun").with("at", at.to_string())
}

/// To an owner who cancelled the deletion of their account.
pub(super) const fn cancelled() -> Text {
    Text::new("mail-deletion-cancelled")
}

/// To an owner whose data export is ready.
pub(super) fn exported(until: DateTime<Utc>, time_zone: TimeZone) -> Text {
    let until = time_zone.day_of(until);
    Text::new("mail-export-ready").with("until", until.to_string())
}
