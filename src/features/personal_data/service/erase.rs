//! Erasing: everything of somebody goes in one transaction, and nothing of it can be read again. A list outside of the database
//! keeps that they are gone: an older copy of the database that comes back is put right before anybody is served.

use std::time::Duration;

use super::deletion::TOPIC;
use crate::{
    error::Result,
    features::{
        audit::{Action, Entry, Outcome},
        personal_data::AccountData,
        users::UserRow,
    },
    platform::{
        db,
        personal_data::{DataSubject, ErasurePhase},
        queue::Owner,
        unit_of_work::Unit,
    },
    types::{id::UserId, origin::Origin},
};

/// How often it is looked who is due. They are gone within a minute.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Ids that are compared with the list at once.
const BATCH: u64 = 1_000;

impl AccountData {
    /// Erases who is due until the process stops.
    pub async fn watch(self) {
        let background = self.platform.background.clone();
        let mut bell = self.platform.bus.listen(TOPIC);
        while !background.is_stopping() {
            if let Err(error) = db::uncounted(self.erase_due()).await {
                tracing::warn!(
                    cause = error.cause().map(ToString::to_string),
                    "nobody could be erased; tried again soon: {error}"
                );
            }
            tokio::select! { () = bell.wait(LOOK_EVERY) => {}, () = background.stopping() => {} }
        }
    }

    /// Erases everybody whose time of grace is over; says how many.
    pub async fn erase_due(&self) -> Result<usize> {
        let due: Vec<UserId> = self
            .users
            .due()
            .await?
            .into_iter()
            .map(|user| user.id)
            .collect();
        self.erase(&due).await?;
        Ok(due.len())
    }

    /// Erases again whom an older copy of the database has brought back; says how many.
    pub async fn apply_erasures(&self) -> Result<usize> {
        let erased = self.platform.erasure_log.read().await?;
        let (mut after, mut found) = (None, Vec::new());
        while !erased.is_empty() {
            let ids = self.users.ids_after(after, BATCH).await?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            found.extend(ids.into_iter().filter(|id| erased.contains(id.0)));
        }
        self.erase(&found).await?;
        Ok(found.len())
    }

    /// Erases these for good.
    async fn erase(&self, ids: &[UserId]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.revoke_everything(ids).await?;
        let mut done = Ok(());
        for id in ids {
            // One who cannot be erased holds up nobody else.
            done = self.erase_one(*id).await.and(done);
        }
        done.and(self.platform.db.empty_log().await)
    }

    async fn erase_one(&self, id: UserId) -> Result<()> {
        // Written down first: should we end right here, they are erased at the next start.
        self.platform.erasure_log.append(id.0).await?;
        let tx = self.platform.begin().await?;
        if let Some(user) = self.users.lock(&tx, id).await? {
            self.erase_rows(&tx, &user).await?;
            tx.commit().await?;
        }
        self.platform.limiter.forget_user(&id.to_string()).await;
        Ok(())
    }

    /// Ends what sessions there are, before their rows go: every instance must have seen the end.
    async fn revoke_everything(&self, ids: &[UserId]) -> Result<()> {
        let mut are_in = false;
        for id in ids {
            if self.auth.revocation.has_open(*id).await? {
                self.auth
                    .revocation
                    .end_all(self.platform.db.conn(), *id)
                    .await?;
                are_in = true;
            }
        }
        if are_in {
            self.auth.revocation.announce().await;
            // An instance that misses the signal looks this often.
            tokio::time::sleep(Duration::from_secs(
                2 * self.platform.config.auth.watch_secs,
            ))
            .await;
        }
        Ok(())
    }

    /// Every part deletes what does not go with the account by itself, in the order of the phases.
    async fn erase_rows(&self, conn: &Unit, user: &UserRow) -> Result<()> {
        let subject = DataSubject {
            user_id: user.id,
            email: user.email.clone(),
        };
        self.erase_phase(conn, &subject, ErasurePhase::BeforeAccount)
            .await?;
        self.platform
            .queue
            .forget(conn, &[Owner::User(user.id)])
            .await?;
        self.erase_phase(conn, &subject, ErasurePhase::Account)
            .await?;
        let origin = Origin::inside("schedule");
        let entry = Entry {
            action: Action::EraseAccount,
            outcome: Outcome::Done,
            actor: None,
            subject: Some(user.id),
            target: None,
            origin: &origin,
        };
        self.audit.record(conn, entry).await?;
        self.erase_phase(conn, &subject, ErasurePhase::AfterRecord)
            .await
    }

    async fn erase_phase(
        &self,
        conn: &Unit,
        subject: &DataSubject,
        phase: ErasurePhase,
    ) -> Result<()> {
        for part in self.parts().filter(|part| part.phase() == phase) {
            part.erase(conn, subject).await?;
        }
        Ok(())
    }
}
