//! People whom no import has had for long, and whom the user has not changed, are deleted.

use chrono::{DateTime, Months, Utc};

use crate::{
    error::Result,
    features::connections::{Connections, PersonRow, entity::person},
    platform::unit_of_work::Change,
    types::object_kind::ObjectKind,
};

/// People after whom the rest waits for the next minute.
const BATCH: usize = 10_000;

impl Connections {
    /// The time when a person expires.
    #[must_use]
    pub fn expires_at(&self, person: &PersonRow) -> DateTime<Utc> {
        person.seen_at + self.kept_for()
    }

    /// Deletes people who have expired, of one user after another; returns their number.
    pub async fn expire(&self) -> Result<usize> {
        let before = self.platform.clock.now() - self.kept_for();
        let mut expired = 0;
        while expired < BATCH
            && let Some(user) = person::owner_of_unseen(self.platform.db.conn(), before).await?
        {
            let tx = self.platform.begin().await?;
            // An import of the same user waits, or has seen them.
            self.users.lock_to_count(&tx, user).await?;
            let gone = person::expire(&tx, user, before).await?;
            for id in &gone {
                tx.changed(Change::of(user, ObjectKind::Person, id.0, None))
                    .await;
            }
            tx.commit().await?;
            expired += gone.len();
        }
        Ok(expired)
    }

    fn kept_for(&self) -> Months {
        Months::new(self.platform.config.connections.keep_months)
    }
}
