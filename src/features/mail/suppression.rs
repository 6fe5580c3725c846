//! Suppression: an address whose mail server refused a mail gets no mail for a day.

use chrono::TimeDelta;

use super::{Mail, entity};
use crate::{error::Result, types::email::Email};

/// The duration of a suppression.
const SUPPRESSED_FOR: TimeDelta = TimeDelta::days(1);

impl Mail {
    /// True if the address is suppressed now.
    pub(super) async fn is_suppressed(&self, email: &Email) -> Result<bool> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let found = entity::of(email.as_str(), now).one(conn).await?;
        Ok(found.is_some())
    }

    /// Suppresses an address.
    pub(super) async fn suppress(&self, email: &Email) -> Result<()> {
        let until = self.platform.clock.now() + SUPPRESSED_FOR;
        Ok(entity::note(self.platform.db.conn(), email.as_str(), until).await?)
    }

    /// Removes suppressions that have ended.
    pub async fn sweep(&self) -> Result<()> {
        Ok(entity::forget(self.platform.db.conn(), self.platform.clock.now()).await?)
    }
}
