//! Follows an import while it is applied.

use std::time::Duration;

use futures_util::Stream;

use crate::{
    error::Result,
    features::imports::{Imports, JobRow, State},
    types::{actor::Actor, id::ImportId},
};

/// The pause after a read that failed.
const PAUSE: Duration = Duration::from_secs(1);

/// The topic of the bus that is signalled when an import changes.
pub(super) fn topic(id: ImportId) -> String {
    format!("import:{id}")
}

impl Imports {
    /// The import as it is now, and after each change; ends with its end state. NOT_FOUND if the actor has no such import.
    pub async fn follow(
        &self,
        actor: &Actor,
        id: ImportId,
    ) -> Result<impl Stream<Item = JobRow> + use<>> {
        // The listener is registered before the first read, so that a change in between is signalled.
        let mut bell = self.platform.bus.listen(&topic(id));
        let mut job = self.get(actor, id).await?;
        let poll = Duration::from_secs(self.platform.config.changes.follow_poll_secs);
        let (imports, actor) = (self.clone(), actor.clone());
        Ok(async_stream::stream! {
            loop {
                let seen = (job.state, job.done, job.version);
                let is_over = !matches!(job.state, State::Planned | State::Applying);
                yield job.clone();
                if is_over {
                    return;
                }
                while (job.state, job.done, job.version) == seen {
                    bell.wait(poll).await;
                    match Box::pin(imports.get(&actor, id)).await {
                        Ok(read) => job = read,
                        // It was deleted with its account, or the database is unavailable.
                        Err(error) if *error.kind() == crate::error::Kind::NotFound => return,
                        Err(_) => tokio::time::sleep(PAUSE).await,
                    }
                }
            }
        })
    }
}
