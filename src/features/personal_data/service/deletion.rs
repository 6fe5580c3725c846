//! Schedules and cancels the deletion of an account, with a grace period between request and erasure.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        mail::{Message, Recipient},
        personal_data::{
            AccountData,
            news_mail::{News, NewsMail},
        },
        users::UserRow,
    },
    platform::unit_of_work::Unit,
    types::{actor::Person, origin::Origin},
};

/// The topic that signals instances that an account may be due for erasure.
pub(super) const TOPIC: &str = "leaving";

impl AccountData {
    /// Schedules the deletion of the actor's account; returns its time. All sessions and API tokens are revoked at once.
    pub async fn delete_account(&self, person: &Person, origin: &Origin) -> Result<DateTime<Utc>> {
        self.auth
            .step_up
            .require_recent_for(person, Action::DeleteAccount, origin)
            .await?;
        let at =
            self.platform.clock.now() + TimeDelta::days(self.platform.config.auth.deletion_days);
        let tx = self.platform.begin_by(person.actor()).await?;
        let user = self
            .users
            .schedule_deletion(&tx, person.actor(), at)
            .await?;
        self.auth.revocation.end_all(&tx, user.id).await?;
        self.tell(&tx, &user, News::DeletionScheduled).await?;
        self.audit
            .record(&tx, Entry::own(Action::DeleteAccount, user.id, origin))
            .await?;
        tx.signal(TOPIC.to_owned()).await;
        tx.commit().await?;
        self.auth.revocation.announce().await;
        Ok(user.leaves_at.unwrap_or(at))
    }

    /// Queues a mail to the owner of an account inside the caller's transaction.
    pub(super) async fn tell(&self, conn: &Unit, user: &UserRow, news: News) -> Result<()> {
        let message = Message {
            to: Recipient::User(user),
            template: NewsMail { news },
        };
        self.mail.queue(conn, message).await
    }

    /// Cancels the scheduled deletion of the actor's account; does nothing if none is scheduled.
    pub async fn cancel_deletion(&self, person: &Person, origin: &Origin) -> Result<()> {
        let tx = self.platform.begin_by(person.actor()).await?;
        let Some(user) = self.users.cancel_deletion(&tx, person.actor()).await? else {
            return Ok(());
        };
        self.tell(&tx, &user, News::DeletionCancelled).await?;
        self.audit
            .record(&tx, Entry::own(Action::CancelDeletion, user.id, origin))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
