//! Deletes files from the store. A file that is to be deleted keeps its row until the store has confirmed the deletion and no upload of it can
//! still be on its way, so that a failing store delays a deletion but does not lose it.

use std::time::Duration;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    features::documents::{Documents, entity::file},
};

/// After this time no upload of a file can still be running: longer than an operation and all attempts of the store may take.
const UPLOADED_WITHIN: TimeDelta = TimeDelta::minutes(15);
/// Rows that are read at once.
const BATCH: u64 = 100;
/// Failed deletions after which the store counts as down.
const FAILURES_MAX: usize = 3;
/// Time limit of one run; the next one continues.
const RUN: Duration = Duration::from_secs(40);

impl Documents {
    /// Deletes what uploads without an end, removals and erasures have left in the store.
    pub async fn sweep(&self) -> Result<()> {
        let lost = self.platform.clock.now() - UPLOADED_WITHIN;
        file::mark_lost_for_deletion(self.platform.db.conn(), lost).await?;
        self.delete_files().await
    }

    /// Deletes the files without a document; an error if one of them could not be deleted.
    pub async fn delete_files(&self) -> Result<()> {
        let deleting = tokio::time::timeout(RUN, self.delete_each());
        deleting.await.unwrap_or_else(|_| {
            let message = "The store of documents deletes slowly; the rest follows later.";
            Err(Error::unavailable(message))
        })
    }

    async fn delete_each(&self) -> Result<()> {
        let (conn, mut after, mut failures) = (self.platform.db.conn(), Uuid::nil(), 0);
        let mut failed = Ok(());
        loop {
            let files = file::to_delete(after, BATCH).all(conn).await?;
            let Some(last) = files.last() else {
                return failed;
            };
            after = last.id;
            for file in &files {
                match self.platform.blobs.delete(&file.store_key).await {
                    Ok(()) => self.forget(file).await?,
                    Err(error) => {
                        failures += 1;
                        failed = Err(error);
                        if failures >= FAILURES_MAX {
                            return failed;
                        }
                    }
                }
            }
        }
    }

    /// Deletes the row of a deleted file, unless an upload that began a moment ago may still write it.
    async fn forget(&self, file: &file::Model) -> Result<()> {
        if file.touched_at + UPLOADED_WITHIN < self.platform.clock.now() {
            file::forget(self.platform.db.conn(), file.id).await?;
        }
        Ok(())
    }
}
