//! Erases accounts: all rows of a user are deleted in one transaction. A log outside of the database records the erasures, so that they are
//! repeated after a restore from an older backup, before the server accepts requests.

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

/// Interval of the check for due accounts; they are erased within a minute.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Ids that are compared with the log in one query.
const BATCH: u64 = 1_000;

impl AccountData {
    /// Erases due accounts until the process stops.
    pub async fn watch(self) {
        let background = self.platform.background.clone();
        let mut bell = self.platform.bus.listen(TOPIC);
        while !background.is_stopping() {
            if let Err(error) = db::uncounted(self.erase_due()).await {
                tracing::warn!(
                    cause = error.cause().map(ToString::to_string),
                    "cannot erase due accounts; retrying: {error}"
                );
            }
            tokio::select! { () = bell.wait(LOOK_EVERY) => {}, () = background.stopping() => {} }
        }
    }

    /// Erases all accounts whose grace period is over; returns their number.
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

    /// Erases accounts again that a restored backup has brought back; returns their number.
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

    /// Erases these accounts permanently.
    async fn erase(&self, ids: &[UserId]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.revoke_everything(ids).await?;
        let mut done = Ok(());
        for id in ids {
            // A failed erasure does not block the others.
            done = self.erase_one(*id).await.and(done);
        }
        done.and(self.platform.db.truncate_wal().await)
    }

    async fn erase_one(&self, id: UserId) -> Result<()> {
        // The log is written first: after a crash, the erasure is repeated at the next start.
        self.platform.erasure_log.append(id.0).await?;
        let tx = self.platform.begin().await?;
        if let Some(user) = self.users.lock(&tx, id).await? {
            self.erase_rows(&tx, &user).await?;
            tx.commit().await?;
            self.erase_outside().await;
        }
        self.platform.limiter.forget_user(id).await;
        Ok(())
    }

    /// Every part deletes what it stores outside of the database; what fails is repeated by the part.
    async fn erase_outside(&self) {
        for part in self.parts() {
            if let Err(error) = part.after_erasure().await {
                tracing::warn!(
                    part = part.name(),
                    cause = error.cause().map(ToString::to_string),
                    "data outside of the database is erased later: {error}"
                );
            }
        }
    }

    /// Revokes the sessions before their rows are deleted, and waits until every instance has seen it.
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
            // The interval at which an instance checks for revocations that it missed the signal of.
            tokio::time::sleep(Duration::from_secs(
                2 * self.platform.config.auth.watch_secs,
            ))
            .await;
        }
        Ok(())
    }

    /// Every part deletes the rows that are not deleted with the account, in the order of the phases.
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
