//! Going: a time of grace begins, in which the owner may come back and stay.

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

/// The topic that tells instances that somebody may be due.
pub(super) const TOPIC: &str = "leaving";

impl AccountData {
    /// Begins the time of grace of the one who asks; gives its end. Their sessions and API tokens end at once.
    pub async fn delete_account(&self, person: &Person, origin: &Origin) -> Result<DateTime<Utc>> {
        self.auth
            .step_up
            .require_recent_for(person, Action::DeleteAccount, origin)
            .await?;
        let at =
            self.platform.clock.now() + TimeDelta::days(self.platform.config.auth.deletion_days);
        let tx = self.platform.begin().await?;
        let user = self.users.begin_leaving(&tx, person.actor(), at).await?;
        self.auth.revocation.end_all(&tx, user.id).await?;
        self.tell(&tx, &user, News::Leaving).await?;
        self.audit
            .record(&tx, Entry::own(Action::DeleteAccount, user.id, origin))
            .await?;
        tx.commit().await?;
        self.auth.revocation.announce().await;
        self.platform.bus.signal(TOPIC).await;
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

    /// Lets the one who asks stay; where nothing was to be erased, nothing changes.
    pub async fn cancel_deletion(&self, person: &Person, origin: &Origin) -> Result<()> {
        let tx = self.platform.begin().await?;
        let Some(user) = self.users.stay(&tx, person.actor()).await? else {
            return Ok(());
        };
        self.tell(&tx, &user, News::Staying).await?;
        self.audit
            .record(&tx, Entry::own(Action::CancelDeletion, user.id, origin))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
