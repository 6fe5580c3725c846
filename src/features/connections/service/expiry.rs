//! People whom no import has had for long, and whom the user has not changed, are deleted.

use chrono::{DateTime, Months, Utc};

use crate::{
    error::Result,
    features::connections::{Connections, PersonRow, entity::person},
};

/// People who are deleted each minute.
const BATCH: u64 = 10_000;

impl Connections {
    /// The time when a person expires.
    #[must_use]
    pub fn expires_at(&self, person: &PersonRow) -> DateTime<Utc> {
        person.seen_at + self.kept_for()
    }

    /// Deletes people who have expired; returns their number.
    pub async fn expire(&self) -> Result<u64> {
        let before = self.platform.clock.now() - self.kept_for();
        Ok(person::expire(self.platform.db.conn(), before, BATCH).await?)
    }

    fn kept_for(&self) -> Months {
        Months::new(self.platform.config.connections.keep_months)
    }
}
