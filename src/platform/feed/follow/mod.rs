//! Follows a feed: what comes after a number, in order, each once, for as long as the follower stays.

mod batch;
mod reader;
mod shared;

use std::{sync::Arc, time::Duration};

use futures_util::Stream;

use self::reader::Position;
pub use self::{
    batch::Batch,
    reader::{Reader, Readers},
    shared::{Selection, Shared},
};
use super::{Feed, topic};
use crate::{
    error::{Kind, Result},
    types::id::UserId,
};

/// The pause after a read that failed.
const PAUSE: Duration = Duration::from_secs(1);

/// What a feed numbers: its changes, or the rows of a list.
pub trait Source: Send + Sync + 'static {
    /// A row.
    type Row: Send + Sync + 'static;

    /// The last number: where a follower begins that wants only new rows.
    fn last(&self) -> impl Future<Output = Result<i64>> + Send;

    /// The rows after a number, in order: a limited number of them.
    fn after(&self, number: i64) -> impl Future<Output = Result<Batch<Self::Row>>> + Send;
}

impl Feed {
    /// The rows of a source after a number, then new ones, in order, each once; without a number, only new ones. The followers of one reader
    /// have equal sources. The stream ends with an error if rows after its number are not kept any more.
    pub async fn follow<S: Source>(
        &self,
        user: UserId,
        source: S,
        reader: Arc<Reader<S::Row>>,
        after: Option<i64>,
    ) -> Result<impl Stream<Item = Result<Arc<Shared<S::Row>>>> + use<S>> {
        // The listener is registered before the first read, so that what is written in between is signalled.
        let mut bell = self.bus.listen(&topic(user));
        let mut number = match after {
            Some(number) => number,
            None => source.last().await?,
        };
        let poll = self.poll;
        Ok(async_stream::stream! {
            loop {
                let at = Position { after: number, signals: bell.count() };
                // Boxed to keep the future small: nearly all of thousands of subscriptions are idle.
                let batch = match Box::pin(reader.read(at, source.after(number))).await {
                    Ok(batch) => batch,
                    Err(error) if *error.kind() == Kind::ResyncRequired => {
                        yield Err(error);
                        return;
                    }
                    // The database is unavailable: the follower stays and reads again.
                    Err(_) => {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                };
                for row in batch.rows.iter() {
                    yield Ok(Arc::clone(row));
                }
                let has_more = batch.has_more;
                number = batch.position;
                drop(batch);
                if !has_more {
                    bell.wait(poll).await;
                }
            }
        })
    }
}
